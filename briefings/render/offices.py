"""The drawn offices: who held which post on either side while the meetings took place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from briefings.dossier.contents import Dossier
from briefings.languages.text import Text
from briefings.model.people import Person, Post

WIDTH: Final = 640
_NAMES: Final = 240
_ROW: Final = 19
_TOP: Final = 8
_RIGHT: Final = 14
_FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one post; ``open`` where no end is on record, so that the bar fades out."""

    y: float
    name: str
    title: str
    start: float
    end: float
    ours: bool
    open: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class Year:
    """A year on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole chart, with the days of meetings as lines across it."""

    width: int
    height: float
    axis: float
    tenures: tuple[Tenure, ...]
    meetings: tuple[float, ...]
    years: tuple[Year, ...]


def drawing(dossier: Dossier, plain: Callable[[Text], str]) -> Drawing | None:
    """Return the chart, or nothing where fewer than two posts, or two meetings, would stand in it."""
    rows = _posts(dossier)
    days = sorted({one.meeting.date.earliest for one in dossier.encounters})
    if len(rows) < _FEWEST or len(days) < _FEWEST:
        return None
    edge = dossier.stated or dossier.edition
    first = date(days[0].year - 1, 1, 1)
    last = date(edge.year + 1, 1, 1)
    scale = (WIDTH - _NAMES - _RIGHT) / max((last - first).days, 1)

    def x(when: date) -> float:
        return round(_NAMES + (min(max(when, first), last) - first).days * scale, 1)

    tenures = tuple(
        Tenure(
            y=_TOP + place * _ROW,
            name=plain(person.name),
            title=plain(post.title),
            start=x(post.start.earliest if post.start else first),
            end=x(post.end.latest if post.end else edge),
            ours=person.counterpart == dossier.home,
            open=post.end is None,
            sure=post.confirmation == "confirmed",
        )
        for place, (person, post) in enumerate(rows)
    )
    axis = _TOP + len(tenures) * _ROW + 4
    return Drawing(
        width=WIDTH,
        height=axis + 30,
        axis=axis,
        tenures=tenures,
        meetings=tuple(x(day) for day in days),
        years=tuple(Year(x(date(year, 1, 1)), str(year)) for year in range(first.year, last.year + 1)),
    )


def _posts(dossier: Dossier) -> list[tuple[Person, Post]]:
    """Return the posts in which people were met, ours first, each side in order of beginning."""
    met = {
        (one.person.id, post.office): (one.person, post)
        for encounter in dossier.encounters
        for one in encounter.attendances
        for post in one.posts
    }
    return sorted(
        met.values(),
        key=lambda pair: (
            pair[0].counterpart != dossier.home,
            pair[1].start.earliest if pair[1].start else date.min,
            pair[0].id,
        ),
    )
