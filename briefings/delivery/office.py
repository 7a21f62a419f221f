"""The office that dossiers are sent from: its settings and records, and how it addresses a letter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from briefings.build import orders
from briefings.circulation import Delivery, Recipient
from briefings.config import Config
from briefings.delivery import messages
from briefings.delivery.drafts import Draft, Kind, Stored
from briefings.delivery.messages import Envelope, MessageError
from briefings.errors import Problem
from briefings.records import Reading
from briefings.render.html import House
from briefings.render.letters import Letter

MEGABYTE: Final = 1_000_000


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


def house(office: Office) -> House:
    """Return how files are written that travel alone: they lead to no other file."""
    return replace(orders.house(office.config, office.workspace), beside=())


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
    letter: Letter,
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
    if file is None and len(head) > mail.max_megabytes * MEGABYTE:
        what = (
            f"The message has {len(head)} bytes without any attachment; {mail.max_megabytes} MB are allowed."
        )
        tip = "Raise delivery.mail.max_megabytes, or subscribe to fewer counterparts."
        raise MessageError(Problem(what, tip=tip))
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
