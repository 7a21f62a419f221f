"""The server that takes the messages, and how the line to it is kept private."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

# the one variable of the environment that may hold the password without being named in the file
PASSWORD: Final = "BRIEFINGS_MAIL_PASSWORD"  # noqa: S105 - the name of a variable


class Security(StrEnum):
    """How the line to the server is kept private; ``none`` never leaves this machine."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


_PORTS: Final = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


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
