"""The words of what is new: what stood in a field, and what stands there now."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from dossier import house
from markupsafe import Markup

from briefings.dossier.comparison import compare
from briefings.dossier.contents import Dossier
from briefings.dossier.showing import show
from briefings.languages.text import Language, Name, Text
from briefings.model.commitments import Due
from briefings.model.confirmation import Confirmation
from briefings.model.markings import Marking
from briefings.model.meetings import Act, Mode, Place
from briefings.model.sources import Citation
from briefings.render.catalogues import messages
from briefings.render.news import Telling, vocabulary
from briefings.render.words import Words


def dossier(*things: Any) -> Dossier:  # noqa: ANN401
    """Return a dossier of these records, on a day on which all is known."""
    return house.dossier(house.records(*things), on="2031-12-01")


def telling(before: Dossier, after: Dossier, language: Language = Language.EN) -> Telling:
    """Return the words of what is new."""
    changes = compare(show(before), show(after), clearance=Marking.RESTRICTED)
    return Telling(Words(after, messages(language, None)), changes)


def amended(before: Dossier, after: Dossier) -> list[str]:
    """Return what was changed in the only entry that was, without links."""
    changes = compare(show(before), show(after), clearance=Marking.RESTRICTED)
    (change,) = changes.listed
    return [
        str(one).replace(' class="cite" href="#source-gazette"', "")
        for one in Telling(Words(after, messages(Language.EN, None)), changes).amended(change)
    ]


def met(statement: Any = None, **more: Any) -> Any:  # noqa: ANN401
    """Return a meeting of one point."""
    return house.meeting("2031-05-12", statement or house.statement("s1"), **more)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"by": "VN"}, "who: <del>Both sides</del> <ins>Vietnam</ins>"),
        ({"act": Act.REQUESTED}, "act: <del>agreed</del> <ins>requested</ins>"),
        ({"to": ("FR",)}, "to whom: <ins>FR (en)</ins>"),
        ({"topics": ("sea", "trade")}, "topics: <del>Trade</del> <ins>Sea and Trade</ins>"),
        (
            {"source": Citation("gazette", 3)},
            "source: <del><a>[1, ¶\u00a02]</a></del> <ins><a>[1, ¶\u00a03]</a></ins>",
        ),
        ({"confirmation": Confirmation.PARTLY}, "how sure: <del>confirmed</del> <ins>partly confirmed</ins>"),
        ({"note": Text("Chú", "A <b> & more")}, "note: <ins>A &lt;b&gt; &amp; more</ins>"),
    ],
)
def test_a_point(change: dict[str, Any], said: str) -> None:
    """What stood in each field is struck through, what stands there now underlined."""
    after = dossier(met(house.statement("s1", **change)))
    assert amended(dossier(met()), after) == [said]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": house.text("Meeting in May")}, "title: Meeting <del>2031-05-12</del> <ins>in May</ins>"),
        ({"mode": Mode.CALL}, "how they met: <del>in person</del> <ins>telephone call</ins>"),
        ({"place": Place("CH", Name("Giơ-ne-vơ", "Geneva"))}, "place: <ins>Geneva, Switzerland</ins>"),
        (
            {"participants": house.present(jeanne="FR")},
            "participants: <ins>jeanne (FR (en), Minister)</ins>",
        ),
    ],
)
def test_a_meeting(change: dict[str, Any], said: str) -> None:
    """Place, mode and participants with the titles of the day."""
    person = house.person("jeanne", "FR", house.post("fm", "2030", title=Text("Bộ trưởng", "Minister")))
    before, after = dossier(met(), person), dossier(met(**change), person)
    assert amended(before, after) == [said]


def test_a_commitment() -> None:
    """Its status, due date and what became of it, in the words of the page."""
    point = met(house.statement("s1", commitment="rail"))
    became = house.commitment("rail", "2032-12", house.outcome("2031-11-01", text=Text("Xong", "Opened")))
    before = dossier(point, replace(house.commitment("rail"), due=Due(printed="sớm")))
    assert amended(before, dossier(point, became)) == [
        "status: <del>open</del> <ins>done</ins>",
        "standing: <del>open</del> <ins>done</ins>",
        (
            'due: <del>no date given (in the source: <span lang="vi">“sớm”</span>)</del> '
            "<ins>December\u00a02032</ins>"
        ),
        "what became of it: <ins>done (1\u00a0Nov\u00a02031): Opened</ins>",
    ]


def test_a_misprint_that_became_a_doubt() -> None:
    """A flag is a word too."""
    before, after = (
        dossier(met(), house.source("gazette", errata=(house.erratum("Geneve", "FR", doubt=one),)))
        for one in (False, True)
    )
    assert amended(before, after) == ["doubt: <ins>doubt</ins>"]


def test_a_side_and_a_source_that_only_the_earlier_state_names() -> None:
    """Both are called by their names, although the dossier has them no more."""
    old = house.source("second", title="Báo <cũ>")
    gone = met(house.statement("s1", by="DE", to=("CA",), source=Citation("second", 4), act=Act.REQUESTED))
    before, after = dossier(gone, old), dossier(house.meeting("2031-05-12"))
    told = telling(before, after)
    (change,) = compare(show(before), show(after), clearance=Marking.RESTRICTED).listed
    assert told.entry(change) == Markup(
        '12\u00a0May\u00a02031 <span class="who">Germany</span> <span class="act">requested</span> '
        'of Canada: s1 <span class="cite">[“Báo &lt;cũ&gt;”, ¶\u00a04]</span>'
    )


def test_with_nothing_to_compare_nothing_is_new() -> None:
    """Templates may ask of any address."""
    said = vocabulary(Words(dossier(), messages(Language.EN, None)), None)
    assert list(said) == ["news"]
    assert said["news"]("2031-05-12.s1") == ""
