"""Doubts and gaps: what sources print wrongly, what is unconfirmed, what nobody recorded."""

from __future__ import annotations

import pytest

from briefings.dossier.contents import Dossier, Lack
from briefings.model.commitments import Status
from briefings.model.confirmation import Confirmation
from briefings.model.counterparts import CounterpartKind
from briefings.model.sources import Citation

from .house import (
    TWO,
    commitment,
    counterpart,
    dossier,
    erratum,
    framework,
    gap,
    meeting,
    outcome,
    person,
    places,
    post,
    present,
    records,
    source,
    statement,
    text,
)


def printed(made: Dossier) -> list[str]:
    """Return what is printed wrongly, as the dossier lists it."""
    return [one.erratum.printed for one in made.doubts.errata]


def lacks(made: Dossier, lack: Lack) -> list[tuple[str | None, str]]:
    """Return what is missing in one respect, and since when."""
    return [(one.about.en, str(one.day)) for one in made.doubts.missing if one.lack is lack]


def test_errata_of_sources_used_and_of_this_counterpart() -> None:
    """A misprint is shown where its source reports a meeting, to those whom it concerns."""
    held = records(
        counterpart("NO"),
        source(
            "used", errata=(erratum("ours", "FR"), erratum("theirs", "NO"), erratum("shared", "NO", "FR"))
        ),
        source("unused", errata=(erratum("never", "FR"),)),
        meeting("2031-01-01", sources=(Citation("used", 1),)),
    )
    assert printed(dossier(held)) == ["ours", "shared"]
    assert printed(dossier(held, "NO")) == []


@pytest.mark.parametrize("how", ["source", "also", "sources"])
def test_errata_of_what_reports_a_point(how: str) -> None:
    """It does not matter whether a source reports the meeting, a point, or a point besides another."""
    cited = (Citation("used", 1),)
    by_how = {
        "source": meeting("2031-01-01", statement(source=cited[0])),
        "also": meeting("2031-01-01", statement(also=cited)),
        "sources": meeting("2031-01-01", sources=cited),
    }
    held = records(source("used", errata=(erratum("wrong", "FR"),)), by_how[how])
    assert printed(dossier(held)) == ["wrong"]


def test_errata_before_the_meeting() -> None:
    """A misprint in a report of a meeting is not shown before the meeting."""
    held = records(
        source("used", errata=(erratum("wrong", "FR"),)),
        meeting("2031-01-02", sources=(Citation("used", 1),)),
    )
    assert printed(dossier(held, on="2031-01-01")) == []
    assert printed(dossier(held, on="2031-01-02")) == ["wrong"]


def test_doubts_come_before_misprints() -> None:
    """Doubts stand first, then misprints, each in the order of the sources' numbers."""
    held = records(
        source("a", errata=(erratum("misprint a", "FR"), erratum("doubt a", "FR", doubt=True))),
        source("b", errata=(erratum("misprint b", "FR"), erratum("doubt b", "FR", doubt=True))),
        meeting("2031-01-01", sources=(Citation("b", 1), Citation("a", 1))),
    )
    made = dossier(held)
    assert printed(made) == ["doubt b", "doubt a", "misprint b", "misprint a"]
    assert [one.erratum.printed for one in made.summary.doubts] == ["doubt b", "doubt a"]


def test_doubt_is_cited() -> None:
    """A doubt cites the paragraphs in which it stands, or the source, and what speaks against it."""
    wrong = (
        erratum("somewhere", "FR", paragraphs=(3, 5), evidence=(Citation("almanac", 2),)),
        erratum("anywhere", "FR"),
    )
    held = records(
        source("almanac"), source("used", errata=wrong), meeting("2031-01-01", sources=(Citation("used", 1),))
    )
    somewhere, anywhere = dossier(held).doubts.errata
    assert places(somewhere.references) == [(1, "used", 3), (1, "used", 5)]
    assert places(somewhere.evidence) == [(2, "almanac", 2)]
    assert (places(anywhere.references), anywhere.evidence) == ([(1, "used", None)], ())
    assert somewhere.source.id == "used"


def test_gaps_latest_first() -> None:
    """Contacts of this counterpart that no source covers stand latest first, with their evidence."""
    held = records(gap("2031-01-01"), gap("2032-01-01"), gap("2033-01-01", counterparts=("NO",)))
    found = dossier(held).doubts.gaps
    assert [one.id for one, _ in found] == ["gap-2032-01-01", "gap-2031-01-01"]
    assert [places(references) for _, references in found] == [[(1, "gazette", 4)]] * 2


