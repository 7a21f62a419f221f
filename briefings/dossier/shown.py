"""What a dossier shows, as plain values that outlive the program: the data that travel in its PDF.

The names and types of the fields are the format of the data (``docs/reference.md``). A change that
an older program could not read raises ``VERSION``; fields that may be absent have defaults.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from briefings.dossier.contents import Lack
from briefings.dossier.relations import Standing
from briefings.languages.dates import Day
from briefings.languages.text import Text
from briefings.model.commitments import Due, Status
from briefings.model.confirmation import Confirmation
from briefings.model.markings import Marking
from briefings.model.meetings import Act, Mode, Role
from briefings.model.sources import File

FORMAT: Final = "briefings-dossier"
VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in a source."""

    source: str
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A side, and what it is called."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class Label:
    """A topic, and what it is called."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class Venue:
    """Where a meeting was, and how that is known."""

    country: str
    city: Text | None = None
    venue: Text | None = None
    basis: Text | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody at a meeting, with the titles of that day."""

    name: Text
    side: str
    titles: tuple[Text, ...] = ()
    role: Role = Role.PRINCIPAL


@dataclass(frozen=True, slots=True)
class Spoken:
    """A point under its address: the identifier of the meeting, a dot, that of the statement."""

    address: str
    meeting: str
    date: Day
    by: tuple[str, ...]
    act: Act
    text: Text
    topics: tuple[str, ...]
    sources: tuple[Cited, ...]
    to: tuple[str, ...] = ()
    speaker: Text | None = None
    document: Text | None = None
    note: Text | None = None
    confirmation: Confirmation = Confirmation.CONFIRMED


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting without its points."""

    id: str
    date: Day
    title: Text
    mode: Mode
    sources: tuple[Cited, ...]
    participants: tuple[Present, ...] = ()
    place: Venue | None = None
    occasion: Text | None = None
    forum: str | None = None
    date_basis: Text | None = None
    date_sources: tuple[Cited, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A framework of relations."""

    id: str
    parties: tuple[str, ...]
    title: Text
    start: Day
    end: Day | None = None
    confirmation: Confirmation = Confirmation.CONFIRMED
    note: Text | None = None
    sources: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Tenure:
    """A post that somebody held."""

    title: Text
    start: Day | None = None
    end: Day | None = None
    confirmation: Confirmation = Confirmation.CONFIRMED
    note: Text | None = None
    sources: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Official:
    """A person of the other side."""

    id: str
    name: Text
    posts: tuple[Tenure, ...]
    address: Text | None = None
    variants: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a commitment on a day."""

    date: Day
    status: Status
    text: Text
    sources: tuple[Cited, ...]
    confirmation: Confirmation = Confirmation.CONFIRMED


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment, where it stood, and the addresses of the points that made and recalled it."""

    id: str
    title: Text
    by: tuple[str, ...]
    status: Status
    standing: Standing
    reported: bool
    due: Due | None = None
    doubt: Text | None = None
    points: tuple[str, ...] = ()
    outcomes: tuple[Became, ...] = ()


@dataclass(frozen=True, slots=True)
class Misprint:
    """What a source prints wrongly or doubtfully."""

    source: str
    printed: str
    right: Text
    why: Text
    doubt: bool
    sources: tuple[Cited, ...]
    evidence: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A contact that no source on file covers."""

    id: str
    date: Day
    what: Text
    sources: tuple[Cited, ...]
    confirmation: Confirmation = Confirmation.CONFIRMED
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What the records do not say."""

    lack: Lack
    about: Text
    date: Day | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Unsure:
    """A fact that is shown without full confirmation."""

    whose: Text
    what: Text
    confirmation: Confirmation
    start: Day | None = None
    end: Day | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A source, under the number of its citations."""

    id: str
    number: int
    title: str | None = None
    language: str | None = None
    publisher: Text | None = None
    published: Day | None = None
    published_basis: Text | None = None
    credit: str | None = None
    known: Text | None = None
    url: str | None = None
    file: File | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a checklist: what to say or to expect, the answer, and what it builds on."""

    text: Text
    reply: Text | None = None
    points: tuple[str, ...] = ()
    commitment: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The checklist for a meeting to come."""

    id: str
    date: Day
    written: Day
    title: Text
    mode: Mode
    objectives: tuple[Text, ...]
    participants: tuple[Present, ...] = ()
    place: Venue | None = None
    occasion: Text | None = None
    note: Text | None = None
    to_make: tuple[Line, ...] = ()
    to_expect: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Bygone:
    """An earlier meeting, named in a line, and the archive volume that holds it."""

    id: str
    date: Day
    title: Text
    volume: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that one dossier shows; ``edition`` is the day on its cover, ``as_of`` only if stated."""

    counterpart: Party
    edition: Day
    marking: Marking
    sides: tuple[Party, ...]
    topics: tuple[Label, ...] = ()
    checklists: tuple[Sheet, ...] = ()
    frameworks: tuple[Relation, ...] = ()
    meetings: tuple[Met, ...] = ()
    points: tuple[Spoken, ...] = ()
    commitments: tuple[Promise, ...] = ()
    people: tuple[Official, ...] = ()
    misprints: tuple[Misprint, ...] = ()
    gaps: tuple[Uncovered, ...] = ()
    missing: tuple[Unsaid, ...] = ()
    unconfirmed: tuple[Unsure, ...] = ()
    sources: tuple[Read, ...] = ()
    official_name: Text | None = None
    as_of: Day | None = None
    earlier: tuple[Bygone, ...] = ()
    volume: str | None = None
    format: str = FORMAT
    version: int = VERSION
