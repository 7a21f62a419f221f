"""A round of deliveries: who is to get what now, made into messages that wait in the outbox.

Whatever a recipient may not see is gone before anything is written for them: their dossier is
gathered at their own clearance, and everything else is made of that.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, TypeAlias

from briefings.build import shelf, workers
from briefings.build.earlier import withheld
from briefings.circulation import Carried, Delivery, Recipient, Subscription, When
from briefings.config import Config
from briefings.delivery import editions, messages, outbox, register
from briefings.delivery.drafts import Draft, Kind, Stored
from briefings.delivery.editions import Received
from briefings.delivery.messages import Envelope
from briefings.delivery.store import transaction
from briefings.dossier import gather
from briefings.dossier.changes import Changes
from briefings.dossier.comparison import ComparisonError, compare
from briefings.dossier.contents import Dossier
from briefings.dossier.showing import show
from briefings.dossier.shown import Shown
from briefings.errors import BriefingsError, Problem, did_you_mean
from briefings.languages.text import EditionLanguage
from briefings.model.markings import Marking
from briefings.records import Reading
from briefings.render import letters
from briefings.render.html import House, Medium
from briefings.render.letters import Enclosure, Occasion
from briefings.render.worker import Job

Renderer: TypeAlias = Callable[[Sequence[Job], Config], Iterator[tuple[Job, bytes | BriefingsError]]]
_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Office:
    """Where a round takes place: the workspace, its settings, and its records.

    ``whole`` are the records with the changes that wait to be reviewed, where any do.
    """

    workspace: Path
    config: Config
    delivery: Delivery
    reading: Reading
    whole: Reading | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """What a round is asked for; ``run`` names it, so that the same round never queues twice.

    ``test`` is who gets everything instead of its recipients, within their own clearance. A round
    ``by_hand`` may send another state of a dossier on the same day.
    """

    run: str
    subscriptions: tuple[Subscription, ...]
    as_of: date
    at: datetime
    only: frozenset[str] = frozenset()
    test: Recipient | None = None
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Want:
    """One dossier in one language for one recipient."""

    subscription: Subscription
    recipient: Recipient
    counterpart: str
    language: EditionLanguage


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was not queued, on purpose."""

    want: Want
    why: str


