"""The ledger: when a commitment exists, where it stands on a day, and its trail."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from briefings.dossier.relations import Standing
from briefings.model.commitments import Due, Status
from briefings.records import Records

from .house import commitment, dossier, meeting, outcome, places, pledge, records, statement

MONTH = timedelta(days=30)


def promised(due: str | None, *outcomes: str) -> Records:
    """Return records of one meeting that makes a commitment, and of what became of it."""
    made = [outcome(day, Status(status)) for day, status in (one.split() for one in outcomes)]
    return records(commitment("railway", due, *made), meeting("2031-01-01", statement(commitment="railway")))


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        ("2031-05-31", Standing.OPEN),
        ("2031-06-01", Standing.DUE),
        ("2031-07-01", Standing.DUE),
        ("2031-07-02", Standing.OVERDUE),
    ],
)
def test_standing_by_the_day(on: str, standing: Standing) -> None:
    """A commitment falls due within the window, up to and on its day, and is overdue after it."""
    assert pledge(promised("2031-07-01"), on=on, due_within=MONTH).standing is standing


def test_roughly_known_due_day_ends_with_its_month() -> None:
    """What is due in a month is not overdue before the month is over."""
    held = promised("2031-07")
    assert pledge(held, on="2031-07-31", due_within=MONTH).standing is Standing.DUE
    assert pledge(held, on="2031-08-01", due_within=MONTH).standing is Standing.OVERDUE


def test_no_due_day_is_never_overdue() -> None:
    """Without a day, or with words only, a commitment stays open."""
    promise = replace(commitment("railway"), due=Due(printed="sớm"))
    in_words = records(promise, meeting("2031-01-01", statement(commitment="railway")))
    for held in (promised(None), in_words):
        assert pledge(held, on="2039-01-01", due_within=MONTH).standing is Standing.OPEN


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("done", Standing.DONE),
        ("lapsed", Standing.LAPSED),
        ("in-progress", Standing.OVERDUE),
        ("open", Standing.OVERDUE),
        ("proposed", Standing.OVERDUE),
    ],
)
def test_settled_is_not_overdue(status: str, standing: Standing) -> None:
    """What is done or lapsed is filed so, however late; what is not settled stays overdue."""
    found = pledge(promised("2031-07-01", f"2031-08-01 {status}"), on="2032-01-01", due_within=MONTH)
    assert (found.status, found.standing) == (Status(status), standing)


def test_status_on_the_day() -> None:
    """A commitment stands where its latest outcome up to the day left it; later ones are unseen."""
    held = promised(None, "2031-03-01 in-progress", "2031-06-01 done")
    seen = []
    for on in ("2031-02-28", "2031-03-01", "2031-05-31", "2031-06-01"):
        (one,) = dossier(held, on=on).pledges
        seen.append((one.status, one.reported, len(one.trail)))
    assert seen == [
        (Status.OPEN, False, 1),
        (Status.IN_PROGRESS, True, 2),
        (Status.IN_PROGRESS, True, 2),
        (Status.DONE, True, 3),
    ]


def test_latest_outcome_decides_wherever_it_is_written() -> None:
    """The outcome of the latest day counts, not the one that stands last in the file."""
    held = promised(None, "2031-06-01 done", "2031-03-01 in-progress")
    assert pledge(held, on="2032-01-01", due_within=MONTH).status is Status.DONE


def test_commitment_that_nobody_has_spoken_of_yet() -> None:
    """Before the meeting that makes it, and without an outcome, a commitment is not there."""
    held = promised("2031-07-01", "2031-08-01 done")
    assert dossier(held, on="2030-12-31").pledges == ()
    assert [one.commitment.id for one in dossier(held, on="2031-01-01").pledges] == ["railway"]


def test_outcome_alone_shows_a_commitment() -> None:
    """A commitment that no meeting mentions is there once something became of it."""
    held = records(commitment("railway", None, outcome("2031-08-01")))
    assert dossier(held, on="2031-07-31").pledges == ()
    assert [one.status for one in dossier(held, on="2031-08-01").pledges] == [Status.DONE]


def test_commitment_of_another_counterpart() -> None:
    """A commitment stands only in the dossiers of its counterparts."""
    held = records(
        commitment("railway", counterparts=("NO",)), meeting("2031-01-01", statement(commitment="railway"))
    )
    assert dossier(held).pledges == ()


def test_trail_is_oldest_first() -> None:
    """The trail holds each point and each outcome by day, on one day the point before the outcome."""
    held = records(
        commitment("railway", None, outcome("2031-01-01", Status.OPEN), outcome("2032-06-01")),
        meeting("2031-01-01", statement("s1", commitment="railway"), statement("s2")),
        meeting("2032-01-01", statement("s9", commitment="railway")),
    )
    (one,) = dossier(held).pledges
    assert [step.point.address if step.point else str(step.outcome.date) for step in one.trail] == [
        "2031-01-01.s1",
        "2031-01-01",
        "2032-01-01.s9",
        "2032-06-01",
    ]


def test_each_step_is_cited() -> None:
    """A step cites what its statement or its outcome was read in."""
    (one,) = dossier(promised(None, "2031-06-01 done")).pledges
    assert [places(step.references) for step in one.trail] == [[(1, "gazette", 2)], [(1, "gazette", 3)]]


def test_order_of_the_ledger() -> None:
    """Overdue comes first, then due, open, done and lapsed; among equals the earliest due, then by name."""
    names = {
        "a-lapsed": commitment("a-lapsed", None, outcome("2031-02-01", Status.LAPSED)),
        "b-done": commitment("b-done", None, outcome("2031-02-01")),
        "c-open": commitment("c-open"),
        "d-open": commitment("d-open"),
        "e-open-with-day": commitment("e-open-with-day", "2035-01-01"),
        "f-due": commitment("f-due", "2031-06-20"),
        "g-overdue": commitment("g-overdue", "2031-05-01"),
        "h-overdue": commitment("h-overdue", "2031-04-01"),
    }
    points = (statement(f"s{at}", commitment=name) for at, name in enumerate(names))
    made = dossier(
        records(*names.values(), meeting("2031-01-01", *points)), on="2031-06-01", due_within=MONTH
    )
    assert [one.commitment.id for one in made.pledges] == [
        "h-overdue", "g-overdue", "f-due", "e-open-with-day", "c-open", "d-open", "b-done", "a-lapsed",
    ]  # fmt: skip


def test_due_window_of_the_house() -> None:
    """Unless told otherwise a commitment falls due within 180 days."""
    held = promised("2031-06-30")
    assert dossier(held, on="2031-01-01").pledges[0].standing is Standing.DUE
    later = promised("2031-07-01")
    assert dossier(later, on="2031-01-01").pledges[0].standing is Standing.OPEN
