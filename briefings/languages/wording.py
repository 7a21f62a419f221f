"""How one wording became another: what was added, dropped or kept, whatever the spelling."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import repeat
from typing import Final

from briefings.languages.spelling import canonical, listed_variants

_TOKEN = re.compile(rf"(?:{listed_variants()})|\w+(?:[-/.,]\w+)*|[^\w\s]", re.IGNORECASE)
# the texts of a counterpart whom one has met often: each is compared with all the others
_KEPT: Final = 4096


class Change(StrEnum):
    """What became of a stretch of text."""

    KEPT = "kept"
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, in the spelling of the text that it comes from, and what became of it."""

    change: Change
    text: str


def compare(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts in reading order; kept ones are spelt as the later text does.

    Words are compared in one spelling (hoà and hòa, Mê Kông and Mekong are the same word), and
    capitals do not count.
    """
    old, new = _tokens(before), _tokens(after)
    matcher = SequenceMatcher(None, [key for _, _, key in old], [key for _, _, key in new], autojunk=False)
    pieces: list[Piece] = []
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag in {"delete", "replace"}:
            pieces.append(Piece(Change.DROPPED, _stretch(before, old[old_from:old_to])))
        if tag in {"insert", "replace"}:
            pieces.append(Piece(Change.ADDED, _stretch(after, new[new_from:new_to])))
        if tag == "equal":
            pieces.append(Piece(Change.KEPT, _stretch(after, new[new_from:new_to])))
    return tuple(pieces)


def likeness(a: str, b: str, *, at_least: float = 0.0) -> float:
    """Return how much two texts have in common, from 0 (no word) to 1 (the same words in order).

    What is less than ``at_least`` may be returned as 0, which is seen at once from most pairs: words
    that two texts do not share cannot stand in the same order either.
    """
    old, new = _words(a), _words(b)
    if old.keys == new.keys:
        return 1.0
    longest = sum(map(min, old.counts.values(), map(new.counts.get, old.counts, repeat(0))))
    whole = len(old.keys) + len(new.keys)
    if whole and 2 * longest / whole < at_least:
        return 0.0
    return SequenceMatcher(None, old.keys, new.keys, autojunk=False).ratio()


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text, in one spelling, and how often each of them stands in it."""

    keys: tuple[str, ...]
    counts: Mapping[str, int]


@lru_cache(_KEPT)
def _words(text: str) -> _Words:
    keys = tuple(key for _, _, key in _tokens(text))
    return _Words(keys, Counter(keys))


@lru_cache(_KEPT)
def _tokens(text: str) -> tuple[tuple[int, int, str], ...]:
    found = _TOKEN.finditer(text)
    return tuple((one.start(), one.end(), canonical(one[0]).casefold()) for one in found)


def _stretch(text: str, tokens: Sequence[tuple[int, int, str]]) -> str:
    return text[tokens[0][0] : tokens[-1][1]]
