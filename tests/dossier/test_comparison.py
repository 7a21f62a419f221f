"""Two states of one dossier compared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from briefings.dossier.changes import Changes, Held, Kind, News
from briefings.dossier.comparison import ComparisonError, compare
from briefings.dossier.showing import show
from briefings.dossier.shown import Shown, Spoken
from briefings.languages.dates import Day
from briefings.languages.text import Language, Name, Text
from briefings.model.commitments import Due, Status
from briefings.model.confirmation import Confirmation
from briefings.model.markings import Marking
from briefings.model.meetings import Act
from briefings.model.sources import Citation

from . import house


def state(*things: Any, on: str = "2039-12-31", code: str = "FR", **more: Any) -> Shown:  # noqa: ANN401
    """Return what a dossier of these records shows."""
    return show(house.dossier(house.records(*things), code, on=on, **more))


def found(before: Shown, after: Shown, **more: Any) -> Changes:  # noqa: ANN401
    """Return what is new, for those who may see everything."""
    return compare(before, after, **{"clearance": Marking.RESTRICTED, **more})


def told(changes: Changes) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Return the changes in short."""
    return [(one.kind, one.news, one.address, one.fields) for one in changes.listed]


def met(*statements: Any, **more: Any) -> Any:  # noqa: ANN401
    """Return a meeting in Geneva."""
    return house.meeting("2031-05-12", *statements, **more)


def said(**more: Any) -> Any:  # noqa: ANN401
    """Return a point."""
    return house.statement("s1", **more)


def test_the_same_state_has_no_news() -> None:
    """Nothing is listed, nothing else differs, and it says so."""
    one = state(met(said()), house.framework("csp", "2030"), house.commitment("rail", "2031-12"))
    changes = found(one, one)
    assert changes.nothing
    assert (changes.listed, changes.others, changes.kinds) == ((), (), ())


def test_a_new_meeting_comes_with_its_points() -> None:
    """Meeting and points are new, each at its address."""
    changes = found(state(), state(met(said())))
    assert told(changes) == [
        ("meeting", "new", "2031-05-12", ()),
        ("point", "new", "2031-05-12.s1", ()),
    ]
    assert changes.marks == {"2031-05-12": News.NEW, "2031-05-12.s1": News.NEW}


def test_what_is_gone_is_withdrawn() -> None:
    """It is listed as it stood, and marks no place of the page."""
    changes = found(state(met(said())), state(met()))
    assert told(changes) == [("point", "withdrawn", "2031-05-12.s1", ())]
    assert isinstance(changes.listed[0].entry, Spoken)
    assert changes.listed[0].entry.text == Text("s1", "s1")
    assert changes.marks == {}


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("text", {"text": Text("Mở cửa.", "Open.")}),
        ("by", {"by": "VN"}),
        ("to", {"to": ("FR",)}),
        ("act", {"act": Act.PROPOSED}),
        ("topics", {"topics": ("sea",)}),
        ("sources", {"source": Citation("gazette", 3)}),
        ("confirmation", {"confirmation": Confirmation.PARTLY}),
        ("note", {"note": Text("chú", "note")}),
        ("document", {"document": Text("Tuyên bố", "Statement")}),
    ],
)
def test_a_point_that_says_something_else_is_corrected(field: str, change: dict[str, Any]) -> None:
    """Each field counts, and is named."""
    changes = found(state(met(said())), state(met(said(**change))))
    assert told(changes) == [("point", "corrected", "2031-05-12.s1", (field,))]


def test_another_spelling_is_no_correction() -> None:
    """Hoà and hòa are one word."""
    before, after = (state(met(said(text=Text(word, "Peace")))) for word in ("Hoà bình", "Hòa bình"))
    assert found(before, after).nothing


def test_a_reader_is_told_of_what_changed_in_their_language() -> None:
    """An English wording corrected is news for those who read English."""
    before, after = (state(met(said(text=Text("Mở", word)))) for word in ("Opened", "Open"))
    assert [found(before, after, languages=[one]).nothing for one in Language] == [True, False]
    assert not found(before, after).nothing


def test_a_meeting_is_corrected_apart_from_its_points() -> None:
    """A corrected title leaves the points as they are."""
    changes = found(state(met(said())), state(met(said(), title=house.text("Another"))))
    assert told(changes) == [("meeting", "corrected", "2031-05-12", ("title",))]


