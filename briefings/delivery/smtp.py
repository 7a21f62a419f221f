"""One conversation with a mail server, of which it is known at every moment how far it has come.

The standard library's client is used command by command: its ``sendmail`` does not say whether a
line that dropped had handed the message over, which is the difference between sending again and
asking a person.
"""

from __future__ import annotations

import re
import smtplib
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Final, Self

from briefings.circulation import Mail, Security
from briefings.delivery.line import DROPPED, OUT_OF_TURN, Client, still_there
from briefings.delivery.replies import (
    LATER,
    MEANT,
    NO_LONGER,
    TAKEN,
    Answer,
    RefusalError,
    Verdict,
    expect,
    meaning,
    plain,
)
from briefings.errors import BriefingsError, Problem
from briefings.model.addresses import Address

_STARTS_WITH_DOT: Final = re.compile(rb"(?m)^\.")


class ServerError(BriefingsError):
    """The server cannot be used at all: no message was handed over, and none is to blame."""


class Session:
    """A connection that may carry many messages; ``with`` opens and ends it.

    Raises on entering:
        ServerError: there is no server, it offers no privacy, its certificate is wrong, or it does
            not take our name and password. Nothing secret was said by then.
    """

    def __init__(self, mail: Mail, password: str | None, context: ssl.SSLContext | None = None) -> None:
        self._mail = mail
        self._password = password
        self._context = context or _context(mail)
        self._client: Client | None = None
        self._cut = False
        self.carried = 0

    def __enter__(self) -> Self:
        """Connect, agree on privacy, and say who we are."""
        self._client = Client(self._mail, self._context, self._mail.deadline_seconds)
        try:
            with self._bounded():
                self._open(self._client)
        except BaseException:
            self._client.close()
            self._client = None
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take leave, without waiting long for an answer."""
        client, self._client = self._client, None
        if client is not None:
            with suppress(smtplib.SMTPException, OSError):
                if client.sock is not None:
                    client.sock.settimeout(2)
                    client.putcmd("QUIT")
            client.close()

    @property
    def usable(self) -> bool:
        """Return whether another message may be tried on this line."""
        return self._client is not None and self._client.sock is not None

    def _open(self, client: Client) -> None:
        mail = self._mail
        place = f"{mail.host}:{mail.door}"
        try:
            expect(client.connect(mail.host, mail.door))
            self._greet(client)
            if mail.security is Security.STARTTLS:
                self._protect(client, place)
            self._introduce(client, place)
        except ssl.SSLError as error:
            reason = getattr(error, "verify_message", None) or error.reason or str(error)
            what = f"The server {place} cannot prove who it is, or speaks no TLS: {reason}."
            raise ServerError(Problem(what, None, "delivery.mail", _TLS_TIP)) from error
        except (RefusalError, smtplib.SMTPException, OSError) as error:
            what = f"The server {place} cannot be reached: {self._why(error)}"
            raise ServerError(Problem(what, None, "delivery.mail", "It will be tried again.")) from error

    def _greet(self, client: Client) -> None:
        if client.ehlo()[0] not in TAKEN:
            expect(client.helo())

    def _protect(self, client: Client, place: str) -> None:
        if not client.has_extn("starttls"):
            what = f"The server {place} offers no STARTTLS."
            tip = "Neither password nor message was sent. Ask who runs it, or write security: tls."
            raise ServerError(Problem(what, None, "delivery.mail.security", tip))
        expect(client.starttls(context=self._context))
        # what was said before is forgotten (RFC 3207, 4.2)
        self._greet(client)

    def _introduce(self, client: Client, place: str) -> None:
        if self._mail.username is None:
            return
        try:
            client.login(self._mail.username, self._password or "")
        except smtplib.SMTPAuthenticationError as error:
            what = f"The server {place} does not take this user name and password ({error.smtp_code})."
            tip = "Correct the username, or what password_from points to."
            raise ServerError(Problem(what, None, "delivery.mail.username", tip)) from None
        except smtplib.SMTPNotSupportedError:
            what = f"The server {place} asks for no name and password."
            tip = "Delete username and password_from, or name the port for submission."
            raise ServerError(Problem(what, None, "delivery.mail.username", tip)) from None

    def send(self, sender: str, recipient: Address, raw: bytes, handing_over: Callable[[], None]) -> Answer:
        """Hand a message over to the server and return what became of it.

        ``handing_over`` is called once everything but the final dot is on its way: whatever comes
        after it without an answer leaves the message unknown. Nothing is raised for what a server
        or a line can do.
        """
        client = self._client
        assert client is not None  # noqa: S101 - inside `with`
        first = self.carried == 0
        dotted = False
        try:
            with self._bounded():
                self._address(client, sender, recipient, len(raw))
                self._say(client, "DATA", range(354, 355))
                client.send(_STARTS_WITH_DOT.sub(b"..", raw if raw.endswith(b"\r\n") else raw + b"\r\n"))
                still_there(client)
                handing_over()
                dotted = True
                client.send(b".\r\n")
                code, said = client.getreply()
        except RefusalError as error:
            return self._refused(client, error)
        except (smtplib.SMTPException, OSError) as error:
            client.close()
            why = self._why(error)
            if dotted:
                return Answer(Verdict.UNKNOWN, f"The server may have taken it, but did not say so: {why}")
            return Answer(Verdict.LOST, why, at_once=not first)
        except BaseException:
            # nothing more goes over this line: what follows would be taken for a part of the message
            client.close()
            raise
        self.carried += 1
        if code == NO_LONGER or code not in MEANT:
            client.close()
        return meaning(code, f"{code} {plain(said)}")

    def _address(self, client: Client, sender: str, recipient: Address, size: int) -> None:
        options = []
        limit = client.esmtp_features.get("size", "")
        if limit.isdigit() and 0 < int(limit) < size:
            raise RefusalError(552, f"The server takes at most {limit} bytes, and the message has {size}.")
        if client.has_extn("size"):
            options.append(f"SIZE={size}")
        if recipient.international:
            if not client.has_extn("smtputf8"):
                raise RefusalError(553, "The server takes no address with letters beyond ASCII (SMTPUTF8).")
            options.append("SMTPUTF8")
            client.command_encoding = "utf-8"
        else:
            client.command_encoding = "ascii"
        self._say(client, f"MAIL FROM:<{sender}>{''.join(f' {one}' for one in options)}", TAKEN)
        self._say(client, f"RCPT TO:<{recipient}>", TAKEN)

    @staticmethod
    def _say(client: Client, command: str, wanted: range) -> None:
        client.putcmd(command)
        expect(client.getreply(), wanted)

    def _refused(self, client: Client, error: RefusalError) -> Answer:
        if error.code == NO_LONGER:
            client.close()
        elif client.sock is not None:
            try:
                with self._bounded():
                    self._say(client, "RSET", TAKEN)
            except (RefusalError, smtplib.SMTPException, OSError):
                client.close()
        later = error.code in LATER or error.code not in range(500, 600)
        return Answer(Verdict.LATER if later else Verdict.REFUSED, error.said)

    def _why(self, error: BaseException) -> str:
        if self._cut:
            return f"it took longer than {self._mail.deadline_seconds} s."
        if isinstance(error, RefusalError):
            said = str(error)
        elif isinstance(error, smtplib.SMTPServerDisconnected):
            said = OUT_OF_TURN if str(error) == OUT_OF_TURN else DROPPED
        elif isinstance(error, OSError) and error.strerror:
            said = error.strerror
        else:
            said = str(error) or type(error).__name__
        return f"{said.rstrip('.')}."

    @contextmanager
    def _bounded(self) -> Iterator[None]:
        """Cut the line when the whole takes too long.

        A time limit on each answer would never pass while a server sends a letter a minute.
        """
        self._cut = False

        def cut() -> None:
            self._cut = True
            if client is not None:
                client.cut()

        client = self._client
        timer = threading.Timer(self._mail.deadline_seconds, cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


_TLS_TIP: Final = (
    "Neither password nor message was sent. Ask who runs it; ca_file names the certificate of an "
    "authority of your own."
)


def _context(mail: Mail) -> ssl.SSLContext | None:
    """Return what a certificate is checked with: names and authorities, always.

    Raises:
        ServerError: ``ca_file`` cannot be read.
    """
    if mail.security is Security.NONE:
        return None
    try:
        return ssl.create_default_context(cafile=mail.ca_file)
    except (OSError, ssl.SSLError) as error:
        what = f"{mail.ca_file} holds no certificate that can be read."
        raise ServerError(Problem(what, None, "delivery.mail.ca_file")) from error
