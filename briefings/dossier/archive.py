"""The archive volumes of a counterpart: what a dossier no longer shows in full, year by year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from briefings.config import History
from briefings.dossier.contents import Dossier, Doubts, Summary
from briefings.dossier.doubts import errata, gaps
from briefings.dossier.edition import edition_day
from briefings.dossier.encounters import encounters, meetings_of
from briefings.dossier.history import Volume, split, volumes, with_gaps_of
from briefings.dossier.horizon import admit, cut
from briefings.dossier.marking import marked
from briefings.dossier.numbering import Numbering
from briefings.dossier.points import Asks, Matrix
from briefings.dossier.sides import named_in, sides
from briefings.dossier.strands import strands
from briefings.errors import RecordError
from briefings.model.counterparts import Counterpart
from briefings.model.markings import Marking
from briefings.model.meetings import Meeting
from briefings.records import Records


def gather_volume(  # noqa: PLR0913 - day, audience and house are arguments, never globals
    counterpart: Counterpart,
    records: Records,
    name: str,
    *,
    home: str,
    as_of: date,
    clearance: Marking,
    history: History,
    stated: bool = False,
) -> Dossier:
    """Assemble one archive volume of a counterpart: its meetings with points, doubts, gaps and sources.

    It says nothing of what changes with time, such as who holds a post or where a commitment stands,
    so that it stays as it is until a record of its year changes, or a gap of its year passes into it.

    Raises:
        RecordError: there is no such volume, or as for a dossier.
    """
    code = counterpart.code
    admit(counterpart, clearance)
    seen = cut(records, as_of=as_of, clearance=clearance)
    full, shelf = _shelved(code, seen, history)
    found = next((one for one in shelf if one.name == name), None)
    if found is None:
        msg = f"The dossier on {code} has no archive volume {name}."
        raise RecordError(msg)
    held = with_gaps_of(name, full, shelf, seen)
    made = _bound(counterpart, found, held, home=home, as_of=as_of)
    return replace(made, stated=as_of if stated else None)


def volume_names(
    code: str, records: Records, *, as_of: date, clearance: Marking, history: History
) -> tuple[str, ...]:
    """Return the names of the archive volumes that a counterpart's dossier has, the latest first."""
    seen = cut(records, as_of=as_of, clearance=clearance)
    return tuple(one.name for one in _shelved(code, seen, history)[1])


def _shelved(code: str, records: Records, history: History) -> tuple[tuple[Meeting, ...], tuple[Volume, ...]]:
    """Return the meetings that the dossier shows in full, and the volumes."""
    meetings = meetings_of(code, records)
    full, earlier = split(meetings, history)
    return full, volumes(meetings, earlier)


def _bound(counterpart: Counterpart, volume: Volume, records: Records, *, home: str, as_of: date) -> Dossier:
    code = counterpart.code
    numbering = Numbering(records.sources)
    met = encounters(code, volume.meetings[::-1], records, numbering)
    misprints = errata(code, met, records, numbering)
    uncovered = gaps(code, records, numbering)
    contacts = [gap for gap, _ in uncovered]
    made = Dossier(
        counterpart=counterpart,
        home=home,
        edition=edition_day(met, (), (), (), contacts, numbering.cited, as_of=as_of, due_within=timedelta()),
        stated=None,
        marking=counterpart.marking,
        sides=sides(named_in(met) | {home, code}, records),
        summary=Summary((), (), (), None, (), (), ()),
        levels=(),
        timeline=(),
        encounters=met,
        strands=strands(met, records.topics),
        matrix=Matrix((), ()),
        asks=Asks((), ()),
        pledges=(),
        profiles=(),
        doubts=Doubts(misprints, uncovered, (), ()),
        sources=numbering.cited,
        volume=volume.name,
    )
    return marked(made, records)
