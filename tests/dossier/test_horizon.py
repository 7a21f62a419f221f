"""The horizon: what lies after the day, or above the clearance, is not there at all."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.dossier.horizon import cut, has_come
from briefings.languages.dates import Day
from briefings.model.conferences import Conference
from briefings.model.markings import Marking
from briefings.records import Kind, Records
from briefings.records.collection import FOLDERS

from .house import (
    commitment,
    counterpart,
    dossier,
    framework,
    gap,
    meeting,
    outcome,
    person,
    plan,
    post,
    records,
    source,
    statement,
    text,
)


def seen(held: Records, on: str, clearance: Marking = Marking.RESTRICTED) -> Records:
    """Return the records as they would have been seen on a day."""
    return cut(held, as_of=date.fromisoformat(on), clearance=clearance)


@pytest.mark.parametrize(
    ("day", "on", "come"),
    [
        ("2031-05-12", "2031-05-11", False),
        ("2031-05-12", "2031-05-12", True),
        ("2031-05", "2031-05-30", False),
        ("2031-05", "2031-05-31", True),
        ("2031", "2031-12-30", False),
        ("2031", "2031-12-31", True),
    ],
)
def test_has_come(day: str, on: str, *, come: bool) -> None:
    """A day known to the month or year has come only when the month or year is over."""
    assert has_come(Day.parse(day), date.fromisoformat(on)) is come


def test_later_meetings_and_gaps_are_not_there() -> None:
    """What had not been held yet on the day is not there; what was held on the very day is."""
    held = records(*(one(day) for one in (meeting, gap) for day in ("2031-05-12", "2031-05-13")))
    left = seen(held, "2031-05-12")
    assert list(left.meetings) == ["2031-05-12"]
    assert list(left.gaps) == ["gap-2031-05-12"]


def test_end_that_lies_ahead_is_unknown() -> None:
    """On its day and after it the end of a post is known; before it nobody could have known it."""
    held = records(person("jeanne", "FR", post("minister", "2030-01-01", "2032-06-30")))
    ends = [seen(held, on).people["jeanne"].posts[0].end for on in ("2032-06-29", "2032-06-30")]
    assert ends == [None, Day(2032, 6, 30)]


def test_post_that_lies_ahead_is_not_there() -> None:
    """A post is there from its first day, one without a beginning always."""
    held = records(person("jeanne", "FR", post("minister", "2030-01-02"), post("mayor", None)))
    offices = [
        [one.office for one in seen(held, on).people["jeanne"].posts] for on in ("2030-01-01", "2030-01-02")
    ]
    assert offices == [["mayor"], ["minister", "mayor"]]


def test_death_that_lies_ahead_is_unknown() -> None:
    """A person's death is not known before its day."""
    held = records(person("jeanne", "FR", died=Day(2032, 6, 30)))
    assert [seen(held, on).people["jeanne"].died for on in ("2032-06-29", "2032-06-30")] == [
        None,
        Day(2032, 6, 30),
    ]


def test_framework_that_lies_ahead() -> None:
    """A framework is there from its first day, its end from the day on which it ended."""
    held = records(framework("first", "2013-07-25", "2023-09-10"))
    assert seen(held, "2013-07-24").frameworks == {}
    ends = [seen(held, on).frameworks["first"].end for on in ("2013-07-25", "2023-09-09", "2023-09-10")]
    assert ends == [None, None, Day(2023, 9, 10)]


def test_later_outcomes_are_unseen() -> None:
    """Of a commitment only what had become of it by the day is there."""
    held = records(commitment("railway", None, outcome("2031-05"), outcome("2032-01-01")))
    days = [
        [str(one.date) for one in seen(held, on).commitments["railway"].outcomes]
        for on in ("2031-05-30", "2031-05-31", "2032-01-01")
    ]
    assert days == [[], ["2031-05"], ["2031-05", "2032-01-01"]]


def test_nothing_is_lost_on_the_last_day() -> None:
    """For those who may see everything, long after everything, the records are as they were."""
    held = _one_of_each(Marking.RESTRICTED)
    assert seen(held, "2039-12-31") == held


@pytest.mark.parametrize("kind", FOLDERS)
@pytest.mark.parametrize("clearance", [Marking.PUBLIC, Marking.INTERNAL])
def test_records_above_the_clearance(kind: Kind, clearance: Marking) -> None:
    """Of every kind a record one step above the clearance is not there, one at the clearance is."""
    assert len(seen(_one_of_each(clearance), "2039-12-31", clearance).of(kind)) == 1
    assert seen(_one_of_each(Marking(clearance + 1)), "2039-12-31", clearance).of(kind) == {}


def _one_of_each(marking: Marking) -> Records:
    return records(
        counterpart("FR", marking=marking),
        source("gazette", marking=marking),
        person("jeanne", "FR", post("minister", "2030-01-01", "2032-06-30"), marking=marking),
        meeting("2031-01-01", statement(), marking=marking),
        commitment("railway", None, outcome("2031-05"), marking=marking),
        framework("first", "2013", "2023", marking=marking),
        Conference("itc", text("Conference"), text("ITC"), Day(2031), marking),
        gap("2031-01-01", marking=marking),
        plan("2040-01-01", marking=marking),
    )


def test_statements_above_the_clearance() -> None:
    """A statement marked higher than its meeting is taken out of it; one without a marking stays."""
    held = records(
        meeting(
            "2031-01-01",
            statement("s1"),
            statement("s2", marking=Marking.INTERNAL),
            statement("s3", marking=Marking.RESTRICTED),
        )
    )
    left = seen(held, "2039-12-31", Marking.INTERNAL).meetings["2031-01-01"].statements
    assert [one.id for one in left] == ["s1", "s2"]


def test_the_records_themselves_are_untouched() -> None:
    """Cutting makes new records; those for everybody stay whole."""
    held = _one_of_each(Marking.RESTRICTED)
    cut(held, as_of=date(2000, 1, 1), clearance=Marking.PUBLIC)
    assert held == _one_of_each(Marking.RESTRICTED)


def test_dossier_rebuilt_as_of_an_earlier_day_does_not_know_the_rest() -> None:
    """What is recorded of later days changes nothing in the dossier of an earlier one."""
    early = (meeting("2031-01-01", statement(commitment="railway")),)
    before = records(
        *early, commitment("railway", "2033-01-01"), person("jeanne", "FR", post("a", "2030-01-01"))
    )
    after = records(
        *early,
        commitment("railway", "2033-01-01", outcome("2032-02-02")),
        person("jeanne", "FR", post("b", "2032-01-01"), post("a", "2030-01-01", "2031-12-31")),
        meeting("2032-01-01", statement(commitment="railway")),
        framework("first", "2032-01-01"),
        gap("2032-01-01"),
    )
    assert dossier(after, on="2031-06-01") == dossier(before, on="2031-06-01")
