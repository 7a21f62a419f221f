"""E-mail addresses, read strictly: what two programs read differently reaches the wrong person."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

# RFC 5321, 4.5.3.1: octets of the part before the sign, of the domain, and of a label (RFC 1035, 2.3.4)
_LONGEST_LOCAL: Final = 64
_LONGEST_DOMAIN: Final = 253
# RFC 5322, 3.2.3: atext; RFC 6532, 3.2 adds every letter beyond ASCII
_ATOM: Final = re.compile(r"(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\x00-\x7f])+")
_LABEL: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?", re.ASCII)
# control, format, surrogate, private and unassigned characters; separators of lines, spaces
_REFUSED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})


@dataclass(frozen=True, slots=True)
class Address:
    """An address; its domain is in the ASCII form that servers use (RFC 5890), in small letters."""

    local: str
    domain: str

    @classmethod
    def parse(cls, written: str) -> Address:
        """Return the address that is written.

        Only the plain form ``name@domain`` is taken: a quoted name, a comment or a domain in
        brackets is legal (RFC 5321, 4.1.2), and read differently by different programs.

        Raises:
            ValueError: it is no such address.
        """
        wrong = _wrong(written)
        if wrong is not None:
            raise ValueError(wrong)
        local, _, domain = unicodedata.normalize("NFC", written).partition("@")
        return cls(local, ascii_domain(domain))

    @property
    def international(self) -> bool:
        """Return whether a server needs SMTPUTF8 (RFC 6531) to take it."""
        return not self.local.isascii()

    def __str__(self) -> str:
        """Return the address as it stands in an envelope."""
        return f"{self.local}@{self.domain}"


def ascii_domain(written: str) -> str:
    """Return a domain in the form that servers use.

    Raises:
        ValueError: it is no domain of two labels or more.
    """
    try:
        domain = written.encode("idna").decode("ascii").lower()
    except UnicodeError:
        domain = ""
    labels = domain.split(".")
    if len(labels) == 1 or len(domain) > _LONGEST_DOMAIN or not all(map(_LABEL.fullmatch, labels)):
        msg = f"What stands after the @ is not a domain: {written!a}."
        raise ValueError(msg)
    return domain


def _wrong(written: str) -> str | None:
    if any(unicodedata.category(letter) in _REFUSED for letter in written):
        return f"The address holds a space or a character that cannot be seen: {written!a}."
    if written.count("@") != 1:
        return f"An address has one @: {written!a}."
    local = written.partition("@")[0]
    if not local or len(local.encode()) > _LONGEST_LOCAL or not all(map(_ATOM.fullmatch, local.split("."))):
        return f"What stands before the @ is not a name that every server reads alike: {written!a}."
    return None
