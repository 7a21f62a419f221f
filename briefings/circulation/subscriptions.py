"""Who may receive dossiers, who gets which of them, and how often."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from briefings.circulation.mail import Mail
from briefings.languages.text import EditionLanguage
from briefings.model.markings import Marking


class Carried(StrEnum):
    """What a message carries besides the summary in its body."""

    PDF = "pdf"
    HTML = "html"
    SUMMARY = "summary"


class When(StrEnum):
    """On which condition a subscription sends: always, if something changed, or if anything is known."""

    ALWAYS = "always"
    CHANGED = "changed"
    NONEMPTY = "nonempty"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who may receive dossiers; what is marked above ``clearance`` never reaches them."""

    id: str
    name: str
    address: str
    clearance: Marking
    languages: tuple[EditionLanguage, ...] = (EditionLanguage.VI,)
    format: Carried = Carried.PDF


@dataclass(frozen=True, slots=True)
class MailingList:
    """Several recipients under one name; each gets a message of their own."""

    id: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """When something is due: a cron expression and the zone in which it is read.

    ``window_days`` is how long after its time a missed run is made up; ``quarantine_hours`` how
    long a changed record waits, unless it is reviewed: ``null`` lets it wait for nothing.
    """

    id: str
    cron: str
    zone: str
    window_days: int = 7
    quarantine_hours: int | None = 24

    @property
    def window(self) -> timedelta:
        """Return how long after its time a missed run is made up."""
        return timedelta(days=self.window_days)


@dataclass(frozen=True, slots=True)
class Subscription:
    """Which dossiers go to whom; without counterparts all, without languages those of each recipient."""

    id: str
    to: tuple[str, ...]
    counterparts: tuple[str, ...] = ()
    languages: tuple[EditionLanguage, ...] = ()
    schedule: str | None = None
    send: When = When.CHANGED
    note_when_unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """Who gets what: the recipients, their subscriptions, and who is told when something fails."""

    mail: Mail
    owner: str
    recipients: tuple[Recipient, ...]
    lists: tuple[MailingList, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    store: str = ".briefings/delivery.sqlite3"

    def recipient(self, identifier: str) -> Recipient:
        """Return the recipient of this name, which has to be there."""
        return next(one for one in self.recipients if one.id == identifier)

    def members(self, names: Iterable[str]) -> tuple[Recipient, ...]:
        """Return the recipients that names of recipients and lists mean, each once, in order."""
        lists = {one.id: one.members for one in self.lists}
        found = (person for name in names for person in lists.get(name, (name,)))
        return tuple(self.recipient(one) for one in dict.fromkeys(found))
