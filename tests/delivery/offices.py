"""An office with one reader, the rounds that take place in it, and what its messages say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from sqlite3 import Connection

from records.workspaces import Workspace

from briefings.circulation import Carried, Delivery, Mail, Recipient, Subscription
from briefings.config import Config
from briefings.delivery import rounds
from briefings.delivery.office import Office
from briefings.delivery.rounds import Plan
from briefings.delivery.wants import Round
from briefings.errors import BriefingsError
from briefings.model.markings import Marking
from briefings.render.worker import Job

from .conftest import BEGIN
from .servers import SENDER

AN = Recipient("an", "Nguyễn Văn An", "an@example.org", Marking.PUBLIC, format=Carried.HTML)
FRANCE = Subscription("france", ("an",), ("FR",))


def office(workspace: Workspace, *subscriptions: Subscription, **mail: int) -> Office:
    """Return where rounds of a workspace take place."""
    server = replace(Mail("127.0.0.1", SENDER, ("example.org",), 9), **mail)
    delivery = Delivery(server, "an", (AN,), subscriptions=subscriptions or (FRANCE,))
    return Office(workspace.folder.parent, Config(delivery=delivery), delivery, workspace.read())


def large(jobs: Sequence[Job], _: Config) -> Iterator[tuple[Job, bytes | BriefingsError]]:
    """Make files of nine hundred kilobytes, which are 1.2 megabytes in a message."""
    yield from ((job, b"x" * 900_000) for job in jobs)


def plan(made: Office, opened: Connection, run: str = "one", day: date = date(2032, 1, 5)) -> Plan:
    """Return what a round comes to, and queue it."""
    found = rounds.plan(made, Round(run, made.delivery.subscriptions, day, BEGIN), opened, render=large)
    rounds.queue_at_once(opened, found, now=BEGIN, give_up=timedelta(hours=1))
    return found


def text(raw: bytes) -> str:
    """Return the plain body of a message."""
    message = message_from_bytes(raw, policy=policy.SMTP)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
