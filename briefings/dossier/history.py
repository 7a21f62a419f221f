"""How much of the past a dossier shows in full, and the archive volumes that hold the rest, year by year."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from briefings.config import History
from briefings.dossier.contents import Past, Shelved
from briefings.languages.dates import Day
from briefings.model.commitments import Commitment, Status
from briefings.model.meetings import Meeting
from briefings.records import Records

# meetings of one volume; a year that has more has several
LARGEST: Final = 100
# earlier meetings that a dossier names one by one; those before them are counted by volume
NAMED: Final = 200


@dataclass(frozen=True, slots=True)
class Volume:
    """An archive volume: meetings of one year, oldest first; ``name`` is the year, or ``2021-2``."""

    name: str
    meetings: tuple[Meeting, ...]


def split(
    meetings: Sequence[Meeting], history: History | None
) -> tuple[tuple[Meeting, ...], tuple[Meeting, ...]]:
    """Return the meetings that are shown in full, and the earlier ones; both with the latest first.

    Years are counted back from the latest meeting and not from today, so that a dossier to which
    nothing was added stays as it is.
    """
    if history is None or not meetings:
        return tuple(meetings), ()
    edge = _years_before(meetings[0].date.latest, history.years)
    full = [one for one in meetings[: history.meetings] if one.date.latest >= edge]
    return tuple(full), tuple(meetings[len(full) :])


def volumes(meetings: Sequence[Meeting], earlier: Sequence[Meeting]) -> tuple[Volume, ...]:
    """Return the volumes of the years that the earlier meetings lie in, the latest first.

    A volume holds the whole year, also what is still shown in full, so that it changes only when a
    record of that year does, or when a gap of that year is no longer told by the dossier. A year of
    many meetings is cut where it is longest known: counted from its beginning.
    """
    wanted = {_year(one) for one in earlier}
    made = []
    for year, held in groupby(meetings, _year):
        oldest_first = tuple(held)[::-1]
        if year not in wanted:
            continue
        parts = [oldest_first[at : at + LARGEST] for at in range(0, len(oldest_first), LARGEST)]
        names = [str(year)] if len(parts) == 1 else [f"{year}-{at}" for at in range(1, len(parts) + 1)]
        made += [Volume(name, part) for name, part in zip(names, parts, strict=True)][::-1]
    return tuple(made)


def named(earlier: Sequence[Meeting], shelf: Iterable[Volume]) -> tuple[Past, ...]:
    """Return the latest of the earlier meetings, each with the volume that holds it."""
    holding = {meeting.id: one.name for one in shelf for meeting in one.meetings}
    return tuple(Past(one, holding[one.id]) for one in earlier[:NAMED])


def shelved(shelf: Iterable[Volume]) -> tuple[Shelved, ...]:
    """Return the volumes as a dossier tells of them."""
    return tuple(
        Shelved(one.name, one.meetings[0].date, one.meetings[-1].date, len(one.meetings)) for one in shelf
    )


def with_gaps_of(
    name: str | None, full: Sequence[Meeting], shelf: Sequence[Volume], records: Records
) -> Records:
    """Return the records with no gaps but those that the named volume tells of, or the dossier itself."""
    told = {key: one for key, one in records.gaps.items() if _teller(one.date, full, shelf) == name}
    return replace(records, gaps=told)


def _teller(day: Day, full: Sequence[Meeting], shelf: Sequence[Volume]) -> str | None:
    """Return the volume that tells of a gap of some day, or nothing if the dossier does.

    What is not before the meetings shown in full is told by the dossier, what is by the volume of its
    year, so that each gap stands in one place and in no more.
    """
    if full and day.latest >= full[-1].date.earliest:
        return None
    of_year = [one for one in shelf if _year(one.meetings[0]) == day.latest.year]
    if not of_year:
        # the volume of another year would change for it, and nobody would look for it there
        return None
    # between two volumes of a year it goes with the meetings before it: the next may not be known yet
    begun = (one for one in of_year if one.meetings[0].date.latest <= day.latest)
    return next(begun, of_year[-1]).name


def still_told(
    code: str, full: Sequence[Meeting], earlier: Sequence[Meeting], records: Records
) -> dict[str, Commitment]:
    """Return the commitments without those that ended before the meetings that are shown in full.

    What is open is told however long ago it was made.
    """
    if not earlier:
        return dict(records.commitments)
    first = min(one.date.earliest for one in full)
    recalled = {point.commitment for one in full for point in one.statements}

    def over(one: Commitment) -> bool:
        ended = [step for step in one.outcomes if step.status in {Status.DONE, Status.LAPSED}]
        return bool(ended) and max(step.date.latest for step in ended) < first

    return {
        key: one
        for key, one in records.commitments.items()
        if code in one.counterparts and (key in recalled or not over(one))
    }


def promising(earlier: Iterable[Meeting], commitments: Container[str | None]) -> Iterator[Meeting]:
    """Yield the earlier meetings that some commitment goes back to, with those points alone."""
    for meeting in earlier:
        kept = tuple(one for one in meeting.statements if one.commitment in commitments)
        if kept:
            yield replace(meeting, statements=kept, sources=(), date_evidence=())


def _year(meeting: Meeting) -> int:
    return meeting.date.latest.year


def _years_before(day: date, years: int) -> date:
    year = max(day.year - years, date.min.year)
    # 28 February stands for the day that such a year does not have
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