def test_a_framework_that_ends_and_one_that_begins() -> None:
    """Succession is an end and something new."""
    before = state(house.framework("sp", "2020"))
    after = state(house.framework("sp", "2020", "2031-01-01"), house.framework("csp", "2031-01-01"))
    assert told(found(before, after)) == [
        ("framework", "ended", "sp", ("end",)),
        ("framework", "new", "csp", ()),
    ]


def test_an_end_that_is_only_made_precise_is_a_correction() -> None:
    """What had ended before has not ended again."""
    before, after = (state(house.framework("sp", "2020", end)) for end in ("2031", "2031-01-01"))
    assert told(found(before, after)) == [("framework", "corrected", "sp", ("end",))]


def people(*posts: Any, **more: Any) -> Shown:  # noqa: ANN401
    """Return what a dossier shows in which one person holds these posts."""
    return state(house.person("jeanne", "FR", *posts, **more))


def test_posts_are_told_by_where_the_page_shows_them() -> None:
    """A post that ended, and a new one after it."""
    before = people(house.post("fm", "2030"))
    changes = found(before, people(house.post("pm", "2031"), house.post("fm", "2030", "2031")))
    assert told(changes) == [
        ("post", "new", "person-jeanne.1", ()),
        ("post", "ended", "person-jeanne.2", ("end",)),
    ]
    assert isinstance(changes.listed[0].entry, Held)


def test_a_retitled_post_is_the_same_post() -> None:
    """A title corrected is no withdrawal: the post began on the same day."""
    before, after = (
        people(house.post("fm", "2030", title=house.text(one))) for one in ("Minster", "Minister")
    )
    assert told(found(before, after)) == [("post", "corrected", "person-jeanne.1", ("title",))]


def test_the_same_title_twice_is_two_posts() -> None:
    """Who returns to a post holds it a second time."""
    first = house.post("fm", "2020", "2022")
    changes = found(people(first), people(first, house.post("fm", "2030")))
    assert told(changes) == [("post", "new", "person-jeanne.2", ())]


@pytest.mark.parametrize(
    ("after", "fields"),
    [
        (
            house.commitment("rail", "2031-12", house.outcome("2031-11-01")),
            ("status", "standing", "outcomes"),
        ),
        (house.commitment("rail", "2032-12"), ("due",)),
        (house.commitment("rail", "2031-12", status=Status.IN_PROGRESS), ("status",)),
    ],
)
def test_a_commitment_moves(after: Any, fields: tuple[str, ...]) -> None:  # noqa: ANN401
    """Its status, its standing, its day or what became of it: each moves it."""
    point = met(said(commitment="rail"))
    before = state(point, house.commitment("rail", "2031-12"), on="2031-06-01")
    changes = found(
        before,
        state(
            point, after, on="2031-06-01" if fields != ("status", "standing", "outcomes") else "2031-11-02"
        ),
    )
    assert told(changes) == [("commitment", "moved", "rail", fields)]


def test_time_alone_moves_a_commitment() -> None:
    """What was open is overdue on a later day."""
    held = (met(said(commitment="rail")), house.commitment("rail", "2033-12"))
    changes = found(state(*held, on="2031-06-01"), state(*held, on="2034-01-01"), edition=False)
    assert told(changes) == [("commitment", "moved", "rail", ("standing",))]


def test_a_commitment_reworded_is_corrected() -> None:
    """Nothing moved."""
    point = met(said(commitment="rail"))
    other = replace(house.commitment("rail"), title=house.text("Railways"))
    changes = found(state(point, house.commitment("rail")), state(point, other))
    assert told(changes) == [("commitment", "corrected", "rail", ("title",))]


def test_doubts_and_gaps_are_listed() -> None:
    """A misprint is known by its source and how it is printed, a gap by its name."""
    source = house.source("gazette", errata=(house.erratum("Geneve", "FR"),))
    changes = found(state(met(said())), state(met(said()), source, house.gap("2031-02-14")))
    assert told(changes) == [
        ("doubt", "new", "gazette Geneve", ()),
        ("gap", "new", "gap-2031-02-14", ()),
    ]


@pytest.mark.parametrize(
    ("before", "after", "part"),
    [
        ({"address": house.text("Madam")}, {"address": house.text("Minister")}, "people"),
        ({"variants": ("J.",)}, {}, "people"),
    ],
)
def test_other_details_are_not_passed_over(before: dict[str, Any], after: dict[str, Any], part: str) -> None:
    """What is not listed entry by entry is still said to have changed."""
    changes = found(people(house.post("fm", "2030"), **before), people(house.post("fm", "2030"), **after))
    assert (changes.listed, changes.others, changes.nothing) == ((), (part,), False)


