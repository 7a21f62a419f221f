"""The day of an edition: when its content last changed, whenever it is built."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from briefings.dossier import Dossier
from briefings.languages.dates import Day
from briefings.model.commitments import Status
from briefings.model.markings import Marking
from briefings.model.sources import Citation
from briefings.records import Records
from briefings.records.collection import Record

from .house import (
    commitment,
    dossier,
    framework,
    gap,
    meeting,
    outcome,
    person,
    post,
    present,
    records,
    source,
    statement,
)

MONTH = timedelta(days=30)
DAY = timedelta(days=1)


def edition(held: Records, on: str) -> str:
    """Return the day of the edition that is built on a day."""
    return str(dossier(held, on=on, due_within=MONTH).edition)


def test_does_not_depend_on_the_day_of_the_build() -> None:
    """Built a day, a year or five years later, the edition and everything in it stay the same."""
    held = records(meeting("2031-05-12", statement()))
    first = dossier(held, on="2031-05-12")
    assert first.edition == date(2031, 5, 12)
    for on in ("2031-05-13", "2032-05-12", "2036-01-01"):
        assert dossier(held, on=on) == first


def test_empty_dossier_bears_the_day_it_is_asked_for() -> None:
    """Where nothing is recorded nothing has changed: the edition is the day asked for."""
    assert edition(records(), "2031-05-12") == "2031-05-12"


@pytest.mark.parametrize(
    ("one", "days"),
    [
        pytest.param(meeting("2031-05-12"), ["2031-05-12"], id="a meeting"),
        pytest.param(meeting("2031-05"), ["2031-05-31"], id="a meeting known to the month"),
        pytest.param(gap("2031-05-12"), ["2031-05-12"], id="a gap"),
        pytest.param(framework("first", "2031-05-12"), ["2031-05-12"], id="a framework begins"),
        pytest.param(framework("first", "2031-05"), ["2031-05-01"], id="a framework begins in a month"),
        pytest.param(
            framework("first", "2031-05-12", "2032-01-01"),
            ["2031-05-12", "2032-01-01"],
            id="a framework ends",
        ),
        pytest.param(
            framework("first", "2031-05-12", "2032-01"),
            ["2031-05-12", "2032-01-01"],
            id="a framework ends in a month",
        ),
        pytest.param(person("p", "FR", post("a", "2031-05-12")), ["2031-05-12"], id="a post begins"),
        pytest.param(person("p", "FR", post("a", "2031-05")), ["2031-05-01"], id="a post begins in a month"),
        pytest.param(
            person("p", "FR", post("a", "2031-05-12", "2032-01-01")),
            ["2031-05-12", "2032-01-01", "2032-01-02"],
            id="a post ends: its end is known on the day, it is vacant after it",
        ),
        pytest.param(commitment("c", None, outcome("2031-05-12")), ["2031-05-12"], id="an outcome"),
    ],
)
def test_day_on_which_something_happens(one: Record, days: list[str]) -> None:
    """The edition moves on each day on which what it shows changes, and on no other."""
    held = records(meeting("2030-01-01"), one)
    moved = ["2030-01-01", *days]
    assert [edition(held, on) for on in moved] == moved
    eves = [str(date.fromisoformat(on) - DAY) for on in days]
    assert [edition(held, eve) for eve in eves] == [max(one for one in moved if one <= eve) for eve in eves]
    assert edition(held, "2039-01-01") == moved[-1]


def test_commitment_that_comes_within_sight_and_falls_overdue() -> None:
    """The edition moves when a commitment becomes due and on the day after it was due."""
    held = records(commitment("c", "2031-07-01"), meeting("2031-01-01", statement(commitment="c")))
    days = ("2031-05-31", "2031-06-01", "2031-07-01", "2031-07-02", "2039-01-01")
    assert [edition(held, on) for on in days] == [
        "2031-01-01", "2031-06-01", "2031-06-01", "2031-07-02", "2031-07-02",
    ]  # fmt: skip


def test_commitment_made_within_the_window() -> None:
    """A commitment that is due soon when it is made does not move the edition before it is made."""
    held = records(commitment("c", "2031-01-10"), meeting("2031-01-01", statement(commitment="c")))
    assert edition(held, "2031-01-05") == "2031-01-01"


def test_settled_commitment_does_not_fall_due() -> None:
    """Once a commitment is done, its due day moves nothing any more."""
    held = records(
        commitment("c", "2031-07-01", outcome("2031-02-01")), meeting("2031-01-01", statement(commitment="c"))
    )
    assert edition(held, "2039-01-01") == "2031-02-01"


def test_source_that_was_read() -> None:
    """The edition moves on the day on which a source that it cites was read."""
    held = records(
        source("late", read=Day(2032, 3, 1)),
        source("unused", read=Day(2033, 3, 1)),
        meeting("2031-01-01", sources=(Citation("late", 1),)),
    )
    assert [edition(held, on) for on in ("2031-01-01", "2032-03-01", "2039-01-01")] == [
        "2031-01-01", "2032-03-01", "2032-03-01",
    ]  # fmt: skip


def test_what_an_audience_may_not_see_does_not_move_its_edition() -> None:
    """A restricted meeting, or a person nobody else may see, leaves the public edition where it was."""
    hidden = meeting("2035-01-01", statement(commitment="c"), marking=Marking.RESTRICTED)
    secret = person("p", "FR", post("a", "2036-01-01"), marking=Marking.RESTRICTED)
    held = records(meeting("2031-01-01"), hidden, secret, commitment("c", "2035-06-01"))
    assert dossier(held, clearance=Marking.PUBLIC) == dossier(
        records(meeting("2031-01-01")), clearance=Marking.PUBLIC
    )


def test_day_that_was_asked_for_is_stated() -> None:
    """The day of the dossier is stated where it was asked for, and only there."""
    held = records(meeting("2031-01-01"))
    assert dossier(held, on="2031-02-01").stated is None
    made = dossier(held, on="2031-02-01", stated=True)
    assert (made.stated, made.edition) == (date(2031, 2, 1), date(2031, 1, 1))


def shown(made: Dossier) -> Dossier:
    """Return a dossier without its edition, and of participants the titles alone: no more is shown."""
    encounters = tuple(
        replace(
            one,
            attendances=tuple(
                (who.participant, who.person.name, [held_post.title for held_post in who.posts])
                for who in one.attendances
            ),
        )
        for one in made.encounters
    )
    return replace(made, edition=None, encounters=encounters, summary=replace(made.summary, last=None))


def test_content_never_changes_under_the_same_edition() -> None:
    """Over four years, whenever what is shown changes from one day to the next, the edition does too."""
    held = records(
        person("jeanne", "FR", post("a", "2030-02-01", "2031-03-31"), post("b", "2031-04-15")),
        person("own", "VN", post("c", "2029-01-01", "2030-08-08"), post("d", "2032-01-01")),
        framework("first", "2029", "2031-01-10"),
        framework("second", "2031-01-10"),
        commitment("c", "2031-07-01", outcome("2030-09", Status.IN_PROGRESS), outcome("2032-02-02")),
        commitment("d", "2031-11-11"),
        gap("2030-11"),
        meeting("2030-06-01", statement(commitment="c"), participants=present(jeanne="FR", own="VN")),
        meeting("2031-10-20", statement(commitment="d"), participants=present(jeanne="FR")),
        meeting("2032", statement()),
    )
    day, end = date(2029, 6, 1), date(2033, 6, 1)
    before = dossier(held, on=day, due_within=MONTH)
    silent, changes = [], 0
    while (day := day + DAY) <= end:
        after = dossier(held, on=day, due_within=MONTH)
        if shown(after) != shown(before):
            changes += 1
            if after.edition != day:
                silent.append(str(day))
        before = after
    assert changes == 16
    assert silent == []
