"""Which message a wanted dossier comes to, or why it is not sent."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from briefings.build.earlier import withheld
from briefings.circulation import When
from briefings.delivery import editions, register
from briefings.delivery.drafts import Kind
from briefings.delivery.editions import Received
from briefings.delivery.office import Office
from briefings.delivery.views import View
from briefings.delivery.wants import Round, Want
from briefings.dossier.changes import Changes
from briefings.dossier.comparison import ComparisonError, compare
from briefings.dossier.shown import Shown


@dataclass(frozen=True, slots=True)
class Order:
    """A message that is to be made."""

    want: Want
    view: View
    received: Received | None
    changes: Changes | None
    kind: Kind


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was not queued, on purpose."""

    want: Want
    why: str


def order(office: Office, asked: Round, store: sqlite3.Connection, want: Want, view: View) -> Order | Skipped:
    """Return the message that a wanted dossier comes to, or why there is none.

    What changed is told against the last edition that surely reached this recipient.
    """
    who, code, language = want.recipient.id, want.counterpart, str(want.language)
    if asked.test is not None:
        if want.recipient.clearance > asked.test.clearance:
            return Skipped(want, f"{asked.test.id} may not see what {who} may see")
    elif (standing := register.standing(store, key(asked, want, view))) is not None:
        return Skipped(want, f"it is in the outbox already ({standing})")
    received = editions.last(store, who, code, language)
    changes = None if received is None else _changes(office, received, view, want)
    made = Order(want, view, received, changes, Kind.EDITION)
    if want.subscription.send is When.CHANGED:
        pending = None if asked.test else editions.under_way(store, who, code, language)
        return _if_changed(made, pending)
    if want.subscription.send is When.NONEMPTY and not _holds_anything(view.shown):
        return Skipped(want, "nothing is on record")
    return made


def _if_changed(order: Order, pending: Received | None) -> Order | Skipped:
    want = order.want
    if order.changes is not None and order.changes.nothing:
        if want.subscription.note_when_unchanged:
            return replace(order, kind=Kind.UNCHANGED)
        return Skipped(want, "nothing has changed since the last edition")
    if pending is not None and pending.shown == order.view.shown:
        return Skipped(want, f"this edition is {pending.state} already")
    return order


def _changes(office: Office, received: Received, view: View, want: Want) -> Changes | None:
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


def key(asked: Round, want: Want, view: View) -> str:
    """Return what tells a message from every other, so that it is queued once."""
    name = f"{asked.run}|{want.recipient.id}|{want.counterpart}|{want.language}"
    return f"{name}|{editions.name(view.shown)}" if asked.by_hand else name
