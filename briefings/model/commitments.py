"""Commitments: what was promised or asked for, followed from meeting to meeting until it is done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from briefings.languages.dates import Day
from briefings.languages.text import Text
from briefings.model.confirmation import Confirmation
from briefings.model.markings import Marking
from briefings.model.sources import Citation


class Status(StrEnum):
    """Where a commitment stands on a day."""

    PROPOSED = "proposed"
    OPEN = "open"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Due:
    """When it falls due: the day if one follows from the source, and the words printed there."""

    date: Day | None = None
    printed: str | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something that became of a commitment on a day, and where that was read."""

    date: Day
    status: Status
    text: Text
    evidence: tuple[Citation, ...]
    confirmation: Confirmation = Confirmation.CONFIRMED


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise, or a request that awaits an answer; statements point to it by its identifier.

    ``status`` is where it stands once it has been made, until an outcome says otherwise;
    ``by`` who has to act; ``doubt`` what is uncertain about it.
    """

    id: str
    title: Text
    by: tuple[str, ...]
    counterparts: tuple[str, ...]
    status: Status
    marking: Marking
    due: Due | None = None
    outcomes: tuple[Outcome, ...] = ()
    doubt: Text | None = None
