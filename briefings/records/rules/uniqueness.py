"""What is to be found by its name has it alone."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeAlias

from briefings.errors import Problem
from briefings.records.collection import Kind
from briefings.records.documents import Path
from briefings.records.holdings import Holdings

_Named: TypeAlias = Iterable[tuple[Hashable, Path]]


def identifiers_are_unique(holdings: Holdings) -> Iterator[Problem]:
    """Yield a problem for each statement, paragraph, topic and participant named a second time."""
    for meeting in holdings.records.meetings.values():
        ids = ((one.id, ("statements", at, "id")) for at, one in enumerate(meeting.statements))
        yield from _twice(holdings, Kind.MEETINGS, meeting.id, "statement", ids)
        people = ((one.person, ("participants", at, "person")) for at, one in enumerate(meeting.participants))
        yield from _twice(holdings, Kind.MEETINGS, meeting.id, "participant", people)
    for source in holdings.records.sources.values():
        numbers = ((one.number, ("paragraphs", at, "number")) for at, one in enumerate(source.paragraphs))
        yield from _twice(holdings, Kind.SOURCES, source.id, "paragraph", numbers)
    topics = ((one.id, (at, "id")) for at, one in enumerate(holdings.records.topics))
    yield from _twice(holdings, Kind.TOPICS, "", "topic", topics)


def _twice(holdings: Holdings, kind: Kind, identifier: str, what: str, named: _Named) -> Iterator[Problem]:
    seen: dict[Hashable, Path] = {}
    for name, path in named:
        if name in seen:
            first = holdings.at(kind, identifier, seen[name])
            said = f'The {what} "{name}" is already there, on line {first.line}.'
            yield holdings.error(kind, identifier, path, said, "Give it another name, or delete one.")
        seen.setdefault(name, path)
