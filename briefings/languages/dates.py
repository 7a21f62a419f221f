"""Days as sources give them: to the day, the month or the year, and how each language writes them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, Self

from babel import Locale

from briefings.languages.text import Language

_NBSP = "\u00a0"
_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Day:
    """A date with the precision it is known to: ``2018``, ``2022-12`` or ``2024-03-25`` (ISO 8601)."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, written: str) -> Self:
        """Return the day that an ISO 8601 calendar date names.

        Raises:
            ValueError: it is not ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, or no such day exists.
        """
        match = _WRITTEN.fullmatch(written)
        if match is None:
            msg = f'"{written}" is not a date. Write it as YYYY-MM-DD, YYYY-MM or YYYY.'
            raise ValueError(msg)
        parts = [int(part) for part in match.groups() if part is not None]
        try:
            date(*[*parts, 1, 1][:3])
        except ValueError:
            msg = f'"{written}" is not a day of the calendar.'
            raise ValueError(msg) from None
        return cls(*parts)

    @classmethod
    def of(cls, day: date) -> Self:
        """Return a calendar date as a day known exactly."""
        return cls(day.year, day.month, day.day)

    @property
    def earliest(self) -> date:
        """Return the first calendar day that this may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """Return the last calendar day that this may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """Return the ISO 8601 form, as precise as the day is."""
        written = f"{self.year:04d}"
        if self.month is not None:
            written += f"-{self.month:02d}"
        if self.day is not None:
            written += f"-{self.day:02d}"
        return written


def write_day(day: Day, language: Language) -> str:
    """Return the day as running text writes it, unbreakable: ``ngày 05 tháng 8 năm 2022``, ``5 August 2022``.

    Vietnamese follows Decree 30/2020/ND-CP, annex I: days under 10 and the months 1 and 2 have
    two digits, the other months do not. English is British. What is not known is left out.
    """
    if language is Language.EN:
        return _english(day, "wide")
    parts = [("ngày", _padded_day(day)), ("tháng", _padded_month(day)), ("năm", str(day.year))]
    return _NBSP.join(f"{word}{_NBSP}{number}" for word, number in parts if number)


def write_short(day: Day, language: Language) -> str:
    """Return the day as tables and margins write it, unbreakable: ``05/8/2022``, ``5 Aug 2022``."""
    if language is Language.EN:
        return _english(day, "abbreviated")
    return "/".join(part for part in (_padded_day(day), _padded_month(day), str(day.year)) if part)


def write_period(start: Day | None, end: Day | None, language: Language, *, short: bool = False) -> str:
    """Return from when to when something held, saying so where a beginning or an end is not known.

    ``short`` writes the days as tables do. A period of one single day, month or year is that alone.
    """
    write = write_short if short else write_day
    vietnamese = language is Language.VI
    if start is not None and end is not None:
        first, last = write(start, language), write(end, language)
        return first if first == last else f"{first}{_NBSP}– {last}"
    if start is not None:
        since = write(start, language)
        return (
            f"từ {since} (chưa rõ thời điểm kết thúc)" if vietnamese else f"from {since} (end not recorded)"
        )
    if end is not None:
        until = write(end, language)
        return (
            f"đến {until} (chưa rõ thời điểm bắt đầu)"
            if vietnamese
            else f"until {until} (start not recorded)"
        )
    return "chưa rõ thời gian" if vietnamese else "dates not recorded"


def _padded_day(day: Day) -> str:
    return "" if day.day is None else f"{day.day:02d}"


def _padded_month(day: Day) -> str:
    if day.month is None:
        return ""
    return f"{day.month:02d}" if day.month in {1, 2} else str(day.month)


def _english(day: Day, width: Literal["wide", "abbreviated"]) -> str:
    number = None if day.day is None else str(day.day)
    month = None if day.month is None else _english_months(width)[day.month]
    return _NBSP.join(part for part in (number, month, str(day.year)) if part)


@cache
def _english_months(width: Literal["wide", "abbreviated"]) -> dict[int, str]:
    return dict(Locale.parse("en_GB").months["format"][width].items())
