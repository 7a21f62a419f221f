"""A record refers only to what those who may see it may see as well."""

from __future__ import annotations

from collections.abc import Iterator

from briefings.errors import Problem
from briefings.model.markings import Marking
from briefings.model.meetings import Meeting
from briefings.records.collection import FOLDERS, Kind, Record
from briefings.records.documents import Path
from briefings.records.holdings import Holdings


def references_are_not_marked_higher(holdings: Holdings) -> Iterator[Problem]:
    """Yield a problem for each reference to a record that fewer people may see."""
    for kind in FOLDERS:
        for identifier, record in holdings.records.of(kind).items():
            for reference in holdings.entries[kind, identifier].references:
                if reference.kind is Kind.TOPICS:
                    continue
                target = holdings.records.of(reference.kind).get(reference.id)
                own = _marking(record, reference.path)
                if target is None or target.marking <= own:
                    continue
                what = f'"{reference.id}" is marked {target.marking}, higher than what refers to it ({own}).'
                tip = f"Mark this {target.marking} too, or do not refer to it."
                yield holdings.error(kind, identifier, reference.path, what, tip)


def statements_are_marked_no_lower(holdings: Holdings) -> Iterator[Problem]:
    """Yield a problem for each statement marked lower than the meeting at which it was made."""
    for meeting in holdings.records.meetings.values():
        for at, statement in enumerate(meeting.statements):
            if statement.marking is not None and statement.marking < meeting.marking:
                what = f"This is marked {statement.marking}, lower than its meeting ({meeting.marking})."
                tip = "Leave its marking out, or mark the meeting lower."
                path: Path = ("statements", at, "marking")
                yield holdings.error(Kind.MEETINGS, meeting.id, path, what, tip)


def _marking(record: Record, path: Path) -> Marking:
    """Return the marking of the part of a record in which a reference stands."""
    if isinstance(record, Meeting) and path[0] == "statements" and isinstance(path[1], int):
        return record.statements[path[1]].marking or record.marking
    return record.marking
