"""How one wording became another: what was added, dropped or kept, whatever the spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from briefings.languages.spelling import canonical, listed_variants

_TOKEN = re.compile(rf"(?:{listed_variants()})|\w+(?:[-/.,]\w+)*|[^\w\s]", re.IGNORECASE)


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


def likeness(a: str, b: str) -> float:
    """Return how much two texts have in common, from 0 (no word) to 1 (the same words in order)."""
    old, new = ([key for _, _, key in _tokens(text)] for text in (a, b))
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _tokens(text: str) -> list[tuple[int, int, str]]:
    found = _TOKEN.finditer(text)
    return [(one.start(), one.end(), canonical(one[0]).casefold()) for one in found]


def _stretch(text: str, tokens: list[tuple[int, int, str]]) -> str:
    return text[tokens[0][0] : tokens[-1][1]]
