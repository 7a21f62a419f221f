"""Numbers and amounts as either language writes them in figures, found and read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from briefings.languages.number_words import SCALES, alternatives, scale
from briefings.languages.text import Language


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number with the scale words after it taken in; ``currency`` is an ISO 4217 code."""

    value: Decimal
    is_percentage: bool = False
    currency: str | None = None


# What texts write; an unqualified dollar may be any of them.
_BEFORE: dict[str, str | None] = {
    **{code: code.upper() for code in ["usd", "cad", "aud", "nzd", "eur", "gbp", "jpy", "krw", "cny", "vnd"]},
    "us$": "USD",
    "c$": "CAD",
    "ca$": "CAD",
    "a$": "AUD",
    "nz$": "NZD",
    "$": None,
    "rmb": "CNY",
    "€": "EUR",
    "£": "GBP",
}
_AFTER: dict[str, str | None] = {
    **_BEFORE,
    **dict.fromkeys(("đô la mỹ", "us dollars", "american dollars"), "USD"),
    **dict.fromkeys(("đô la canada", "canadian dollars"), "CAD"),
    **dict.fromkeys(("đô la úc", "đô la australia", "australian dollars"), "AUD"),
    **dict.fromkeys(("đô la new zealand", "new zealand dollars"), "NZD"),
    **dict.fromkeys(("euro", "euros"), "EUR"),
    **dict.fromkeys(("bảng anh", "pounds", "pounds sterling"), "GBP"),
    **dict.fromkeys(("yên", "yên nhật", "yen"), "JPY"),
    "won": "KRW",
    **dict.fromkeys(("nhân dân tệ", "yuan", "renminbi"), "CNY"),
    **dict.fromkeys(("đồng", "₫", "dong"), "VND"),
    **dict.fromkeys(("đô la", "dollars"), None),
}
_FIGURES = {
    Language.VI: r"\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?",
    Language.EN: r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?",
}
PER_CENT = r" phần trăm(?!\w)| per ?cent(?!\w)"
# 5 đồng chí are five comrades
_PATTERNS = {
    language: re.compile(
        rf"(?:(?<!\w)(?P<before>{alternatives(_BEFORE)}) ?)?(?P<figures>{figures})"
        rf"(?:(?:st|nd|rd|th|s)(?!\w))?"
        rf"(?P<scale>(?:[ -](?:{alternatives(SCALES[language])})(?!\w))*)(?P<per_cent> ?%|{PER_CENT})?"
        rf"(?: (?P<after>{alternatives(_AFTER)})(?!\w)(?! chí))?",
        re.IGNORECASE,
    )
    for language, figures in _FIGURES.items()
}


def find(text: str, language: Language) -> Iterator[tuple[int, int, WrittenNumber]]:
    """Find every number in figures, with its unit: where it starts and ends, and what it is."""
    for found in _PATTERNS[language].finditer(text):
        value = _value(found["figures"], language) * scale(found["scale"], language)
        before, after = (found["before"] or "").lower(), (found["after"] or "").lower()
        currency = _BEFORE.get(before) or _AFTER.get(after)
        yield found.start(), found.end(), WrittenNumber(value, bool(found["per_cent"]), currency)


def _value(figures: str, language: Language) -> Decimal:
    if language is Language.EN:
        return Decimal(figures.replace(",", ""))
    # 4.0 is no thousands mark: "công nghiệp 4.0" is written so in Vietnamese as well
    if re.fullmatch(r"\d+\.\d+", figures) and not re.fullmatch(r"\d{1,3}\.\d{3}", figures):
        return Decimal(figures)
    return Decimal(figures.replace(".", "").replace(",", "."))
