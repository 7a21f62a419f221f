"""The outbox: a row for each message, written to the disk before and after every step that counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from briefings.delivery.drafts import Draft
from briefings.delivery.register import Row, State, get
from briefings.delivery.store import moment, transaction
from briefings.errors import Problem, UsageError

# RFC 5321, 4.5.4.1 asks for pauses of half an hour and more after the first; the first ones may be short
_PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120))


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
            _note(store, now, added.lastrowid, State.QUEUED, "")
    return count


def _note(store: sqlite3.Connection, now: datetime, message: int | None, state: State, detail: str) -> None:
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
            store.execute(
                "UPDATE messages SET state = 'queued', changed_at = ? WHERE id = ?",
                (int(now.timestamp()), row["id"]),
            )
            _note(store, now, row["id"], State.QUEUED, "The program ended before it was handed over.")
    return len(lost)


def give_up(store: sqlite3.Connection, *, now: datetime) -> None:
    """Take what was tried for too long as refused."""
    with transaction(store):
        for row in _found(store, "state = 'queued' AND give_up_at <= ?", int(now.timestamp())):
            detail = "Given up: it was not taken in time."
            _settle(store, row["id"], State.REFUSED, f"{detail} {row['reply']}".strip(), now)


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
    pause = _PAUSES[min(max(row["attempts"], 1), len(_PAUSES)) - 1]
    # once more just before the end, rather than never
    again = min(int((now + pause).timestamp()), max(row["give_up_at"] - 1, int(now.timestamp()) + 1))
    store.execute(
        "UPDATE messages SET state = 'queued', dotted = 0, next_at = ?, reply = ?, changed_at = ? "
        "WHERE id = ?",
        (again, reply, int(now.timestamp()), message),
    )
    _note(store, now, message, State.QUEUED, reply)
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
            "UPDATE messages SET state = 'queued', dotted = 0, attempts = attempts - 1, changed_at = ? "
            "WHERE id = ?",
            (int(now.timestamp()), message),
        )
        _note(store, now, message, State.QUEUED, reply)


def _settle(store: sqlite3.Connection, message: int, state: State, reply: str, now: datetime) -> None:
    store.execute(
        "UPDATE messages SET state = ?, reply = ?, changed_at = ? WHERE id = ?",
        (str(state), reply, int(now.timestamp()), message),
    )
    _note(store, now, message, state, reply)


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
        _note(store, now, row.id, State.QUEUED, f"Asked for again; it was {row.state}.")


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


def _found(store: sqlite3.Connection, condition: str, *values: object) -> list[sqlite3.Row]:
    return store.execute(f"SELECT * FROM messages WHERE {condition}", values).fetchall()  # noqa: S608 - fixed text
