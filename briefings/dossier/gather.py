"""The step from records to a dossier: pure, for one counterpart, one day and one audience."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from briefings.config import History
from briefings.dossier.asks import asks
from briefings.dossier.checklists import checklists, plans_moved
from briefings.dossier.contents import (
    Asks,
    Checklist,
    Dossier,
    Doubts,
    Encounter,
    Level,
    Matrix,
    Pledge,
    Profile,
    Shelved,
    Side,
    Summary,
)
from briefings.dossier.doubts import errata, gaps, missing, unconfirmed
from briefings.dossier.edition import edition_day
from briefings.dossier.encounters import encounters, meetings_of
from briefings.dossier.history import Volume, named, split, volumes
from briefings.dossier.horizon import cut
from briefings.dossier.ledger import pledges
from briefings.dossier.numbering import Numbering
from briefings.dossier.profiles import holders, own_side, profiles
from briefings.dossier.strands import matrix, strands
from briefings.dossier.summary import summarise
from briefings.dossier.timeline import levels, timeline
from briefings.errors import RecordError
from briefings.languages.dates import Day
from briefings.languages.territories import territory
from briefings.languages.text import Language, Name
from briefings.model.commitments import Commitment, Status
from briefings.model.counterparts import Counterpart
from briefings.model.markings import Marking
from briefings.model.meetings import COLLECTIVES, Meeting
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
    history: History | None = None,
) -> Dossier:
    """Assemble what one audience may know of one counterpart on a given day.

    What lies after ``as_of`` or above ``clearance`` is left out before anything else happens, so
    that an old dossier can be rebuilt and no later step can leak what it never saw. ``stated``
    says that the day was asked for, and is therefore shown. What ``history`` does not reach is named
    in a line, with the archive volume that holds it; without it everything is shown in full.

    Raises:
        RecordError: the counterpart itself is marked above the clearance, or something cites a
            source that no record defines.
    """
    code = counterpart.code
    _refuse(counterpart, clearance)
    seen = cut(records, as_of=as_of, clearance=clearance)
    meetings = meetings_of(code, seen)
    full, earlier = split(meetings, history)
    shelf = volumes(meetings, earlier)
    if earlier:
        seen = _since(full[-1].date, seen)
    numbering = Numbering(seen.sources)
    met = encounters(code, full, seen, numbering)
    relations = levels(code, seen, numbering, home=home, as_of=as_of)
    known_of = _still_told(code, full, earlier, seen)
    promised = pledges(
        code,
        (*met, *encounters(code, _promising(earlier, known_of), seen, numbering)),
        replace(seen, commitments=known_of),
        numbering,
        as_of=as_of,
        due_within=due_within,
    )
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
                *(one.marking for one in earlier),
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
        before=len(earlier),
        past=named(earlier, shelf),
        shelf=tuple(_shelved(one) for one in shelf),
    )


def gather_volume(  # noqa: PLR0913 - as above
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
    so that it stays as it is until a record of its year changes.

    Raises:
        RecordError: there is no such volume, or as for a dossier.
    """
    code = counterpart.code
    _refuse(counterpart, clearance)
    seen = cut(records, as_of=as_of, clearance=clearance)
    meetings = meetings_of(code, seen)
    shelf = {one.name: one for one in volumes(meetings, split(meetings, history)[1])}
    if name not in shelf:
        msg = f"The dossier on {code} has no archive volume {name}."
        raise RecordError(msg)
    numbering = Numbering(seen.sources)
    held = shelf[name].meetings
    met = encounters(code, held[::-1], seen, numbering)
    misprints = errata(code, met, seen, numbering)
    span = (held[0].date.earliest, held[-1].date.latest)
    seen = replace(
        seen, gaps={key: one for key, one in seen.gaps.items() if span[0] <= one.date.latest <= span[1]}
    )
    uncovered = gaps(code, seen, numbering)
    gap_records = tuple(gap for gap, _ in uncovered)
    sides = {one: _side(one, seen) for one in sorted(_codes(met, (), ()) | {home, code})}
    return Dossier(
        counterpart=counterpart,
        home=home,
        edition=edition_day(
            met, (), (), (), gap_records, numbering.cited, as_of=as_of, due_within=DUE_WITHIN
        ),
        stated=as_of if stated else None,
        marking=max(
            (
                counterpart.marking,
                *(one.marking for one in numbering.cited),
                *(one.marking for one in gap_records),
                *(seen.counterparts[one].marking for one in sides if one in seen.counterparts),
                *_shown(met, (), (), ()),
            )
        ),
        sides=sides,
        summary=Summary((), (), (), None, (), (), ()),
        levels=(),
        timeline=(),
        encounters=met,
        strands=strands(met, seen.topics),
        matrix=Matrix((), ()),
        asks=Asks((), ()),
        pledges=(),
        profiles=(),
        doubts=Doubts(misprints, uncovered, (), ()),
        sources=numbering.cited,
        volume=name,
    )


def volume_names(
    code: str, records: Records, *, as_of: date, clearance: Marking, history: History
) -> tuple[str, ...]:
    """Return the names of the archive volumes that a counterpart's dossier has, the latest first."""
    meetings = meetings_of(code, cut(records, as_of=as_of, clearance=clearance))
    return tuple(one.name for one in volumes(meetings, split(meetings, history)[1]))


def _refuse(counterpart: Counterpart, clearance: Marking) -> None:
    if counterpart.marking > clearance:
        msg = f"This audience may not see a dossier on {counterpart.code}."
        raise RecordError(msg)


def _since(day: Day, records: Records) -> Records:
    """Return the records without contacts before the first meeting that is shown in full."""
    return replace(
        records, gaps={key: one for key, one in records.gaps.items() if one.date.latest >= day.earliest}
    )


def _still_told(
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


def _promising(earlier: Iterable[Meeting], commitments: Container[str | None]) -> Iterator[Meeting]:
    """Yield the earlier meetings that some commitment goes back to, with those points alone."""
    for meeting in earlier:
        kept = tuple(one for one in meeting.statements if one.commitment in commitments)
        if kept:
            yield replace(meeting, statements=kept, sources=(), date_evidence=())


def _shelved(volume: Volume) -> Shelved:
    return Shelved(volume.name, volume.meetings[0].date, volume.meetings[-1].date, len(volume.meetings))


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
