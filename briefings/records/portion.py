"""The portion of the records that the dossier of one counterpart can draw on, and no more.

A dossier is gathered from its portion alone, so that it depends on these files and on no others by
construction: what does not change in them does not change the dossier.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from briefings.languages.dates import Day
from briefings.model.markings import Marking
from briefings.records import inside
from briefings.records.collection import FOLDERS, LISTS, Kind, Records
from briefings.records.holdings import Entry, Key
from briefings.records.reach import CONCERNS
from briefings.records.store import Reading

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Portion:
    """What the dossier of a counterpart is gathered from: the records, and the digest of each file."""

    records: Records
    files: Mapping[str, str]

    def until(self, as_of: date, due_within: timedelta) -> date | None:
        """Return the first day after ``as_of`` on which a fact in it can become another by time alone.

        Every day that is written in a record counts, and the day after it: posts begin and end, a
        commitment comes within sight, falls due and is overdue, a meeting is no longer planned.
        """
        found: list[date] = []
        for kind in FOLDERS:
            for record in self.records.of(kind).values():
                for _, day in inside.find(Day, record):
                    for one in {day.earliest, day.latest}:
                        found += [one, one + _DAY]
                        if kind is Kind.COMMITMENTS and one - date.min > due_within:
                            found += [one - due_within, one - due_within + _DAY]
        return min((day for day in found if day > as_of), default=None)


class Portions:
    """Finds the portions of counterparts in everything that was read."""

    def __init__(self, reading: Reading, *, home: str, clearance: Marking) -> None:
        self._entries = {
            key: one
            for key, one in reading.entries.items()
            if one.states is not None and _marking(one) <= clearance
        }
        self._glossary = reading.records.glossary
        self._topics = reading.records.topics
        self._order = {key: place for place, key in enumerate(self._entries)}
        self._digests: dict[Key, str] = {}
        self._concerned: dict[str, list[Key]] = defaultdict(list)
        for key, entry in self._entries.items():
            for code in _concerned(entry):
                self._concerned[code].append(key)
        people = self._concerned[home]
        self._own_side = (Kind.COUNTERPARTS, home)
        self._home = [key for key in people if key[0] in {Kind.PEOPLE, Kind.COUNTERPARTS}]
        self._lists = [(kind, "") for kind in LISTS if (kind, "") in self._entries]

    def of(self, code: str) -> Portion:
        """Return the portion of a counterpart: what names it, what that refers to, and the own side."""
        return self._drawn([*self._concerned[code], *self._home, (Kind.COUNTERPARTS, code)])

    def of_volume(self, code: str, meetings: Iterable[str], gaps: Iterable[str]) -> Portion:
        """Return the portion of an archive volume, which tells of these meetings and gaps.

        It says nothing of commitments: where they stand is told by the dossier.
        """
        held = [*((Kind.MEETINGS, one) for one in meetings), *((Kind.GAPS, one) for one in gaps)]
        return self._drawn([*held, self._own_side, (Kind.COUNTERPARTS, code)], without=Kind.COMMITMENTS)

    def _drawn(self, waiting: list[Key], without: Kind | None = None) -> Portion:
        """Return what is named, and all that it refers to."""
        waiting += self._lists
        seen: set[Key] = set()
        while waiting:
            key = waiting.pop()
            entry = self._entries.get(key)
            if entry is None or key in seen or key[0] is without:
                continue
            seen.add(key)
            waiting += [(one.kind, one.id) for one in entry.references]
            # where a meeting was held is told by the name of the counterpart, if it is one
            place = getattr(entry.states, "place", None)
            if place is not None:
                waiting.append((Kind.COUNTERPARTS, place.country))
        ordered = sorted(seen, key=self._order.__getitem__)
        by_kind: dict[str, Any] = {kind.value: {} for kind in FOLDERS}
        for kind, identifier in ordered:
            if kind in FOLDERS:
                by_kind[kind.value][identifier] = self._entries[kind, identifier].states
        records = Records(**by_kind, topics=self._topics, glossary=self._glossary)
        return Portion(records, {self._entries[key].file: self._digest(key) for key in ordered})

    def _digest(self, key: Key) -> str:
        if key not in self._digests:
            self._digests[key] = self._entries[key].content.digest[:32]
        return self._digests[key]


def _marking(entry: Entry) -> Marking:
    # lists of topics and terms bear none: they say nothing of anybody
    marking: Marking = getattr(entry.states, "marking", Marking.PUBLIC)
    return marking


def _concerned(entry: Entry) -> set[str]:
    """Return the codes of those in whose dossiers a record stands by its own word."""
    if entry.kind is Kind.COUNTERPARTS:
        return {entry.id}
    # a source is shown where it is cited, whatever its errata name
    field = None if entry.kind is Kind.SOURCES else CONCERNS.get(entry.kind)
    return {one.id for one in entry.references if field is not None and one.field == field}
