"""A plan builds on points that were made, and is written before the meeting it is for."""

from __future__ import annotations

from collections.abc import Iterator

from briefings.errors import Problem, did_you_mean
from briefings.model.plans import Plan
from briefings.records.collection import Kind
from briefings.records.documents import Path
from briefings.records.fields import quoted
from briefings.records.holdings import Holdings


def points_were_made(holdings: Holdings) -> Iterator[Problem]:
    """Yield a problem for each point of a plan that no meeting on record holds, or that fewer may see."""
    made = {
        f"{meeting.id}.{one.id}": one.marking or meeting.marking
        for meeting in holdings.records.meetings.values()
        for one in meeting.statements
    }
    for plan in holdings.records.plans.values():
        for path, address in _addresses(plan):
            marking = made.get(address)
            if marking is None and not _in_a_broken_meeting(address, holdings):
                near = did_you_mean(address, sorted(made))
                tip = near or "Write the name of the meeting's file, a full stop, and the statement's id."
                what = f"No point has the address {quoted(address)}."
                yield holdings.error(Kind.PLANS, plan.id, path, what, tip)
            elif marking is not None and marking > plan.marking:
                what = f"This point is marked {marking}, higher than the plan ({plan.marking})."
                yield holdings.error(Kind.PLANS, plan.id, path, what, f"Mark the plan {marking} too.")


def _in_a_broken_meeting(address: str, holdings: Holdings) -> bool:
    meeting = holdings.entries.get((Kind.MEETINGS, address.partition(".")[0]))
    return meeting is not None and bool(meeting.problems)


def written_before_they_are_due(holdings: Holdings) -> Iterator[Problem]:
    """Yield a problem for each plan that was written after the day of its meeting."""
    for plan in holdings.records.plans.values():
        if plan.written.earliest > plan.date.latest:
            what = f"The plan was written on {plan.written}, after the meeting on {plan.date}."
            yield holdings.error(Kind.PLANS, plan.id, ("written",), what, "Mend one of the two days.")


def _addresses(plan: Plan) -> Iterator[tuple[Path, str]]:
    for name in ("points_to_make", "they_may_raise"):
        for number, one in enumerate(getattr(plan, name)):
            for place, address in enumerate(one.points):
                yield (name, number, "points", place), address
