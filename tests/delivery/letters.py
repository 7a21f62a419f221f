"""Messages for tests that care for their way and not for what they say."""

from __future__ import annotations

from datetime import datetime, timedelta
from sqlite3 import Connection

from briefings.circulation import Mail
from briefings.delivery import dispatch, messages, outbox, register
from briefings.delivery.dispatch import Sent
from briefings.delivery.drafts import Draft, Kind, Stored
from briefings.delivery.messages import Envelope
from briefings.delivery.store import transaction
from briefings.languages.text import Language
from briefings.render.letters import Letter

from .conftest import BEGIN, Clock
from .servers import SENDER


def draft(
    key: str = "one",
    address: str = "an@example.org",
    *,
    file: Stored | None = None,
    text: str = "Xin chào.\n",
) -> Draft:
    """Return a short message."""
    identifier = messages.message_id(key, SENDER)
    letter = Letter(Language.VI, f"Hồ sơ {key}", text, "<p>Xin chào.</p>")
    envelope = Envelope(SENDER, "Ban Hồ sơ", address, "Nguyễn Văn An")
    head, tail = messages.compose(letter, envelope, identifier=identifier, at=BEGIN, file=file)
    recipient = address.partition("@")[0]
    return Draft(
        key, identifier, Kind.EDITION, "test", recipient, address, "FR", "vi", "public", letter.subject,
        head, tail, file,
    )  # fmt: skip


def queue(store: Connection, *drafts: Draft, now: datetime = BEGIN) -> int:
    """Put messages into an outbox."""
    with transaction(store):
        return outbox.queue(store, drafts, now=now, give_up=timedelta(hours=48))


def states(store: Connection) -> list[str]:
    """Return where the messages of an outbox stand, in their order."""
    return [str(one.state) for one in register.listed(store)]


def sent(store: Connection, settings: Mail, clock: Clock, password: str | None = None) -> Sent:
    """Empty the outbox through a server."""
    return dispatch.dispatch(store, settings, password, clock)
