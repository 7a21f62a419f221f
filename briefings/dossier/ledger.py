"""The ledger of commitments: what was promised, recalled, due and done, each step with its source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from briefings.dossier.numbering import Numbering
from briefings.dossier.points import Encounter
from briefings.dossier.relations import Pledge, Standing, Step
from briefings.dossier.strands import points_of
from briefings.model.commitments import Commitment, Status
from briefings.records import Records

_ORDER: Final = tuple(Standing)


def pledges(  # noqa: PLR0913 - the day and the window are arguments, never globals
    code: str,
    encounters: Iterable[Encounter],
    records: Records,
    numbering: Numbering,
    *,
    as_of: date,
    due_within: timedelta,
) -> tuple[Pledge, ...]:
    """Return the counterpart's commitments: overdue, soon due, open, done; the earliest due first.

    A commitment that nothing on or before the day speaks of does not exist yet.
    """
    made = tuple(encounters)
    found = (
        _pledge(one, made, numbering, as_of=as_of, due_within=due_within)
        for one in records.commitments.values()
        if code in one.counterparts
    )
    return tuple(sorted((one for one in found if one is not None), key=_place))


def _place(pledge: Pledge) -> tuple[int, date, str]:
    due = pledge.commitment.due
    day = date.max if due is None or due.date is None else due.date.latest
    return _ORDER.index(pledge.standing), day, pledge.commitment.id


def _pledge(
    commitment: Commitment,
    encounters: tuple[Encounter, ...],
    numbering: Numbering,
    *,
    as_of: date,
    due_within: timedelta,
) -> Pledge | None:
    made = [
        Step(point.meeting.date, point=point, references=point.references)
        for point in reversed(points_of(encounters))
        if point.statement.commitment == commitment.id
    ]
    became = [
        Step(one.date, outcome=one, references=numbering.cite_all(one.evidence))
        for one in commitment.outcomes
    ]
    if not made and not became:
        return None
    status = commitment.status
    if became:
        status = max(commitment.outcomes, key=lambda one: one.date.latest).status
    return Pledge(
        commitment,
        status,
        _standing(commitment, status, as_of, due_within),
        tuple(sorted(made + became, key=lambda step: (step.day.latest, step.outcome is not None))),
        reported=bool(became),
    )


def _standing(commitment: Commitment, status: Status, as_of: date, due_within: timedelta) -> Standing:
    if status is Status.DONE:
        return Standing.DONE
    if status is Status.LAPSED:
        return Standing.LAPSED
    if commitment.due is None or commitment.due.date is None:
        return Standing.OPEN
    if commitment.due.date.latest < as_of:
        return Standing.OVERDUE
    return Standing.DUE if commitment.due.date.latest <= as_of + due_within else Standing.OPEN
