"""A message that is to be queued, and the file that it carries."""

from __future__ import annotations

import hashlib
from base64 import encodebytes
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a message is; ``TROUBLE`` tells the owner of a failure."""

    EDITION = "edition"
    UNCHANGED = "unchanged"
    CORRECTION = "correction"
    TROUBLE = "trouble"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file once for all the messages that carry it."""

    name: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """Return the hash under which it is kept."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Draft:
    """A message that is to be queued; ``key`` says which one it is, so that it is queued once.

    ``head`` and ``tail`` are the bytes before and behind the attachment's.
    """

    key: str
    message_id: str
    kind: Kind
    run: str
    recipient: str
    address: str
    counterpart: str | None
    language: str
    clearance: str
    subject: str
    head: bytes = field(repr=False)
    tail: bytes = field(default=b"", repr=False)
    file: Stored | None = None
    shown: str | None = None

    @property
    def raw(self) -> bytes:
        """Return the whole message."""
        return self.head + (b"" if self.file is None else base64_lines(self.file.content)) + self.tail


def base64_lines(content: bytes) -> bytes:
    """Return a file as it stands in a message (RFC 2045, 6.8), with the line ends of mail."""
    return encodebytes(content).replace(b"\n", b"\r\n")
