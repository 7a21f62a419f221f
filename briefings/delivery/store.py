"""The database of the deliveries: one file, durable, and for the eyes of its owner alone."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from briefings.errors import BriefingsError, Location, Problem

VERSION: Final = 1


class StoreError(BriefingsError):
    """The database of the deliveries cannot be used."""


class BusyError(BriefingsError):
    """Another run is under way."""


# every moment is in seconds since 1970, UTC
_TABLES: Final = """
CREATE TABLE files (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE shown (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE points (
    shown TEXT NOT NULL REFERENCES shown, address TEXT NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (shown, address)
);
CREATE INDEX points_by_address ON points (address);
CREATE TABLE messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    message_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    run TEXT NOT NULL,
    recipient TEXT NOT NULL,
    address TEXT NOT NULL,
    counterpart TEXT,
    language TEXT NOT NULL,
    clearance TEXT NOT NULL,
    subject TEXT NOT NULL,
    head BLOB NOT NULL,
    tail BLOB NOT NULL,
    file TEXT,
    file_name TEXT,
    shown TEXT REFERENCES shown,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'refused', 'unknown', 'cancelled')),
    dotted INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    queued_at INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    give_up_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    reply TEXT NOT NULL DEFAULT ''
);
CREATE INDEX messages_by_state ON messages (state, next_at);
CREATE INDEX messages_by_recipient ON messages (recipient, counterpart, language);
CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    message INTEGER REFERENCES messages,
    state TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE TABLE schedules (
    id TEXT PRIMARY KEY, cron TEXT NOT NULL, zone TEXT NOT NULL, since INTEGER NOT NULL
);
CREATE TABLE runs (
    schedule TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'made up', 'given up')),
    changed_at INTEGER NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (schedule, due_at)
);
CREATE TABLE released (file TEXT PRIMARY KEY, sha256 TEXT NOT NULL, content BLOB NOT NULL);
CREATE TABLE reviewed (
    file TEXT NOT NULL, sha256 TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (file, sha256)
);
"""


def path(workspace: Path, store: str) -> Path:
    """Return where the database of a workspace is."""
    return workspace / store


def moment(seconds: int) -> datetime:
    """Return a moment of the database."""
    return datetime.fromtimestamp(seconds, tz=UTC)


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection on which each transaction is on the disk before it counts.

    Raises:
        StoreError: it cannot be opened, is damaged, or belongs to a newer program.
    """
    try:
        _make_private(file)
        connection = sqlite3.connect(file, timeout=30, isolation_level=None)
    except (sqlite3.Error, OSError) as error:
        raise _unusable(file, error) from error
    try:
        _prepare(connection, file)
        yield connection
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.DatabaseError as error:
        raise _unusable(file, error) from error
    finally:
        connection.close()


def _unusable(file: Path, error: Exception) -> StoreError:
    tip = "Look at the disk and at who may write there; a copy of the file may be put in its place."
    return StoreError(Problem(f"The outbox cannot be used: {error}.", Location(file.name), None, tip))


@contextmanager
def scratch() -> Iterator[sqlite3.Connection]:
    """Give an empty database that is gone when this is left."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        _prepare(connection, Path("memory"))
        yield connection
    finally:
        connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do everything in it or nothing; it is on the disk when this is left."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _make_private(file: Path) -> None:
    """Make the file so that nobody else can read what was sent to whom; its side files take its mode."""
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))


def _prepare(connection: sqlite3.Connection, file: Path) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA journal_mode = WAL")
    # with WAL, only FULL makes a commit outlive a power cut
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == 0:
        with transaction(connection):
            if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
                for statement in _TABLES.split(";\n"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {VERSION}")
    elif version != VERSION:
        what = f"The outbox has version {version}; this program knows version {VERSION}."
        raise StoreError(Problem(what, Location(file.name), None, "Use the program that made it."))


@contextmanager
def locked(file: Path, what: str) -> Iterator[None]:
    """Hold the lock of one sort of work; the kernel lets go of it however the process ends.

    Raises:
        BusyError: another process holds it.
    """
    lock = file.with_name(f"{file.name}.{what}")
    try:
        _make_private(lock)
        descriptor = os.open(lock, os.O_RDWR | os.O_CLOEXEC)
    except OSError as error:
        raise StoreError(Problem(f"It cannot be opened: {error.strerror}.", Location(lock.name))) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tip = "Wait until it has ended. Nothing was sent by this one."
            raise BusyError(Problem("Another run is under way.", Location(lock.name), None, tip)) from None
        yield
    finally:
        os.close(descriptor)
