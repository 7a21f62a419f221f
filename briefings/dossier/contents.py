"""What a dossier contains, in reading order: plain values that hold no language and no layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefings.languages.dates import Day
from briefings.languages.text import Name, Text
from briefings.languages.wording import Piece
from briefings.model.commitments import Commitment, Outcome, Status
from briefings.model.conferences import Conference
from briefings.model.confirmation import Confirmation
from briefings.model.counterparts import Counterpart
from briefings.model.frameworks import Framework
from briefings.model.gaps import Gap
from briefings.model.markings import Marking
from briefings.model.meetings import Act, Meeting, Participant, Statement
from briefings.model.people import Person, Post
from briefings.model.plans import Plan
from briefings.model.sources import Erratum, Source
from briefings.model.topics import Topic


@dataclass(frozen=True, slots=True)
class Side:
    """What a side is called: on its own, and as it stands inside a sentence ("the United States")."""

    name: Name
    in_sentence: Name


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


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a source prints wrongly or doubtfully."""

    erratum: Erratum
    source: Source
    references: tuple[Reference, ...]
    evidence: tuple[Reference, ...]


class Lack(StrEnum):
    """What the records do not know, found by looking at them."""

    HOLDER = "holder"
    CONTENT = "content"
    REPORT = "report"
    BILATERAL = "bilateral"
    FRAMEWORK = "framework"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that the records do not say, named rather than hidden."""

    lack: Lack
    about: Text
    day: Day | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A fact that is shown although no source, or only part of one, was found for it."""

    what: Text
    whose: Text
    start: Day | None
    end: Day | None
    confirmation: Confirmation
    note: Text | None


@dataclass(frozen=True, slots=True)
class Doubts:
    """What is doubtful, missing or unconfirmed."""

    errata: tuple[Doubt, ...]
    gaps: tuple[tuple[Gap, tuple[Reference, ...]], ...]
    missing: tuple[Missing, ...]
    unconfirmed: tuple[Unconfirmed, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Who did what on a topic at a meeting: the distinct pairs of side and act, weightiest first."""

    acts: tuple[tuple[tuple[str, ...], Act], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Topics by meetings, oldest meeting first; a cell is absent where nothing was said."""

    meetings: tuple[Meeting, ...]
    rows: tuple[tuple[Topic, tuple[Cell | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a checklist: what to say or to expect, the answer, and the points it builds on."""

    text: Text
    reply: Text | None
    points: tuple[Point, ...]
    commitment: Commitment | None


@dataclass(frozen=True, slots=True)
class Checklist:
    """The sheet for a meeting to come, as the officer wrote it; titles are those of the dossier's day."""

    plan: Plan
    attendances: tuple[Attendance, ...]
    conference: Conference | None
    to_make: tuple[Item, ...]
    to_expect: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The one page that is read first.

    ``ours`` are the holders of the posts of the own side that were at the table; ``contact`` is a
    later contact than the last meeting, of which no source says what was said; ``lacking`` what a
    reader would take for granted and the records do not have.
    """

    holders: tuple[Holder, ...]
    ours: tuple[Holder, ...]
    levels: tuple[Level, ...]
    last: Encounter | None
    live: tuple[Point, ...]
    due: tuple[Pledge, ...]
    doubts: tuple[Doubt, ...]
    contact: Gap | None = None
    lacking: tuple[Missing, ...] = ()
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Past:
    """A meeting before those that are shown in full, and the archive volume that holds it."""

    meeting: Meeting
    volume: str


@dataclass(frozen=True, slots=True)
class Shelved:
    """An archive volume: its name, from when to when it reaches, and how many meetings it holds."""

    volume: str
    first: Day
    last: Day
    meetings: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything one audience may know of one counterpart on one day, ready to be laid out.

    ``edition`` is the day on which the content last changed; ``stated`` the day for which the
    dossier was expressly asked, if it was; ``sides`` names every side by its code; ``sources`` are
    in the order of their numbers. ``before`` is how many meetings lie before those shown in full,
    ``past`` are those of them named in a line, the latest first, and ``shelf`` all archive volumes;
    ``volume`` is the name of the volume that this dossier itself is.
    """

    counterpart: Counterpart
    home: str
    edition: date
    stated: date | None
    marking: Marking
    sides: Mapping[str, Side]
    summary: Summary
    levels: tuple[Level, ...]
    timeline: tuple[Event, ...]
    encounters: tuple[Encounter, ...]
    strands: tuple[Strand, ...]
    matrix: Matrix
    asks: Asks
    pledges: tuple[Pledge, ...]
    profiles: tuple[Profile, ...]
    doubts: Doubts
    sources: tuple[Source, ...]
    checklists: tuple[Checklist, ...] = ()
    before: int = 0
    past: tuple[Past, ...] = ()
    shelf: tuple[Shelved, ...] = ()
    volume: str | None = None
