"""Which runs are due: stored, so that a missed one is made up once and none is made twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from briefings.circulation import Schedule
from briefings.delivery.store import moment, transaction
from briefings.schedule import times


class RunState(StrEnum):
    """Where a run stands; ``MADE_UP`` by a later one, ``GIVEN_UP`` after its window."""

    OPEN = "open"
    DONE = "done"
    MADE_UP = "made up"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True)
class Run:
    """A due run of a schedule."""

    schedule: str
    due_at: datetime
    state: RunState
    detail: str = ""

    @property
    def name(self) -> str:
        """Return what its messages are known by: the same for the same due time, whoever asks."""
        return f"{self.schedule} {self.due_at.isoformat()}"


@dataclass(frozen=True, slots=True)
class Due:
    """What is due of a schedule: a run to make, and those for which it is too late."""

    run: Run | None = None
    given_up: tuple[Run, ...] = ()


# a machine may stand idle for a season
_LONGEST: Final = timedelta(days=120)


def due(store: sqlite3.Connection, schedule: Schedule, *, now: datetime) -> Due:
    """Return the run that is due now, if one is, and what is given up because its window has passed.

    Of several that were missed inside the window, the last is made and makes up for the others; a
    run that was begun and did not end is due until the next one is, or its window has passed. A
    due time that was dealt with is never due again, whatever the clock is set to.
    """
    with transaction(store):
        _note(store, schedule, now)
        latest = _latest(store, schedule.id, now)
        made: Run | None = None
        given_up: list[Run] = []
        for one in _open(store, schedule.id, now):
            if one.due_at != latest:
                _write(store, replace(one, state=RunState.MADE_UP), now)
            elif one.due_at <= now - schedule.window:
                given_up.append(replace(one, state=RunState.GIVEN_UP))
                _write(store, given_up[-1], now)
            else:
                made = one
    return Due(made, tuple(given_up))


def _note(store: sqlite3.Connection, schedule: Schedule, now: datetime) -> None:
    """Write down every due time that has come since the last one that is on record."""
    before = _latest(store, schedule.id, now)
    since = _since(store, schedule, now)
    begin = since if before is None else max(since, before)
    found = list(times.between(schedule, max(begin, now - _LONGEST), now))
    # of what is long past, one tells as much as thousands
    cut = next((place for place, one in enumerate(found) if one > now - schedule.window), len(found))
    store.executemany(
        "INSERT OR IGNORE INTO runs VALUES (?, ?, 'open', ?, '')",
        [(schedule.id, int(one.timestamp()), int(now.timestamp())) for one in found[max(cut - 1, 0) :]],
    )


def _latest(store: sqlite3.Connection, schedule: str, now: datetime) -> datetime | None:
    found = store.execute(
        "SELECT max(due_at) FROM runs WHERE schedule = ? AND due_at <= ?", (schedule, int(now.timestamp()))
    ).fetchone()[0]
    return None if found is None else moment(found)


def _open(store: sqlite3.Connection, schedule: str, now: datetime) -> list[Run]:
    found = store.execute(
        "SELECT * FROM runs WHERE schedule = ? AND due_at <= ? AND state = 'open' ORDER BY due_at",
        (schedule, int(now.timestamp())),
    )
    return [_made(one) for one in found]


def settle(store: sqlite3.Connection, run: Run, state: RunState, *, now: datetime, detail: str = "") -> None:
    """Say how a run ended, or why it is still open; call it in a transaction."""
    _write(store, replace(run, state=state, detail=detail), now)


def last(store: sqlite3.Connection, schedule: str) -> Run | None:
    """Return the last run of a schedule that was made, or is open."""
    found = [one for one in _runs(store, schedule) if one.state is not RunState.MADE_UP]
    return found[-1] if found else None


def history(store: sqlite3.Connection, schedules: Iterable[str]) -> tuple[Run, ...]:
    """Return every run on record of some schedules, by due time."""
    found = [one for schedule in schedules for one in _runs(store, schedule)]
    return tuple(sorted(found, key=lambda one: one.due_at))


def _since(store: sqlite3.Connection, schedule: Schedule, now: datetime) -> datetime:
    """Return from when on the times of a schedule count: when it was first seen as it is now.

    Nothing from before is made up: nobody had asked for it then.
    """
    row = store.execute("SELECT * FROM schedules WHERE id = ?", (schedule.id,)).fetchone()
    same = row is not None and (row["cron"], row["zone"]) == (schedule.cron, schedule.zone)
    # a clock that was ahead when it was first seen must not silence it until then
    if same and row["since"] <= now.timestamp():
        return moment(row["since"])
    store.execute(
        "INSERT OR REPLACE INTO schedules VALUES (?, ?, ?, ?)",
        (schedule.id, schedule.cron, schedule.zone, int(now.timestamp())),
    )
    return now


def _runs(store: sqlite3.Connection, schedule: str) -> list[Run]:
    found = store.execute("SELECT * FROM runs WHERE schedule = ? ORDER BY due_at", (schedule,))
    return [_made(one) for one in found]


def _made(row: sqlite3.Row) -> Run:
    return Run(row["schedule"], moment(row["due_at"]), RunState(row["state"]), row["detail"])


def _write(store: sqlite3.Connection, run: Run, now: datetime) -> None:
    store.execute(
        "INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?)",
        (run.schedule, int(run.due_at.timestamp()), str(run.state), int(now.timestamp()), run.detail),
    )
