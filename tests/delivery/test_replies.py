"""What a server says: what it means, and how it is kept."""

from __future__ import annotations

from sqlite3 import Connection

from .conftest import Clock
from .letters import draft, queue, sent, states
from .servers import scripted, until


def test_an_answer_that_means_nothing_is_unknown(opened: Connection, clock: Clock) -> None:
    """Only a 2xx says that the message is taken, only a 4xx or 5xx that it is not."""
    queue(opened, draft())
    with scripted(until("dot", last=b"299 hm\r\n"), until("dot", last=b"312 hm\r\n")) as settings:
        sent(opened, settings, clock)
        queue(opened, draft("two"))
        sent(opened, settings, clock)
    assert states(opened) == ["sent", "unknown"]


def test_a_server_cannot_steer_the_terminal(opened: Connection, clock: Clock) -> None:
    """What it says is kept on one line, without control characters, and not too long."""
    queue(opened, draft())
    with scripted(until("MAIL", last=b"550 \x1b[2J" + b"no" * 500 + b"\r\n")) as settings:
        ((_, why),) = sent(opened, settings, clock).refused
    assert why.startswith("550 ?[2Jnono")
    assert len(why) <= 310
