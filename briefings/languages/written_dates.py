"""Dates as either language writes them in running text, found and read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from briefings.languages.number_words import MONTHS, VIETNAMESE_MONTHS, alternatives
from briefings.languages.text import Language

_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A month, with its day and year as far as the text names them; a year alone is a number."""

    month: int
    day: int | None = None
    year: int | None = None

    @property
    def exists(self) -> bool:
        """Return whether the calendar has it; without a year, 29 February does exist."""
        try:
            date(self.year or _LEAP_YEAR, self.month, self.day or 1)
        except ValueError:
            return False
        return True

    def __str__(self) -> str:
        """Return ``2024-10-05``, ``2024-10``, and with ``--`` for the year where none is named."""
        year = "--" if self.year is None else f"{self.year:04d}-"
        day = "" if self.day is None else f"-{self.day:02d}"
        return f"{year}{self.month:02d}{day}"


_DAY, _MONTH, _YEAR = r"(?P<day>[0-3]?\d)(?!\d)", r"(?P<month>[01]?\d)(?!\d)", r"(?P<year>[12]\d{3})(?!\d)"
_ORDINAL = r"(?:st|nd|rd|th)?"
_NAMED_MONTH = rf"(?P<name>{alternatives(MONTHS)})(?!\w)\.?"
_LAST_DAY = rf"(?:(?: ?[-–] ?| and | to )(?P<last>[0-3]?\d){_ORDINAL}(?!\w))?"
_PART_OF_DAY = r"(?:[Nn]gày|[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối|[Đđ]êm|[Hh]ôm)"
_NUMERIC = (
    r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)",
    r"(?<![\d/])(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)(?!/\w)",
    # quý 2/2024 is a quarter, and 30/2020/NĐ-CP a document
    rf"(?<![\d/.,])(?<![Qq]uý ){_MONTH}/{_YEAR}(?!/)",
    rf"(?<![\d/.,]){_DAY}/{_MONTH}(?: năm {_YEAR})?(?!/|[.,]\d)",
)
# Tried in this order; what one has found, the later ones do not see.
_PATTERNS = {
    Language.VI: (
        rf"(?:[Nn]gày )?(?:mùng |mồng )?(?<!\d){_DAY} tháng {_MONTH}(?:(?: năm |, ?| ?[/-] ?){_YEAR})?",
        rf"(?:(?:[Nn]gày )?(?<!\d){_DAY} )?[Tt]háng (?P<word>{alternatives(VIETNAMESE_MONTHS)}) năm {_YEAR}",
        *_NUMERIC[:2],
        rf"[Tt]háng {_MONTH}(?:(?: năm | ?[/-] ?){_YEAR})?",
        *_NUMERIC[2:],
        rf"{_PART_OF_DAY} {_DAY}[.-]{_MONTH}(?![/.-]?\d)",
    ),
    Language.EN: (
        rf"(?<!\d){_DAY}{_ORDINAL}(?: of)? {_NAMED_MONTH}(?:,? {_YEAR})?",
        rf"(?<!\w){_NAMED_MONTH} {_DAY}{_ORDINAL}{_LAST_DAY}(?:,? {_YEAR})?",
        rf"(?<!\w){_NAMED_MONTH}(?:,| of)? {_YEAR}",
        *_NUMERIC,
        # May and March alone are other words too
        rf"(?<!\w)(?!(?:May|March|Mar)(?!\w)){_NAMED_MONTH}",
    ),
}
_COMPILED = {language: tuple(map(re.compile, patterns)) for language, patterns in _PATTERNS.items()}
_MONTH_ALONE = {
    Language.VI: re.compile(rf"[Tt]háng (?P<word>{alternatives(VIETNAMESE_MONTHS)})(?!\w)", re.IGNORECASE),
    Language.EN: re.compile(rf"(?<!\w){_NAMED_MONTH}"),
}


def find(text: str, language: Language) -> Iterator[tuple[int, int, WrittenDate]]:
    """Find every date in the text: where it starts and ends, and what it is, in no particular order."""
    unread = text
    for pattern in _COMPILED[language]:
        for found in pattern.finditer(unread):
            dates = _read(found)
            if not all(written.exists for written in dates):
                continue
            for written in dates:
                yield found.start(), found.end(), written
            blank = "\0" * len(found[0])
            unread = f"{unread[: found.start()]}{blank}{unread[found.end() :]}"


def months_in_words(text: str, language: Language) -> Iterator[WrittenDate]:
    """Find words that may be a month: "tháng tư" ("the fourth month", "four months"), "May"."""
    for found in _MONTH_ALONE[language].finditer(text):
        yield from _read(found)


def _read(found: re.Match[str]) -> tuple[WrittenDate, ...]:
    parts = found.groupdict()
    day, year, last = parts.get("day"), parts.get("year"), parts.get("last")
    first = WrittenDate(_month(parts), int(day) if day else None, int(year) if year else None)
    return (first,) if last is None else (first, replace(first, day=int(last)))


def _month(parts: dict[str, str | None]) -> int:
    if name := parts.get("name"):
        return MONTHS[name]
    if word := parts.get("word"):
        return VIETNAMESE_MONTHS[word.lower()]
    return int(parts.get("month") or 0)
