"""Pictures that stand in a page as data: which of them can be used, judged by their head alone."""

from __future__ import annotations

import binascii
import io
import warnings
from base64 import b64decode
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from PIL import Image

from briefings.errors import Location, Problem

PREFIXES: Final = ("data:image/png;base64,", "data:image/jpeg;base64,")
LARGEST_BYTES: Final = 4_000_000
LARGEST_PIXELS: Final = 16_000_000
TIP: Final = "Use a smaller PNG or JPEG, or leave it out."
# how what is said of a picture begins
BEGINS: Final = "The picture "
_UNREADABLE: Final = "it is no picture that can be read"
_SHORT: Final = 48


def refusal(address: str) -> str | None:
    """Return why the picture that is itself this address cannot be used, or nothing if it can."""
    written = address.partition(",")[2]
    # four letters stand for three bytes; more than this is not even decoded
    if len(written) > LARGEST_BYTES * 3 // 2:
        return _said(address, f"it has more than {LARGEST_BYTES} bytes")
    try:
        why = fault(b64decode("".join(written.split()), validate=True))
    except (binascii.Error, ValueError):
        why = _UNREADABLE
    return None if why is None else _said(address, why)


def _said(address: str, why: str) -> str:
    return f'{BEGINS}"{address[:_SHORT]}…" cannot be used: {why}.'


def located(problems: Iterable[Problem], overlay: Path | None) -> tuple[Problem, ...]:
    """Return problems, those of pictures with file and line of the workspace's template that has them."""
    return tuple(replace(one, location=one.location or _place(one.what, overlay)) for one in problems)


def _place(what: str, overlay: Path | None) -> Location | None:
    if overlay is None or not what.startswith(BEGINS):
        return None
    begins = what[len(BEGINS) + 1 : what.index('…"')]
    for file in sorted(one for one in overlay.rglob("*") if one.is_file()):
        text = file.read_text(encoding="utf-8", errors="ignore")
        if begins in text:
            line = text.count("\n", 0, text.index(begins)) + 1
            return Location(f"templates/{file.relative_to(overlay).as_posix()}", line)
    return None


def fault(picture: bytes) -> str | None:
    """Return why a picture cannot be used, judging by its head alone: it is not decoded here.

    A few bytes can declare a picture that takes gigabytes to lay out.
    """
    if len(picture) > LARGEST_BYTES:
        return f"it has {len(picture)} bytes; at most {LARGEST_BYTES} are taken"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as opened:
                width, height = opened.size
    except (OSError, ValueError, SyntaxError):
        return _UNREADABLE
    except Image.DecompressionBombError:
        return f"it declares more pixels than the {LARGEST_PIXELS} that are taken"
    if width * height > LARGEST_PIXELS:
        return f"it declares {width} × {height} pixels; at most {LARGEST_PIXELS} are taken"
    return None
