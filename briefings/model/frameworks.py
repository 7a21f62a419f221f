"""Frameworks: the declared level of a relationship, from one day to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefings.languages.dates import Day
from briefings.languages.text import Text
from briefings.model.confirmation import Confirmation
from briefings.model.markings import Marking
from briefings.model.sources import Citation


@dataclass(frozen=True, slots=True)
class Framework:
    """A level of relations between parties; a missing ``end`` means that none is recorded."""

    id: str
    parties: tuple[str, ...]
    title: Text
    confirmation: Confirmation
    marking: Marking
    start: Day
    end: Day | None = None
    evidence: tuple[Citation, ...] = ()
    note: Text | None = None

    def in_force_on(self, day: date) -> bool:
        """Return whether it was in force on this day; on the day of succession only the new one is."""
        return self.start.earliest <= day and (self.end is None or day < self.end.earliest)
