"""The checklist sheets for meetings to come: what the officer wrote, never generated."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from briefings.dossier.contents import Checklist, Item
from briefings.dossier.points import Attendance, Encounter, Point
from briefings.dossier.relations import Pledge
from briefings.dossier.strands import points_of
from briefings.model.markings import Marking
from briefings.model.plans import Plan, PointToMake, Raise
from briefings.records import Records


def checklists(
    code: str,
    encounters: Iterable[Encounter],
    pledges: Iterable[Pledge],
    records: Records,
    *,
    as_of: date,
) -> tuple[Checklist, ...]:
    """Return the sheets for the counterpart's meetings that are still to come, the next one first.

    A point of another counterpart's meeting, or a commitment that this dossier does not show, is
    not linked: its words stand in the plan already.
    """
    points = {one.address: one for one in points_of(encounters)}
    promised = {one.commitment.id: one.commitment for one in pledges}

    def item(one: PointToMake | Raise) -> Item:
        reply = one.reply if isinstance(one, Raise) else None
        made: tuple[Point, ...] = tuple(points[at] for at in one.points if at in points)
        return Item(one.text, reply, made, promised.get(one.commitment or ""))

    plans = [one for one in records.plans.values() if code in one.counterparts]
    return tuple(
        Checklist(
            plan,
            _attendances(plan, records, as_of),
            None if plan.conference is None else records.conferences[plan.conference],
            tuple(item(one) for one in plan.points_to_make),
            tuple(item(one) for one in plan.they_may_raise),
        )
        for plan in sorted(plans, key=lambda one: (one.date.earliest, one.id))
    )


def _attendances(plan: Plan, records: Records, as_of: date) -> tuple[Attendance, ...]:
    people = ((one, records.people[one.person]) for one in plan.participants)
    return tuple(Attendance(one, person, person.posts_on(as_of)) for one, person in people)


def plans_moved(code: str, records: Records, *, as_of: date, clearance: Marking) -> date:
    """Return the last day on which a sheet came into this counterpart's dossier or left it."""
    plans = [one for one in records.plans.values() if code in one.counterparts and one.marking <= clearance]
    days = [one.written.latest for one in plans]
    days += [one.date.latest + timedelta(days=1) for one in plans]
    return max((day for day in days if day <= as_of), default=date.min)
