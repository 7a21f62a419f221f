"""The day of an edition: when its content last changed, which is not the day it was built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from briefings.dossier.points import Encounter
from briefings.dossier.relations import Level, Pledge, Profile, Standing
from briefings.languages.dates import Day
from briefings.model.gaps import Gap
from briefings.model.sources import Source

_DAY = timedelta(days=1)


def edition_day(  # noqa: PLR0913, PLR0917 - one argument for each part that can have changed
    encounters: Iterable[Encounter],
    levels: Iterable[Level],
    pledges: Iterable[Pledge],
    profiles: Iterable[Profile],
    gaps: Iterable[Gap],
    sources: Iterable[Source],
    *,
    as_of: date,
    due_within: timedelta,
) -> date:
    """Return the last day, up to ``as_of``, on which something that the dossier shows changed.

    That is a meeting, a framework or a post that began or ended, an outcome, a commitment that
    came within sight or fell overdue, or a source that was read. An empty dossier has changed
    on no day and bears ``as_of``.
    """
    days = [*_of_events(encounters, levels, profiles, gaps), *_of_pledges(pledges, due_within)]
    days += [source.read.latest for source in sources]
    return max((day for day in days if day <= as_of), default=as_of)


def _of_events(
    encounters: Iterable[Encounter],
    levels: Iterable[Level],
    profiles: Iterable[Profile],
    gaps: Iterable[Gap],
) -> Iterator[date]:
    known: list[Day | None] = [one.meeting.date for one in encounters]
    known += [one.date for one in gaps]
    spans = [(one.framework.start, one.framework.end) for one in levels]
    for start, end in spans:
        yield start.earliest
        if end is not None:
            yield end.earliest
    for profile in profiles:
        for post, _ in profile.posts:
            if post.start is not None:
                yield post.start.earliest
            if post.end is not None:
                yield post.end.earliest
                yield post.end.latest + _DAY
    yield from (day.latest for day in known if day is not None)


def _of_pledges(pledges: Iterable[Pledge], due_within: timedelta) -> Iterator[date]:
    for pledge in pledges:
        yield from (step.day.latest for step in pledge.trail)
        due = pledge.commitment.due
        if due is not None and due.date is not None and pledge.standing in _MOVED_BY_TIME:
            yield due.date.latest - due_within
            yield due.date.latest + _DAY


_MOVED_BY_TIME = frozenset({Standing.DUE, Standing.OVERDUE})