def test_a_source_described_otherwise_and_a_name_spelt_otherwise() -> None:
    """Both are details of what both states have; a source that is merely new is not."""
    before = state(met(said()), house.source("gazette", title="Gazete"))
    more = met(said(also=(Citation("second"),)))
    after = state(more, house.source("gazette", title="Gazette"), house.source("second"))
    assert found(before, after).others == ("sources",)
    assert found(state(met(said())), state(more, house.source("second"))).others == ()
    renamed = replace(house.counterpart("FR"), name=Name("Pháp", "France"))
    assert found(state(met(said())), state(met(said()), renamed)).others == ("names",)


def test_what_is_derived_counts_where_nothing_else_explains_it() -> None:
    """A post of the own side that is confirmed now changes the list of doubts alone."""
    present = met(participants=house.present(a="VN"))
    mine = {"counterpart": "VN"}
    before = house.person("a", "VN", house.post("fm", "2030", confirmation=Confirmation.PARTLY, **mine))
    after = house.person("a", "VN", house.post("fm", "2030", **mine))
    assert found(state(present, before), state(present, after)).others == ("doubts",)


def test_another_counterpart_is_refused() -> None:
    """An edition about Germany is no earlier edition about France."""
    with pytest.raises(ComparisonError) as error:
        found(state(house.counterpart("DE"), code="DE"), state())
    assert str(error.value) == (
        "The earlier edition is about DE, not about FR. Name an edition about FR, or a day."
    )


def test_a_higher_marking_is_refused() -> None:
    """A list of changes would tell those below what they may not see."""
    before = state(met(said(marking=Marking.RESTRICTED)))
    with pytest.raises(ComparisonError) as error:
        found(before, state(met()), clearance=Marking.INTERNAL)
    assert str(error.value) == (
        "The earlier edition is marked restricted, and the readers of this one may see internal at most: "
        "a list of changes would tell them what they may not see. "
        "Name an edition made for the same readers, or a day."
    )


def test_what_is_withheld_now_is_not_told_either() -> None:
    """A record that was marked higher since then is neither withdrawn nor quoted: it is not there."""
    point = met(said(), house.statement("s2"), participants=house.present(jeanne="FR"))
    before = state(
        point,
        house.meeting("2031-06-01", said()),
        house.person("jeanne", "FR", house.post("fm", "2030")),
        house.framework("csp", "2030"),
        house.gap("2031-02-14"),
    )
    withheld = {"2031-05-12.s2", "2031-06-01", "jeanne", "csp", "gap-2031-02-14"}
    assert set(found(before, state(met(said()))).kinds) == {*Kind} - {Kind.COMMITMENT, Kind.DOUBT}
    assert found(before, state(met(said())), withheld=withheld).nothing


def test_the_marking_of_what_is_shown_of_it() -> None:
    """If anything of the earlier state is shown, so is its marking; if nothing is, it does not count."""
    before = state(met(said(marking=Marking.INTERNAL)))
    assert found(before, state(met())).marking is Marking.INTERNAL
    assert found(before, before).marking is Marking.PUBLIC


def test_the_day_compared_with() -> None:
    """Of an edition it is the day on its cover, of the records the day asked for."""
    before = state(met(), on="2031-07-01", stated=True)
    assert found(before, before).since == Day(2031, 5, 12)
    assert found(before, before, edition=False).since == Day(2031, 7, 1)


def test_names_of_both_states_are_known() -> None:
    """A side or topic that only the earlier state names can still be called by its name."""
    before = state(met(said(by="DE", topics=("sea",))))
    changes = found(before, state(met()))
    assert changes.sides["DE"].en == "Germany"
    assert changes.topics["sea"] == Text("Biển", "Sea")
    assert changes.sources["gazette"].number == 1


def test_a_due_date_compares_with_its_words() -> None:
    """The same day printed in other words is another statement of it."""
    point = met(said(commitment="rail"))
    before, after = (
        state(point, replace(house.commitment("rail"), due=Due(Day(2031, 12), printed)))
        for printed in ("a", "b")
    )
    assert told(found(before, after)) == [("commitment", "moved", "rail", ("due",))]
