"""Who gets what, how often and through which server: the part ``delivery`` of config.yaml."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError

from briefings.errors import Problem, did_you_mean
from briefings.languages.text import EditionLanguage
from briefings.model.addresses import Address, ascii_domain
from briefings.model.markings import Marking
from briefings.records.documents import Document, shown
from briefings.records.fields import CODE, IDENTIFIER, quoted

KEY: Final = "delivery"
# the one variable of the environment that may hold the password without being named in the file
PASSWORD: Final = "BRIEFINGS_MAIL_PASSWORD"  # noqa: S105 - the name of a variable


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


class Security(StrEnum):
    """How the line to the server is kept private; ``none`` never leaves this machine."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


_PORTS: Final = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


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
class Mail:
    """The server that takes the messages, and what may be handed to it.

    ``password_from`` says where the password is kept, never what it is; ``deadline_seconds``
    bounds one message's dialogue, ``give_up_hours`` its time in the outbox.
    """

    host: str
    sender: str
    allowed_domains: tuple[str, ...]
    port: int | None = None
    security: Security = Security.STARTTLS
    username: str | None = None
    password_from: str | None = None
    ca_file: str | None = None
    max_megabytes: int = 10
    deadline_seconds: int = 120
    give_up_hours: int = 48

    @property
    def door(self) -> int:
        """Return the port: the one that is set, or that of the security."""
        return self.port or _PORTS[self.security]

    @property
    def give_up(self) -> timedelta:
        """Return how long a message may wait to be taken."""
        return timedelta(hours=self.give_up_hours)


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


Fault: TypeAlias = tuple[tuple[str | int, ...], str, str | None]


def problems(delivery: Delivery, document: Document) -> Iterator[Problem]:
    """Yield what is wrong with settings whose fields are of the right sort, each at its place."""
    for path, what, tip in _faults(delivery):
        whole = (KEY, *path)
        yield Problem(what, document.at(whole), shown(whole), tip)


def passwords(document: Document) -> Iterator[Problem]:
    """Yield a problem for each password that stands in the file, without repeating it."""
    data = document.data if isinstance(document.data, dict) else {}
    part = data.get(KEY)
    mail = part.get("mail") if isinstance(part, dict) else None
    for key in mail if isinstance(mail, dict) else ():
        if _SECRET.search(key) and key != "password_from":
            path = (KEY, "mail", key)
            tip = (
                f"Delete it and change it: whoever has this file knows it. Put the new one into the "
                f"environment variable {PASSWORD}, or into the keyring and write password_from: keyring:NAME."
            )
            what = "A password does not belong in this file."
            yield Problem(what, document.at_key(path), shown(path), tip)


_SECRET: Final = re.compile(r"passw|secret|token|credential", re.IGNORECASE)


def _faults(delivery: Delivery) -> Iterator[Fault]:
    yield from _of_names(delivery)
    yield from _of_mail(delivery.mail)
    yield from _of_recipients(delivery)
    yield from _of_references(delivery)
    for place, schedule in enumerate(delivery.schedules):
        yield from _of_schedule(("schedules", place), schedule)


def _of_names(delivery: Delivery) -> Iterator[Fault]:
    people = [("recipients", place, one.id) for place, one in enumerate(delivery.recipients)]
    people += [("lists", place, one.id) for place, one in enumerate(delivery.lists)]
    schedules = [("schedules", place, one.id) for place, one in enumerate(delivery.schedules)]
    subscriptions = [("subscriptions", place, one.id) for place, one in enumerate(delivery.subscriptions)]
    for group in (people, schedules, subscriptions):
        seen: set[str] = set()
        for part, place, name in group:
            if not IDENTIFIER.fullmatch(name):
                tip = "Use the letters A to Z, digits and hyphens only."
                yield (part, place, "id"), f"{quoted(name)} is not an identifier.", tip
            if name in seen:
                yield (part, place, "id"), f"{quoted(name)} is taken already.", "Give it another name."
            seen.add(name)


def _of_mail(mail: Mail) -> Iterator[Fault]:
    at: tuple[str | int, ...] = ("mail",)
    if not _is_plain(mail.host) or " " in mail.host:
        yield (*at, "host"), f"{quoted(mail.host)} is not the name of a server.", None
    if mail.door > _LAST_PORT:
        yield (*at, "port"), f"{mail.door} is not a port.", f"Write a number from 1 to {_LAST_PORT}."
    if mail.security is Security.NONE and not is_loopback(mail.host):
        tip = "Write starttls or tls; none is for a server on this machine."
        yield (*at, "security"), f"The line to {mail.host} would not be private.", tip
    yield from _of_credentials(at, mail)
    yield from _wrong_address((*at, "sender"), mail.sender)
    if not mail.allowed_domains:
        yield (*at, "allowed_domains"), "The list is empty.", "Name the domains that mail may go to."
    for place, domain in enumerate(mail.allowed_domains):
        try:
            ascii_domain(domain)
        except ValueError:
            yield (*at, "allowed_domains", place), f"{quoted(domain)} is not a domain.", None


_LAST_PORT: Final = 65535


