"""The archive volumes of a counterpart: what a dossier no longer shows in full, year by year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefings.config import History
from briefings.dossier.contents import Dossier, Doubts, Summary
from briefings.dossier.doubts import errata, gaps, unconfirmed
from briefings.dossier.edition import edition_day
from briefings.dossier.encounters import encounters, meetings_of
from briefings.dossier.history import Volume, split, volumes, with_gaps_of
from briefings.dossier.horizon import admit, cut
from briefings.dossier.marking import marked
from briefings.dossier.numbering import Numbering
from briefings.dossier.points import Asks, Matrix
from briefings.dossier.sides import named_in, sides
from briefings.dossier.strands import strands
from briefings.model.counterparts import Counterpart
from briefings.model.markings import Marking
from briefings.records import Records


@dataclass(frozen=True, slots=True)
class Held:
    """What an archive volume holds: the identifiers of its meetings, oldest first, and of its gaps."""

    name: str
    meetings: tuple[str, ...]
    gaps: tuple[str, ...]


def archive(
    code: str, records: Records, *, as_of: date, clearance: Marking, history: History
) -> tuple[Held, ...]:
    """Return the archive volumes that a counterpart's dossier has, the latest first."""
    # nothing else has a part in it, and cutting off takes long where there are many others
    own = Records(
        meetings={key: one for key, one in records.meetings.items() if code in one.counterparts},
        gaps={key: one for key, one in records.gaps.items() if code in one.counterparts},
    )
    seen = cut(own, as_of=as_of, clearance=clearance)
    meetings = meetings_of(code, seen)
    full, earlier = split(meetings, history)
    shelf = volumes(meetings, earlier)
    return tuple(
        Held(
            one.name,
            tuple(meeting.id for meeting in one.meetings),
            tuple(with_gaps_of(one.name, full, shelf, seen).gaps),
        )
        for one in shelf
    )


def gather_volume(  # noqa: PLR0913 - day, audience and house are arguments, never globals
    counterpart: Counterpart,
    records: Records,
    held: Held,
    *,
    home: str,
    as_of: date,
    clearance: Marking,
    stated: bool = False,
) -> Dossier:
    """Assemble one archive volume of a counterpart: its meetings with points, doubts, gaps and sources.

    It says nothing of what changes with time, such as who holds a post or where a commitment stands,
    so that it stays as it is until a record of its year changes, or a gap of its year passes into it;
    or what is known of a title that somebody bore at one of its meetings.
    Of ``records`` it needs what it holds and what that refers to, but for commitments.

    Raises:
        RecordError: as for a dossier.
    """
    admit(counterpart, clearance)
    own = replace(
        records,
        meetings={one: records.meetings[one] for one in held.meetings},
        gaps={one: records.gaps[one] for one in held.gaps},
    )
    seen = cut(own, as_of=as_of, clearance=clearance)
    made = _bound(counterpart, Volume(held.name, tuple(seen.meetings.values())), seen, home=home, as_of=as_of)
    return replace(made, stated=as_of if stated else None)


def _bound(counterpart: Counterpart, volume: Volume, records: Records, *, home: str, as_of: date) -> Dossier:
    code = counterpart.code
    numbering = Numbering(records.sources)
    met = encounters(code, volume.meetings[::-1], records, numbering)
    misprints = errata(code, met, records, numbering)
    uncovered = gaps(code, records, numbering)
    contacts = [gap for gap, _ in uncovered]
    called = sides(named_in(met) | {home, code}, records)
    made = Dossier(
        counterpart=counterpart,
        home=home,
        edition=edition_day(met, (), (), (), contacts, numbering.cited, as_of=as_of, due_within=timedelta()),
        stated=None,
        marking=counterpart.marking,
        sides=called,
        summary=Summary((), (), (), None, (), (), ()),
        levels=(),
        timeline=(),
        encounters=met,
        strands=strands(met, records.topics),
        matrix=Matrix((), ()),
        asks=Asks((), ()),
        pledges=(),
        profiles=(),
        doubts=Doubts(misprints, uncovered, (), unconfirmed(met, (), (), called)),
        sources=numbering.cited,
        volume=volume.name,
    )
    return marked(made, records)
