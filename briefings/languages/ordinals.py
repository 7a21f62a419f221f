"""Ordinals and the letters of lettered points, as each language counts."""

from __future__ import annotations

from briefings.languages.text import Language

_LETTERS = {
    # Decree 30/2020/ND-CP, annex I: points run in the order of the Vietnamese alphabet, which has
    # no f, j, w, z; its letters ă, â, ê, ô, ơ, ư are not used for counting, but đ is.
    Language.VI: "abcdđeghiklmnopqrstuvxy",
    Language.EN: "abcdefghijklmnopqrstuvwxyz",
}
_ENGLISH_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)


def ordinal(n: int, language: Language) -> str:
    """Return which one of a series it is: ``lần thứ nhất``, ``lần thứ 29``; ``1st``, ``29th``.

    Raises:
        ValueError: the number is below 1.
    """
    _refuse_below_one(n)
    if language is Language.VI:
        return "lần thứ nhất" if n == 1 else f"lần thứ {n}"
    ending = "th" if n % 100 in _TEENS else _ENGLISH_ENDINGS.get(n % 10, "th")
    return f"{n}{ending}"


def letter_point(index: int, language: Language) -> str:
    """Return the letter of a list's first, second … point: Vietnamese ``a b c d đ e g``, English ``a b c``.

    After the last letter come ``aa``, ``ab`` …, as columns of a spreadsheet go on, so that no two
    points of a list have the same letter.

    Raises:
        ValueError: the index is below 1.
    """
    _refuse_below_one(index)
    letters = _LETTERS[language]
    written = ""
    while index:
        index, place = divmod(index - 1, len(letters))
        written = letters[place] + written
    return written


def _refuse_below_one(n: int) -> None:
    if n < 1:
        msg = f"{n} is not a place in a series. Places count from 1."
        raise ValueError(msg)
