"""Numbers and months written as words, in either language: they may stand for a figure in the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from briefings.languages.text import Language

_ENGLISH = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_ENGLISH_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth"),
)
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VIETNAMESE = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
# after "mười" and "mươi" some words change: mười lăm, hai mươi mốt, ba mươi tư
_VIETNAMESE_UNITS = {**{word: n for n, word in enumerate(_VIETNAMESE[:10]) if n}, "mốt": 1, "tư": 4, "lăm": 5}
_WORDS: Mapping[Language, Mapping[str, int]] = {
    Language.EN: {
        **{word: n for n, word in enumerate(_ENGLISH)},
        **{word: n for n, word in enumerate(_ENGLISH_ORDINALS, start=1)},
        **{ten: 10 * n for n, ten in enumerate(_ENGLISH_TENS, start=2)},
        **{f"{ten[:-1]}ieth": 10 * n for n, ten in enumerate(_ENGLISH_TENS, start=2)},
        **{
            f"{ten}-{unit}": 10 * n + m
            for n, ten in enumerate(_ENGLISH_TENS, start=2)
            for units in (_ENGLISH[1:10], _ENGLISH_ORDINALS[:9])
            for m, unit in enumerate(units, start=1)
        },
        **dict.fromkeys(("a", "an", "once"), 1),
        **dict.fromkeys(("twice", "both"), 2),
        **dict.fromkeys(("quarter", "quarters"), 4),
        "thirds": 3,
        "fifths": 5,
        "dozen": 12,
    },
    Language.VI: {
        **{word: n for n, word in enumerate(_VIETNAMESE)},
        **{f"mười {unit}": 10 + n for unit, n in _VIETNAMESE_UNITS.items()},
        **{f"{ten} mươi": 10 * n for n, ten in enumerate(_VIETNAMESE[2:10], start=2)},
        **{
            f"{ten} mươi {unit}": 10 * n + m
            for n, ten in enumerate(_VIETNAMESE[2:10], start=2)
            for unit, m in _VIETNAMESE_UNITS.items()
        },
        "nhất": 1,
        "nhì": 2,
        "tư": 4,
        "bẩy": 7,
    },
}
SCALES: Mapping[Language, Mapping[str, Decimal]] = {
    Language.EN: {
        "hundred": Decimal(100),
        "thousand": Decimal(1000),
        "million": Decimal(10**6),
        "billion": Decimal(10**9),
        "trillion": Decimal(10**12),
    },
    Language.VI: {
        "trăm": Decimal(100),
        "nghìn": Decimal(1000),
        "ngàn": Decimal(1000),
        "vạn": Decimal(10**4),
        "triệu": Decimal(10**6),
        "tỷ": Decimal(10**9),
        "tỉ": Decimal(10**9),
    },
}
_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
MONTHS: Mapping[str, int] = {
    **{name: number for number, name in enumerate(_ENGLISH_MONTHS, start=1)},
    **{name[:3]: number for number, name in enumerate(_ENGLISH_MONTHS, start=1)},
    "Sept": 9,
}
VIETNAMESE_MONTHS: Mapping[str, int] = {
    **{word: number for word, number in _WORDS[Language.VI].items() if 1 <= number <= 12},  # noqa: PLR2004 - months
    "giêng": 1,
    "chạp": 12,
}


def alternatives(words: Mapping[str, object]) -> str:
    """Return a pattern that matches any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_PATTERNS = {
    # A figure that has been read is blanked with \0.
    # "năm" is also "year": it is no number before a figure, nor beside what counts or points at years
    Language.VI: re.compile(
        rf"(?<!\w)(?!(?:(?<=[\d\0] )|(?<=hằng )|(?<=hàng )|(?<=mỗi )|(?<=những )|(?<=thường ))năm)"
        rf"(?!năm (?:[\d\0]|nay|qua|tới|ngoái|sau|trước))(?P<word>{alternatives(_WORDS[Language.VI])})(?!\w)"
        rf"(?P<scale>(?: (?:{alternatives(SCALES[Language.VI])})(?!\w))*)",
        re.IGNORECASE,
    ),
    Language.EN: re.compile(
        rf"(?<!\w)(?P<word>{alternatives(_WORDS[Language.EN])})(?!\w)"
        rf"(?P<scale>(?:[ -](?:{alternatives(SCALES[Language.EN])})(?!\w))*)",
        re.IGNORECASE,
    ),
}


def scale(words: str, language: Language) -> Decimal:
    """Return what "nghìn tỷ" or "billion" multiplies a number by; 1 where there is no such word."""
    product = Decimal(1)
    for word in re.findall(alternatives(SCALES[language]), words.lower()):
        product *= SCALES[language][word]
    return product


def spelt_out(text: str, language: Language) -> Iterator[tuple[Decimal, int]]:
    """Find every number that is written as a word: its value, and where in the text it ends."""
    for found in _PATTERNS[language].finditer(text):
        yield _WORDS[language][found["word"].lower()] * scale(found["scale"], language), found.end()
