"""A letter and a file as a message: headers that nobody can break out of, and the same bytes each time."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address as Mailbox
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from typing import Final

from briefings.delivery.drafts import Stored, base64_lines
from briefings.errors import BriefingsError, Problem
from briefings.model.addresses import Address
from briefings.render.letters import Letter

_TYPES: Final = {".pdf": ("application", "pdf"), ".html": ("text", "html")}
# what a name of a file must not hold on any system, and what turns its letters round
_NOT_IN_NAMES: Final = frozenset('/\\:*?"<>|')
_LONGEST_NAME: Final = 120


class MessageError(BriefingsError):
    """A message cannot be made of what stands in the records or the settings."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom and to whom a message goes, and how both are called."""

    sender: str
    sender_name: str
    recipient: str
    recipient_name: str


def message_id(key: str, sender: str) -> str:
    """Return the identifier of a message (RFC 5322, 3.6.4): the same whenever it is asked for.

    Nothing of the key can be read from it: an identifier travels to whomever a reply is copied.
    """
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{Address.parse(sender).domain}>"


def compose(
    letter: Letter, envelope: Envelope, *, identifier: str, at: datetime, file: Stored | None = None
) -> tuple[bytes, bytes]:
    """Return the bytes of a message before and behind its attachment's.

    Neither Bcc nor any other receiver than the one stands in it. The same arguments give the same bytes.

    Raises:
        MessageError: a header would hold a control character, in plain sight or once decoded.
    """
    sender, recipient = Address.parse(envelope.sender), Address.parse(envelope.recipient)
    for field, text in (
        ("subject", letter.subject),
        ("the sender's name", envelope.sender_name),
        ("the recipient's name", envelope.recipient_name),
        ("the name of the file", "" if file is None else file.name),
    ):
        _refuse_control(field, text)
    utf8 = recipient.international or sender.international
    message = EmailMessage(policy=SMTPUTF8 if utf8 else SMTP)
    message["From"] = Mailbox(envelope.sender_name, sender.local, sender.domain)
    message["To"] = Mailbox(envelope.recipient_name, recipient.local, recipient.domain)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = identifier
    # RFC 3834, 5: no out-of-office notice answers it
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="quoted-printable")
    if letter.html:
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    if file is not None:
        main, sub = _TYPES[file.name[file.name.rindex(".") :]]
        message.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    # last: what begins with Content- moves into the first part when others are added
    message["Content-Language"] = str(letter.language)
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"={hashlib.sha256(f'{identifier}{number}'.encode()).hexdigest()[:40]}=")
    return _around(message.as_bytes(), file)


def _around(raw: bytes, file: Stored | None) -> tuple[bytes, bytes]:
    if file is None or not file.content:
        return raw, b""
    head, found, tail = raw.partition(base64_lines(file.content))
    assert found  # noqa: S101 - the standard library writes base64 as we do
    return head, tail


def _refuse_control(field: str, text: str) -> None:
    """Refuse what would end a header's line, also where an encoded word may hide it (RFC 2047).

    Python decodes such words when a header is set, and writes the line end that was in them. None
    has any business in a text that is not encoded yet.
    """
    if any(unicodedata.category(letter) in {"Cc", "Zl", "Zp", "Cs"} for letter in text):
        what = f"There is a control character in {field}: {text!a}."
    elif "=?" in text:
        what = f"There is an encoded word in {field}: {text!a}."
    else:
        return
    raise MessageError(Problem(what, tip="Correct it where it is written."))


def file_name(words: str, ending: str) -> str:
    """Return a file's name made of words in any language, without what a system would not take."""
    kept = "".join(
        letter
        for letter in unicodedata.normalize("NFC", words)
        if letter not in _NOT_IN_NAMES and unicodedata.category(letter)[0] != "C"
    )
    return f"{' '.join(kept.split())[:_LONGEST_NAME].strip(' .')}.{ending}"
