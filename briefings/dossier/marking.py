"""The marking of a dossier: that of the highest thing that it shows, and no higher."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefings.dossier.contents import Dossier
from briefings.dossier.points import Point
from briefings.model.markings import Marking
from briefings.model.meetings import Meeting
from briefings.records import Records


def marked(dossier: Dossier, records: Records, earlier: Iterable[Meeting] = ()) -> Dossier:
    """Return a dossier under the marking that it has to bear.

    ``records`` are those that lend it the names of sides, and ``earlier`` the meetings of which it
    tells no more than that they took place.
    """
    found = (dossier.marking, *_of_meetings(dossier), *_of_relations(dossier), *_of_names(dossier, records))
    return replace(dossier, marking=max((*found, *(one.marking for one in earlier))))


def _of_meetings(dossier: Dossier) -> Iterator[Marking]:
    for encounter in dossier.encounters:
        yield encounter.meeting.marking
        if encounter.conference is not None:
            yield encounter.conference.marking
        yield from (one.person.marking for one in encounter.attendances)
        yield from _of_points(encounter.points)
    for sheet in dossier.checklists:
        yield sheet.plan.marking
        if sheet.conference is not None:
            yield sheet.conference.marking
        yield from (one.person.marking for one in sheet.attendances)
    yield from (gap.marking for gap, _ in dossier.doubts.gaps)
    yield from (one.marking for one in dossier.sources)


def _of_relations(dossier: Dossier) -> Iterator[Marking]:
    yield from (one.framework.marking for one in dossier.levels)
    for pledge in dossier.pledges:
        yield pledge.commitment.marking
        # a trail leads to points of meetings that are not shown in full
        yield from _of_points(step.point for step in pledge.trail if step.point is not None)
    yield from (one.person.marking for one in dossier.profiles)
    yield from (one.person.marking for one in dossier.summary.ours)


def _of_points(points: Iterable[Point]) -> Iterator[Marking]:
    yield from (one.statement.marking for one in points if one.statement.marking is not None)


def _of_names(dossier: Dossier, records: Records) -> Iterator[Marking]:
    counterparts = records.counterparts
    yield from (counterparts[code].marking for code in dossier.sides if code in counterparts)
