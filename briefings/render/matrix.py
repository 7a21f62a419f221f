"""The drawn matrix: topics by meetings, who raised what, and whether it binds, asks or is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from briefings.dossier.contents import Dossier
from briefings.dossier.points import Cell, Matrix
from briefings.dossier.weight import ASKING, BINDING
from briefings.languages.dates import Day
from briefings.languages.text import Text
from briefings.model.meetings import Act, Meeting

WIDTH: Final = 640
_NAMES: Final = 190
_ROW: Final = 15
_HEAD: Final = 36
_KEY: Final = 26
# more columns than this cannot be told apart on A4; the latest ones are drawn
MOST_MEETINGS: Final = 14
# more columns than this leave no room for words in a table on A4
COLUMNS: Final = 8
_FEWEST: Final = 2
_ASIDE: Final = 11


class Force(StrEnum):
    """What an act does: it binds, it asks, or it is merely said. Shapes differ, not only shades."""

    BINDS = "binds"
    ASKS = "asks"
    SAYS = "says"


class Lane(StrEnum):
    """Whose mark it is: ours stands left in a cell, what is common in the middle, theirs right."""

    OURS = "ours"
    COMMON = "common"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One mark: where it stands, its shape and whose it is."""

    x: float
    y: float
    force: Force
    lane: Lane


@dataclass(frozen=True, slots=True)
class Label:
    """A word at a place."""

    x: float
    y: float
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Column(Label):
    """A meeting's day, and the forum or number that tells it from others."""

    mark: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole matrix."""

    width: int
    height: float
    left: float
    rows: tuple[Label, ...]
    columns: tuple[Column, ...]
    glyphs: tuple[Glyph, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells a column from others: the forum, and a number where others of that day have the same."""

    text: str
    numbered: bool


def marks(meetings: Sequence[Meeting]) -> dict[str, Mark]:
    """Return the mark of each meeting by its identifier; most have none to show."""
    known = [(one.date, one.forum) for one in meetings]
    seen: Counter[tuple[Day, str | None]] = Counter()
    made = {}
    for meeting, one in zip(meetings, known, strict=True):
        seen[one] += 1
        numbered = known.count(one) > 1
        number = f"({seen[one]})" if numbered else ""
        made[meeting.id] = Mark(f"{one[1] or ''} {number}".strip(), numbered)
    return made


def pieces(matrix: Matrix) -> tuple[Matrix, ...]:
    """Return a matrix cut into as many as a page is wide enough for, each with the topics it has."""
    made = []
    for at in range(0, len(matrix.meetings), COLUMNS):
        rows = ((topic, cells[at : at + COLUMNS]) for topic, cells in matrix.rows)
        kept = tuple((topic, cells) for topic, cells in rows if any(cells))
        made.append(Matrix(matrix.meetings[at : at + COLUMNS], kept))
    return tuple(made)


def drawing(
    dossier: Dossier, short_day: Callable[[Day], str], plain: Callable[[Text], str]
) -> Drawing | None:
    """Return the matrix to be drawn, or nothing where fewer than two meetings have points."""
    matrix = dossier.matrix
    if len(matrix.meetings) < _FEWEST:
        return None
    hidden = max(0, len(matrix.meetings) - MOST_MEETINGS)
    meetings = matrix.meetings[hidden:]
    told = marks(matrix.meetings)
    step = (WIDTH - _NAMES) / len(meetings)
    rows = [(topic, cells[hidden:]) for topic, cells in matrix.rows if any(cells[hidden:])]
    glyphs = [
        glyph
        for place, (_, cells) in enumerate(rows)
        for column, cell in enumerate(cells)
        if cell is not None
        for glyph in _glyphs(cell, dossier, _NAMES + (column + 0.5) * step, _HEAD + (place + 0.5) * _ROW)
    ]
    return Drawing(
        width=WIDTH,
        height=_HEAD + len(rows) * _ROW + _KEY,
        left=_NAMES,
        rows=tuple(
            Label(0, _HEAD + place * _ROW + 10.5, plain(topic.label), f"topic-{topic.id}")
            for place, (topic, _) in enumerate(rows)
        ),
        columns=tuple(
            _column(one, told[one.id].text, _NAMES + (place + 0.5) * step, short_day)
            for place, one in enumerate(meetings)
        ),
        glyphs=tuple(glyphs),
        left_out=hidden,
    )


def _column(meeting: Meeting, mark: str, x: float, short_day: Callable[[Day], str]) -> Column:
    return Column(round(x, 1), _HEAD - 16, short_day(meeting.date), meeting.id, mark)


def _glyphs(cell: Cell, dossier: Dossier, x: float, y: float) -> list[Glyph]:
    """Return the weightiest mark of each lane of a cell."""
    strongest: dict[Lane, Force] = {}
    for by, act in cell.acts:
        lane = _lane(by, dossier)
        force = _force(act)
        known = strongest.get(lane)
        if known is None or list(Force).index(force) < list(Force).index(known):
            strongest[lane] = force
    aside = {Lane.OURS: -_ASIDE, Lane.COMMON: 0, Lane.THEIRS: _ASIDE}
    return [Glyph(round(x + aside[lane], 1), y, force, lane) for lane, force in strongest.items()]


def _lane(by: tuple[str, ...], dossier: Dossier) -> Lane:
    if by == (dossier.home,):
        return Lane.OURS
    return Lane.THEIRS if len(by) == 1 and by[0] in dossier.sides else Lane.COMMON


def _force(act: Act) -> Force:
    if act in BINDING:
        return Force.BINDS
    return Force.ASKS if act in ASKING else Force.SAYS
