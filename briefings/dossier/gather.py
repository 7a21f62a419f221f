"""The step from records to a dossier: pure, for one counterpart, one day and one audience."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from briefings.config import History
from briefings.dossier.asks import asks
from briefings.dossier.checklists import checklists, plans_moved
from briefings.dossier.contents import Dossier, Doubt, Doubts
from briefings.dossier.doubts import errata, gaps, missing, unconfirmed
from briefings.dossier.edition import edition_day
from briefings.dossier.encounters import encounters, meetings_of
from briefings.dossier.history import named, promising, shelved, split, still_told, volumes, with_gaps_of
from briefings.dossier.horizon import admit, cut
from briefings.dossier.ledger import pledges
from briefings.dossier.marking import marked
from briefings.dossier.numbering import Numbering
from briefings.dossier.points import Encounter, Reference
from briefings.dossier.profiles import holders, own_side, profiles
from briefings.dossier.relations import Holder, Level, Pledge, Profile
from briefings.dossier.sides import named_in, planned, sides
from briefings.dossier.strands import matrix, strands
from briefings.dossier.summary import summarise
from briefings.dossier.timeline import levels, timeline
from briefings.model.counterparts import Counterpart
from briefings.model.gaps import Gap
from briefings.model.markings import Marking
from briefings.model.meetings import Meeting
from briefings.records import Records

DUE_WITHIN: Final = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class _Asked:
    """About whom and for which day a dossier is asked, and the records that its audience may see."""

    counterpart: Counterpart
    home: str
    as_of: date
    due_within: timedelta
    seen: Records


@dataclass(frozen=True, slots=True)
class _Found:
    """What the records say of a counterpart, cited in reading order; the own side's posts in ``own``."""

    met: tuple[Encounter, ...]
    relations: tuple[Level, ...]
    promised: tuple[Pledge, ...]
    known: tuple[Profile, ...]
    theirs: tuple[Holder, ...]
    own: tuple[Profile, ...]
    ours: tuple[Holder, ...]
    misprints: tuple[Doubt, ...]
    uncovered: tuple[tuple[Gap, tuple[Reference, ...]], ...]


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
    admit(counterpart, clearance)
    seen = cut(records, as_of=as_of, clearance=clearance)
    meetings = meetings_of(code, seen)
    full, earlier = split(meetings, history)
    shelf = volumes(meetings, earlier)
    seen = with_gaps_of(None, full, shelf, seen)
    asked = _Asked(counterpart, home, as_of, due_within, seen)
    made = _assembled(asked, full, earlier)
    moved = plans_moved(code, records, as_of=as_of, clearance=clearance)
    whole = replace(
        made,
        edition=max(made.edition, moved),
        stated=as_of if stated else None,
        before=len(earlier),
        past=named(earlier, shelf),
        shelf=shelved(shelf),
    )
    return marked(whole, seen, earlier)


def _assembled(asked: _Asked, full: Sequence[Meeting], earlier: Sequence[Meeting]) -> Dossier:
    counterpart, home, seen = asked.counterpart, asked.home, asked.seen
    code = counterpart.code
    numbering = Numbering(seen.sources)
    found = _found(asked, full, earlier, numbering)
    met, relations, promised, known = found.met, found.relations, found.promised, found.known
    contacts = [gap for gap, _ in found.uncovered]
    holding = (*found.theirs, *found.ours)
    lacking = missing(counterpart, met, relations, holding, promised, earlier, home=home)
    sheets = checklists(code, met, promised, seen, as_of=asked.as_of)
    called = sides(named_in(met, relations, promised) | planned(sheets) | {home, code}, seen)
    by_topic = strands(met, seen.topics)
    return Dossier(
        counterpart=counterpart,
        home=home,
        edition=edition_day(
            met,
            relations,
            promised,
            (*known, *found.own),
            contacts,
            numbering.cited,
            as_of=asked.as_of,
            due_within=asked.due_within,
        ),
        stated=None,
        marking=counterpart.marking,
        sides=called,
        summary=summarise(
            met, relations, (found.theirs, found.ours), promised, found.misprints, contacts, lacking
        ),
        levels=relations,
        timeline=timeline(relations, met, contacts),
        encounters=met,
        strands=by_topic,
        matrix=matrix(met, by_topic),
        asks=asks(code, met, home=home),
        pledges=promised,
        profiles=known,
        doubts=Doubts(found.misprints, found.uncovered, lacking, unconfirmed(met, known, relations, called)),
        sources=numbering.cited,
        checklists=sheets,
    )


def _found(
    asked: _Asked, full: Sequence[Meeting], earlier: Sequence[Meeting], numbering: Numbering
) -> _Found:
    # sources get their numbers as they are cited, so that the order of these lines is seen on the page
    code, home, as_of, seen = asked.counterpart.code, asked.home, asked.as_of, asked.seen
    met = encounters(code, full, seen, numbering)
    relations = levels(code, seen, numbering, home=home, as_of=as_of)
    told = still_told(code, full, earlier, seen)
    promised = pledges(
        code,
        (*met, *encounters(code, promising(earlier, told), seen, numbering)),
        replace(seen, commitments=told),
        numbering,
        as_of=as_of,
        due_within=asked.due_within,
    )
    known = profiles(code, met, seen, numbering)
    own = own_side(home, met, seen)
    ours = tuple(
        replace(one, references=numbering.cite_all(one.post.evidence)) for one in holders(own, as_of=as_of)
    )
    misprints = errata(code, met, seen, numbering)
    uncovered = gaps(code, seen, numbering)
    theirs = holders(known, as_of=as_of)
    return _Found(met, relations, promised, known, theirs, own, ours, misprints, uncovered)
