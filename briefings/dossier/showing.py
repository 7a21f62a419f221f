"""What the pages of a dossier show, taken out of it: nothing that no page prints.

Texts come without their Markdown and link targets, notes only where a page prints them, the own
records' inner names not at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefings.dossier import shown
from briefings.dossier.contents import Checklist, Dossier, Doubt, Item
from briefings.dossier.plain import plain
from briefings.dossier.points import Attendance, Encounter, Point, Reference
from briefings.dossier.relations import Level, Pledge, Profile
from briefings.dossier.shown import Cited, Shown
from briefings.languages.dates import Day
from briefings.languages.text import Text
from briefings.model.commitments import Due
from briefings.model.confirmation import Confirmation
from briefings.model.meetings import COLLECTIVES, Place, Role
from briefings.model.sources import Source


def show(dossier: Dossier) -> Shown:
    """Return what a dossier shows, in reading order."""
    about, doubts = dossier.counterpart, dossier.doubts
    found = Shown(
        counterpart=shown.Party(about.code, plain(about.name)),
        official_name=_maybe(about.official),
        edition=Day.of(dossier.edition),
        as_of=None if dossier.stated is None else Day.of(dossier.stated),
        marking=dossier.marking,
        sides=tuple(shown.Party(code, plain(one.name)) for code, one in sorted(dossier.sides.items())),
        topics=tuple(shown.Label(one.topic.id, plain(one.topic.label)) for one in dossier.strands),
        checklists=tuple(map(_sheet, dossier.checklists)),
        frameworks=tuple(map(_relation, dossier.levels)),
        meetings=tuple(map(_meeting, dossier.encounters)),
        points=tuple(_point(one, encounter) for encounter in dossier.encounters for one in encounter.points),
        commitments=tuple(map(_promise, dossier.pledges)),
        people=tuple(map(_official, dossier.profiles)),
        misprints=tuple(map(_misprint, doubts.errata)),
        gaps=tuple(
            shown.Uncovered(
                one.id, one.date, plain(one.what), _cited(cited), one.confirmation, _maybe(one.note)
            )
            for one, cited in doubts.gaps
        ),
        missing=tuple(
            shown.Unsaid(one.lack, plain(one.about), one.day, one.address) for one in doubts.missing
        ),
        unconfirmed=tuple(
            shown.Unsure(
                plain(one.whose), plain(one.what), one.confirmation, one.start, one.end, _maybe(one.note)
            )
            for one in doubts.unconfirmed
        ),
        sources=tuple(_source(number, one) for number, one in enumerate(dossier.sources, 1)),
        earlier=tuple(
            shown.Bygone(one.meeting.id, one.meeting.date, plain(one.meeting.title), one.volume)
            for one in dossier.past
        ),
        volume=dossier.volume,
    )
    named = _named(found) | {about.code, dossier.home}
    return replace(found, sides=tuple(one for one in found.sides if one.code in named))


def _named(found: Shown) -> set[str]:
    """Return the codes of the sides that are named anywhere: others of a forum's members are not."""
    named = {code for one in found.points for code in (*one.by, *one.to)}
    named.update(code for one in found.frameworks for code in one.parties)
    named.update(code for one in found.commitments for code in one.by)
    held: tuple[shown.Met | shown.Sheet, ...] = (*found.meetings, *found.checklists)
    named.update(who.side for one in held for who in one.participants)
    named.update(one.place.country for one in held if one.place is not None)
    named.update(one.forum for one in found.meetings if one.forum is not None)
    return named - COLLECTIVES


def _relation(level: Level) -> shown.Relation:
    framework = level.framework
    return shown.Relation(
        framework.id,
        framework.parties,
        plain(framework.title),
        framework.start,
        framework.end,
        framework.confirmation,
        _if_unsure(framework.note, framework.confirmation),
        _cited(level.references),
    )


def _maybe(text: Text | None) -> Text | None:
    return None if text is None else plain(text)


def _if_unsure(note: Text | None, confirmation: Confirmation) -> Text | None:
    """Return a note where pages print it: beside a fact that is not confirmed."""
    return None if note is None or confirmation is Confirmation.CONFIRMED else plain(note)


def _cited(references: Iterable[Reference]) -> tuple[Cited, ...]:
    return tuple(dict.fromkeys(Cited(one.source, one.paragraph) for one in references))