def test_no_holder_after_the_end() -> None:
    """Once a post met across the table has ended, its holder is missing, with the day of the end."""
    held = records(
        person("jeanne", "FR", post("minister", "2029-01-01", "2031-12-31")),
        meeting("2030-01-01", participants=present(jeanne="FR")),
    )
    assert lacks(dossier(held, on="2031-12-31"), Lack.HOLDER) == []
    assert lacks(dossier(held, on="2032-01-01"), Lack.HOLDER) == [("minister", "2031-12-31")]


def test_meeting_without_content() -> None:
    """A meeting of which nothing that was said is recorded is named, with its address."""
    made = dossier(records(meeting("2031-01-01"), meeting("2032-01-01", statement())))
    assert lacks(made, Lack.CONTENT) == [("Meeting 2031-01-01", "2031-01-01")]
    assert [one.address for one in made.doubts.missing if one.lack is Lack.CONTENT] == ["2031-01-01"]


def test_commitment_of_which_nothing_is_reported() -> None:
    """A commitment without an outcome is named; one with any outcome, or made as done, is not."""
    held = records(
        commitment("a-silent"),
        commitment("b-reported", None, outcome("2031-02-01")),
        commitment("c-done-at-once", status=Status.DONE),
        meeting(
            "2031-01-01",
            *(
                statement(f"s{at}", commitment=name)
                for at, name in enumerate(("a-silent", "b-reported", "c-done-at-once"))
            ),
        ),
    )
    assert lacks(dossier(held), Lack.REPORT) == [("a-silent", "None")]


@pytest.mark.parametrize(
    ("kind", "missed"),
    [
        (CounterpartKind.STATE, True),
        (CounterpartKind.BLOC, True),
        (CounterpartKind.ORGANISATION, False),
        (CounterpartKind.FORUM, False),
    ],
)
def test_no_bilateral_meeting_and_no_framework(kind: CounterpartKind, *, missed: bool) -> None:
    """Of states and blocs a bilateral meeting and a framework in force are expected, of others not."""
    held = records(
        counterpart("FR", kind),
        meeting("2031-01-01", forum="ASEAN"),
        framework("ended", "2013", "2020-01-01"),
    )
    named = [("FR (en)", "None")] * missed
    assert lacks(dossier(held), Lack.BILATERAL) == named
    assert lacks(dossier(held), Lack.FRAMEWORK) == named


def test_bilateral_meeting_and_framework_are_not_missed() -> None:
    """Where there is a bilateral meeting and a framework in force, neither is missing."""
    made = dossier(records(meeting("2031-01-01"), framework("current", "2013")))
    assert (lacks(made, Lack.BILATERAL), lacks(made, Lack.FRAMEWORK)) == ([], [])


def test_a_bilateral_meeting_in_the_archive_is_not_missed() -> None:
    """It is on record, although only forums are shown in full."""
    forums = (meeting(day, forum="ASEAN") for day in ("2032-01-01", "2033-01-01"))
    made = dossier(records(meeting("2031-01-01"), *forums), history=TWO)
    assert len(made.encounters) == 2
    assert lacks(made, Lack.BILATERAL) == []
    assert Lack.BILATERAL not in {one.lack for one in made.summary.lacking}


def test_unconfirmed_posts_and_frameworks() -> None:
    """What no source, or only part of one, was found for is listed with whose it is and why."""
    held = records(
        person(
            "jeanne",
            "FR",
            post("sure", "2020-01-01"),
            post("partly", "2021-01-01", confirmation=Confirmation.PARTLY, note=text("start only")),
        ),
        counterpart("NO"),
        framework("unsure", "2013", "2020", parties=("FR", "NO"), confirmation=Confirmation.UNCONFIRMED),
        framework("certain", "2020"),
    )
    found = dossier(held).doubts.unconfirmed
    assert [
        (one.what.en, one.whose.en, str(one.start), str(one.end), one.confirmation.value) for one in found
    ] == [
        ("partly", "jeanne", "2021-01-01", "None", "partly"),
        ("unsure", "FR (en) – NO (en)", "2013", "2020", "unconfirmed"),
    ]
    assert [one.note.en if one.note else None for one in found] == ["start only", None]


def test_unconfirmed_post_in_which_somebody_is_shown() -> None:
    """A title that a list of participants shows, and no source confirms, is listed as unconfirmed."""
    held = records(
        counterpart("ASEAN", CounterpartKind.ORGANISATION),
        person("jeanne", "FR", post("minister", "2020-01-01", confirmation=Confirmation.UNCONFIRMED)),
        meeting("2031-01-01", counterparts=("ASEAN", "FR"), forum="ASEAN", participants=present(jeanne="FR")),
    )
    made = dossier(held, "ASEAN")
    assert [one.title.en for one in made.encounters[0].attendances[0].posts] == ["minister"]
    assert [one.what.en for one in made.doubts.unconfirmed] == ["minister"]
