"""The horizon: what one audience may know on one day; everything beyond it is cut off first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeVar

from briefings.errors import RecordError
from briefings.languages.dates import Day
from briefings.model.commitments import Commitment
from briefings.model.counterparts import Counterpart
from briefings.model.frameworks import Framework
from briefings.model.markings import Marking
from briefings.model.meetings import Meeting
from briefings.model.people import Person
from briefings.model.plans import Plan
from briefings.records import Records


class _Marked(Protocol):
    @property
    def marking(self) -> Marking: ...


_Record = TypeVar("_Record", bound=_Marked)


def admit(counterpart: Counterpart, clearance: Marking) -> None:
    """Let nobody ask about a counterpart that they may not know of.

    Raises:
        RecordError: the counterpart itself is marked above the clearance.
    """
    if counterpart.marking > clearance:
        msg = f"This audience may not see a dossier on {counterpart.code}."
        raise RecordError(msg)


def cut(records: Records, *, as_of: date, clearance: Marking) -> Records:
    """Return the records as this audience would have seen them on this day.

    Records and statements marked above ``clearance`` are not there; neither is what had not
    happened yet, nor the end of a post or a framework that still lay ahead.
    """

    def seen(
        held: Mapping[str, _Record], trim: Callable[[_Record], _Record | None] = lambda one: one
    ) -> dict[str, _Record]:
        trimmed = ((key, trim(one)) for key, one in held.items() if one.marking <= clearance)
        return {key: one for key, one in trimmed if one is not None}

    return replace(
        records,
        counterparts=seen(records.counterparts),
        people=seen(records.people, lambda one: _person(one, as_of)),
        meetings=seen(records.meetings, lambda one: _meeting(one, as_of, clearance)),
        sources=seen(records.sources),
        commitments=seen(records.commitments, lambda one: _commitment(one, as_of)),
        frameworks=seen(records.frameworks, lambda one: _framework(one, as_of)),
        conferences=seen(records.conferences),
        gaps=seen(records.gaps, lambda one: one if has_come(one.date, as_of) else None),
        plans=seen(records.plans, lambda one: one if _is_coming(one, as_of) else None),
    )


def has_come(day: Day, as_of: date) -> bool:
    """Return whether a day, however roughly it is known, has certainly come."""
    return day.latest <= as_of


def _is_coming(plan: Plan, as_of: date) -> bool:
    return has_come(plan.written, as_of) and plan.date.latest >= as_of


def _ahead(day: Day | None, as_of: date) -> bool:
    return day is not None and day.earliest > as_of


def _person(person: Person, as_of: date) -> Person:
    posts = tuple(
        replace(post, end=None if _ahead(post.end, as_of) else post.end)
        for post in person.posts
        if not _ahead(post.start, as_of)
    )
    return replace(person, posts=posts, died=None if _ahead(person.died, as_of) else person.died)


def _meeting(meeting: Meeting, as_of: date, clearance: Marking) -> Meeting | None:
    if not has_come(meeting.date, as_of):
        return None
    statements = tuple(one for one in meeting.statements if one.marking is None or one.marking <= clearance)
    return replace(meeting, statements=statements)


def _commitment(commitment: Commitment, as_of: date) -> Commitment:
    outcomes = tuple(one for one in commitment.outcomes if has_come(one.date, as_of))
    return replace(commitment, outcomes=outcomes)


def _framework(framework: Framework, as_of: date) -> Framework | None:
    if _ahead(framework.start, as_of):
        return None
    return replace(framework, end=None if _ahead(framework.end, as_of) else framework.end)
