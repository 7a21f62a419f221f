"""What is wrong with the part ``delivery`` of config.yaml, each fault at its place in the file."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError

from briefings.circulation.mail import PASSWORD, Mail, Security
from briefings.circulation.subscriptions import Delivery, Schedule
from briefings.errors import Problem, did_you_mean
from briefings.model.addresses import Address, ascii_domain
from briefings.records.documents import Document, shown
from briefings.records.fields import CODE, IDENTIFIER, quoted

# where it is, what is wrong, and what to do
_Fault: TypeAlias = tuple[tuple[str | int, ...], str, str | None]
_KEY: Final = "delivery"


def problems(delivery: Delivery, document: Document) -> Iterator[Problem]:
    """Yield what is wrong with settings whose fields are of the right sort, each at its place."""
    for path, what, tip in _faults(delivery):
        whole = (_KEY, *path)
        yield Problem(what, document.at(whole), shown(whole), tip)


def passwords(document: Document) -> Iterator[Problem]:
    """Yield a problem for each password that stands in the file, without repeating it."""
    data = document.data if isinstance(document.data, dict) else {}
    part = data.get(_KEY)
    mail = part.get("mail") if isinstance(part, dict) else None
    for key in mail if isinstance(mail, dict) else ():
        if _SECRET.search(key) and key != "password_from":
            path = (_KEY, "mail", key)
            tip = (
                f"Delete it and change it: whoever has this file knows it. Put the new one into the "
                f"environment variable {PASSWORD}, or into the keyring and write password_from: keyring:NAME."
            )
            what = "A password does not belong in this file."
            yield Problem(what, document.at_key(path), shown(path), tip)


_SECRET: Final = re.compile(r"passw|secret|token|credential", re.IGNORECASE)


def _faults(delivery: Delivery) -> Iterator[_Fault]:
    yield from _of_names(delivery)
    yield from _of_mail(delivery.mail)
    yield from _of_recipients(delivery)
    yield from _of_references(delivery)
    for place, schedule in enumerate(delivery.schedules):
        yield from _of_schedule(("schedules", place), schedule)


def _of_names(delivery: Delivery) -> Iterator[_Fault]:
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


def _of_mail(mail: Mail) -> Iterator[_Fault]:
    at: tuple[str | int, ...] = ("mail",)
    if not _is_plain(mail.host) or " " in mail.host:
        yield (*at, "host"), f"{quoted(mail.host)} is not the name of a server.", None
    if mail.door > _LAST_PORT:
        yield (*at, "port"), f"{mail.door} is not a port.", f"Write a number from 1 to {_LAST_PORT}."
    if mail.security is Security.NONE and not _is_loopback(mail.host):
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


def _of_credentials(at: tuple[str | int, ...], mail: Mail) -> Iterator[_Fault]:
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


def _is_loopback(host: str) -> bool:
    """Return whether a host is this very machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _of_recipients(delivery: Delivery) -> Iterator[_Fault]:
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


def _wrong_address(at: tuple[str | int, ...], written: str) -> Iterator[_Fault]:
    try:
        Address.parse(written)
    except ValueError as error:
        yield at, str(error), "Write it as name@example.org, without the person's name."


def _not_allowed(at: tuple[str | int, ...], written: str, mail: Mail) -> Iterator[_Fault]:
    domain = Address.parse(written).domain
    if domain not in _allowed(mail):
        tip = "Correct the address, or add its domain to mail.allowed_domains."
        yield at, f"Mail to {domain} is not allowed.", tip


def _allowed(mail: Mail) -> frozenset[str]:
    """Return the domains that mail may go to, in the form that servers use."""
    found = set()
    for domain in mail.allowed_domains:
        try:
            found.add(ascii_domain(domain))
        except ValueError:
            continue
    return frozenset(found)


def _of_references(delivery: Delivery) -> Iterator[_Fault]:
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


def _unknown(at: tuple[str | int, ...], name: str, known: list[str], what: str) -> Iterator[_Fault]:
    if name not in known:
        tip = did_you_mean(name, known) or (
            f"There are: {', '.join(dict.fromkeys(known))}." if known else "There is none."
        )
        yield at, f"No {what} is called {quoted(name)}.", tip


def _of_schedule(at: tuple[str | int, ...], schedule: Schedule) -> Iterator[_Fault]:
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
