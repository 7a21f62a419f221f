"""The one page that is read first: who holds the post, where relations stand, what is live and due."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias

from briefings.dossier.contents import Doubt, Lack, Missing, Summary
from briefings.dossier.points import Encounter, Point
from briefings.dossier.relations import Holder, Level, Pledge, Standing
from briefings.dossier.weight import ASKING, BINDING, weight
from briefings.model.gaps import Gap
from briefings.model.meetings import ALL, CHAIR, DOCUMENT, PARTNERS

LIVE_POINTS: Final = 5
Sides: TypeAlias = tuple[tuple[Holder, ...], tuple[Holder, ...]]
_TAKEN_FOR_GRANTED: Final = frozenset({Lack.BILATERAL, Lack.FRAMEWORK})
_PRESSING: Final = frozenset({Standing.OVERDUE, Standing.DUE})
_SETTLED: Final = frozenset({Standing.DONE, Standing.LAPSED})


def summarise(  # noqa: PLR0913, PLR0917 - one argument for each part that it draws on
    encounters: Iterable[Encounter],
    levels: Iterable[Level],
    holders: Sides,
    pledges: Iterable[Pledge],
    doubts: Iterable[Doubt],
    gaps: Iterable[Gap],
    missing: Iterable[Missing],
) -> Summary:
    """Return the bottom line: what a reader with two minutes has to know."""
    met, kept = tuple(encounters), tuple(pledges)
    theirs, ours = holders
    return Summary(
        holders=theirs,
        ours=ours,
        levels=tuple(one for one in levels if one.current),
        last=_last(met),
        live=live_points(met, kept),
        due=tuple(one for one in kept if one.standing in _PRESSING),
        doubts=tuple(one for one in doubts if one.erratum.doubt),
        contact=_later_contact(met, gaps),
        lacking=tuple(one for one in missing if one.lack in _TAKEN_FOR_GRANTED),
        undated=sum(1 for one in kept if one.standing is Standing.OPEN),
    )


def _later_contact(met: tuple[Encounter, ...], gaps: Iterable[Gap]) -> Gap | None:
    last = _last(met)
    later = [one for one in gaps if last is None or one.date.latest > last.meeting.date.latest]
    return max(later, key=lambda one: one.date.latest, default=None)


def live_points(encounters: Iterable[Encounter], pledges: Iterable[Pledge]) -> tuple[Point, ...]:
    """Return up to five points that bind or ask and are not settled, of the latest meetings first.

    Bilateral meetings come before forums; within a meeting what binds comes before what asks. Of a
    meeting inside somebody else's forum only what was said by or to the counterpart or the own side
    is live here.
    """
    settled = {one.commitment.id for one in pledges if one.standing in _SETTLED}
    ordered = sorted(encounters, key=lambda one: one.meeting.forum is not None)
    live = [
        point
        for encounter in ordered
        for point in sorted(encounter.points, key=lambda one: weight(one.statement.act))
        if point.statement.act in BINDING | ASKING and point.statement.commitment not in settled
        if encounter.inside is None or _concerns_the_two(point, encounter)
    ]
    return tuple(live[:LIVE_POINTS])


def _concerns_the_two(point: Point, encounter: Encounter) -> bool:
    """Return whether a point of a forum is one of a single side, not of all who were there."""
    said = {*point.statement.by, *point.statement.to}
    return not said <= {ALL, CHAIR, DOCUMENT, PARTNERS, encounter.inside}


def _last(encounters: tuple[Encounter, ...]) -> Encounter | None:
    bilateral = (one for one in encounters if one.meeting.forum is None)
    return next(bilateral, encounters[0] if encounters else None)
