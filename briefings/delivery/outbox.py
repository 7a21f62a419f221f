"""The outbox: a row for each message, written to the disk before and after every step that counts."""

from __future__ import annotations

import hashlib
import sqlite3
from base64 import encodebytes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from briefings.delivery.store import transaction
from briefings.errors import Problem, UsageError

# RFC 5321, 4.5.4.1 asks for pauses of half an hour and more after the first; the first ones may be short
PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120))


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


class Kind(StrEnum):
    """What a message is; ``TROUBLE`` tells the owner of a failure."""

    EDITION = "edition"
    UNCHANGED = "unchanged"
    CORRECTION = "correction"
    TROUBLE = "trouble"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file once for all the messages that carry it."""

    name: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """Return the hash under which it is kept."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Draft:
    """A message that is to be queued; ``key`` says which one it is, so that it is queued once.

    ``head`` and ``tail`` are the bytes before and behind the attachment's.
    """

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
    head: bytes = field(repr=False)
    tail: bytes = field(default=b"", repr=False)
    file: Stored | None = None
    shown: str | None = None

    @property
    def raw(self) -> bytes:
        """Return the whole message."""
        return self.head + (b"" if self.file is None else base64_lines(self.file.content)) + self.tail


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


_COLUMNS: Final = (
    "id, key, message_id, kind, run, recipient, address, counterpart, language, clearance, subject, file, "
    "file_name, shown, state, attempts, queued_at, next_at, give_up_at, changed_at, reply"
)


def base64_lines(content: bytes) -> bytes:
    """Return a file as it stands in a message (RFC 2045, 6.8), with the line ends of mail."""
    return encodebytes(content).replace(b"\n", b"\r\n")


def moment(seconds: int) -> datetime:
    """Return a moment of the database."""
    return datetime.fromtimestamp(seconds, tz=UTC)


def queue(store: sqlite3.Connection, drafts: Iterable[Draft], *, now: datetime, give_up: timedelta) -> int:
    """Put messages into the outbox and return how many were not in it; call it in a transaction."""
    count, at = 0, int(now.timestamp())
    for draft in drafts:
        if draft.file is not None:
            store.execute(
                "INSERT OR IGNORE INTO files VALUES (?, ?)", (draft.file.sha256, draft.file.content)
            )
        added = store.execute(
            "INSERT OR IGNORE INTO messages (key, message_id, kind, run, recipient, address, counterpart, "
            "language, clearance, subject, head, tail, file, file_name, shown, state, queued_at, next_at, "
            "give_up_at, changed_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,'queued',?,?,?,?)",
            (
                draft.key, draft.message_id, str(draft.kind), draft.run, draft.recipient, draft.address,
                draft.counterpart, draft.language, draft.clearance, draft.subject, draft.head, draft.tail,
                None if draft.file is None else draft.file.sha256,
                None if draft.file is None else draft.file.name,
                draft.shown, at, at, int((now + give_up).timestamp()), at,
            ),
        )  # fmt: skip
        if added.rowcount:
            count += 1
            note(store, now, added.lastrowid, State.QUEUED, "")
    return count


def note(
    store: sqlite3.Connection, now: datetime, message: int | None, state: State | str, detail: str
) -> None:
    """Write down what happened."""
    store.execute(
        "INSERT INTO events (at, message, state, detail) VALUES (?, ?, ?, ?)",
        (int(now.timestamp()), message, str(state), detail),
    )


def recover(store: sqlite3.Connection, *, now: datetime) -> int:
    """Settle what a run that ended midway was sending; only who holds the lock may do so.

    What the server may have taken becomes unknown, before anything is queued again.
    """
    detail = "The program ended after the message was handed over and before the server answered."
    with transaction(store):
        lost = [row["id"] for row in _found(store, "state = 'sending' AND dotted = 1")]
        for message in lost:
            _settle(store, message, State.UNKNOWN, detail, now)
        for row in _found(store, "state = 'sending'"):
            store.execute("UPDATE messages SET state = 'queued' WHERE id = ?", (row["id"],))
            note(store, now, row["id"], State.QUEUED, "The program ended before it was handed over.")
    return len(lost)


def give_up(store: sqlite3.Connection, *, now: datetime) -> None:
    """Take what was tried for too long as refused."""
    with transaction(store):
        for row in _found(store, "state = 'queued' AND give_up_at <= ?", int(now.timestamp())):
            detail = "Given up: it was not taken in time."
            _settle(store, row["id"], State.REFUSED, f"{detail} {row['reply']}".strip(), now)


def due(store: sqlite3.Connection, *, now: datetime) -> tuple[Row, ...]:
    """Return what may be tried now, in the order in which it was queued."""
    return _rows(store, "state = 'queued' AND next_at <= ? ORDER BY id", int(now.timestamp()))


def begin(store: sqlite3.Connection, message: int, *, now: datetime) -> bool:
    """Say that a message is about to be sent; return whether it still may be."""
    with transaction(store):
        taken = store.execute(
            "UPDATE messages SET state = 'sending', dotted = 0, attempts = attempts + 1, changed_at = ? "
            "WHERE id = ? AND state = 'queued'",
            (int(now.timestamp()), message),
        )
    return taken.rowcount == 1


