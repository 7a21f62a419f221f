"""The times of a schedule: each once, also where the clocks are changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from briefings.circulation import Schedule


def between(schedule: Schedule, after: datetime, until: datetime) -> Iterator[datetime]:
    """Yield the moments, in UTC, at which a schedule is due after one moment and up to another.

    A time of day that the clocks leave out falls on the moment they jump to; one that they show
    twice counts the first time.
    """
    for found in _from(schedule, after):
        if found > until:
            return
        yield found


def following(schedule: Schedule, after: datetime) -> datetime | None:
    """Return the first moment after another at which a schedule is due, if it ever is again."""
    return next(_from(schedule, after), None)


def local(schedule: Schedule, moment: datetime) -> str:
    """Return a moment as the zone of a schedule shows it."""
    return moment.astimezone(ZoneInfo(schedule.zone)).isoformat(sep=" ", timespec="minutes")


def _from(schedule: Schedule, after: datetime) -> Iterator[datetime]:
    zone = ZoneInfo(schedule.zone)
    # an hour earlier: inside the hour that comes twice, the wall clock alone does not say which one it is
    start = (after - timedelta(hours=1)).astimezone(zone)
    latest = after
    try:
        for found in CronSim(schedule.cron, start):
            moment = found.astimezone(UTC)
            if moment > latest:
                latest = moment
                yield moment
    except CronSimError:  # no such day in the next fifty years
        return
