"""The scheduler: does what is due, sends what waits, and says when it wants to be woken next."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from briefings.circulation import Delivery, Schedule
from briefings.config import Config
from briefings.delivery import notices, outbox, post, register, rounds
from briefings.delivery.dispatch import Clock, Sent
from briefings.delivery.enclosures import Renderer, rendered
from briefings.delivery.office import Office
from briefings.delivery.rounds import Plan
from briefings.delivery.store import transaction
from briefings.delivery.wants import Round
from briefings.errors import ConfigError
from briefings.records import Reading
from briefings.schedule import quarantine, runs, times
from briefings.schedule.runs import Run, RunState

Load = Callable[[], tuple[Config, Reading]]
# at least so often the clock is looked at: it may have been set
_NAP: Final = timedelta(minutes=1)


@dataclass(slots=True)
class Done:
    """What a turn of the scheduler came to: the runs with their plans, and what was sent."""

    made: list[tuple[Run, Plan]] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    sent: Sent = field(default_factory=Sent)


def together(done: Done) -> Plan:
    """Return what all runs of a turn came to."""
    found = Plan()
    for _, one in done.made:
        found.drafts += one.drafts
        found.skipped += one.skipped
        found.failed += one.failed
    return found


def turn(  # noqa: PLR0913 - the settings as they are read, the outbox, the server, the time
    store: sqlite3.Connection,
    workspace: Path,
    load: Load,
    environ: Mapping[str, str],
    clock: Clock,
    *,
    render: Renderer = rendered,
) -> Done:
    """Make the runs that are due, and send what waits; only who holds the lock may call this.

    A run is put into the outbox whole and is done in the same instant; one whose dossiers could
    not all be made stays open, and makes the others when it is called again.

    Raises:
        ConfigError: the settings are wrong; what is due is made up when they are mended.
    """
    done = Done()
    config, reading = load()
    if config.delivery is None:
        raise ConfigError(post.NO_DELIVERY)
    office = Office(workspace, config, config.delivery, reading)
    for schedule in config.delivery.schedules:
        found = runs.due(store, schedule, now=clock())
        for late in found.given_up:
            said = (
                f"The run of {late.schedule} due at {late.due_at.isoformat()} was not made in "
                f"{schedule.window_days} days."
            )
            told = notices.of_run(office, [said, *filter(None, [late.detail])], [_LATE], late.name, clock())
            post.enqueue(store, office, (told,), clock)
        if found.run is not None:
            _make(store, office, schedule, found.run, done, clock, render)
    if register.next_try(store) is not None or _left_behind(store):
        through = post.door(config, workspace, environ)
        done.sent = post.transmit(store, office, through, clock)
    return done


_LATE: Final = "Look at what kept it from being made; briefings send makes it now."


def _make(  # noqa: PLR0913, PLR0917 - one run, and where it takes place
    store: sqlite3.Connection,
    office: Office,
    schedule: Schedule,
    run: Run,
    done: Done,
    clock: Clock,
    render: Renderer,
) -> None:
    now = clock()
    records = office.workspace / office.config.records
    hours = schedule.quarantine_hours
    checked = quarantine.check(store, records, office.reading, home=office.config.home, now=now, hours=hours)
    inside = replace(office, reading=checked.reading, whole=office.reading if checked.waiting else None)
    asked = Round(
        run.name,
        tuple(one for one in office.delivery.subscriptions if one.schedule == schedule.id),
        run_day(run, schedule, now),
        now.replace(microsecond=0),
    )
    made = rounds.plan(inside, asked, store, render=render)
    problems = "; ".join(one.what for one in made.problems)
    told = notices.of_plan(inside, made, run.name, now)
    with transaction(store):
        give_up = office.delivery.mail.give_up
        rounds.queue(store, made, now=now, give_up=give_up)
        outbox.queue(store, told, now=now, give_up=give_up)
        state = RunState.OPEN if made.failed else RunState.DONE
        runs.settle(store, run, state, now=now, detail=problems)
    done.made.append((run, made))
    done.waiting += [one for one in checked.waiting if one not in done.waiting]


def run_day(run: Run, schedule: Schedule, now: datetime) -> date:
    """Return the day of the dossiers of a run: today in the zone of its schedule."""
    return max(run.due_at, now).astimezone(ZoneInfo(schedule.zone)).date()


def _left_behind(store: sqlite3.Connection) -> bool:
    """Return whether an earlier run ended while it was sending."""
    return register.counts(store)[register.State.SENDING] > 0


def next_turn(store: sqlite3.Connection, delivery: Delivery, *, now: datetime) -> datetime:
    """Return when the scheduler has to look again: at the next due time, or in a minute."""
    moments = [found for one in delivery.schedules if (found := times.following(one, now)) is not None]
    waiting = register.next_try(store)
    if waiting is not None:
        moments.append(max(waiting, now + timedelta(seconds=1)))
    return min([*moments, now + _NAP])
