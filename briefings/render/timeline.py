"""The drawn timeline: where bars, marks and labels stand, in units of one CSS pixel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from briefings.dossier.contents import Dossier
from briefings.dossier.relations import EventKind
from briefings.languages.dates import write_short
from briefings.languages.text import Language, Text

WIDTH: Final = 640
_LEFT: Final = 12
_RIGHT: Final = 12
_BAR: Final = 9
_ROW: Final = 26
_LANE: Final = 9
_NEAR: Final = 9.0
# the average advance of a letter of the label font at its size
_LETTER: Final = 4.1


@dataclass(frozen=True, slots=True)
class Bar:
    """A framework in force: a rectangle with its label above it."""

    x: float
    y: float
    width: float
    height: float
    label: str
    label_x: float
    label_y: float
    anchor: str
    current: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A meeting, a meeting in a forum, or a contact that is not covered."""

    x: float
    y: float
    kind: EventKind
    label: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole drawing."""

    width: int
    height: float
    axis: float
    legend_y: float
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    legend: tuple[Mark, ...]


def chart(
    dossier: Dossier, language: Language, name: Callable[[EventKind], str], plain: Callable[[Text], str]
) -> Chart | None:
    """Return the drawing, or nothing where fewer than three dated events would stand in it."""
    if len(dossier.timeline) < _FEWEST:
        return None
    first = date(min(event.day.year for event in dossier.timeline), 1, 1)
    ends = [level.framework.end.latest for level in dossier.levels if level.framework.end]
    latest = max(
        [*(event.day.latest for event in dossier.timeline), *ends, dossier.stated or dossier.edition]
    )
    last = date(latest.year + 1, 1, 1)
    scale = (WIDTH - _LEFT - _RIGHT) / max((last - first).days, 1)

    def x(day: date) -> float:
        return round(_LEFT + (day - first).days * scale, 1)

    bars = _bars(dossier, x, last, plain)
    top = len(bars) * _ROW + 8
    marks = _marks(dossier, x, top, language, plain)
    axis = max((mark.y for mark in marks), default=top) + 12
    kinds = [kind for kind in _DRAWN if any(mark.kind is kind for mark in marks)]
    legend = tuple(Mark(_LEFT + 4 + 150 * place, 0, kind, name(kind)) for place, kind in enumerate(kinds))
    return Chart(
        width=WIDTH,
        height=axis + 38,
        axis=axis,
        legend_y=axis + 32,
        bars=bars,
        marks=marks,
        ticks=_ticks(first, last, x),
        legend=legend,
    )


_FEWEST: Final = 3
_DRAWN: Final = (EventKind.MEETING, EventKind.FORUM, EventKind.GAP)


def _bars(
    dossier: Dossier, x: Callable[[date], float], last: date, plain: Callable[[Text], str]
) -> tuple[Bar, ...]:
    bars = []
    for row, level in enumerate(dossier.levels):
        framework = level.framework
        start = x(framework.start.earliest)
        end = x(min(framework.end.earliest, last)) if framework.end else x(last)
        label = plain(framework.title)
        if dossier.home not in framework.parties:
            label = f"{label} ({' – '.join(plain(dossier.sides[one].name) for one in framework.parties)})"
        fits = start + len(label) * _LETTER < WIDTH
        y = row * _ROW + 11
        bars.append(
            Bar(
                x=start,
                y=y,
                width=max(round(end - start, 1), 3.0),
                height=_BAR,
                label=label,
                label_x=start if fits else WIDTH - _RIGHT,
                label_y=y - 3,
                anchor="start" if fits else "end",
                current=level.current,
            )
        )
    return tuple(bars)


def _marks(
    dossier: Dossier,
    x: Callable[[date], float],
    top: float,
    language: Language,
    plain: Callable[[Text], str],
) -> tuple[Mark, ...]:
    """Put marks that would cover one another into lanes below one another."""
    marks: list[Mark] = []
    lanes: list[float] = []
    for event in dossier.timeline:
        if event.kind is EventKind.FRAMEWORK:
            continue
        place = x(event.day.earliest)
        lane = next((row for row, used in enumerate(lanes) if place - used >= _NEAR), len(lanes))
        lanes[lane : lane + 1] = [place]
        label = f"{write_short(event.day, language)} – {plain(event.text)}"
        marks.append(Mark(place, top + lane * _LANE, event.kind, label))
    return tuple(marks)


def _ticks(first: date, last: date, x: Callable[[date], float]) -> tuple[Tick, ...]:
    years = range(first.year, last.year + 1)
    step = max(1, round(len(years) / 14))
    return tuple(Tick(x(date(year, 1, 1)), str(year)) for year in years[::step])
