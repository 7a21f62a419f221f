"""What a dossier contains, in reading order: plain values that hold no language and no layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefings.dossier.points import Asks, Attendance, Encounter, Matrix, Point, Reference, Strand
from briefings.dossier.relations import Event, Holder, Level, Pledge, Profile
from briefings.languages.dates import Day
from briefings.languages.text import Name, Text
from briefings.model.commitments import Commitment
from briefings.model.conferences import Conference
from briefings.model.confirmation import Confirmation
from briefings.model.counterparts import Counterpart
from briefings.model.gaps import Gap
from briefings.model.markings import Marking
from briefings.model.meetings import Meeting
from briefings.model.plans import Plan
from briefings.model.sources import Erratum, Source


@dataclass(frozen=True, slots=True)
class Side:
    """What a side is called: on its own, and as it stands inside a sentence ("the United States")."""

    name: Name
    in_sentence: Name


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
