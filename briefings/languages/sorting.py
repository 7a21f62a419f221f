"""Order in lists and indexes: the Vietnamese dictionary's, and the English one."""

from __future__ import annotations

import re
import unicodedata

from briefings.languages.text import Language, normalise_vietnamese

_ALPHABET = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Above all punctuation, which keeps its place in Unicode (so space < hyphen < digits).
_WEIGHTS = {letter: chr(0x2100 + place) for place, letter in enumerate(_ALPHABET)}
_AFTER_Z = "\uffff"
_TONES = {tone: chr(2 + place) for place, tone in enumerate("\u0300\u0309\u0303\u0301\u0323")}
_SHAPES = frozenset("\u0306\u0302\u031b")
_END_OF_LETTERS, _END_OF_TONES = "\x01", "\x00"


def sort_key(text: str, language: Language) -> tuple[str, str, str]:
    """Return what sorts the text in a list of that language.

    Vietnamese: syllable by syllable, as dictionaries do, first by letters (a ă â b c d đ e ê …),
    then by tone (none, huyền, hỏi, ngã, sắc, nặng); all "ma …" before all "má …". A tone may stand
    on either vowel (hòa, hoà). English: by letters, diacritics second. Small letters precede capitals.
    """
    if language is Language.VI:
        composed = normalise_vietnamese(" ".join(text.split()))
        parts = re.split(r"([ -])", composed.casefold())
        return "".join(map(_syllable, parts)), composed.swapcase(), ""
    folded = unicodedata.normalize("NFD", text.casefold().replace("đ", "d\u0335"))
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    return bare, folded, text.swapcase()


def _syllable(syllable: str) -> str:
    letters: list[str] = []
    tones = ""
    for character in unicodedata.normalize("NFD", syllable):
        if character in _SHAPES and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + character)
        elif unicodedata.combining(character):
            tones += _TONES.get(character, character)
        else:
            letters.append(character)
    return "".join(map(_weight, letters)) + _END_OF_LETTERS + tones + _END_OF_TONES


def _weight(letter: str) -> str:
    return _WEIGHTS.get(letter) or (_AFTER_Z + letter if letter.isalpha() else letter)
