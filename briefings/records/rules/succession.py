"""One office has one holder at a time, and one relationship one framework."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from briefings.errors import Problem
from briefings.languages.dates import Day
from briefings.languages.text import Text
from briefings.records.collection import Kind
from briefings.records.documents import Path
from briefings.records.holdings import Holdings


@dataclass(frozen=True, slots=True)
class _Term:
    """Something that lasts from one day to another and is followed by another of its sort."""

    name: str
    start: Day
    end: Day | None
    kind: Kind
    id: str
    path: Path
    shared: bool = False


def offices_have_one_holder(holdings: Holdings) -> Iterator[Problem]:
    """Yield a problem where two people hold one office on one day.

    A day on which one hands over to the other is no overlap, and neither are two dates that are
    known only to the month or year and may follow each other.
    """
    offices: dict[str, list[_Term]] = defaultdict(list)
    for person in holdings.records.people.values():
        for at, post in enumerate(person.posts):
            if post.start is not None:
                term = _Term(
                    _name(person.name),
                    post.start,
                    post.end,
                    Kind.PEOPLE,
                    person.id,
                    ("posts", at),
                    post.shared,
                )
                offices[post.office].append(term)
    for office, terms in offices.items():
        yield from _overlaps(holdings, terms, f'the office "{office}"')


def frameworks_follow_each_other(holdings: Holdings) -> Iterator[Problem]:
    """Yield a problem where two frameworks of the same parties are in force on one day."""
    relations: dict[tuple[str, ...], list[_Term]] = defaultdict(list)
    for one in holdings.records.frameworks.values():
        term = _Term(_name(one.title), one.start, one.end, Kind.FRAMEWORKS, one.id, ())
        relations[tuple(sorted(one.parties))].append(term)
    for parties, terms in relations.items():
        yield from _overlaps(holdings, terms, f"the relationship of {' and '.join(parties)}")


def _overlaps(holdings: Holdings, terms: Iterable[_Term], what: str) -> Iterator[Problem]:
    ordered = sorted(terms, key=lambda one: (one.start.earliest, one.end is None, one.id))
    # only the one that lasts longest so far can reach into the next
    longest: _Term | None = None
    for term in ordered:
        if longest is not None:
            yield from _overlap(holdings, longest, term, what)
        if longest is None or longest.end is None or _end(term) >= _end(longest):
            longest = term


def _overlap(holdings: Holdings, first: _Term, second: _Term, what: str) -> Iterator[Problem]:
    if first.shared and second.shared:
        return
    begun = f"{second.name} began on {second.start}"
    if first.end is None and first.start.latest < second.start.earliest:
        said = f"{first.name} has no end in {what}, though {begun}."
        yield holdings.warning(first.kind, first.id, first.path, said, "Write the end.")
    elif second.start.latest < _end(first):
        until = "no end" if first.end is None else f"until {first.end}"
        who = f"{first.name} ({first.start}, {until}) and {second.name} (from {second.start})"
        tip = "Mend their dates"
        tip += ", or write shared: true for all who hold it together." if second.kind is Kind.PEOPLE else "."
        said = f"Two hold {what} on one day: {who}."
        yield holdings.error(second.kind, second.id, (*second.path, "start"), said, tip)


def _end(term: _Term) -> date:
    return date.max if term.end is None else term.end.earliest


def _name(text: Text) -> str:
    return text.en or text.vi or ""
