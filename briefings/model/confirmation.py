"""How sure a fact is: whether somebody found where it can be read."""

from __future__ import annotations

from enum import StrEnum


class Confirmation(StrEnum):
    """Whether a source was found for a fact; what has none is shown as unconfirmed."""

    CONFIRMED = "confirmed"
    PARTLY = "partly"
    UNCONFIRMED = "unconfirmed"
