"""What each side asked for: requests to the other side, proposals to both, calls and wishes."""

from __future__ import annotations

from collections.abc import Iterable

from briefings.dossier.points import Asks, Encounter, Point
from briefings.dossier.strands import points_of
from briefings.dossier.weight import ASKING
from briefings.model.meetings import ALL, BOTH, CHAIR, DOCUMENT


def asks(code: str, encounters: Iterable[Encounter], *, home: str) -> Asks:
    """Return the asks of the counterpart and of the own side, those of the latest meeting first.

    An ask made by several sides together belongs to each of them; one that nobody but a third
    side made (another member of the forum) belongs to neither. What a forum's chair or a document
    of it asks for is the forum's own.
    """
    asking = [one for one in points_of(encounters) if one.statement.act in ASKING]

    def made_by(side: str) -> tuple[Point, ...]:
        return tuple(one for one in asking if _speaks_for(side, one) & set(one.statement.by))

    return Asks(theirs=made_by(code), ours=made_by(home))


def _speaks_for(side: str, point: Point) -> set[str]:
    together = {side, BOTH, ALL}
    return together | {CHAIR, DOCUMENT} if point.meeting.forum == side else together