def dot(store: sqlite3.Connection, message: int) -> None:
    """Say that the next bytes hand the message over: from here on, silence means unknown."""
    with transaction(store):
        store.execute("UPDATE messages SET dotted = 1 WHERE id = ?", (message,))


def settle(store: sqlite3.Connection, message: int, state: State, reply: str, *, now: datetime) -> None:
    """Say how sending a message ended."""
    with transaction(store):
        _settle(store, message, state, reply, now)
        if state is State.SENT:
            # the bytes are no longer needed; the hash stays
            store.execute(
                "DELETE FROM files WHERE sha256 = (SELECT file FROM messages WHERE id = ?) AND NOT EXISTS "
                "(SELECT 1 FROM messages WHERE file = files.sha256 AND state NOT IN ('sent', 'cancelled'))",
                (message,),
            )


def postpone(store: sqlite3.Connection, message: int, reply: str, *, now: datetime) -> datetime:
    """Queue a message again after a pause that grows with its attempts; return when it is tried next."""
    with transaction(store):
        return _postpone(store, message, reply, now)


def _postpone(store: sqlite3.Connection, message: int, reply: str, now: datetime) -> datetime:
    row = store.execute("SELECT attempts, give_up_at FROM messages WHERE id = ?", (message,)).fetchone()
    pause = PAUSES[min(max(row["attempts"], 1), len(PAUSES)) - 1]
    # once more just before the end, rather than never
    again = min(int((now + pause).timestamp()), max(row["give_up_at"] - 1, int(now.timestamp()) + 1))
    store.execute(
        "UPDATE messages SET state = 'queued', dotted = 0, next_at = ?, reply = ?, changed_at = ? "
        "WHERE id = ?",
        (again, reply, int(now.timestamp()), message),
    )
    note(store, now, message, State.QUEUED, reply)
    return moment(again)


def put_off(store: sqlite3.Connection, messages: Iterable[int], reply: str, *, now: datetime) -> None:
    """Queue messages again that the server could not even be asked about; each counts as an attempt."""
    with transaction(store):
        for message in messages:
            store.execute("UPDATE messages SET attempts = attempts + 1 WHERE id = ?", (message,))
            _postpone(store, message, reply, now)


def release(store: sqlite3.Connection, message: int, reply: str, *, now: datetime) -> None:
    """Queue a message again at once: the line was gone before it was its turn."""
    with transaction(store):
        store.execute(
            "UPDATE messages SET state = 'queued', dotted = 0, attempts = attempts - 1 WHERE id = ?",
            (message,),
        )
        note(store, now, message, State.QUEUED, reply)


def _settle(store: sqlite3.Connection, message: int, state: State, reply: str, now: datetime) -> None:
    store.execute(
        "UPDATE messages SET state = ?, reply = ?, changed_at = ? WHERE id = ?",
        (str(state), reply, int(now.timestamp()), message),
    )
    note(store, now, message, state, reply)


# what a person asks for


def retry(store: sqlite3.Connection, row: Row, *, now: datetime, give_up_after: timedelta) -> None:
    """Queue a message again because somebody asks for it.

    Raises:
        UsageError: it need not be sent again.
    """
    if row.state not in {State.REFUSED, State.UNKNOWN, State.QUEUED, State.CANCELLED}:
        what = f"Message {row.id} is {row.state}: it is not sent again."
        raise UsageError(Problem(what, tip="Send the dossier anew with briefings send."))
    at = int(now.timestamp())
    attempts = row.attempts if row.state is State.QUEUED else 0
    with transaction(store):
        store.execute(
            "UPDATE messages SET state = 'queued', dotted = 0, attempts = ?, next_at = ?, give_up_at = ?, "
            "changed_at = ? WHERE id = ?",
            (attempts, at, int((now + give_up_after).timestamp()), at, row.id),
        )
        note(store, now, row.id, State.QUEUED, f"Asked for again; it was {row.state}.")


def cancel(store: sqlite3.Connection, message: int, *, now: datetime) -> None:
    """Take a message back that was not sent.

    Raises:
        UsageError: there is none, or it is too late.
    """
    row = get(store, message)
    if row.state is not State.QUEUED:
        tip = "Only what is queued can be cancelled; briefings recall corrects what was sent."
        raise UsageError(Problem(f"Message {message} is {row.state}.", tip=tip))
    with transaction(store):
        _settle(store, message, State.CANCELLED, "Cancelled by hand.", now)


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


def _found(store: sqlite3.Connection, condition: str, *values: object) -> list[sqlite3.Row]:
    return store.execute(f"SELECT * FROM messages WHERE {condition}", values).fetchall()  # noqa: S608 - fixed text


def _rows(store: sqlite3.Connection, condition: str, *values: object) -> tuple[Row, ...]:
    found = store.execute(f"SELECT {_COLUMNS} FROM messages WHERE {condition}", values)  # noqa: S608 - likewise
    return tuple(_made(found))


def _made(found: Iterable[sqlite3.Row]) -> Iterator[Row]:
    for one in found:
        values: dict[str, Any] = dict(zip(one.keys(), one, strict=True))
        for name in ("queued_at", "next_at", "give_up_at", "changed_at"):
            values[name] = moment(values[name])
        values |= {"kind": Kind(values["kind"]), "state": State(values["state"])}
        yield Row(**values)
