"""Handling markings, from what anyone may read to what only a few may; state secrets are refused."""

from __future__ import annotations

import unicodedata
from enum import IntEnum


class Marking(IntEnum):
    """Who may see a record; a higher value means fewer people.

    ``INTERNAL`` is the Vietnamese "Lưu hành nội bộ". The secrecy levels Mật, Tối mật and
    Tuyệt mật (Law on Protection of State Secrets 29/2018/QH14, article 8) have no value here
    on purpose: such records do not belong on a networked machine.
    """

    PUBLIC = 0
    INTERNAL = 1
    RESTRICTED = 2

    @classmethod
    def parse(cls, written: str) -> Marking:
        """Return the marking that a record or the configuration names.

        Raises:
            ValueError: it is unknown, or a level of state secrecy; never taken for public.
        """
        if unicodedata.normalize("NFC", written).strip().casefold() in _STATE_SECRETS:
            msg = (
                f'"{written}" is a level of state secrecy. Such records are refused: '
                "take this file off the machine."
            )
            raise ValueError(msg)
        for marking in cls:
            if written == str(marking):
                return marking
        msg = f'"{written}" is not a marking. Write public, internal or restricted.'
        raise ValueError(msg)

    def __str__(self) -> str:
        """Return the word that stands in records."""
        return self.name.lower()


_STATE_SECRETS = frozenset({
    "mật", "tối mật", "tuyệt mật", "mat", "toi mat", "tuyet mat",
    "confidential", "secret", "top secret", "top-secret",
})  # fmt: skip
