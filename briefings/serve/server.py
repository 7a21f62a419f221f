"""A server on the loopback interface of this machine, as long as nobody ends it."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Final

import uvicorn

from briefings.errors import BriefingsError, Problem
from briefings.languages.text import EditionLanguage
from briefings.serve import press, watch
from briefings.serve.desk import Desk, Load
from briefings.serve.shown import Gallery
from briefings.serve.site import Site

# the only address: what is shown is not for the network
ADDRESS: Final = "127.0.0.1"
_CONNECTIONS: Final = 64
# seconds that answers on their way are given when the server ends
_FAREWELL: Final = 1


class ServeError(BriefingsError):
    """The preview cannot begin."""


@dataclass(frozen=True, slots=True)
class Start:
    """What a preview begins with: where it looks, what it shows first, and what day it is."""

    workspace: Path
    country: str | None
    language: EditionLanguage
    today: Callable[[], date]


def bound(port: int) -> socket.socket:
    """Return a socket on a port of the loopback interface; port 0 is any that is free.

    Raises:
        ServeError: the port is in use, or not for us.
    """
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # a port is free again at once after a preview has ended; one in use stays refused
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((ADDRESS, port))
        made.listen()
    except OSError as error:
        made.close()
        in_use = error.errno == errno.EADDRINUSE
        what = "is in use" if in_use else f"cannot be had: {error.strerror}"
        tip = "Name another with --port, or any that is free with --port 0."
        raise ServeError(Problem(f"Port {port} of {ADDRESS} {what}.", tip=tip)) from None
    return made


def serve(start: Start, load: Load, place: socket.socket, ready: Callable[[str], None]) -> None:
    """Show the dossiers of a workspace until interrupted; ``ready`` is told the address.

    Raises:
        ConfigError: the settings cannot be read at the beginning.
        KeyboardInterrupt: it was interrupted, after everything was ended.
    """
    desk = Desk(start.workspace, load, start.today)
    with place, press.opened(desk.now.config) as opened:
        asyncio.run(_served(start, Gallery(desk, opened), place, ready))


async def _served(start: Start, gallery: Gallery, place: socket.socket, ready: Callable[[str], None]) -> None:
    port = place.getsockname()[1]
    site = Site(gallery, start.country, start.language)
    settings = uvicorn.Config(
        site.app(port),
        log_level="critical",
        access_log=False,
        server_header=False,
        lifespan="off",
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=_FAREWELL,
    )
    watching = asyncio.create_task(watch.follow(gallery.desk))
    ready(f"http://{ADDRESS}:{port}/")
    try:
        await _Server(settings, site.closing).serve(sockets=[place])
    finally:
        watching.cancel()
        # not suppressed: the loop itself is cancelled when it was interrupted
        await asyncio.gather(watching, return_exceptions=True)


class _Server(uvicorn.Server):
    """A server whose streams of news end when it is told to end: they have no end of their own."""

    def __init__(self, settings: uvicorn.Config, closing: asyncio.Event) -> None:
        super().__init__(settings)
        self._loop = asyncio.get_running_loop()
        self._closing = closing

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take note of a signal."""
        super().handle_exit(sig, frame)
        self._loop.call_soon_threadsafe(self._closing.set)
