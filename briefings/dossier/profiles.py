"""The people of the other side: their posts so far, who holds them now, and when they were met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from briefings.dossier.numbering import Numbering
from briefings.dossier.points import Encounter
from briefings.dossier.relations import Holder, Profile
from briefings.languages.dates import Day
from briefings.model.meetings import Meeting
from briefings.model.people import Person, Post
from briefings.records import Records


def profiles(
    code: str, encounters: Iterable[Encounter], records: Records, numbering: Numbering
) -> tuple[Profile, ...]:
    """Return the counterpart's people, those met most recently first, then by name."""
    met = tuple(encounters)
    people = [one for one in records.people.values() if one.counterpart == code and one.posts]
    found = [
        Profile(
            person,
            tuple((post, numbering.cite_all(post.evidence)) for post in person.posts),
            _meetings_of(person, met),
        )
        for person in people
    ]
    found.sort(key=lambda one: one.person.id)
    found.sort(key=lambda one: one.met[0].date.latest if one.met else date.min, reverse=True)
    return tuple(found)


def holders(profiles: Iterable[Profile], *, as_of: date) -> tuple[Holder, ...]:
    """Return, for each post met across the table, who holds it on the day, or who held it last."""
    latest: dict[str, Holder] = {}
    known_people = tuple(profiles)
    met = {post.office for one in known_people for post, _ in one.posts if _last_seen(one, post) is not None}
    for profile in known_people:
        for post, references in profile.posts:
            if post.office not in met:
                continue
            holder = Holder(profile.person, post, post.held_on(as_of), _last_seen(profile, post), references)
            known = latest.get(post.office)
            if known is None or _begun(known.post) < _begun(post):
                latest[post.office] = holder
    return tuple(latest.values())


def _begun(post: Post) -> date:
    return date.min if post.start is None else post.start.earliest


def _meetings_of(person: Person, encounters: tuple[Encounter, ...]) -> tuple[Meeting, ...]:
    return tuple(
        one.meeting
        for one in encounters
        if any(attendance.person.id == person.id for attendance in one.attendances)
    )


def _last_seen(profile: Profile, post: Post) -> Day | None:
    return next((one.date for one in profile.met if post.held_on(one.date.earliest)), None)


def own_side(home: str, encounters: Iterable[Encounter], records: Records) -> tuple[Profile, ...]:
    """Return the people of the own side in the posts that sat at the table, whoever held them when."""
    met = tuple(encounters)
    offices = {
        post.office
        for encounter in met
        for one in encounter.attendances
        if one.person.counterpart == home
        for post in one.posts
    }
    found = []
    for person in records.people.values():
        posts = tuple(post for post in person.posts if post.office in offices)
        if person.counterpart == home and posts:
            # other posts of theirs are no business of this dossier, and must not move its edition
            shown = replace(person, posts=posts)
            found.append(Profile(shown, tuple((post, ()) for post in posts), _meetings_of(person, met)))
    return tuple(found)
