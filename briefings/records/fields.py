"""What may stand in a field, by its type: each function takes what is written and returns the value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import StrEnum
from typing import Any, Final, TypeVar

from briefings.errors import did_you_mean
from briefings.languages.dates import Day
from briefings.languages.text import Text
from briefings.model.markings import Marking
from briefings.records.plain import Plain

IDENTIFIER: Final = re.compile(r"[A-Za-z0-9-]+", re.ASCII)
CODE: Final = re.compile(r"[A-Z]{2,10}", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
_URL = re.compile(r"https?://[^\s/]\S*")
_SHOWN = 60

_T = TypeVar("_T")
Field = Callable[[Any], object]


class FieldError(Exception):
    """What is written in a field is not what the field holds."""

    def __init__(self, what: str, tip: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.tip = tip


def quoted(written: str) -> str:
    """Return what somebody wrote in quotation marks, on one line and not too long for a message."""
    line = " ".join(written.split())
    return f'"{line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"}"'


def sort_of(written: Plain) -> str:
    """Return what sort of thing is written, as a sentence names it."""
    if written is None:
        return "nothing"
    return {list: "a list", dict: "a mapping", str: "text"}[type(written)]


def text(written: Plain) -> str:
    """Return a text that is not blank."""
    if isinstance(written, str) and written.strip():
        return written
    if written is None or isinstance(written, str):
        what = "Nothing is written here."
        raise FieldError(what, "Write it, or leave the field out if it may be left out.")
    what = f"Text is wanted here, not {sort_of(written)}."
    raise FieldError(what)


def number(written: Plain) -> int:
    """Return a number from 1 up, written in digits."""
    if _NUMBER.fullmatch(text(written)):
        return int(text(written))
    what = f"{quoted(text(written))} is not a number."
    raise FieldError(what, "Write it in digits, from 1.")


def truth(written: Plain) -> bool:
    """Return whether ``true`` is written, where only ``true`` and ``false`` may be."""
    if text(written) in {"true", "false"}:
        return written == "true"
    what = f"{quoted(text(written))} is neither true nor false."
    raise FieldError(what, "Write true or false.")


def day(written: Plain) -> Day:
    """Return a day, in the words of ``Day.parse`` if it is none."""
    return _parsed(Day.parse, written)


def marking(written: Plain) -> Marking:
    """Return a marking, in the words of ``Marking.parse`` if it is none."""
    if written is None:
        what = "Nothing is written here, and no marking is assumed."
        raise FieldError(what, "Write public, internal or restricted.")
    return _parsed(Marking.parse, written)


def choice(words: type[StrEnum], written: Plain) -> StrEnum:
    """Return one of the words that a field may hold."""
    with suppress(ValueError):
        return words(text(written))
    what = f"{quoted(text(written))} is none of the words that may stand here."
    known = ", ".join(words)
    near = did_you_mean(text(written), words)
    raise FieldError(what, f"{near} All are: {known}." if near else f"They are: {known}.")


def identifier(written: Plain) -> str:
    """Return an identifier."""
    return _matching(IDENTIFIER, written, "an identifier", "Use the letters A to Z, digits and hyphens only.")


def country(written: Plain) -> str:
    """Return an ISO 3166 alpha-2 code."""
    return _matching(_COUNTRY, written, "a country's code", "Write two capital letters, such as PE.")


def sha256(written: Plain) -> str:
    """Return a SHA-256 in hexadecimal digits."""
    return _matching(_SHA256, written, "a SHA-256", "Write its 64 hexadecimal digits, in small letters.")


def url(written: Plain) -> str:
    """Return the address of a page."""
    return _matching(_URL, written, "the address of a page", "It begins with https:// or http://.")


def text_as_mapping(written: Plain) -> Plain:
    """Return a bilingual text as it is written, refusing a plain string: which language would it be?"""
    if isinstance(written, str):
        what = "This text is wanted in both languages."
        raise FieldError(what, "Write {vi: …, en: …}.")
    return written


def name_as_mapping(written: Plain) -> Plain:
    """Return a name as a mapping; a plain string is the name in both languages."""
    return {"vi": written, "en": written} if isinstance(written, str) else written


def language(written: Plain) -> str | None:
    """Return a text in one language; a blank one is missing, and reported as such."""
    return text(written) if not isinstance(written, str) or written.strip() else None


def bilingual(kind: type[Text], languages: Mapping[str, str | None]) -> Text:
    """Return a text of this kind, of which at least one language is there."""
    if not any(languages.values()):
        what = "Nothing is written here in either language."
        raise FieldError(what, "Write {vi: …, en: …}.")
    return kind(**languages)


def _matching(pattern: re.Pattern[str], written: Plain, wanted: str, tip: str) -> str:
    if pattern.fullmatch(text(written)):
        return text(written)
    what = f"{quoted(text(written))} is not {wanted}."
    raise FieldError(what, tip)


def _parsed(parse: Callable[[str], _T], written: Plain) -> _T:
    try:
        return parse(text(written))
    except ValueError as error:
        raise FieldError(str(error)) from None
