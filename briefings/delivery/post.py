"""A round from beginning to end: planned, put into the outbox whole, sent, and its failures told."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from briefings.circulation import Mail
from briefings.config import Config
from briefings.delivery import credentials, notices, outbox
from briefings.delivery.dispatch import Clock, Sent, dispatch
from briefings.delivery.drafts import Draft
from briefings.delivery.office import Office
from briefings.delivery.rounds import Plan
from briefings.delivery.store import transaction
from briefings.errors import ConfigError, Problem


@dataclass(frozen=True, slots=True)
class Door:
    """The server, with what opens it."""

    mail: Mail
    password: str | None


def door(config: Config, workspace: Path, environ: Mapping[str, str]) -> Door:
    """Return the server that takes the messages of a workspace.

    Raises:
        ConfigError: nothing is delivered from here, or name and password cannot be found.
    """
    if config.delivery is None:
        raise ConfigError(NO_DELIVERY)
    mail = config.delivery.mail
    if mail.ca_file is not None:
        # relative to the workspace, as every other path of the settings
        mail = replace(mail, ca_file=str(workspace / mail.ca_file))
    return Door(*credentials.resolved(mail, environ))


NO_DELIVERY = Problem(
    "Nothing says who gets what.",
    None,
    "delivery",
    "Write the part delivery: in config.yaml; docs/delivery.md shows one.",
)


@dataclass(frozen=True, slots=True)
class Posted:
    """What a round came to."""

    plan: Plan
    queued: int
    sent: Sent


def enqueue(store: sqlite3.Connection, office: Office, drafts: tuple[Draft, ...], clock: Clock) -> int:
    """Put messages without a state of a dossier into the outbox."""
    with transaction(store):
        return outbox.queue(store, drafts, now=clock(), give_up=office.delivery.mail.give_up)


def transmit(store: sqlite3.Connection, office: Office, through: Door, clock: Clock) -> Sent:
    """Send what is due; then tell the owner, at once, of what was refused or is unknown."""
    sent = dispatch(store, through.mail, through.password, clock)
    told = notices.of_sending(office, sent, clock())
    if told and enqueue(store, office, told, clock) and not sent.trouble:
        dispatch(store, through.mail, through.password, clock)
    return sent
