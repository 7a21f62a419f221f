"""The numbers, dates and names with figures that a text states, whatever way its language writes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from briefings.languages import number_words, written_dates, written_numbers
from briefings.languages.spelling import fold
from briefings.languages.text import Language
from briefings.languages.written_dates import WrittenDate
from briefings.languages.written_numbers import WrittenNumber


class Kind(StrEnum):
    """What a fact is; an ordinal is a number, since "30 năm" is "the 30th anniversary"."""

    NUMBER = "number"
    PERCENTAGE = "percentage"
    DATE = "date"
    TIME = "time"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact in a form that belongs to no language; ``written`` is how the text has it, not compared.

    ``value`` is a decimal number, ``YYYY-MM-DD`` or ``YYYY-MM`` (``--`` for a year not named),
    ``HH:MM``, or a name folded and without its separators. ``currency`` is an ISO 4217 code.
    """

    kind: Kind
    value: str
    currency: str | None = None
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    what: WrittenNumber | WrittenDate | Fact
    continued: bool = False  # a bare day that took its month from the date after it


_NAME = re.compile(
    r"(?<![\w/])\d+/(?:\d{4}/)?[A-ZĐ]\w*(?:[-/][A-ZĐ]\w*)*"  # 30/2020/NĐ-CP
    r"|(?<![\w/])\d+-[A-ZĐ]{2,}(?:/[A-ZĐ]{2,})*(?!\w)"  # 57-NQ/TW
    r"|(?<!\w)[A-ZĐ]{2,} - \d{1,3}(?![\w/-])(?! tháng| [A-Z])"  # AMM - 55
    r"|(?<!\w)(?=[^\W\d_]*[A-ZĐ])(?!(?:USD|CAD|EUR|VND)\d)"  # COVID-19, G7, but not USD5
    r"[^\W\d_]+[-–]?\d[^\W_]*(?:[-–]\d[^\W_]*)*(?!\w)"
    r"|(?<!\w)\d+[A-Z]+(?!\w)"  # 5G
)
_CLOCK = r"(?<!\d)(?P<hour_of_24>[0-2]?\d):(?P<minute_of_24>[0-5]\d)(?![\d:])"
_TIMES = {
    Language.VI: re.compile(rf"{_CLOCK}|(?<!\d)(?P<hour>[0-2]?\d)(?:h| giờ)(?: ?(?P<minute>[0-5]\d))?(?!\w)"),
    Language.EN: re.compile(
        rf"(?<!\d)(?P<hour>[01]?\d)(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap])\.?m(?!\w)\.?|{_CLOCK}",
        re.IGNORECASE,
    ),
}
_ROMAN = re.compile(r"(?<!\w)(?=[IVX])(?P<tens>X{0,3})(?P<ones>IX|IV|V?I{0,3})(?!\w)")
_ROMAN_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_LINK_TARGET = re.compile(r"(?<=\])\([^()]*\)|https?://\S+|mailto:\S+")
_AND = re.compile(r",? (?:và|and|hoặc|or) (?:ngày )?|(?P<list>, ?)")
_TO = re.compile(r" (?:đến|tới|to|until) (?:hết )?(?:ngày )?| ?[-–—] ?(?:ngày )?")
_LAST_DAY = 31


def facts(text: str, language: Language) -> Counter[Fact]:
    """Return the numbers, percentages, dates, times and names with figures that the text states.

    Only figures make a fact, words do not: see ``hints``. Link targets are not part of the text.
    """
    prepared, _, mentions = _scan(text, language)
    return Counter(_fact(mention, prepared) for mention in mentions)


def hints(text: str, language: Language) -> Counter[Fact]:
    """Return what the text may state without figures: "hai", "twelfth", "XIII", "tháng tư"."""
    _, unread, _ = _scan(text, language)
    found = Counter[Fact]()
    for value, end in number_words.spelt_out(unread, language):
        per_cent = re.match(written_numbers.PER_CENT, unread[end:])
        found[Fact(Kind.PERCENTAGE if per_cent else Kind.NUMBER, _plain(value))] += 1
    found.update(Fact(Kind.NUMBER, str(_roman(numeral))) for numeral in _ROMAN.finditer(unread))
    found.update(Fact(Kind.DATE, str(month)) for month in written_dates.months_in_words(unread, language))
    return found