def _of_credentials(at: tuple[str | int, ...], mail: Mail) -> Iterator[Fault]:
    if mail.username is None:
        if mail.password_from is not None:
            yield (*at, "password_from"), "There is a password, and no user name.", "Write username: as well."
        return
    if mail.security is Security.NONE:
        yield (*at, "username"), "A password would travel unprotected.", "Write security: starttls, or tls."
    if mail.password_from is not None and not _REFERENCE.fullmatch(mail.password_from):
        # what is written may be the password itself: it is not repeated
        tip = "Write env: and the name of a variable, or keyring: and the name of a service."
        yield (*at, "password_from"), "This does not say where the password is kept.", tip


_REFERENCE: Final = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*|keyring:\S+", re.ASCII)


def is_loopback(host: str) -> bool:
    """Return whether a host is this very machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _of_recipients(delivery: Delivery) -> Iterator[Fault]:
    taken: dict[str, str] = {}
    for place, one in enumerate(delivery.recipients):
        at = ("recipients", place)
        if not _is_plain(one.name):
            yield (*at, "name"), "The name holds an end of line or another control character.", None
        if not one.languages or len(set(one.languages)) != len(one.languages):
            what = "The list is empty, or names a language twice."
            yield (*at, "languages"), what, "Name each once: vi, en or vi+en."
        wrong = [*_wrong_address((*at, "address"), one.address)]
        wrong = wrong or [*_not_allowed((*at, "address"), one.address, delivery.mail)]
        yield from wrong
        if wrong:
            continue
        key = str(Address.parse(one.address)).casefold()
        if key in taken:
            what = f"{taken[key]} has this address too: one mailbox would have two clearances."
            yield (*at, "address"), what, "Make them one recipient."
        taken.setdefault(key, one.id)


def _wrong_address(at: tuple[str | int, ...], written: str) -> Iterator[Fault]:
    try:
        Address.parse(written)
    except ValueError as error:
        yield at, str(error), "Write it as name@example.org, without the person's name."


def _not_allowed(at: tuple[str | int, ...], written: str, mail: Mail) -> Iterator[Fault]:
    domain = Address.parse(written).domain
    if domain not in allowed(mail):
        tip = "Correct the address, or add its domain to mail.allowed_domains."
        yield at, f"Mail to {domain} is not allowed.", tip


def allowed(mail: Mail) -> frozenset[str]:
    """Return the domains that mail may go to, in the form that servers use."""
    found = set()
    for domain in mail.allowed_domains:
        try:
            found.add(ascii_domain(domain))
        except ValueError:
            continue
    return frozenset(found)


def _of_references(delivery: Delivery) -> Iterator[Fault]:
    recipients = [one.id for one in delivery.recipients]
    people = [*recipients, *(one.id for one in delivery.lists)]
    yield from _unknown(("owner",), delivery.owner, recipients, "recipient")
    for place, group in enumerate(delivery.lists):
        for number, member in enumerate(group.members):
            yield from _unknown(("lists", place, "members", number), member, recipients, "recipient")
    for place, one in enumerate(delivery.subscriptions):
        at = ("subscriptions", place)
        if not one.to:
            yield (*at, "to"), "The list is empty.", "Name recipients or lists."
        for number, name in enumerate(one.to):
            yield from _unknown((*at, "to", number), name, people, "recipient or list")
        if one.schedule is not None:
            known = [schedule.id for schedule in delivery.schedules]
            yield from _unknown((*at, "schedule"), one.schedule, known, "schedule")
        for number, code in enumerate(one.counterparts):
            if not CODE.fullmatch(code):
                tip = "Write a code of 2 to 10 capital letters, such as US."
                yield (*at, "counterparts", number), f"{quoted(code)} is not a counterpart's code.", tip


def _unknown(at: tuple[str | int, ...], name: str, known: list[str], what: str) -> Iterator[Fault]:
    if name not in known:
        tip = did_you_mean(name, known) or (
            f"There are: {', '.join(dict.fromkeys(known))}." if known else "There is none."
        )
        yield at, f"No {what} is called {quoted(name)}.", tip


def _of_schedule(at: tuple[str | int, ...], schedule: Schedule) -> Iterator[Fault]:
    try:
        ZoneInfo(schedule.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        tip = "Write a zone of the IANA database, such as Asia/Ho_Chi_Minh."
        yield (*at, "zone"), f"{quoted(schedule.zone)} is not a time zone.", tip
    try:
        next(CronSim(schedule.cron, datetime(2024, 1, 1, tzinfo=UTC)))
    except (CronSimError, StopIteration) as error:
        said = f" ({str(error).lower()})" if str(error) else ""
        tip = "Write minute, hour, day, month and weekday, as in: 0 7 * * 1 (Mondays at seven)."
        yield (*at, "cron"), f"{quoted(schedule.cron)} is not a cron expression{said}.", tip
    if schedule.window_days > _LONGEST_WINDOW:
        yield (*at, "window_days"), f"{schedule.window_days} days are more than {_LONGEST_WINDOW}.", None


_LONGEST_WINDOW: Final = 60


def _is_plain(text: str) -> bool:
    """Return whether a text stands on one line and holds nothing that steers a terminal or a header."""
    return not any(unicodedata.category(letter) in {"Cc", "Zl", "Zp", "Cs"} for letter in text)
