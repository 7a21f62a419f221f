"""Conferences on whose margins meetings are held."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.languages.dates import Day
from briefings.languages.text import Name, Text
from briefings.model.markings import Marking


@dataclass(frozen=True, slots=True)
class Conference:
    """A conference: its full name, the short one used in running text, where and when it was."""

    id: str
    name: Text
    short: Name
    date: Day
    marking: Marking
    city: Name | None = None
    country: str | None = None
