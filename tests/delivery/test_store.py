"""The database of the deliveries: durable, one at a time, and never guessed at."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection

import pytest

from briefings.delivery import store


def test_every_commit_is_on_the_disk(opened: Connection) -> None:
    """WAL, with the synchronisation that outlives a power cut."""
    assert opened.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert opened.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_one_works_at_a_time(tmp_path: Path) -> None:
    """A second one is told, and sends nothing."""
    file = tmp_path / "delivery.sqlite3"
    with (
        store.locked(file, "lock"),
        pytest.raises(store.BusyError, match="Another run is under way"),
        store.locked(file, "lock"),
    ):
        pass
    with store.locked(file, "lock"):
        pass


def test_a_database_that_is_none(tmp_path: Path) -> None:
    """It is named, and left as it is."""
    file = tmp_path / "delivery.sqlite3"
    file.write_bytes(b"no database " * 100)
    with (
        pytest.raises(store.StoreError, match="The outbox cannot be used: file is not a database"),
        store.opened(file),
    ):
        pass
    assert file.read_bytes() == b"no database " * 100


def test_a_database_of_a_newer_program(tmp_path: Path) -> None:
    """It is not touched."""
    file = tmp_path / "delivery.sqlite3"
    with store.opened(file) as opened:
        opened.execute("PRAGMA user_version = 99")
    with (
        pytest.raises(store.StoreError, match="has version 99; this program knows version 1"),
        store.opened(file),
    ):
        pass
