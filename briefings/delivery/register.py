"""The register of messages: what each is, where it stands, and what happened to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from briefings.delivery.drafts import Kind, base64_lines
from briefings.delivery.store import moment
from briefings.errors import Problem, UsageError

_COLUMNS: Final = (
    "id, key, message_id, kind, run, recipient, address, counterpart, language, clearance, subject, file, "
    "file_name, shown, state, attempts, queued_at, next_at, give_up_at, changed_at, reply"
)


class State(StrEnum):
    """Where a message stands.

    ``UNKNOWN`` is what the server may have taken, without an answer that says so: it is never
    sent again unasked. ``CANCELLED`` was taken back before it was sent.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Row:
    """A message of the outbox, without its bytes."""

    id: int
    key: str
    message_id: str
    kind: Kind
    run: str
    recipient: str
    address: str
    counterpart: str | None
    language: str
    clearance: str
    subject: str
    file: str | None
    file_name: str | None
    shown: str | None
    state: State
    attempts: int
    queued_at: datetime
    next_at: datetime
    give_up_at: datetime
    changed_at: datetime
    reply: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a message."""

    at: datetime
    message: int | None
    state: str
    detail: str
    recipient: str | None = None
    counterpart: str | None = None


def get(store: sqlite3.Connection, message: int) -> Row:
    """Return a message.

    Raises:
        UsageError: there is none of this number.
    """
    found = _rows(store, "id = ?", message)
    if not found:
        tip = "briefings outbox list says which there are."
        raise UsageError(Problem(f"There is no message {message}.", tip=tip))
    return found[0]


def listed(store: sqlite3.Connection, states: Iterable[State] = (), *, last: int = 1000) -> tuple[Row, ...]:
    """Return the messages in some states, or all, the latest last."""
    wanted = tuple(map(str, states)) or tuple(map(str, State))
    marks = ", ".join("?" * len(wanted))
    return _rows(store, f"state IN ({marks}) ORDER BY id DESC LIMIT ?", *wanted, last)[::-1]


def due(store: sqlite3.Connection, *, now: datetime) -> tuple[Row, ...]:
    """Return what may be tried now, in the order in which it was queued."""
    return _rows(store, "state = 'queued' AND next_at <= ? ORDER BY id", int(now.timestamp()))


def raw(store: sqlite3.Connection, message: int) -> bytes | None:
    """Return the bytes of a message, or nothing if its attachment is no longer kept."""
    row = store.execute(
        "SELECT head, tail, file, content FROM messages LEFT JOIN files ON file = sha256 WHERE id = ?",
        (message,),
    ).fetchone()
    if row is None or (row["file"] is not None and row["content"] is None):
        return None
    middle = b"" if row["content"] is None else base64_lines(row["content"])
    return bytes(row["head"] + middle + row["tail"])


def standing(store: sqlite3.Connection, key: str) -> State | None:
    """Return where a message stands, if it is in the outbox at all."""
    found = store.execute("SELECT state FROM messages WHERE key = ?", (key,)).fetchone()
    return None if found is None else State(found[0])


def counts(store: sqlite3.Connection) -> dict[State, int]:
    """Return how many messages are in each state."""
    found = dict(store.execute("SELECT state, count(*) FROM messages GROUP BY state").fetchall())
    return {state: found.get(str(state), 0) for state in State}


def next_try(store: sqlite3.Connection) -> datetime | None:
    """Return when the next queued message may be tried."""
    found = store.execute("SELECT min(next_at) FROM messages WHERE state = 'queued'").fetchone()[0]
    return None if found is None else moment(found)


def events(store: sqlite3.Connection, *, message: int | None = None, last: int = 100) -> tuple[Event, ...]:
    """Return what happened, to one message or to all, the latest last."""
    found = store.execute(
        "SELECT events.*, recipient, counterpart FROM events "
        "LEFT JOIN messages ON messages.id = events.message "
        "WHERE ? IS NULL OR events.message = ? ORDER BY events.id DESC LIMIT ?",
        (message, message, last),
    ).fetchall()
    return tuple(
        Event(moment(at), number, state, detail, recipient, counterpart)
        for _, at, number, state, detail, recipient, counterpart in reversed(found)
    )


def _rows(store: sqlite3.Connection, condition: str, *values: object) -> tuple[Row, ...]:
    found = store.execute(f"SELECT {_COLUMNS} FROM messages WHERE {condition}", values)  # noqa: S608 - fixed text
    return tuple(_made(found))


def _made(found: Iterable[sqlite3.Row]) -> Iterator[Row]:
    for one in found:
        values: dict[str, Any] = dict(zip(one.keys(), one, strict=True))
        for name in ("queued_at", "next_at", "give_up_at", "changed_at"):
            values[name] = moment(values[name])
        values |= {"kind": Kind(values["kind"]), "state": State(values["state"])}
        yield Row(**values)