def parts(fact: Fact) -> tuple[Fact, ...]:
    """Return the bare numbers inside a date, a time or a name: 29 in ARF-29; none for a number."""
    if fact.kind in {Kind.NUMBER, Kind.PERCENTAGE}:
        return ()
    numbers = [figures.lstrip("0") or "0" for figures in re.findall(r"\d+", fact.value)]
    if fact.kind is Kind.TIME and numbers[-1] == "0":
        numbers.pop()
    return tuple(Fact(Kind.NUMBER, number) for number in numbers)


def _scan(text: str, language: Language) -> tuple[str, str, list[_Mention]]:
    """Return the text without marks and links, the same with every fact blanked, and the facts in order."""
    prepared = " ".join(_LINK_TARGET.sub("", text).replace("*", "").split())
    unread, mentions = prepared, list[_Mention]()
    finders: tuple[
        Callable[[str, Language], Iterable[tuple[int, int, WrittenNumber | WrittenDate | Fact]]], ...
    ]
    finders = (_names, written_dates.find, _times, written_numbers.find)
    for find in finders:
        for start, end, what in find(unread, language):
            mentions.append(_Mention(start, end, what))
            unread = f"{unread[:start]}{chr(0) * (end - start)}{unread[end:]}"
    mentions.sort(key=lambda mention: mention.start)
    for index in range(1, len(mentions)):
        mentions[index] = _with_century(mentions[index - 1], mentions[index], prepared)
    for index in reversed(range(len(mentions) - 1)):
        mentions[index] = _completed(mentions[index], mentions[index + 1], prepared)
    return prepared, unread, mentions


def _completed(left: _Mention, right: _Mention, text: str) -> _Mention:
    """Return a mention with what it shares with the one that follows: the month in "5 and 6 October"."""
    between, written = text[left.end : right.start], text[left.start : left.end]
    to, also = _TO.fullmatch(between), _AND.fullmatch(between)
    if not (to or also) or (also and also["list"] and not right.continued):
        return left
    match left.what, right.what:
        case WrittenDate(year=None), WrittenDate(year=int()):
            return replace(left, what=replace(left.what, year=right.what.year), continued=True)
        case WrittenNumber(), WrittenDate(day=int()) if _is_day(written) and not _is_ordinal(left, text):
            completed = replace(right.what, day=int(left.what.value))
            return replace(left, what=completed, continued=True) if completed.exists else left
        case WrittenNumber(is_percentage=False), WrittenNumber(is_percentage=True) if to:
            return replace(left, what=replace(left.what, is_percentage=True))
    return left


def _with_century(left: _Mention, right: _Mention, text: str) -> _Mention:
    """Return a mention with the century that a range of years leaves out: 2024 in "2023–24"."""
    found = re.fullmatch(r"([12]\d)(\d\d)[-–](\d\d)", text[left.start : right.end])
    if found and found[3] > found[2] and isinstance(right.what, WrittenNumber):
        return replace(right, what=replace(right.what, value=Decimal(found[1] + found[3])))
    return right


def _is_day(written: str) -> bool:
    figures = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", written)
    return figures is not None and 1 <= int(figures[1]) <= _LAST_DAY


def _is_ordinal(mention: _Mention, text: str) -> bool:
    return text[: mention.start].endswith("thứ ")


def _names(text: str, _language: Language) -> Iterable[tuple[int, int, Fact]]:
    for found in _NAME.finditer(text):
        yield found.start(), found.end(), Fact(Kind.NAME, re.sub(r"[^\w/]", "", fold(found[0])))


def _times(text: str, language: Language) -> Iterable[tuple[int, int, Fact]]:
    for found in _TIMES[language].finditer(text):
        groups = found.groupdict()
        hour = int(groups["hour"] or groups["hour_of_24"])
        minute = int(groups["minute"] or groups["minute_of_24"] or 0)
        if half := groups.get("half"):
            hour = hour % 12 + (12 if half.lower() == "p" else 0)
        yield found.start(), found.end(), Fact(Kind.TIME, f"{hour:02d}:{minute:02d}")


def _fact(mention: _Mention, text: str) -> Fact:
    written = text[mention.start : mention.end].strip()
    match mention.what:
        case WrittenDate():
            return Fact(Kind.DATE, str(mention.what), written=written)
        case WrittenNumber(value, is_percentage, currency):
            kind = Kind.PERCENTAGE if is_percentage else Kind.NUMBER
            return Fact(kind, _plain(value), currency, written)
    return replace(mention.what, written=written)


def _plain(value: Decimal) -> str:
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _roman(numeral: re.Match[str]) -> int:
    return 10 * len(numeral["tens"]) + _ROMAN_ONES.index(numeral["ones"])
