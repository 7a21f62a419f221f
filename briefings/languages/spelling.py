"""Spellings of one word: folded for searching, brought to one form for comparing wording."""

from __future__ import annotations

import re
import unicodedata

from briefings.languages.text import normalise, normalise_vietnamese

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WITHOUT_STROKE = str.maketrans({"đ": "d", "Đ": "D", "\u00f0": "d", "\u00d0": "D"})

# An open syllable in oa, oe or uy: older spelling puts the tone on the first vowel (hòa, khỏe, thủy),
# newer spelling on the second (hoà, khoẻ, thuỷ). The u of "qu" is part of the consonant: quý, quỳ.
_NEW_PLACEMENT = re.compile(
    rf"(?:(?P<o>[oO])(?P<ae>[aAeE])|(?<![qQ])(?P<u>[uU])(?P<y>[yY]))(?P<tone>[{_TONES}])(?![\w\u0300-\u036f])"
)

# One word each, found spelt in several ways; the first is the form that stands for all of them.
_VARIANTS = (
    ("Mê Công", "Mekong", "Mê Kông", "Mê-kông", "Mê-công", "Mêkông", "Mêcông"),
    ("Liên hợp quốc", "Liên Hợp Quốc", "Liên hiệp quốc"),
    ("Campuchia", "Cam-pu-chia"),
    ("Myanmar", "Mi-an-ma"),
    ("Malaysia", "Ma-lai-xi-a"),
    ("Indonesia", "In-đô-nê-xi-a"),
    ("Australia", "Ô-xtrây-li-a"),
    ("đô la", "đô-la"),
)
_CANONICAL = {spelling.casefold(): variants[0] for variants in _VARIANTS for spelling in variants}
_LONGEST_FIRST = sorted(map(re.escape, _CANONICAL), key=len, reverse=True)
_VARIANT = re.compile(rf"(?<!\w)(?:{'|'.join(_LONGEST_FIRST)})(?!\w)", re.IGNORECASE)


def listed_variants() -> str:
    """Return a regular expression that finds every listed spelling as one word."""
    return rf"(?<!\w)(?:{'|'.join(_LONGEST_FIRST)})(?!\w)"


def fold(text: str) -> str:
    """Return the text for searching: no case, no diacritics, đ as d, white space as single spaces."""
    decomposed = unicodedata.normalize("NFD", text.translate(_WITHOUT_STROKE).casefold())
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(bare.split())


def canonical(text: str) -> str:
    """Return the text in one spelling: tones in the older place (hòa, thủy), one form of listed variants.

    It is for comparing, not for showing: English "Mekong" becomes "Mê Công" too. Words that
    differ (má, ma) stay different. Applying it twice changes nothing more.
    """
    decomposed = unicodedata.normalize("NFD", normalise_vietnamese(" ".join(text.split())))
    moved = normalise(_NEW_PLACEMENT.sub(_older_placement, decomposed))
    return _VARIANT.sub(lambda found: _CANONICAL[found[0].casefold()], moved)


def same_wording(a: str, b: str) -> bool:
    """Return whether two texts say the same in the same words, whatever their spelling and case."""
    return canonical(a).casefold() == canonical(b).casefold()


def _older_placement(found: re.Match[str]) -> str:
    first, second = (found["o"], found["ae"]) if found["o"] else (found["u"], found["y"])
    return f"{first}{found['tone']}{second}"
