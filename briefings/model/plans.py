"""Plans: what an officer wrote down for a meeting that is still to come; never generated."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.languages.dates import Day
from briefings.languages.text import Text
from briefings.model.markings import Marking
from briefings.model.meetings import Mode, Participant, Place


@dataclass(frozen=True, slots=True)
class PointToMake:
    """Something to say, with the points of earlier meetings (``meeting.statement``) it builds on."""

    text: Text
    points: tuple[str, ...] = ()
    commitment: str | None = None


@dataclass(frozen=True, slots=True)
class Raise:
    """Something that the other side is likely to raise, and the answer prepared for it."""

    text: Text
    reply: Text | None = None
    points: tuple[str, ...] = ()
    commitment: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A meeting to come: when, who, what it is for, what to say and what to expect.

    ``written`` is the day on which the officer wrote it, so that a dossier as of an earlier day
    does not know of it; once ``date`` has passed, dossiers no longer show it.
    """

    id: str
    date: Day
    written: Day
    title: Text
    counterparts: tuple[str, ...]
    objectives: tuple[Text, ...]
    marking: Marking
    mode: Mode = Mode.IN_PERSON
    place: Place | None = None
    conference: str | None = None
    participants: tuple[Participant, ...] = ()
    points_to_make: tuple[PointToMake, ...] = ()
    they_may_raise: tuple[Raise, ...] = ()
    note: Text | None = None
