"""The drawn ledger: each commitment on a time axis, from when it was made to when it is due or done."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from briefings.dossier.contents import Dossier
from briefings.dossier.relations import Pledge, Standing
from briefings.languages.text import Text

WIDTH: Final = 640
_NAMES: Final = 240
_ROW: Final = 17
_TOP: Final = 8
_RIGHT: Final = 14
_FEWEST: Final = 2
_LONGEST_LINE: Final = 58
# a date beyond this many years after the day of the dossier is drawn as an arrow at the edge
_HORIZON: Final = timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class Bar:
    """One commitment: made, due (or open at the edge), done; ``steps`` are recalls and reports."""

    y: float
    label: tuple[str, ...]
    address: str
    start: float
    end: float
    standing: Standing
    due: float | None
    done: float | None
    steps: tuple[float, ...]
    beyond: bool


@dataclass(frozen=True, slots=True)
class Year:
    """A year on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole chart; ``today`` is where the day of the dossier stands."""

    width: int
    height: float
    axis: float
    today: float
    bars: tuple[Bar, ...]
    years: tuple[Year, ...]


def drawing(dossier: Dossier, plain: Callable[[Text], str]) -> Drawing | None:
    """Return the chart, or nothing where fewer than two commitments are on record."""
    if len(dossier.pledges) < _FEWEST:
        return None
    day = dossier.stated or dossier.edition
    first = date(min(one.trail[0].day.year for one in dossier.pledges), 1, 1)
    last = _last(dossier, day)
    scale = (WIDTH - _NAMES - _RIGHT) / max((last - first).days, 1)

    def x(when: date) -> float:
        return round(_NAMES + (min(max(when, first), last) - first).days * scale, 1)

    bars = tuple(
        _bar(one, _TOP + row * _ROW, x, last=last, today=day, plain=plain)
        for row, one in enumerate(dossier.pledges)
    )
    axis = _TOP + len(bars) * _ROW + 4
    years = range(first.year, last.year + 1)
    step = max(1, len(years) // 9)
    return Drawing(
        width=WIDTH,
        height=axis + 36,
        axis=axis,
        today=x(day),
        bars=bars,
        years=tuple(Year(x(date(year, 1, 1)), str(year)) for year in years[::step]),
    )


def _last(dossier: Dossier, day: date) -> date:
    days = [day]
    for pledge in dossier.pledges:
        days += [step.day.latest for step in pledge.trail]
        due = pledge.commitment.due
        if due is not None and due.date is not None and due.date.latest <= day + _HORIZON:
            days.append(due.date.latest)
    return date(max(days).year + 1, 1, 1)


def _bar(  # noqa: PLR0913 - a row, a scale and the days that bound it
    pledge: Pledge,
    y: float,
    x: Callable[[date], float],
    *,
    last: date,
    today: date,
    plain: Callable[[Text], str],
) -> Bar:
    due = pledge.commitment.due.date if pledge.commitment.due is not None else None
    done = pledge.trail[-1].day.latest if pledge.standing in {Standing.DONE, Standing.LAPSED} else None
    outcomes = [step.day.latest for step in pledge.trail if step.outcome is not None]
    if pledge.standing in {Standing.DONE, Standing.LAPSED} and outcomes:
        done = outcomes[-1]
    end = done or max(today, min(due.latest, last) if due is not None else today)
    title = plain(pledge.commitment.title)
    return Bar(
        y=y,
        label=tuple(textwrap.wrap(title, _LONGEST_LINE, max_lines=2, placeholder="…")),
        address=pledge.commitment.id,
        start=x(pledge.trail[0].day.earliest),
        end=x(end),
        standing=pledge.standing,
        due=None if due is None or due.latest > last else x(due.latest),
        done=None if done is None else x(done),
        steps=tuple(x(step.day.earliest) for step in pledge.trail),
        beyond=due is not None and due.latest > last,
    )
