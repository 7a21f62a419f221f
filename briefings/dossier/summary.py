"""The one page that is read first: who holds the post, where relations stand, what is live and due."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from briefings.dossier.contents import Doubt, Encounter, Holder, Level, Pledge, Point, Standing, Summary
from briefings.dossier.weight import ASKING, BINDING, weight

LIVE_POINTS: Final = 5
_PRESSING: Final = frozenset({Standing.OVERDUE, Standing.DUE})
_SETTLED: Final = frozenset({Standing.DONE, Standing.LAPSED})


def summarise(
    encounters: Iterable[Encounter],
    levels: Iterable[Level],
    holders: Iterable[Holder],
    pledges: Iterable[Pledge],
    doubts: Iterable[Doubt],
) -> Summary:
    """Return the bottom line: what a reader with two minutes has to know."""
    met, kept = tuple(encounters), tuple(pledges)
    return Summary(
        holders=tuple(holders),
        levels=tuple(one for one in levels if one.current),
        last=_last(met),
        live=live_points(met, kept),
        due=tuple(one for one in kept if one.standing in _PRESSING),
        doubts=tuple(one for one in doubts if one.erratum.doubt),
    )


def live_points(encounters: Iterable[Encounter], pledges: Iterable[Pledge]) -> tuple[Point, ...]:
    """Return up to five points that bind or ask and are not settled, of the latest meetings first.

    Bilateral meetings come before forums; within a meeting what binds comes before what asks.
    """
    settled = {one.commitment.id for one in pledges if one.standing in _SETTLED}
    ordered = sorted(encounters, key=lambda one: one.meeting.forum is not None)
    live = [
        point
        for encounter in ordered
        for point in sorted(encounter.points, key=lambda one: weight(one.statement.act))
        if point.statement.act in BINDING | ASKING and point.statement.commitment not in settled
    ]
    return tuple(live[:LIVE_POINTS])


def _last(encounters: tuple[Encounter, ...]) -> Encounter | None:
    bilateral = (one for one in encounters if one.meeting.forum is None)
    return next(bilateral, encounters[0] if encounters else None)
