"""The outbox: what is on the disk, when, and what a run that ended midway leaves behind."""

from __future__ import annotations

import os
from datetime import timedelta
from sqlite3 import Connection

import pytest

from briefings.delivery import outbox, register, store
from briefings.delivery.drafts import Stored
from briefings.delivery.register import State
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
    (row,) = register.listed(opened, [State.UNKNOWN])
    assert row.reply == "The program ended after the message was handed over and before the server answered."


@pytest.mark.parametrize("again", ["released", "recovered"])
def test_what_is_queued_again_changed_then(again: str, opened: Connection) -> None:
    """The list of messages tells of the same moment as the log."""
    queue(opened, draft())
    outbox.begin(opened, 1, now=BEGIN)
    later = BEGIN + timedelta(minutes=5)
    if again == "released":
        outbox.release(opened, 1, "421 Too many messages.", now=later)
    else:
        outbox.recover(opened, now=later)
    assert states(opened) == ["queued"]
    assert register.get(opened, 1).changed_at == register.events(opened)[-1].at == later


def test_a_file_is_kept_once_and_until_all_have_it(opened: Connection) -> None:
    """The bytes of a message are put together again to the letter; its file goes with the last of them."""
    file = Stored("Hồ sơ.pdf", os.urandom(100_000))
    drafts = [draft("a", file=file), draft("b", file=file)]
    queue(opened, *drafts)
    assert opened.execute("SELECT count(*) FROM files").fetchone()[0] == 1
    assert [register.raw(opened, number) for number in (1, 2)] == [one.raw for one in drafts]
    outbox.settle(opened, 1, State.SENT, "250", now=BEGIN)
    assert register.raw(opened, 2) == drafts[1].raw
    outbox.settle(opened, 2, State.SENT, "250", now=BEGIN)
    assert opened.execute("SELECT count(*) FROM files").fetchone()[0] == 0
    assert register.raw(opened, 2) is None
    assert register.get(opened, 2).file == file.sha256


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
        outbox.retry(opened, register.get(opened, 1), now=BEGIN, give_up_after=timedelta(1))