def _point(point: Point, encounter: Encounter) -> shown.Spoken:
    said = point.statement
    people = {one.person.id: one.person.name for one in encounter.attendances}
    return shown.Spoken(
        address=point.address,
        meeting=point.meeting.id,
        date=point.meeting.date,
        by=said.by,
        act=said.act,
        text=plain(said.text),
        topics=said.topics,
        sources=_cited(point.references),
        to=said.to,
        speaker=_maybe(people.get(said.speaker or "")),
        document=_maybe(said.document),
        note=_maybe(said.note),
        confirmation=said.confirmation,
    )


def _meeting(encounter: Encounter) -> shown.Met:
    meeting = encounter.meeting
    occasion = meeting.occasion
    if occasion is None and encounter.conference is not None:
        occasion = encounter.conference.name
    return shown.Met(
        id=meeting.id,
        date=meeting.date,
        title=plain(meeting.title),
        mode=meeting.mode,
        sources=_cited(encounter.references),
        participants=_present(encounter.attendances),
        place=_venue(meeting.place),
        occasion=_maybe(occasion),
        forum=encounter.inside,
        date_basis=_maybe(meeting.date_basis),
        date_sources=_cited(encounter.date_references) if meeting.date_basis is not None else (),
        note=_maybe(meeting.note),
    )


def _present(attendances: Iterable[Attendance]) -> tuple[shown.Present, ...]:
    return tuple(
        shown.Present(
            plain(one.person.name),
            one.participant.side,
            tuple(plain(post.title) for post in one.posts),
            one.participant.role,
        )
        for one in attendances
    )


def _venue(place: Place | None) -> shown.Venue | None:
    if place is None:
        return None
    return shown.Venue(place.country, _maybe(place.city), _maybe(place.venue), _maybe(place.basis))


def _sheet(checklist: Checklist) -> shown.Sheet:
    plan, conference = checklist.plan, checklist.conference
    place = _venue(plan.place)
    return shown.Sheet(
        id=plan.id,
        date=plan.date,
        written=plan.written,
        title=plain(plan.title),
        mode=plan.mode,
        objectives=tuple(map(plain, plan.objectives)),
        # sheets print neither the role nor how the place is known
        participants=tuple(replace(one, role=Role.PRINCIPAL) for one in _present(checklist.attendances)),
        place=None if place is None else replace(place, basis=None),
        occasion=None if conference is None else plain(conference.name),
        note=_maybe(plan.note),
        to_make=tuple(map(_line, checklist.to_make)),
        to_expect=tuple(map(_line, checklist.to_expect)),
    )


def _line(item: Item) -> shown.Line:
    return shown.Line(
        plain(item.text),
        _maybe(item.reply),
        tuple(one.address for one in item.points),
        None if item.commitment is None else item.commitment.id,
    )


def _promise(pledge: Pledge) -> shown.Promise:
    due = pledge.commitment.due
    return shown.Promise(
        id=pledge.commitment.id,
        title=plain(pledge.commitment.title),
        by=pledge.commitment.by,
        status=pledge.status,
        standing=pledge.standing,
        reported=pledge.reported,
        due=None if due is None else Due(due.date, due.printed, _maybe(due.note)),
        doubt=_maybe(pledge.commitment.doubt),
        points=tuple(one.point.address for one in pledge.trail if one.point is not None),
        outcomes=tuple(
            shown.Became(
                one.day,
                one.outcome.status,
                plain(one.outcome.text),
                _cited(one.references),
                one.outcome.confirmation,
            )
            for one in pledge.trail
            if one.outcome is not None
        ),
    )


def _official(profile: Profile) -> shown.Official:
    return shown.Official(
        id=profile.person.id,
        name=plain(profile.person.name),
        posts=tuple(
            shown.Tenure(
                plain(post.title),
                post.start,
                post.end,
                post.confirmation,
                _if_unsure(post.note, post.confirmation),
                _cited(references),
            )
            for post, references in profile.posts
        ),
        address=_maybe(profile.person.address),
        variants=profile.person.variants,
        meetings=tuple(one.id for one in profile.met),
    )


def _misprint(doubt: Doubt) -> shown.Misprint:
    return shown.Misprint(
        source=doubt.source.id,
        printed=doubt.erratum.printed,
        right=plain(doubt.erratum.right),
        why=plain(doubt.erratum.why),
        doubt=doubt.erratum.doubt,
        sources=_cited(doubt.references),
        evidence=_cited(doubt.evidence),
    )


def _source(number: int, source: Source) -> shown.Read:
    return shown.Read(
        id=source.id,
        number=number,
        title=source.title,
        language=source.language,
        publisher=_maybe(source.publisher),
        published=source.published,
        published_basis=_maybe(source.published_basis),
        credit=source.credit,
        known=_maybe(source.known),
        url=source.url,
        file=source.file,
    )
