"""How much of the past a dossier shows, and which archive volumes hold the rest."""

from __future__ import annotations

import pytest

from briefings.config import History
from briefings.dossier import history
from briefings.dossier.comparison import compare
from briefings.dossier.history import split, volumes
from briefings.dossier.showing import show
from briefings.dossier.shown import Shown
from briefings.model.commitments import Status
from briefings.model.markings import Marking
from briefings.model.meetings import Meeting
from briefings.model.sources import Citation
from briefings.records.collection import Record

from .house import (
    DAYS,
    TWO,
    commitment,
    dossier,
    erratum,
    five,
    gap,
    meeting,
    outcome,
    records,
    source,
    statement,
)


def latest_first(*days: str) -> list[Meeting]:
    """Return meetings of these days as a dossier orders them."""
    return [meeting(day) for day in sorted(days, reverse=True)]


def days(meetings: tuple[Meeting, ...]) -> list[str]:
    """Return when they were."""
    return [str(one.date) for one in meetings]


def test_without_a_bound_everything_is_shown() -> None:
    """A dossier of a few meetings shows all of them, and has no archive."""
    made = dossier(five())
    assert len(made.encounters) == 5
    assert (made.before, made.past, made.shelf) == (0, (), ())
    assert made == dossier(five(), history=History(5, 5))


def test_the_latest_are_shown_in_full() -> None:
    """What lies before so many meetings is named in a line, the latest first, with its volume."""
    made = dossier(five(), history=TWO)
    assert [one.meeting.id for one in made.encounters] == ["2031-09-20", "2031-05-12"]
    assert [(one.meeting.id, one.volume) for one in made.past] == [
        ("2031-03-01", "2031"),
        ("2030-12-24", "2030"),
        ("2030-11-03", "2030"),
    ]
    assert made.before == 3
    assert [(one.volume, str(one.first), str(one.last), one.meetings) for one in made.shelf] == [
        ("2031", "2031-03-01", "2031-09-20", 3),
        ("2030", "2030-11-03", "2030-12-24", 2),
    ]


def test_points_by_topic_are_those_shown_in_full() -> None:
    """Matrix and strands hold nothing of the archive, whose sources are not listed either."""
    old = meeting("2030-01-01", statement(source=Citation("report", 1)), sources=(Citation("report", 1),))
    made = dossier(records(old, *latest_first(*DAYS[3:]), source("report")), history=TWO)
    assert [one.id for one in made.matrix.meetings] == []
    assert [one.id for one in made.sources] == ["gazette"]


@pytest.mark.parametrize(
    ("years", "shown"),
    [
        (5, ["2031-03-01", "2027-01-01"]),
        (4, ["2031-03-01"]),
        (99, ["2031-03-01", "2027-01-01", "2026-02-28"]),
    ],
)
def test_years_are_counted_from_the_latest_meeting(years: int, shown: list[str]) -> None:
    """A meeting that lies too many years before the latest one is not shown in full."""
    full, earlier = split(latest_first("2031-03-01", "2027-01-01", "2026-02-28"), History(years, 25))
    assert days(full) == shown
    assert len(full) + len(earlier) == 3


def test_the_edge_of_a_leap_day() -> None:
    """So many years before 29 February is 28 February."""
    full, _ = split(latest_first("2032-02-29", "2031-02-28", "2031-02-27"), History(1, 25))
    assert days(full) == ["2032-02-29", "2031-02-28"]


def test_nothing_to_split() -> None:
    """A counterpart without meetings has no archive."""
    assert split([], TWO) == ((), ())
    assert volumes([], []) == ()


def test_a_year_of_many_meetings_has_several_volumes(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are cut from the beginning of the year, so that a new meeting changes the last one alone."""
    monkeypatch.setattr(history, "LARGEST", 2)
    meetings = latest_first(*DAYS)
    found = [(one.name, days(one.meetings)) for one in volumes(meetings, meetings[2:])]
    assert found == [
        ("2031-2", ["2031-09-20"]),
        ("2031-1", ["2031-03-01", "2031-05-12"]),
        ("2030", ["2030-11-03", "2030-12-24"]),
    ]


def test_only_so_many_earlier_meetings_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list does not grow without end; the volumes and the count do tell of the others."""
    monkeypatch.setattr(history, "NAMED", 1)
    made = dossier(five(), history=TWO)
    assert [one.meeting.id for one in made.past] == ["2031-03-01"]
    assert made.before == 3


def test_an_open_commitment_is_told_however_old() -> None:
    """Its trail leads back into the archive; what ended before the meetings shown is left to it."""
    made = records(
        meeting("2030-01-01", statement("s1", commitment="open"), statement("s2", commitment="ended")),
        *latest_first(*DAYS[3:]),
        commitment("open"),
        commitment("ended", None, outcome("2030-02-01", Status.DONE)),
    )
    shown = dossier(made, history=TWO)
    assert [one.commitment.id for one in shown.pledges] == ["open"]
    (step,) = shown.pledges[0].trail
    assert step.point is not None
    assert step.point.address == "2030-01-01.s1"
    assert [one.commitment.id for one in dossier(made).pledges] == ["open", "ended"]


def test_what_went_into_the_archive_is_no_news() -> None:
    """A meeting that is shown in full no more was not withdrawn; nor is one new that is shown again."""
    before = show(dossier(five(), history=History(5, 3)))
    after = show(dossier(five(meeting("2031-10-01", statement())), history=History(5, 3)))
    changes = compare(before, after, clearance=Marking.RESTRICTED)
    assert [(str(one.kind), str(one.news), one.address) for one in changes.listed] == [
        ("meeting", "new", "2031-10-01"),
        ("point", "new", "2031-10-01.s1"),
    ]
    back = compare(after, show(dossier(five(), history=History(5, 4))), clearance=Marking.RESTRICTED)
    assert {(str(one.news), one.address.partition(".")[0]) for one in back.listed} == {
        ("withdrawn", "2031-10-01")
    }


@pytest.mark.parametrize(
    ("more", "address"),
    [
        pytest.param((gap("2031-06-01"),), "gap-2031-06-01", id="a gap"),
        pytest.param(
            (
                source("report", errata=(erratum("wrong", "FR"),)),
                meeting("2031-05-12", statement(source=Citation("report", 1))),
            ),
            "report wrong",
            id="a misprint",
        ),
        pytest.param(
            (
                commitment("ended", None, outcome("2031-06-01", Status.LAPSED)),
                meeting("2031-05-12", statement(commitment="ended")),
            ),
            "ended",
            id="a commitment that ended",
        ),
    ],
)
def test_what_went_with_its_meeting_is_no_news(more: tuple[Record, ...], address: str) -> None:
    """Neither was it withdrawn, nor is it new when it comes back; gone from the records is withdrawn."""
    held = (*(meeting(day, statement()) for day in DAYS), *more)
    later = meeting("2031-10-01", statement())
    first = show(dossier(records(*held), history=TWO))
    second = show(dossier(records(*held, later), history=TWO))
    wider = show(dossier(records(*held, later), history=History(5, 3)))
    without = show(dossier(five(), history=TWO))

    def told(before: Shown, after: Shown) -> list[str]:
        changes = compare(before, after, clearance=Marking.RESTRICTED).listed
        return [str(one.news) for one in changes if one.address == address]

    assert (told(first, second), told(second, wider), told(first, wider)) == ([], [], [])
    assert (told(first, without), told(without, first)) == (["withdrawn"], ["new"])
