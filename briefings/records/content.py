"""The bytes of a file as text: UTF-8, within a stated size, without characters nobody can see."""

from __future__ import annotations

import codecs
import re
from typing import Final

from briefings.errors import Location, Problem

MAX_BYTES: Final = 1_000_000

# Besides the controls: what YAML 1.1 and YAML 1.2 disagree on as line breaks (U+0085, U+2028,
# U+2029), marks that reorder what the eye sees (U+202A-E, U+2066-9), a byte order mark inside the
# text, and what Unicode reserves. Soft hyphens, joiners and no-break spaces are text.
_CONTROL = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_BREAK = re.compile(r"\r\n|\r|\n")


def decode(raw: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a file without its byte order mark, and why it cannot be read if it cannot."""
    if len(raw) > MAX_BYTES:
        return "", (too_large(len(raw), file),)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "", (Problem("The file is UTF-16.", Location(file, 1, 1), None, "Save it as UTF-8."),)
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        return "", (_not_utf8(raw, error.start, file),)
    found = list(_CONTROL.finditer(text))[:20]
    return text, tuple(
        Problem(
            f"The control character {_name(match[0])} stands here.",
            Location(file, *position(text, match.start())),
            None,
            "Delete it.",
        )
        for match in found
    )


def control_characters(text: str) -> tuple[str, ...]:
    """Return the control characters of a text, as ``U+0000``."""
    return tuple(_name(match[0]) for match in _CONTROL.finditer(text))


def position(text: str, index: int) -> tuple[int, int]:
    """Return the line and column of a character, both from 1."""
    breaks = [match.end() for match in _BREAK.finditer(text, 0, index)]
    return len(breaks) + 1, index - (breaks[-1] if breaks else 0) + 1


def too_large(size: int, file: str) -> Problem:
    """Return the refusal of a file beyond the limit."""
    what = f"The file has {size:,} bytes, more than the {MAX_BYTES:,} of the limit."
    return Problem(what, Location(file), None, "Divide it.")


def _not_utf8(raw: bytes, start: int, file: str) -> Problem:
    where = Location(file, *position(raw[:start].decode() + "?", len(raw[:start].decode())))
    lone = len(raw) > start + 1 and raw[start] == 0xED and raw[start + 1] >= 0xA0  # noqa: PLR2004  UTF-8 of U+D800 up
    if lone:
        return Problem("Half of a character (a lone surrogate) stands here.", where, None, "Write it again.")
    return Problem(f"The byte 0x{raw[start]:02X} is not UTF-8.", where, None, "Save the file as UTF-8.")


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"
