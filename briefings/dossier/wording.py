"""How a wording moved: each point beside the earlier one on the same topic that is most like it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from briefings.dossier.points import Move, Point
from briefings.languages.text import Language
from briefings.languages.wording import compare, likeness

# below this share of words in common, two points are two points, not two wordings of one
ALIKE: Final = 0.42


def moves(points: Iterable[Point]) -> tuple[Move, ...]:
    """Return the points that take up an earlier wording, oldest first, each with what changed in it.

    A point is compared with the most similar one of an earlier meeting; points that share too
    little in either language are no wordings of the same thing and are left out.
    """
    found: list[Move] = []
    known: list[Point] = []
    for point in points:
        likest, best = None, ALIKE
        for one in known:
            if _can_be_compared(one, point):
                alike = _alike(one, point, best)
                # of two that are equally alike the later
                likest, best = (one, alike) if alike >= best else (likest, best)
        if likest is not None:
            found.append(_move(likest, point))
        known.append(point)
    return tuple(found)


def _can_be_compared(before: Point, after: Point) -> bool:
    """Return whether the same side spoke on both occasions, and in the same kind of meeting.

    What somebody says alone and what it agrees to with others are not two wordings of one thing.
    """
    same_voice = before.statement.by == after.statement.by
    same_kind = (before.meeting.forum is None) == (after.meeting.forum is None)
    return before.meeting.id != after.meeting.id and same_voice and same_kind


def _alike(one: Point, other: Point, at_least: float) -> float:
    pairs = [(one.statement.text.in_(language), other.statement.text.in_(language)) for language in Language]
    return min((likeness(a, b, at_least=at_least) for a, b in pairs if a and b), default=0.0)


def _move(before: Point, after: Point) -> Move:
    pieces = {
        language: compare(before.statement.text.in_(language) or "", after.statement.text.in_(language) or "")
        for language in Language
    }
    return Move(before, after, pieces[Language.VI], pieces[Language.EN])
