"""Two states of one dossier compared: what was withdrawn, corrected, moved or added between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final, TypeAlias

from briefings.dossier.changes import (
    Change,
    Changes,
    Entry,
    Held,
    Kind,
    News,
    misprint_address,
    post_address,
)
from briefings.dossier.sameness import only, same
from briefings.dossier.shown import (
    Label,
    Met,
    Misprint,
    Official,
    Party,
    Promise,
    Read,
    Relation,
    Shown,
    Spoken,
    Tenure,
    Uncovered,
)
from briefings.errors import BriefingsError, Problem
from briefings.languages.dates import Day
from briefings.languages.text import Language
from briefings.model.commitments import Status
from briefings.model.markings import Marking

_Entries: TypeAlias = Mapping[Any, Entry]


class ComparisonError(BriefingsError):
    """Two states cannot be compared, or must not be."""


def compare(  # noqa: PLR0913 - two states, and for whom they are compared
    earlier: Shown,
    now: Shown,
    *,
    clearance: Marking,
    edition: bool = True,
    withheld: Collection[str] = (),
    languages: Sequence[Language] = tuple(Language),
) -> Changes:
    """Return what is new since an earlier state, as readers of these languages see it.

    ``edition`` says whether the earlier state is an edition, or the same records as of an earlier
    day. ``withheld`` are the identifiers of records that this audience may see no more, and the names
    of people: what the earlier state said under them is gone before anything is compared.

    Raises:
        ComparisonError: the earlier state is of another counterpart, or is marked above
            ``clearance``, so that a list of changes would tell what its readers may not see.
    """
    _refuse(earlier, now, clearance)
    seen = _without(earlier, withheld)
    # what went into an archive volume was not withdrawn, and what came out of one is not new
    before = only(_unarchived(seen, now), languages)
    after = only(_unarchived(now, earlier), languages)
    listed = (*_listed(before, after), *_of_posts(before, after))
    return Changes(
        since=earlier.edition if edition or earlier.as_of is None else earlier.as_of,
        edition=edition,
        listed=listed,
        others=_others(before, after, explained=bool(listed) or seen != earlier),
        sides={one.code: one.name for one in (*before.sides, *after.sides)},
        topics={one.id: one.label for one in (*before.topics, *after.topics)},
        sources={one.id: one for one in before.sources},
        marking=earlier.marking if any(one.before is not None for one in listed) else Marking.PUBLIC,
    )


def _refuse(earlier: Shown, now: Shown, clearance: Marking) -> None:
    code, other = now.counterpart.code, earlier.counterpart.code
    if other != code:
        what = f"The earlier edition is about {other}, not about {code}."
        raise ComparisonError(Problem(what, tip=f"Name an edition about {code}, or a day."))
    if earlier.marking > clearance:
        what = (
            f"The earlier edition is marked {earlier.marking}, and the readers of this one may see "
            f"{clearance} at most: a list of changes would tell them what they may not see."
        )
        raise ComparisonError(Problem(what, tip="Name an edition made for the same readers, or a day."))


def _without(state: Shown, withheld: Collection[str]) -> Shown:
    gone = frozenset(withheld)
    return replace(
        state,
        meetings=tuple(
            replace(one, participants=tuple(who for who in one.participants if who.name.vi not in gone))
            for one in state.meetings
            if one.id not in gone
        ),
        points=tuple(
            replace(one, speaker=None if one.speaker and one.speaker.vi in gone else one.speaker)
            for one in state.points
            if not {one.address, one.meeting} & gone
        ),
        checklists=tuple(one for one in state.checklists if one.id not in gone),
        frameworks=tuple(one for one in state.frameworks if one.id not in gone),
        people=tuple(one for one in state.people if one.id not in gone),
        commitments=tuple(one for one in state.commitments if one.id not in gone),
        misprints=tuple(one for one in state.misprints if one.source not in gone),
        gaps=tuple(one for one in state.gaps if one.id not in gone),
        sources=tuple(one for one in state.sources if one.id not in gone),
    )


def _unarchived(state: Shown, other: Shown) -> Shown:
    """Return a state without what lies in the archive of the other: meetings, and what went with them."""
    if not other.earlier or not other.meetings:
        return state
    kept = _without(state, {one.id for one in other.earlier})
    first = other.meetings[-1].date.earliest
    years = {one.date.latest.year for one in other.earlier}
    left = _reporting(state) - _reporting(kept)
    told = {kind: entries(other) for kind, entries in _LISTS.items()}
    return replace(
        kept,
        gaps=tuple(
            one
            for one in kept.gaps
            if one.id in told[Kind.GAP] or one.date.latest >= first or one.date.latest.year not in years
        ),
        misprints=tuple(
            one
            for one in kept.misprints
            if (one.source, one.printed) in told[Kind.DOUBT] or one.source not in left
        ),
        commitments=tuple(
            one for one in kept.commitments if one.id in told[Kind.COMMITMENT] or not _over(one, first)
        ),
    )


def _reporting(state: Shown) -> set[str]:
    """Return the sources that report the meetings shown, whose misprints are told."""
    held: tuple[Met | Spoken, ...] = (*state.meetings, *state.points)
    return {cited.source for one in held for cited in one.sources}


def _over(promise: Promise, first: date) -> bool:
    ended = [one.date.latest for one in promise.outcomes if one.status in {Status.DONE, Status.LAPSED}]
    return bool(ended) and max(ended) < first


_LISTS: Final[Mapping[Kind, Callable[[Shown], _Entries]]] = {
    Kind.MEETING: lambda state: {one.id: one for one in state.meetings},
    Kind.POINT: lambda state: {one.address: one for one in state.points},
    Kind.FRAMEWORK: lambda state: {one.id: one for one in state.frameworks},
    Kind.COMMITMENT: lambda state: {one.id: one for one in state.commitments},
    Kind.DOUBT: lambda state: {(one.source, one.printed): one for one in state.misprints},
    Kind.GAP: lambda state: {one.id: one for one in state.gaps},
}


def _listed(before: Shown, after: Shown) -> Iterator[Change]:
    for kind, entries in _LISTS.items():
        yield from _changes(kind, entries(before), entries(after))


def _changes(kind: Kind, before: _Entries, after: _Entries) -> Iterator[Change]:
    for key, entry in after.items():
        known = before.get(key)
        if known is None:
            yield Change(kind, News.NEW, _address(entry), None, entry)
        elif differing := _differing(known, entry):
            yield Change(kind, _news(known, entry, differing), _address(entry), known, entry, differing)
    for key, entry in before.items():
        if key not in after:
            yield Change(kind, News.WITHDRAWN, _address(entry), entry, None)


def _address(entry: Entry) -> str:
    match entry:
        case Spoken() | Held():
            return entry.address
        case Misprint():
            return misprint_address(entry.source, entry.printed)
    return entry.id


# what tells no reader anything: what an entry is known by, and what other entries say already
_NOT_COMPARED: Final[Mapping[type, frozenset[str]]] = {
    Spoken: frozenset({"address", "meeting", "date"}),
    Met: frozenset({"id"}),
    Relation: frozenset({"id"}),
    Promise: frozenset({"id", "points", "reported"}),
    Misprint: frozenset({"source", "printed"}),
    Uncovered: frozenset({"id"}),
    Tenure: frozenset(),
}
_MOVES: Final = frozenset({"status", "standing", "due", "outcomes"})


def _differing(before: Entry, after: Entry) -> tuple[str, ...]:
    old, new = (one.post if isinstance(one, Held) else one for one in (before, after))
    return tuple(
        one.name
        for one in fields(new)
        if one.name not in _NOT_COMPARED[type(new)]
        if not same(getattr(old, one.name), getattr(new, one.name))
    )


def _news(before: Entry, after: Entry, differing: tuple[str, ...]) -> News:
    if isinstance(after, Promise) and _MOVES & set(differing):
        return News.MOVED
    if "end" in differing and _end(before) is None and _end(after) is not None:
        return News.ENDED
    return News.CORRECTED


def _end(entry: Entry) -> Day | None:
    match entry:
        case Held():
            return entry.post.end
        case Relation():
            return entry.end
    return None


def _of_posts(before: Shown, after: Shown) -> Iterator[Change]:
    """Yield the changes of posts, which the data know by person and title, or by person and beginning."""
    old, new = _posts(before), _posts(after)
    for key in [one for one in old if one not in new]:
        again = (
            other
            for other in new
            if other not in old
            if new[other].person == old[key].person
            if new[other].post.start is not None and new[other].post.start == old[key].post.start
        )
        if (found := next(again, None)) is not None:
            old[found] = old.pop(key)
    yield from _changes(Kind.POST, old, new)


def _posts(state: Shown) -> dict[tuple[str, str, int], Held]:
    found: dict[tuple[str, str, int], Held] = {}
    for person in state.people:
        held: Counter[str] = Counter()
        for place, post in enumerate(person.posts, 1):
            title = f"{post.title.vi}\n{post.title.en}"
            address = post_address(person.id, place)
            found[person.id, title, held[title]] = Held(address, person.id, person.name, post)
            held[title] += 1
    return found


def _others(before: Shown, after: Shown, *, explained: bool) -> tuple[str, ...]:
    """Return what else differs: details of what both states have, so that no change goes unsaid."""
    parts: Mapping[str, tuple[_Details, _Details]] = {
        "names": (_names(before), _names(after)),
        "people": (_people(before), _people(after)),
        "sources": (_sources(before), _sources(after)),
    }
    found = [
        name
        for name, (old, new) in parts.items()
        if any(not same(old[key], new[key]) for key in old if key in new)
    ]
    if not same(before.checklists, after.checklists):
        found.append("checklists")
    # these follow from the rest; that something is withheld now must not show in them
    if not found and not explained:
        doubts = ((one.missing, one.unconfirmed) for one in (before, after))
        found += [] if same(*doubts) else ["doubts"]
    return tuple(found)


_Details: TypeAlias = Mapping[str, Official | Read | Party | Label]


def _names(state: Shown) -> _Details:
    about = Party("the counterpart's official name", state.official_name or state.counterpart.name)
    sides = {one.code: one for one in (about, state.counterpart, *state.sides)}
    return sides | {f"topic {one.id}": one for one in state.topics}


def _people(state: Shown) -> _Details:
    return {one.id: replace(one, posts=(), meetings=()) for one in state.people}


def _sources(state: Shown) -> _Details:
    return {one.id: replace(one, number=0) for one in state.sources}
