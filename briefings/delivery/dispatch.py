"""Emptying the outbox: one line to the server for many messages, each settled on the disk before the next."""

from __future__ import annotations

import sqlite3
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Final

from briefings.circulation import Mail
from briefings.delivery import outbox, register
from briefings.delivery.register import Row, State
from briefings.delivery.replies import Answer, Verdict
from briefings.delivery.smtp import ServerError, Session
from briefings.errors import Problem
from briefings.model.addresses import Address

Clock = Callable[[], datetime]
# so many lines lost one after the other mean that it is not the message's fault
_LOST_LINES: Final = 3


@dataclass(slots=True)
class Sent:
    """What an emptying of the outbox came to."""

    taken: list[Row] = field(default_factory=list)
    later: list[tuple[Row, str, datetime]] = field(default_factory=list)
    refused: list[tuple[Row, str]] = field(default_factory=list)
    unknown: list[tuple[Row, str]] = field(default_factory=list)
    trouble: tuple[Problem, ...] = ()

    @property
    def failed(self) -> bool:
        """Return whether anything is left for a person or for later."""
        return bool(self.later or self.refused or self.unknown or self.trouble)


def recover(store: sqlite3.Connection, clock: Clock) -> None:
    """Settle what an earlier run left: first what may have been taken, then what was tried too long."""
    outbox.recover(store, now=clock())
    outbox.give_up(store, now=clock())


def dispatch(
    store: sqlite3.Connection,
    mail: Mail,
    password: str | None,
    clock: Clock,
    *,
    context: ssl.SSLContext | None = None,
) -> Sent:
    """Send what is due, and return what became of it; only who holds the lock may call this.

    Nothing is raised for what the server does: where it cannot be used at all, everything stays
    queued and ``trouble`` says why.
    """
    recover(store, clock)
    waiting = list(register.due(store, now=clock()))
    sent = Sent()
    lost = 0
    while waiting:
        try:
            with Session(mail, password, context) as session:
                lost = 0 if _carry(store, session, mail, waiting, sent, clock) else lost + 1
        except ServerError as error:
            _put_off(store, waiting, error.problems, sent, clock)
        if lost >= _LOST_LINES:
            what = f"The server {mail.host}:{mail.door} dropped the line {_LOST_LINES} times."
            problem = Problem(what, None, "delivery.mail", "It will be tried again.")
            _put_off(store, waiting, (problem,), sent, clock)
    return sent


def _carry(  # noqa: PLR0913, PLR0917 - a line, what waits for it, and what became of that
    store: sqlite3.Connection,
    session: Session,
    mail: Mail,
    waiting: list[Row],
    sent: Sent,
    clock: Clock,
) -> bool:
    """Send while the line holds, taking what is settled off the list; return whether anything was said."""
    answered = False
    while waiting and session.usable:
        row = waiting[0]
        raw = register.raw(store, row.id)
        if not outbox.begin(store, row.id, now=clock()):
            waiting.pop(0)  # cancelled meanwhile
            continue
        if raw is None:
            answer = Answer(Verdict.REFUSED, "Its attachment is no longer kept; send the dossier anew.")
        else:
            answer = session.send(
                mail.sender, Address.parse(row.address), raw, partial(outbox.dot, store, row.id)
            )
        if answer.verdict is Verdict.LOST and answer.at_once:
            # the server may count messages, or have grown tired of waiting: a new line, no pause
            outbox.release(store, row.id, answer.said, now=clock())
            return True
        waiting.pop(0)
        _settle(store, row, answer, sent, clock)
        answered = answered or answer.verdict is not Verdict.LOST
    return answered


def _settle(store: sqlite3.Connection, row: Row, answer: Answer, sent: Sent, clock: Clock) -> None:
    now = clock()
    match answer.verdict:
        case Verdict.TAKEN:
            outbox.settle(store, row.id, State.SENT, answer.said, now=now)
            sent.taken.append(row)
        case Verdict.REFUSED:
            outbox.settle(store, row.id, State.REFUSED, answer.said, now=now)
            sent.refused.append((row, answer.said))
        case Verdict.UNKNOWN:
            outbox.settle(store, row.id, State.UNKNOWN, answer.said, now=now)
            sent.unknown.append((row, answer.said))
        case _:
            again = outbox.postpone(store, row.id, answer.said, now=now)
            sent.later.append((row, answer.said, again))


def _put_off(
    store: sqlite3.Connection,
    waiting: list[Row],
    problems: tuple[Problem, ...],
    sent: Sent,
    clock: Clock,
) -> None:
    """Queue everything for later: the server is at fault, not the messages."""
    reply = " ".join(one.what for one in problems)
    outbox.put_off(store, (row.id for row in waiting), reply, now=clock())
    sent.later += [(row, reply, register.get(store, row.id).next_at) for row in waiting]
    waiting.clear()
    sent.trouble = problems
