"""What was said at the meetings of a dossier, by whom and where it was read, and what moved since."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.languages.wording import Piece
from briefings.model.conferences import Conference
from briefings.model.meetings import Act, Meeting, Participant, Statement
from briefings.model.people import Person, Post
from briefings.model.topics import Topic


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation as the dossier shows it: the source's number in this dossier, and the paragraph.

    ``caption`` says that the paragraph is a photo caption, which carries less than body text.
    """

    number: int
    source: str
    paragraph: int | None = None
    caption: bool = False


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody at a meeting, with the posts they held on that very day."""

    participant: Participant
    person: Person
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A statement in its meeting, under an address that stays the same in every edition."""

    meeting: Meeting
    statement: Statement
    references: tuple[Reference, ...]

    @property
    def address(self) -> str:
        """Return what links to this point: the meeting's identifier and the statement's."""
        return f"{self.meeting.id}.{self.statement.id}"


@dataclass(frozen=True, slots=True)
class Encounter:
    """One meeting as the dossier shows it.

    ``inside`` is the forum or organisation inside which this counterpart took part, if the
    meeting was not one with this counterpart alone.
    """

    meeting: Meeting
    attendances: tuple[Attendance, ...]
    points: tuple[Point, ...]
    references: tuple[Reference, ...]
    date_references: tuple[Reference, ...]
    conference: Conference | None = None
    inside: str | None = None

    @property
    def from_caption_only(self) -> bool:
        """Return whether nothing but photo captions reports the meeting."""
        return not self.points and all(reference.caption for reference in self.references)


@dataclass(frozen=True, slots=True)
class Move:
    """A point that takes up an earlier wording, with what was kept, added and dropped in each language."""

    before: Point
    after: Point
    vi: tuple[Piece, ...]
    en: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Strand:
    """A topic with its points, oldest first, and how the wording moved from one to another."""

    topic: Topic
    points: tuple[Point, ...]
    moves: tuple[Move, ...] = ()

    @property
    def once(self) -> bool:
        """Return whether the topic was spoken of a single time, so that no wording could move."""
        return len(self.points) == 1


@dataclass(frozen=True, slots=True)
class Asks:
    """What one side asked for: requests, proposals, calls and wishes, latest first."""

    theirs: tuple[Point, ...]
    ours: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Who did what on a topic at a meeting: the distinct pairs of side and act, weightiest first."""

    acts: tuple[tuple[tuple[str, ...], Act], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Topics by meetings, oldest meeting first; a cell is absent where nothing was said."""

    meetings: tuple[Meeting, ...]
    rows: tuple[tuple[Topic, tuple[Cell | None, ...]], ...]
