"""The line to a mail server: it can be cut from outside, and only what came whole over it counts."""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import suppress
from io import BufferedReader
from typing import Any, Final

from briefings.circulation import Mail, Security
from briefings.model.addresses import Address

DROPPED: Final = "the line dropped"
OUT_OF_TURN: Final = "the server spoke out of turn"


class _WholeLines:
    """What a server says, line by line; one without an end is not a line."""

    def __init__(self, file: BufferedReader) -> None:
        self._file = file

    def readline(self, limit: int) -> bytes:
        line = self._file.readline(limit)
        return line if len(line) >= limit or line.endswith(b"\n") else b""

    def close(self) -> None:
        self._file.close()


class Client(smtplib.SMTP):
    """The standard library's client with a line that can be cut from outside, and TLS from the start."""

    def __init__(self, mail: Mail, context: ssl.SSLContext | None, seconds: float) -> None:
        # a name of ours is told to the server: that of the sender's domain, not of this machine
        super().__init__(local_hostname=Address.parse(mail.sender).domain, timeout=seconds)
        self._own_context = context if mail.security is Security.TLS else None
        # ``starttls`` asks for the latter, and ``connect`` does not set it
        self._own_host = self._host = mail.host
        self.line: socket.socket | None = None

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        made = socket.create_connection((host, port), timeout)
        # the final dot travels alone: it shall not wait until the rest is acknowledged
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # a second handle on the same line: TLS takes the first one away
        self.line = socket.fromfd(made.fileno(), made.family, made.type)
        if self._own_context is not None:
            return self._own_context.wrap_socket(made, server_hostname=self._own_host)
        return made

    def getreply(self) -> tuple[int, bytes]:
        """Return an answer that came whole; the library takes what it got when the line drops for one."""
        if self.file is None and self.sock is not None:
            self.file = _WholeLines(self.sock.makefile("rb"))
        return super().getreply()

    def cut(self) -> None:
        """End the line, whoever waits on it."""
        if self.line is not None:
            with suppress(OSError):
                self.line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the line with both its handles."""
        super().close()
        line, self.line = getattr(self, "line", None), None
        if line is not None:
            line.close()


def still_there(client: Client) -> None:
    """Look whether the server has gone, before the message is handed over.

    Without the dot it cannot have taken the message: a line found dead here can be tried again.
    """
    sock: Any = client.sock
    if sock is None:
        raise smtplib.SMTPServerDisconnected(DROPPED)
    before = sock.gettimeout()
    sock.settimeout(0)
    try:
        said = sock.recv(1)
    except (BlockingIOError, ssl.SSLWantReadError):
        return
    finally:
        sock.settimeout(before)
    raise smtplib.SMTPServerDisconnected(OUT_OF_TURN if said else DROPPED)
