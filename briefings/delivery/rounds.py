"""A round of deliveries: who is to get what now, made into messages that wait in the outbox.

Whatever a recipient may not see is gone before anything is written for them: their dossier is
gathered at their own clearance, and everything else is made of that.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from briefings.delivery import editions, enclosures, messages, orders, outbox
from briefings.delivery.drafts import Draft, Kind, Stored
from briefings.delivery.enclosures import Renderer, rendered
from briefings.delivery.office import MEGABYTE, About, Office, addressed, house
from briefings.delivery.orders import Order, Skipped
from briefings.delivery.store import transaction
from briefings.delivery.views import View, view
from briefings.delivery.wants import Round, Want, wanted
from briefings.dossier.shown import Shown
from briefings.errors import BriefingsError, Problem
from briefings.model.markings import Marking
from briefings.render import letters
from briefings.render.letters import Enclosure, Letter, Occasion


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


def plan(office: Office, asked: Round, store: sqlite3.Connection, *, render: Renderer = rendered) -> Plan:
    """Return the messages of a round; nothing is queued yet, and one bad dossier costs no other."""
    made = Plan()
    ordered = tuple(_ordered(office, asked, store, made))
    files = enclosures.files(office, ordered, render)
    for order in ordered:
        try:
            made.drafts.append(_draft(office, asked, order, files.get(enclosures.file_key(order))))
            made.states.setdefault(editions.name(order.view.shown), order.view.shown)
        except BriefingsError as error:
            made.failed.append(Failed(order.want, error.problems))
    return made


def _ordered(office: Office, asked: Round, store: sqlite3.Connection, made: Plan) -> Iterator[Order]:
    """Yield the messages that are to be made; what is left out, and why, goes into the plan."""
    views: dict[tuple[str, Marking], View | tuple[Problem, ...] | None] = {}
    for want in wanted(office.delivery, asked, _codes(office)):
        key = want.counterpart, want.recipient.clearance
        if key not in views:
            others = [one for one in views.values() if isinstance(one, View)]
            views[key] = view(office, *key, asked.as_of, others)
        found = views[key]
        if found is None:
            continue
        if not isinstance(found, View):
            made.failed.append(Failed(want, found))
            continue
        order = orders.order(office, asked, store, want, found)
        if isinstance(order, Skipped):
            made.skipped.append(order)
        else:
            yield order


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


def _draft(office: Office, asked: Round, order: Order, content: bytes | BriefingsError | None) -> Draft:
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
    if size <= limit * MEGABYTE:
        return draft
    enclosure = Enclosure(None, round(size / MEGABYTE, 1), limit)
    letter = letters.edition(view.dossier, language, style, occasion, enclosure)
    return _addressed(office, asked, order, letter, None)


def _addressed(office: Office, asked: Round, order: Order, letter: Letter, file: Stored | None) -> Draft:
    want = order.want
    key, kind, to = orders.key(asked, want, order.view), order.kind, want.recipient
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
