"""Where relations stand on the day of a dossier: commitments, who holds which post, and frameworks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from briefings.dossier.points import Point, Reference
from briefings.languages.dates import Day
from briefings.languages.text import Text
from briefings.model.commitments import Commitment, Outcome, Status
from briefings.model.frameworks import Framework
from briefings.model.meetings import Meeting
from briefings.model.people import Person, Post


class Standing(StrEnum):
    """How a commitment is filed on the day of the dossier."""

    OVERDUE = "overdue"
    DUE = "due"
    OPEN = "open"
    DONE = "done"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a commitment's trail: a point that made or recalled it, or an outcome."""

    day: Day
    point: Point | None = None
    outcome: Outcome | None = None
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Pledge:
    """A commitment with its trail, oldest first, and where it stands on the day.

    ``reported`` is false where nothing on file says what became of it.
    """

    commitment: Commitment
    status: Status
    standing: Standing
    trail: tuple[Step, ...]
    reported: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds, or last held, a post on the other side, and until when a source shows it."""

    person: Person
    post: Post
    current: bool
    last_seen: Day | None
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A person of the other side with all posts so far, and the meetings they took part in."""

    person: Person
    posts: tuple[tuple[Post, tuple[Reference, ...]], ...]
    met: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A framework with its evidence; ``current`` if it is in force on the day."""

    framework: Framework
    current: bool
    references: tuple[Reference, ...]


class EventKind(StrEnum):
    """What an event of the timeline is."""

    FRAMEWORK = "framework"
    MEETING = "meeting"
    FORUM = "forum"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the timeline; ``parties`` are those of a framework."""

    day: Day
    kind: EventKind
    text: Text
    address: str
    parties: tuple[str, ...] = ()
