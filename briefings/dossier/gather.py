"""The step from records to a dossier: pure, for one counterpart, one day and one audience."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from briefings.dossier.asks import asks
from briefings.dossier.checklists import checklists, plans_moved
from briefings.dossier.contents import Checklist, Dossier, Doubts, Encounter, Level, Pledge, Profile, Side
from briefings.dossier.doubts import errata, gaps, missing, unconfirmed
from briefings.dossier.edition import edition_day
from briefings.dossier.encounters import encounters
from briefings.dossier.horizon import cut
from briefings.dossier.ledger import pledges
from briefings.dossier.numbering import Numbering
from briefings.dossier.profiles import holders, own_side, profiles
from briefings.dossier.strands import matrix, strands
from briefings.dossier.summary import summarise
from briefings.dossier.timeline import levels, timeline
from briefings.errors import RecordError
from briefings.languages.territories import territory
from briefings.languages.text import Language, Name
from briefings.model.counterparts import Counterpart
from briefings.model.markings import Marking
from briefings.model.meetings import COLLECTIVES
from briefings.records import Records

DUE_WITHIN: Final = timedelta(days=180)


def gather(  # noqa: PLR0913 - day, audience and house are arguments, never globals
    counterpart: Counterpart,
    records: Records,
    *,
    home: str,
    as_of: date,
    clearance: Marking,
    stated: bool = False,
    due_within: timedelta = DUE_WITHIN,
) -> Dossier:
    """Assemble what one audience may know of one counterpart on a given day.

    What lies after ``as_of`` or above ``clearance`` is left out before anything else happens, so
    that an old dossier can be rebuilt and no later step can leak what it never saw. ``stated``
    says that the day was asked for, and is therefore shown.

    Raises:
        RecordError: the counterpart itself is marked above the clearance, or something cites a
            source that no record defines.
    """
    code = counterpart.code
    if counterpart.marking > clearance:
        msg = f"This audience may not see a dossier on {code}."
        raise RecordError(msg)
    seen = cut(records, as_of=as_of, clearance=clearance)
    numbering = Numbering(seen.sources)
    met = encounters(code, seen, numbering)
    relations = levels(code, seen, numbering, home=home, as_of=as_of)
    promised = pledges(code, met, seen, numbering, as_of=as_of, due_within=due_within)
    known = profiles(code, met, seen, numbering)
    holding = holders(known, as_of=as_of)
    own = own_side(home, met, seen)
    ours = tuple(
        replace(one, references=numbering.cite_all(one.post.evidence)) for one in holders(own, as_of=as_of)
    )
    misprints = errata(code, met, seen, numbering)
    uncovered = gaps(code, seen, numbering)
    gap_records = tuple(gap for gap, _ in uncovered)
    lacking = missing(counterpart, met, relations, (*holding, *ours), promised, home=home)
    sheets = checklists(code, met, promised, seen, as_of=as_of)
    codes = _codes(met, relations, promised) | _planned(sheets) | {home, code}
    sides = {one: _side(one, seen) for one in sorted(codes)}
    by_topic = strands(met, seen.topics)
    return Dossier(
        counterpart=counterpart,
        home=home,
        edition=max(
            edition_day(
                met,
                relations,
                promised,
                (*known, *own),
                gap_records,
                numbering.cited,
                as_of=as_of,
                due_within=due_within,
            ),
            plans_moved(code, records, as_of=as_of, clearance=clearance),
        ),
        stated=as_of if stated else None,
        marking=max(
            (
                counterpart.marking,
                *(one.marking for one in numbering.cited),
                *(one.marking for one in gap_records),
                *(seen.counterparts[one].marking for one in sides if one in seen.counterparts),
                *(one.plan.marking for one in sheets),
                *(who.person.marking for one in sheets for who in one.attendances),
                *(one.person.marking for one in ours),
                *_shown(met, relations, promised, known),
            )
        ),
        sides=sides,
        summary=summarise(met, relations, (holding, ours), promised, misprints, gap_records, lacking),
        levels=relations,
        timeline=timeline(relations, met, gap_records),
        encounters=met,
        strands=by_topic,
        matrix=matrix(met, by_topic),
        asks=asks(code, met, home=home),
        pledges=promised,
        profiles=known,
        doubts=Doubts(
            misprints,
            uncovered,
            lacking,
            unconfirmed(met, known, relations, sides),
        ),
        sources=numbering.cited,
        checklists=sheets,
    )


def _codes(met: Iterable[Encounter], relations: Iterable[Level], promised: Iterable[Pledge]) -> set[str]:
    """Return the codes of every side and country that the dossier has to name."""
    codes: set[str] = set()
    for encounter in met:
        codes.update(encounter.meeting.counterparts)
        codes.update(one.participant.side for one in encounter.attendances)
        for point in encounter.points:
            codes.update(point.statement.by, point.statement.to)
        if encounter.meeting.place is not None:
            codes.add(encounter.meeting.place.country)
    for level in relations:
        codes.update(level.framework.parties)
    for pledge in promised:
        codes.update(pledge.commitment.by)
    return codes - COLLECTIVES


def _planned(sheets: Iterable[Checklist]) -> set[str]:
    codes: set[str] = set()
    for sheet in sheets:
        codes.update(one.participant.side for one in sheet.attendances)
        if sheet.plan.place is not None:
            codes.add(sheet.plan.place.country)
    return codes


def _side(code: str, records: Records) -> Side:
    """Return what a side is called: by its record, by the house glossary, or by CLDR."""
    counterpart = records.counterparts.get(code)
    if counterpart is not None:
        return Side(counterpart.name, counterpart.in_sentence or counterpart.name)
    name = dict(records.glossary.territories).get(code) or Name(
        territory(code, Language.VI) or code, territory(code, Language.EN) or code
    )
    return Side(name, name)


def _shown(
    met: Iterable[Encounter],
    relations: Iterable[Level],
    promised: Iterable[Pledge],
    known: Iterable[Profile],
) -> Iterator[Marking]:
    for encounter in met:
        yield encounter.meeting.marking
        if encounter.conference is not None:
            yield encounter.conference.marking
        yield from (one.person.marking for one in encounter.attendances)
        yield from (one.statement.marking for one in encounter.points if one.statement.marking is not None)
    yield from (one.framework.marking for one in relations)
    yield from (one.commitment.marking for one in promised)
    yield from (one.person.marking for one in known)