@dataclass(frozen=True, slots=True)
class Failed:
    """What could not be made; the other messages of the round are not held up by it."""

    want: Want
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Plan:
    """What a round comes to: the messages, what is left out and why, and the states they show."""

    drafts: list[Draft] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    states: dict[str, Shown] = field(default_factory=dict)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return why anything could not be made, each reason once."""
        return tuple(dict.fromkeys(problem for one in self.failed for problem in one.problems))


@dataclass(frozen=True, slots=True)
class _View:
    """What one audience sees of a counterpart, and how many recent changes are held back from it."""

    dossier: Dossier
    shown: Shown
    held_back: int


@dataclass(frozen=True, slots=True)
class _Order:
    """A message that is to be made."""

    want: Want
    view: _View
    received: Received | None
    changes: Changes | None
    kind: Kind


def wanted(delivery: Delivery, asked: Round, codes: Iterable[str]) -> tuple[Want, ...]:
    """Return what the subscriptions of a round ask for; what two of them ask for is wanted once."""
    known = tuple(codes)
    found: dict[tuple[str, str, str], Want] = {}
    for subscription in asked.subscriptions:
        for recipient in delivery.members(subscription.to):
            if asked.only and recipient.id not in asked.only:
                continue
            for code in subscription.counterparts or known:
                for language in subscription.languages or recipient.languages:
                    key = (recipient.id, code, str(language))
                    found.setdefault(key, Want(subscription, recipient, code, language))
    return tuple(found.values())


def rendered(jobs: Sequence[Job], config: Config) -> Iterator[tuple[Job, bytes | BriefingsError]]:
    """Yield the file of each job, made by processes of their own as in a build."""
    if jobs:
        with workers.pool(config, len(jobs)) as pool:
            for job, made in workers.results(pool, jobs, config):
                yield job, made if isinstance(made, BriefingsError) else made.content or b""


def plan(office: Office, asked: Round, store: sqlite3.Connection, *, render: Renderer = rendered) -> Plan:
    """Return the messages of a round; nothing is queued yet, and one bad dossier costs no other."""
    made = Plan()
    views: dict[tuple[str, Marking], _View | tuple[Problem, ...] | None] = {}
    orders = []
    for want in wanted(office.delivery, asked, _codes(office)):
        key = want.counterpart, want.recipient.clearance
        if key not in views:
            views[key] = _view(office, asked, *key, [one for one in views.values() if isinstance(one, _View)])
        view = views[key]
        if view is None:
            continue
        if not isinstance(view, _View):
            made.failed.append(Failed(want, view))
        else:
            order = _order(office, asked, store, want, view)
            if isinstance(order, Skipped):
                made.skipped.append(order)
            else:
                orders.append(order)
    files = _files(office, orders, render)
    for order in orders:
        try:
            made.drafts.append(_draft(office, asked, order, files.get(_file_key(order))))
            made.states.setdefault(editions.name(order.view.shown), order.view.shown)
        except BriefingsError as error:
            made.failed.append(Failed(order.want, error.problems))
    return made


def queue(store: sqlite3.Connection, made: Plan, *, now: datetime, give_up: timedelta) -> int:
    """Put the messages of a round into the outbox, all or none, and return how many are new there.

    Call it in a transaction.
    """
    for state in made.states.values():
        editions.keep(store, state)
    return outbox.queue(store, made.drafts, now=now, give_up=give_up)


def queue_at_once(store: sqlite3.Connection, made: Plan, *, now: datetime, give_up: timedelta) -> int:
    """Put the messages of a round into the outbox in a transaction of their own."""
    with transaction(store):
        return queue(store, made, now=now, give_up=give_up)


def _codes(office: Office) -> tuple[str, ...]:
    known = {*office.reading.records.counterparts, *office.reading.blocked} - {office.config.home}
    return tuple(sorted(known))


def _view(
    office: Office, asked: Round, code: str, clearance: Marking, others: Iterable[_View]
) -> _View | tuple[Problem, ...] | None:
    """Return what an audience sees; nothing if it may not know of the counterpart; or why none is made."""
    reading = office.reading
    if code in reading.blocked:
        return reading.blocked[code] or (Problem(f"The records of {code} have to be mended."),)
    counterpart = reading.records.counterparts.get(code)
    if counterpart is None:
        tip = did_you_mean(code, reading.records.counterparts) or "briefings list counterparts names all."
        return (Problem(f'No counterpart has the code "{code}".', None, "delivery.subscriptions", tip),)
    if counterpart.marking > clearance:
        return None
    try:
        dossier = _gathered(office, reading, code, clearance, asked.as_of)
        # equal dossiers are one object, so that each file is laid out once
        dossier = next((one.dossier for one in others if one.dossier == dossier), dossier)
        shown = show(dossier)
        return _View(dossier, shown, _held_back(office, asked, shown, code, clearance))
    except BriefingsError as error:
        return error.problems
    except Exception as error:  # noqa: BLE001 - one counterpart must not cost the others theirs
        return workers.told(error, code, office.config).problems


def _gathered(office: Office, reading: Reading, code: str, clearance: Marking, as_of: date) -> Dossier:
    return gather(
        reading.records.counterparts[code],
        reading.records,
        home=office.config.home,
        as_of=as_of,
        clearance=clearance,
        due_within=office.config.due_within,
        history=office.config.history,
    )


def _held_back(office: Office, asked: Round, shown: Shown, code: str, clearance: Marking) -> int:
    """Return how many changes that this audience may see wait to be reviewed."""
    whole = office.whole
    if whole is None or code in whole.blocked or code not in whole.records.counterparts:
        return 0
    if whole.records.counterparts[code].marking > clearance:
        return 0
    full = show(_gathered(office, whole, code, clearance, asked.as_of))
    found = compare(shown, full, clearance=clearance, withheld=withheld(whole.records, clearance))
    return len(found.listed) + len(found.others)


def _order(
    office: Office, asked: Round, store: sqlite3.Connection, want: Want, view: _View
) -> _Order | Skipped:
    who, code, language = want.recipient.id, want.counterpart, str(want.language)
    if asked.test is not None:
        if want.recipient.clearance > asked.test.clearance:
            return Skipped(want, f"{asked.test.id} may not see what {who} may see")
    elif (standing := register.standing(store, _key(asked, want, view))) is not None:
        return Skipped(want, f"it is in the outbox already ({standing})")
    received = editions.last(store, who, code, language)
    changes = None if received is None else _changes(office, received, view, want)
    order = _Order(want, view, received, changes, Kind.EDITION)
    if want.subscription.send is When.CHANGED:
        pending = None if asked.test else editions.under_way(store, who, code, language)
        return _if_changed(order, pending)
    if want.subscription.send is When.NONEMPTY and not _holds_anything(view.shown):
        return Skipped(want, "nothing is on record")
    return order


def _if_changed(order: _Order, pending: Received | None) -> _Order | Skipped:
    want = order.want
    if order.changes is not None and order.changes.nothing:
        if want.subscription.note_when_unchanged:
            return replace(order, kind=Kind.UNCHANGED)
        return Skipped(want, "nothing has changed since the last edition")
    if pending is not None and pending.shown == order.view.shown:
        return Skipped(want, f"this edition is {pending.state} already")
    return order


def _changes(office: Office, received: Received, view: _View, want: Want) -> Changes | None:
    """Return what is new for a recipient, unless the earlier edition was for other eyes than theirs now."""
    clearance = want.recipient.clearance
    try:
        return compare(
            received.shown,
            view.shown,
            clearance=clearance,
            withheld=withheld(office.reading.records, clearance),
            languages=want.language.languages,
        )
    except ComparisonError:
        return None


def _holds_anything(shown: Shown) -> bool:
    return any(
        (shown.meetings, shown.points, shown.commitments, shown.frameworks, shown.checklists, shown.gaps)
    )


_FileKey: TypeAlias = tuple[int, EditionLanguage, Carried]
_MEDIA: Final = {Carried.PDF: Medium.PDF, Carried.HTML: Medium.HTML}


def _file_key(order: _Order) -> _FileKey:
    return id(order.view.dossier), order.want.language, order.want.recipient.format


def _files(
    office: Office, orders: Iterable[_Order], render: Renderer
) -> Mapping[_FileKey, bytes | BriefingsError]:
    """Return the files that messages carry, each laid out once however many carry it."""
    style = house(office)
    jobs: dict[_FileKey, Job] = {}
    for order in orders:
        medium = _MEDIA.get(order.want.recipient.format)
        if medium is not None and order.kind is Kind.EDITION:
            jobs.setdefault(_file_key(order), Job(order.view.dossier, order.want.language, medium, style))
    keys = {id(job): key for key, job in jobs.items()}
    return {keys[id(job)]: content for job, content in render(list(jobs.values()), office.config)}


def house(office: Office) -> House:
    """Return how files are written that travel alone: they lead to no other file."""
    return replace(shelf.house(office.config, office.workspace), beside=())


def _key(asked: Round, want: Want, view: _View) -> str:
    key = f"{asked.run}|{want.recipient.id}|{want.counterpart}|{want.language}"
    return f"{key}|{editions.name(view.shown)}" if asked.by_hand else key


def _draft(office: Office, asked: Round, order: _Order, content: bytes | BriefingsError | None) -> Draft:
    if isinstance(content, BriefingsError):
        raise content
    want, view = order.want, order.view
    language, style = want.language.languages[0], house(office)
    received = order.received
    occasion = Occasion(
        want.recipient.name,
        None if received is None or order.changes is None else received.at.date(),
        order.changes,
        view.held_back,
    )
    if order.kind is Kind.UNCHANGED:
        letter = letters.unchanged(view.dossier, language, style, occasion)
        return _addressed(office, asked, order, letter, None)
    if content is None:
        letter = letters.edition(view.dossier, language, style, occasion, Enclosure())
        return _addressed(office, asked, order, letter, None)
    words = f"{letters.title(view.dossier, language, style)} {view.dossier.edition.isoformat()}"
    file = Stored(messages.file_name(words, str(want.recipient.format)), content)
    letter = letters.edition(view.dossier, language, style, occasion, Enclosure(file.name))
    draft = _addressed(office, asked, order, letter, file)
    limit = office.delivery.mail.max_megabytes
    size = len(draft.raw)
    if size <= limit * _MEGABYTE:
        return draft
    enclosure = Enclosure(None, round(size / _MEGABYTE, 1), limit)
    letter = letters.edition(view.dossier, language, style, occasion, enclosure)
    return _addressed(office, asked, order, letter, None)


def _addressed(
    office: Office, asked: Round, order: _Order, letter: letters.Letter, file: Stored | None
) -> Draft:
    want = order.want
    key, kind, to = _key(asked, want, order.view), order.kind, want.recipient
    if asked.test is not None:
        key, kind, to = f"test {asked.at.isoformat()}|{key}", Kind.TEST, asked.test
        letter = replace(letter, subject=f"[TEST {want.recipient.id}] {letter.subject}")
    return addressed(
        office,
        letter,
        to,
        at=asked.at,
        file=file,
        about=About(
            key, kind, asked.run, want.counterpart, str(want.language), editions.name(order.view.shown)
        ),
    )


@dataclass(frozen=True, slots=True)
class About:
    """What the outbox keeps about a message besides its bytes."""

    key: str
    kind: Kind
    run: str
    counterpart: str | None
    language: str
    shown: str | None = None


def addressed(  # noqa: PLR0913 - a letter, to whom, when, with what, and what is kept about it
    office: Office,
    letter: letters.Letter,
    to: Recipient,
    *,
    at: datetime,
    about: About,
    file: Stored | None = None,
) -> Draft:
    """Return a letter as a message to one recipient.

    Raises:
        MessageError: a header would hold a control character, or the message is too large by itself.
    """
    mail = office.delivery.mail
    sender_name = office.config.issuer.in_(letter.language) or office.config.issuer.vi or ""
    envelope = Envelope(mail.sender, sender_name, to.address, to.name)
    identifier = messages.message_id(about.key, mail.sender)
    head, tail = messages.compose(letter, envelope, identifier=identifier, at=at, file=file)
    if file is None and len(head) > mail.max_megabytes * _MEGABYTE:
        what = (
            f"The message has {len(head)} bytes without any attachment; {mail.max_megabytes} MB are allowed."
        )
        tip = "Raise delivery.mail.max_megabytes, or subscribe to fewer counterparts."
        raise messages.MessageError(Problem(what, tip=tip))
    return Draft(
        about.key,
        identifier,
        about.kind,
        about.run,
        to.id,
        to.address,
        about.counterpart,
        about.language,
        str(to.clearance),
        letter.subject,
        head,
        tail,
        file,
        about.shown,
    )
