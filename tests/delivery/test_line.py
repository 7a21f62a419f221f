"""The line to a server: it is cut when the whole takes too long."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from dataclasses import replace
from sqlite3 import Connection

import pytest

from briefings.delivery import register

from .conftest import Clock
from .letters import draft, queue, sent
from .servers import scripted, until


def dripping(stage: str) -> Callable[[socket.socket], None]:
    """Return a server that answers a letter at a time, for ever, from a stage on."""

    def script(line: socket.socket) -> None:
        until(stage)(line)
        while True:
            line.sendall(b"2")
            time.sleep(0.02)

    return script


@pytest.mark.parametrize(("stage", "state"), [("banner", "queued"), ("RCPT", "queued"), ("dot", "unknown")])
def test_a_server_that_drips(stage: str, state: str, opened: Connection, clock: Clock) -> None:
    """The deadline bounds the whole dialogue, not the pause between two letters."""
    queue(opened, draft())
    with scripted(dripping(stage)) as settings:
        sent(opened, replace(settings, deadline_seconds=1), clock)
    (row,) = register.listed(opened)
    assert str(row.state) == state
    assert "it took longer than 1 s." in row.reply
