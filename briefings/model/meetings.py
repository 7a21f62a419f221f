"""Meetings: when, where, who, and what each side said there, point by point, with its source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from briefings.languages.dates import Day
from briefings.languages.text import Name, Text
from briefings.model.confirmation import Confirmation
from briefings.model.markings import Marking
from briefings.model.sources import Citation

BOTH: Final = "both"
ALL: Final = "all"
CHAIR: Final = "chair"
DOCUMENT: Final = "document"
PARTNERS: Final = "partners"
# who can speak or be spoken to besides a counterpart's code
COLLECTIVES: Final = frozenset({BOTH, ALL, CHAIR, DOCUMENT, PARTNERS})


class Mode(StrEnum):
    """How people met."""

    IN_PERSON = "in-person"
    ONLINE = "online"
    HYBRID = "hybrid"
    CALL = "call"
    LETTER = "letter"


class Role(StrEnum):
    """In what capacity somebody took part."""

    PRINCIPAL = "principal"
    CHAIR = "chair"
    CO_CHAIR = "co-chair"


class Act(StrEnum):
    """What somebody did by saying something, by the reporting verb of the source.

    A request goes to the other side alone, a proposal to both: the two are not the same.
    """

    AGREED = "agreed"
    ADOPTED = "adopted"
    COMMITTED = "committed"
    PROPOSED = "proposed"
    REQUESTED = "requested"
    CALLED_FOR = "called_for"
    WISHED = "wished"
    SUPPORTED = "supported"
    WELCOMED = "welcomed"
    AFFIRMED = "affirmed"
    REAFFIRMED = "reaffirmed"
    STRESSED = "stressed"
    STATED = "stated"
    APPRECIATED = "appreciated"
    INFORMED = "informed"
    DISCUSSED = "discussed"
    REVIEWED = "reviewed"
    ISSUED = "issued"
    THANKED = "thanked"
    CONGRATULATED = "congratulated"
    CONVEYED_GREETINGS = "conveyed_greetings"
    EXPRESSED_PLEASURE = "expressed_pleasure"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a meeting was held; ``basis`` says how that is known if the source does not print it."""

    country: str
    city: Name | None = None
    venue: Name | None = None
    basis: Text | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who took part, for which side and in what role."""

    person: str
    side: str
    role: Role = Role.PRINCIPAL


@dataclass(frozen=True, slots=True)
class Statement:
    """One point: who did what by saying what, to whom, on which topics, read where.

    ``by`` and ``to`` hold codes of sides or a collective (both, all, chair, document, partners);
    ``verb`` is the reporting verb of the source, which decides the act; ``speaker`` the person
    who said it; ``document`` the text that speaks where ``by`` is ``document``; ``also`` further
    places that report the same point; ``commitment`` the promise that the point makes or recalls.
    """

    id: str
    by: tuple[str, ...]
    act: Act
    text: Text
    topics: tuple[str, ...]
    source: Citation
    verb: str | None = None
    speaker: str | None = None
    to: tuple[str, ...] = ()
    document: Text | None = None
    also: tuple[Citation, ...] = ()
    commitment: str | None = None
    note: Text | None = None
    confirmation: Confirmation = Confirmation.CONFIRMED
    marking: Marking | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting with one or several counterparts.

    ``forum`` is the organisation or forum inside which it was held, so that the other
    counterparts' dossiers can say so; ``sources`` are where the meeting itself is read, with or
    without statements; ``date_basis`` says how the date is known if it is not simply printed.
    """

    id: str
    date: Day
    title: Text
    mode: Mode
    counterparts: tuple[str, ...]
    participants: tuple[Participant, ...]
    sources: tuple[Citation, ...]
    marking: Marking
    statements: tuple[Statement, ...] = ()
    date_basis: Text | None = None
    date_evidence: tuple[Citation, ...] = ()
    place: Place | None = None
    occasion: Text | None = None
    conference: str | None = None
    forum: str | None = None
    note: Text | None = None
