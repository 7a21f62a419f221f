"""Mail servers on the loopback interface, as good or as bad as a test wants them; they end by themselves."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

from briefings.circulation import Mail, Security

SENDER = "desk@briefings.example"


@dataclass(slots=True)
class Taken:
    """A message that a server took."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """Return it read."""
        found = message_from_bytes(self.raw, policy=policy.SMTP)
        assert isinstance(found, EmailMessage)
        return found


Reply = Callable[[str], str | None]


@dataclass
class Post:
    """What a server does: what it answers to a recipient and to a message, and what it took."""

    rcpt: Reply = lambda _: None
    data: Reply = lambda _: None
    taken: list[Taken] = field(default_factory=list)
    connections: int = 0
    logins: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)

    async def handle_RCPT(self, _s: Any, _se: Any, envelope: Envelope, address: str, _o: Any) -> str:  # noqa: ANN401, N802
        """Take a recipient, or answer what the test wants."""
        said = self.rcpt(address)
        if said is not None:
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _s: Any, _se: Any, envelope: Envelope) -> str:  # noqa: ANN401, N802
        """Take a message, or answer what the test wants."""
        said = self.data(envelope.rcpt_tos[0])
        if said is None or said.startswith("2"):
            raw = envelope.original_content or b""
            self.taken.append(Taken(str(envelope.mail_from), tuple(envelope.rcpt_tos), raw))
        return said or "250 taken"

    def login(self, _s: Any, _se: Any, _e: Any, mechanism: str, data: Any) -> AuthResult:  # noqa: ANN401
        """Take one name and password."""
        assert isinstance(data, LoginPassword)
        self.logins.append(f"{mechanism} {data.login.decode()}")
        return AuthResult(success=data.password == b"right", handled=False)

    @property
    def ids(self) -> list[str]:
        """Return the identifiers of the messages taken, in order."""
        return [one.message["Message-ID"] for one in self.taken]


class _Line(SMTP):
    async def _handle_client(self) -> None:
        self.event_handler.connections += 1
        await super()._handle_client()


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Line(self.handler, **self.SMTP_kwargs)


@contextmanager
def serving(post: Post, **settings: Any) -> Iterator[Mail]:  # noqa: ANN401
    """Give the settings for a server that takes messages into ``post``; TLS where they ask for it."""
    context = settings.pop("ssl_context", None)
    settings.setdefault("enable_SMTPUTF8", False)
    made = _Controller(post, hostname="127.0.0.1", port=free(), ssl_context=context, **settings)
    made.start()
    post.connections = 0  # the controller looks whether its server answers
    try:
        yield mail(made.port)
    finally:
        made.stop()


def mail(port: int, **settings: Any) -> Mail:  # noqa: ANN401
    """Return settings for a server of this machine."""
    given = {"security": Security.NONE, "deadline_seconds": 20, **settings}
    return Mail("127.0.0.1", SENDER, ("example.org", "example.test"), port, **given)


def free() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


Script = Callable[[socket.socket], None]


@contextmanager
def scripted(*scripts: Script) -> Iterator[Mail]:
    """Give the settings for a server that plays a script on each connection, the last one again and again."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(30)
    ended = threading.Event()

    def play() -> None:
        number = 0
        while not ended.is_set():
            try:
                line, _ = listening.accept()
            except OSError:
                return
            line.settimeout(30)
            with line, contextlib.suppress(OSError):
                scripts[min(number, len(scripts) - 1)](line)
            number += 1

    thread = threading.Thread(target=play, daemon=True)
    thread.start()
    try:
        yield mail(listening.getsockname()[1])
    finally:
        ended.set()
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(10)
        assert not thread.is_alive()


def until(  # noqa: C901 - a dialogue, step by step
    stage: str, *, last: bytes = b"", taken: list[bytes] | None = None
) -> Script:
    """Return a script that behaves well up to a stage, says a last word and hangs up.

    Stages: banner, EHLO, MAIL, RCPT, DATA, content (in the middle of it), dot (all was read), end.
    """

    def script(line: socket.socket) -> None:  # noqa: C901 - likewise
        if stage == "banner":
            line.sendall(last)
            return
        reader = line.makefile("rb")
        line.sendall(b"220 here\r\n")
        while command := reader.readline():
            word = command.split()[0].upper().decode() if command.split() else ""
            if word == stage:
                line.sendall(last)
                return
            if word == "QUIT":
                line.sendall(b"221 bye\r\n")
                return
            line.sendall(b"354 go on\r\n" if word == "DATA" else b"250 OK\r\n")
            if word == "DATA":
                content = bytearray()
                while (text := reader.readline()) != b".\r\n":
                    if not text:
                        return
                    content += text
                    if stage == "content":
                        return
                if taken is not None:
                    taken.append(bytes(content))
                if stage == "dot":
                    line.sendall(last)
                    return
                line.sendall(b"250 taken\r\n")

    return script


@dataclass(frozen=True, slots=True)
class Certificates:
    """An authority of our own and what it signs."""

    authority: trustme.CA
    file: Path

    @classmethod
    def made(cls, folder: Path) -> Certificates:
        """Return a new authority; its certificate is in a file."""
        authority = trustme.CA()
        file = folder / "authority.pem"
        authority.cert_pem.write_to_path(str(file))
        return cls(authority, file)

    def context(self, name: str) -> ssl.SSLContext:
        """Return what a server of this name shows."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(name).configure_cert(made)
        return made
