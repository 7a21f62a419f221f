"""Doubts and gaps: what sources contradict, what is unconfirmed, and what no source covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from briefings.dossier.contents import Doubt, Lack, Missing, Side, Unconfirmed
from briefings.dossier.numbering import Numbering
from briefings.dossier.points import Encounter, Reference
from briefings.dossier.relations import Holder, Level, Pledge, Profile, Standing
from briefings.languages.text import Name
from briefings.model.confirmation import Confirmation
from briefings.model.counterparts import Counterpart, CounterpartKind
from briefings.model.gaps import Gap
from briefings.model.meetings import Meeting
from briefings.model.sources import Citation, Erratum, Source
from briefings.records import Records


def errata(
    code: str, encounters: Iterable[Encounter], records: Records, numbering: Numbering
) -> tuple[Doubt, ...]:
    """Return what the sources of the meetings shown print wrongly: doubts first, then misprints."""
    used = {reference.source for one in encounters for reference in _references(one)}
    found = [
        _doubt(erratum, source, numbering)
        for source in records.sources.values()
        if source.id in used
        for erratum in source.errata
        if code in erratum.counterparts
    ]
    return tuple(sorted(found, key=lambda one: (not one.erratum.doubt, one.references[0].number)))


def _references(encounter: Encounter) -> Iterator[Reference]:
    yield from encounter.references
    for point in encounter.points:
        yield from point.references


def _doubt(erratum: Erratum, source: Source, numbering: Numbering) -> Doubt:
    places = erratum.paragraphs or (None,)
    return Doubt(
        erratum,
        source,
        numbering.cite_all(Citation(source.id, paragraph) for paragraph in places),
        numbering.cite_all(erratum.evidence),
    )


def gaps(code: str, records: Records, numbering: Numbering) -> tuple[tuple[Gap, tuple[Reference, ...]], ...]:
    """Return the contacts that no source on file covers, latest first."""
    found = [one for one in records.gaps.values() if code in one.counterparts]
    found.sort(key=lambda one: (one.date.latest, one.id), reverse=True)
    return tuple((one, numbering.cite_all(one.evidence)) for one in found)


def missing(  # noqa: PLR0913, PLR0917 - one argument for each part that can lack something
    counterpart: Counterpart,
    encounters: Iterable[Encounter],
    levels: Iterable[Level],
    holders: Iterable[Holder],
    pledges: Iterable[Pledge],
    earlier: Iterable[Meeting],
    *,
    home: str,
) -> tuple[Missing, ...]:
    """Return what the records do not say and a reader would look for.

    ``earlier`` are meetings that are on record, but not shown in full.
    """
    met = tuple(encounters)
    found = [Missing(Lack.HOLDER, one.post.title, one.post.end) for one in holders if not one.current]
    found += [
        Missing(Lack.CONTENT, one.meeting.title, one.meeting.date, one.meeting.id)
        for one in met
        if not one.points
    ]
    found += [
        Missing(Lack.REPORT, one.commitment.title, address=one.commitment.id)
        for one in pledges
        if not one.reported and one.standing is not Standing.DONE
    ]
    if counterpart.kind in (CounterpartKind.STATE, CounterpartKind.BLOC):
        if not any(one.forum is None for one in (*(one.meeting for one in met), *earlier)):
            found.append(Missing(Lack.BILATERAL, counterpart.name))
        if not any(one.current and home in one.framework.parties for one in levels):
            found.append(Missing(Lack.FRAMEWORK, counterpart.name))
    return tuple(found)


def unconfirmed(
    encounters: Iterable[Encounter],
    profiles: Iterable[Profile],
    levels: Iterable[Level],
    sides: Mapping[str, Side],
) -> tuple[Unconfirmed, ...]:
    """Return the posts and frameworks that the dossier shows without full confirmation."""
    shown = [(one.person, post) for one in profiles for post, _ in one.posts]
    shown += [(who.person, post) for one in encounters for who in one.attendances for post in who.posts]
    posts = [
        Unconfirmed(post.title, person.name, post.start, post.end, post.confirmation, post.note)
        for person, post in dict.fromkeys(shown)
        if post.confirmation is not Confirmation.CONFIRMED
    ]
    frameworks = [
        Unconfirmed(
            one.framework.title,
            _parties(one, sides),
            one.framework.start,
            one.framework.end,
            one.framework.confirmation,
            one.framework.note,
        )
        for one in levels
        if one.framework.confirmation is not Confirmation.CONFIRMED
    ]
    return (*posts, *frameworks)


def _parties(level: Level, sides: Mapping[str, Side]) -> Name:
    names = [sides[party].name for party in level.framework.parties]
    return Name(" – ".join(one.vi or "" for one in names), " – ".join(one.en or "" for one in names))
