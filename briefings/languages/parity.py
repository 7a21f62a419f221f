"""Parity: whether Vietnamese and English carry the same numbers, dates and names with figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from briefings.languages.facts import Fact, facts, hints, parts
from briefings.languages.text import Language, Text

__all__ = ["Difference", "differences", "facts"]

_NAMES = {Language.VI: "Vietnamese", Language.EN: "English"}
_TIMES = {1: "once", 2: "twice"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that one language states more often than the other; mostly the other does not at all."""

    language: Language
    fact: Fact
    here: int
    there: int = 0

    def __str__(self) -> str:
        """Return the difference in the words the user reads: ``only Vietnamese has "560.000"``."""
        name = _NAMES[self.language]
        if not self.there:
            return f'only {name} has "{self.fact.written}"'
        other = _NAMES[Language.EN if self.language is Language.VI else Language.VI]
        return f'{name} has "{self.fact.written}" {_times(self.here)}, {other} {_times(self.there)}'


def differences(text: Text) -> tuple[Difference, ...]:
    """Return what only one language states, Vietnamese first, each in the order of its text.

    Numbers in words and Roman numerals never make a difference; they only excuse a figure that
    the other language has ("hai" for 2, "thứ tư" for 4th, "XIII" for 13th). A text that is missing
    in one language has no differences: that is reported as missing.
    """
    if text.vi is None or text.en is None:
        return ()
    stated = {Language.VI: facts(text.vi, Language.VI), Language.EN: facts(text.en, Language.EN)}
    vi, en = stated[Language.VI] - stated[Language.EN], stated[Language.EN] - stated[Language.VI]
    if not (vi or en):
        return ()
    _match_amounts(vi, en)
    in_words = {Language.VI: hints(text.vi, Language.VI), Language.EN: hints(text.en, Language.EN)}
    _excuse(vi, in_words[Language.EN])
    _excuse(en, in_words[Language.VI])
    _take_apart(vi, en, in_words[Language.EN])
    _take_apart(en, vi, in_words[Language.VI])
    return tuple(
        Difference(language, fact, stated[language][fact], stated[other][fact])
        for language, other, left in ((Language.VI, Language.EN, vi), (Language.EN, Language.VI, en))
        for fact in +left
    )


def _match_amounts(vi: Counter[Fact], en: Counter[Fact]) -> None:
    """Strike out equal amounts of which one language names the currency and the other does not."""
    for one, other in ((vi, en), (en, vi)):
        for fact in [fact for fact in one if fact.currency is not None]:
            _strike(one, fact, other, replace(fact, currency=None))


def _excuse(left: Counter[Fact], in_words: Counter[Fact]) -> None:
    """Strike out figures that the other language has in words."""
    for fact in list(left):
        _strike(left, fact, in_words, replace(fact, currency=None))


def _take_apart(left: Counter[Fact], other: Counter[Fact], in_words: Counter[Fact]) -> None:
    """Strike out dates, times and names whose numbers the other language has one by one.

    "ARF-29" is "the 29th ARF", "2/3" may be "two thirds".
    """
    for fact in list(left):
        numbers = Counter(parts(fact))
        if not numbers:
            continue
        for _ in range(left[fact]):
            if not numbers <= other + in_words:
                break
            left[fact] -= 1
            for number, times in numbers.items():
                of_figures = min(times, other[number])
                other[number] -= of_figures
                in_words[number] -= times - of_figures


def _strike(one: Counter[Fact], fact: Fact, other: Counter[Fact], equal: Fact) -> None:
    times = min(one[fact], other[equal])
    if times > 0:
        one[fact] -= times
        other[equal] -= times


def _times(number: int) -> str:
    return _TIMES.get(number, f"{number} times")
