"""Numbers and lists in running text, with each language's marks and conjunctions."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from babel.lists import format_list
from babel.numbers import format_decimal

from briefings.languages.text import Language

_LOCALES = {Language.VI: "vi", Language.EN: "en_GB"}


def write_number(value: Decimal | float, language: Language) -> str:
    """Return the number with the language's marks, no digit rounded away: ``560.000``, ``560,000``.

    Not for years and other numbers that name something: they take no thousands mark.
    """
    return format_decimal(value, locale=_LOCALES[language], decimal_quantization=False)


def write_list(items: Iterable[str], language: Language) -> str:
    """Return the items as one enumeration: ``a, b và c``, ``a, b and c``; nothing for no items."""
    return format_list(list(items), locale=_LOCALES[language])
