"""How the framework got here: the levels of relations, and the timeline of everything dated."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from briefings.dossier.numbering import Numbering
from briefings.dossier.points import Encounter
from briefings.dossier.relations import Event, EventKind, Level
from briefings.model.gaps import Gap
from briefings.records import Records


def levels(code: str, records: Records, numbering: Numbering, *, home: str, as_of: date) -> tuple[Level, ...]:
    """Return the frameworks with this counterpart, oldest first.

    Those with the own side come from agreements between the two; those of an organisation with
    the counterpart (ASEAN with Russia) belong to the dossiers of both.
    """
    found = [one for one in records.frameworks.values() if code in one.parties]
    found.sort(key=lambda one: (home not in one.parties, one.start.earliest, one.id))
    return tuple(Level(one, one.in_force_on(as_of), numbering.cite_all(one.evidence)) for one in found)


def timeline(
    levels: Iterable[Level], encounters: Iterable[Encounter], gaps: Iterable[Gap]
) -> tuple[Event, ...]:
    """Return every dated event, oldest first: frameworks, meetings, meetings in forums, gaps."""
    events = [
        Event(
            one.framework.start,
            EventKind.FRAMEWORK,
            one.framework.title,
            one.framework.id,
            one.framework.parties,
        )
        for one in levels
    ]
    events += [
        Event(
            one.meeting.date,
            EventKind.MEETING if one.meeting.forum is None else EventKind.FORUM,
            one.meeting.title,
            one.meeting.id,
        )
        for one in encounters
    ]
    events += [Event(one.date, EventKind.GAP, one.what, one.id) for one in gaps]
    return tuple(sorted(events, key=lambda one: (one.day.earliest, one.kind, one.address)))
