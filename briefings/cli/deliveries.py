"""What the verbs of the delivery share: the office they work in, the clock, and how messages are told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from briefings.circulation import Schedule
from briefings.cli import options, report
from briefings.config import Config
from briefings.delivery import post, store
from briefings.delivery.dispatch import Sent
from briefings.delivery.office import Office
from briefings.delivery.register import Row, State
from briefings.delivery.rounds import Plan
from briefings.delivery.wants import Want
from briefings.errors import ConfigError, Severity
from briefings.schedule import times
from briefings.schedule.runs import Run


def now() -> datetime:
    """Return this moment."""
    return datetime.now(tz=UTC)


def today() -> date:
    """Return this day where the program runs."""
    return now().astimezone().date()


def office(workspace: Path) -> Office:
    """Return where deliveries of a workspace are made.

    Raises:
        ConfigError: the settings are wrong, or say nothing of deliveries.
    """
    config, reading = options.load(workspace)
    if config.delivery is None:
        raise ConfigError(post.NO_DELIVERY)
    return Office(workspace, config, config.delivery, reading)


def store_file(workspace: Path, config: Config) -> Path:
    """Return where the database of the deliveries is."""
    if config.delivery is None:
        raise ConfigError(post.NO_DELIVERY)
    return store.path(workspace, config.delivery.store)


@contextmanager
def looking(file: Path) -> Iterator[Connection]:
    """Give what was sent before, without making anything where nothing was."""
    with store.opened(file) if file.exists() else store.scratch() as opened:
        yield opened


@contextmanager
def working(file: Path) -> Iterator[Connection]:
    """Give the database to the only process that sends."""
    with store.locked(file, "lock"), store.opened(file) as opened:
        yield opened


def tell(made: Plan | None, sent: Sent, *, as_json: bool) -> int:
    """Say what a round came to, and return the exit code."""
    skipped, failed = ([], []) if made is None else (made.skipped, made.failed)
    problems = (*(() if made is None else made.problems), *sent.trouble)
    if as_json:
        report.data({
            "sent": [row_data(one) for one in sent.taken],
            "later": [
                row_data(row) | {"why": why, "next": again.isoformat()} for row, why, again in sent.later
            ],
            "refused": [row_data(row) | {"why": why} for row, why in sent.refused],
            "unknown": [row_data(row) | {"why": why} for row, why in sent.unknown],
            "skipped": [want_data(one.want) | {"why": one.why} for one in skipped],
            "not_made": [want_data(one.want) for one in failed],
            "problems": [report.as_data(one) for one in problems],
        })  # fmt: skip
    else:
        for row in sent.taken:
            report.say(f"{line(row)}: sent")
        for one in skipped:
            report.say(f"{wanted(one.want)}: not sent, {one.why}")
        report.problems(problems)
        for missed in failed:
            report.say(f"{wanted(missed.want)}: not made.", err=True)
        for row, why, again in sent.later:
            report.say(f"{line(row)}: not taken yet, tried again from {local(again)}. {why}", err=True)
        for row, why in sent.refused:
            report.say(f"{line(row)}: refused. {why}", err=True)
        for row, why in sent.unknown:
            tip = f"Ask whether it came; briefings outbox retry {row.id} sends it again."
            report.say(f"{line(row)}: unknown. {why} {tip}", err=True)
    wrong = any(one.severity is Severity.ERROR for one in problems)
    return int(sent.failed or wrong or bool(failed))


def quarantines(config: Config) -> tuple[int, ...]:
    """Return how many hours a changed record waits, of each schedule that lets it wait."""
    schedules = () if config.delivery is None else config.delivery.schedules
    return tuple(one.quarantine_hours for one in schedules if one.quarantine_hours is not None)


def schedule_data(schedule: Schedule, last: Run | None, now: datetime) -> dict[str, Any]:
    """Return a schedule as data: its last run, how that ended, and its next."""
    following = times.following(schedule, now)
    return {
        "id": schedule.id,
        "cron": schedule.cron,
        "zone": schedule.zone,
        "last": None if last is None else last.due_at.isoformat(),
        "last_state": None if last is None else str(last.state),
        "detail": "" if last is None else last.detail,
        "next": None if following is None else following.isoformat(),
    }


def line(row: Row) -> str:
    """Return a message in a line: its number, for whom, about what."""
    what = " ".join(one for one in (str(row.kind), row.counterpart, row.language) if one)
    return f"{row.id} {row.recipient} <{row.address}> {what}"


def wanted(want: Want) -> str:
    """Return in a line what somebody was to get."""
    return f"{want.recipient.id} {want.counterpart} {want.language}"


def local(moment: datetime) -> str:
    """Return a moment in this machine's time, with its offset."""
    return moment.astimezone().isoformat(sep=" ", timespec="minutes")


def want_data(want: Want) -> dict[str, Any]:
    """Return what somebody was to get, as data."""
    return {
        "recipient": want.recipient.id,
        "counterpart": want.counterpart,
        "language": str(want.language),
        "subscription": want.subscription.id,
    }


def row_data(row: Row) -> dict[str, Any]:
    """Return a message as data."""
    return {
        "id": row.id,
        "message_id": row.message_id,
        "kind": str(row.kind),
        "recipient": row.recipient,
        "address": row.address,
        "counterpart": row.counterpart,
        "language": row.language,
        "subject": row.subject,
        "state": str(row.state),
        "attempts": row.attempts,
        "queued": row.queued_at.isoformat(),
        "changed": row.changed_at.isoformat(),
        "next": row.next_at.isoformat() if row.state is State.QUEUED else None,
        "file": row.file_name,
        "sha256": row.file,
        "reply": row.reply,
    }
