"""What each recipient has received: the state of a dossier, point by point, so that it can be corrected."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from briefings.delivery import register
from briefings.delivery.drafts import Kind
from briefings.delivery.register import Row, State
from briefings.delivery.store import moment
from briefings.dossier import data
from briefings.dossier.shown import Shown, Spoken
from briefings.languages.text import EditionLanguage
from briefings.model.markings import Marking


@dataclass(frozen=True, slots=True)
class Received:
    """An edition that a recipient was sent, and what it showed."""

    at: datetime
    state: State
    clearance: Marking
    shown: Shown


@dataclass(frozen=True, slots=True)
class Copy:
    """A point in an edition that went to somebody."""

    row: Row
    point: Spoken


def name(what: Shown) -> str:
    """Return the hash under which a state of a dossier is kept."""
    return hashlib.sha256(data.encode(what)).hexdigest()


def keep(store: sqlite3.Connection, what: Shown) -> str:
    """Keep a state of a dossier with its points, once; return its hash. Call it in a transaction."""
    raw = data.encode(what)
    key = hashlib.sha256(raw).hexdigest()
    if store.execute("INSERT OR IGNORE INTO shown VALUES (?, ?)", (key, zlib.compress(raw))).rowcount:
        store.executemany(
            "INSERT OR IGNORE INTO points VALUES (?, ?, ?)",
            ((key, one.address, digest(one)) for one in what.points),
        )
    return key


def digest(point: Spoken) -> str:
    """Return a hash of what a reader takes from a point: who said what to whom, and when."""
    said = (str(point.date), point.by, point.to, str(point.act), point.text.vi, point.text.en)
    return hashlib.sha256(repr(said).encode()).hexdigest()


def last(store: sqlite3.Connection, recipient: str, counterpart: str, language: str) -> Received | None:
    """Return the last edition that surely reached a recipient's server."""
    return _last(store, (recipient, counterpart, language), (State.SENT,))


def under_way(store: sqlite3.Connection, recipient: str, counterpart: str, language: str) -> Received | None:
    """Return the last edition that was sent, is to be sent, or may have been sent."""
    states = (State.SENT, State.QUEUED, State.SENDING, State.UNKNOWN)
    return _last(store, (recipient, counterpart, language), states)


def _last(
    store: sqlite3.Connection, whose: tuple[str, str, str], states: tuple[State, ...]
) -> Received | None:
    marks = ", ".join("?" * len(states))
    row = store.execute(
        "SELECT messages.*, content FROM messages JOIN shown "  # noqa: S608 - only question marks are put in
        "ON shown = sha256 WHERE kind = 'edition' AND "
        f"recipient = ? AND counterpart = ? AND language = ? AND state IN ({marks}) "
        "ORDER BY messages.id DESC LIMIT 1",
        (*whose, *map(str, states)),
    ).fetchone()
    if row is None:
        return None
    return Received(
        moment(row["changed_at"]),
        State(row["state"]),
        Marking.parse(row["clearance"]),
        data.decode(zlib.decompress(row["content"])),
    )


def copies(store: sqlite3.Connection, address: str) -> Iterator[Copy]:
    """Yield each edition with a point that went to somebody, surely or perhaps, the latest first."""
    found = store.execute(
        "SELECT messages.id AS message, content FROM messages JOIN points USING (shown) "
        "JOIN shown ON shown.sha256 = messages.shown "
        "WHERE points.address = ? AND kind = ? AND state IN ('sent', 'unknown') ORDER BY messages.id DESC",
        (address, str(Kind.EDITION)),
    ).fetchall()
    read: dict[bytes, Shown] = {}
    for one in found:
        content = bytes(one["content"])
        if content not in read:
            read[content] = data.decode(zlib.decompress(content))
        point = next(point for point in read[content].points if point.address == address)
        row = register.get(store, one["message"])
        if row.file is not None or _says(store, row, point):
            yield Copy(row, point)


def _says(store: sqlite3.Connection, row: Row, point: Spoken) -> bool:
    """Return whether a message without a file says a point in its body, which holds the summary alone."""
    found = message_from_bytes(register.raw(store, row.id) or b"", policy=policy.SMTP)
    assert isinstance(found, EmailMessage)  # noqa: S101 - by its policy
    body = found.get_body(("plain",))
    text = point.text.in_(EditionLanguage(row.language).languages[0])
    return body is not None and text is not None and _flat(text) in _flat(body.get_content())


def _flat(text: str) -> str:
    return " ".join(text.split())
