"""Laying out a page in the process of the renderer, and seeing what that process opened meanwhile."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime

from briefings.errors import AssetError

EDITION = datetime(2031, 10, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Server:
    """A web server that a page could reach, and the paths it was asked for."""

    port: int
    asked: list[str]


@dataclass(frozen=True, slots=True)
class Layout:
    """What became of a page: its PDF or why there is none, and what was opened on the way."""

    pdf: bytes | None
    refused: str
    opened: tuple[str, ...]


_OPENED: list[str] = []
_EVENTS = ("open", "os.listdir", "socket.connect", "socket.getaddrinfo", "subprocess.Popen")


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in _EVENTS:
        _OPENED.append(f"{event} {arguments}")


def lay_out(html: str) -> Layout:
    """Return what becomes of a page that went past the check of finished pages; runs in the renderer."""
    from briefings.render.pdf import pdf  # noqa: PLC0415 - WeasyPrint is for the renderer's process

    if _watch not in _WATCHING:
        sys.addaudithook(_watch)
        _WATCHING.append(_watch)
    _OPENED.clear()
    try:
        made = pdf(html, "FR.en.pdf", edition=EDITION)
    except AssetError as error:
        return Layout(None, str(error), tuple(_OPENED))
    return Layout(made, "", tuple(_OPENED))


_WATCHING: list[object] = []
