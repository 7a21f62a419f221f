"""The outbox: what is on the disk, when, and what a run that ended midway leaves behind."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from sqlite3 import Connection

import pytest

from briefings.delivery import outbox, store
from briefings.delivery.outbox import State, Stored
from briefings.errors import UsageError

from .conftest import BEGIN
from .letters import draft, queue, states


def test_a_message_is_queued_once(opened: Connection) -> None:
    """The same key is the same message, whatever it says."""
    assert queue(opened, draft("a"), draft("b")) == 2
    assert queue(opened, draft("a", text="other"), draft("c")) == 1
    assert states(opened) == ["queued"] * 3


def test_a_round_is_queued_whole_or_not(opened: Connection) -> None:
    """A fault in the middle leaves nothing behind."""

    def drafts() -> object:
        yield draft("a")
        msg = "in the middle"
        raise RuntimeError(msg)

    with pytest.raises(RuntimeError):
        queue(opened, *drafts())
    with pytest.raises(RuntimeError), store.transaction(opened):
        outbox.queue(opened, drafts(), now=BEGIN, give_up=timedelta(1))
    assert states(opened) == []


def test_what_was_sending_before_the_dot_is_queued(opened: Connection) -> None:
    """The server cannot have it."""
    queue(opened, draft())
    outbox.begin(opened, 1, now=BEGIN)
    assert outbox.recover(opened, now=BEGIN) == 0
    assert states(opened) == ["queued"]


def test_what_was_sending_past_the_dot_is_unknown(opened: Connection) -> None:
    """The server may have it: before anything else it is said, and it stays so."""
    queue(opened, draft("a"), draft("b"))
    outbox.begin(opened, 1, now=BEGIN)
    outbox.dot(opened, 1)
    assert outbox.recover(opened, now=BEGIN) == 1
    assert states(opened) == ["unknown", "queued"]
    assert outbox.recover(opened, now=BEGIN) == 0
    (row,) = outbox.listed(opened, [State.UNKNOWN])
    assert row.reply == "The program ended after the message was handed over and before the server answered."


def test_a_file_is_kept_once_and_until_all_have_it(opened: Connection) -> None:
    """The bytes of a message are put together again to the letter; its file goes with the last of them."""
    file = Stored("Hồ sơ.pdf", os.urandom(100_000))
    drafts = [draft("a", file=file), draft("b", file=file)]
    queue(opened, *drafts)
    assert opened.execute("SELECT count(*) FROM files").fetchone()[0] == 1
    assert [outbox.raw(opened, number) for number in (1, 2)] == [one.raw for one in drafts]
    outbox.settle(opened, 1, State.SENT, "250", now=BEGIN)
    assert outbox.raw(opened, 2) == drafts[1].raw
    outbox.settle(opened, 2, State.SENT, "250", now=BEGIN)
    assert opened.execute("SELECT count(*) FROM files").fetchone()[0] == 0
    assert outbox.raw(opened, 2) is None
    assert outbox.get(opened, 2).file == file.sha256


def test_what_is_cancelled_is_not_begun(opened: Connection) -> None:
    """Also when it was about to be sent."""
    queue(opened, draft())
    outbox.cancel(opened, 1, now=BEGIN)
    assert not outbox.begin(opened, 1, now=BEGIN)
    with pytest.raises(UsageError, match="Message 1 is cancelled"):
        outbox.cancel(opened, 1, now=BEGIN)


def test_what_was_sent_is_not_sent_again(opened: Connection) -> None:
    """Not even when asked for by its number."""
    queue(opened, draft())
    outbox.settle(opened, 1, State.SENT, "250", now=BEGIN)
    with pytest.raises(UsageError, match="Message 1 is sent: it is not sent again"):
        outbox.retry(opened, outbox.get(opened, 1), now=BEGIN, give_up_after=timedelta(1))


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
