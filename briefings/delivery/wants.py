"""What a round is asked for, and what each recipient is to get of that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from briefings.circulation import Delivery, Recipient, Subscription
from briefings.languages.text import EditionLanguage


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
