"""Gaps: meetings known to have taken place of which no source on file says what was said."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.languages.dates import Day
from briefings.languages.text import Text
from briefings.model.confirmation import Confirmation
from briefings.model.markings import Marking
from briefings.model.sources import Citation


@dataclass(frozen=True, slots=True)
class Gap:
    """A contact that is known of, but not covered: the dossier names it rather than hide it."""

    id: str
    date: Day
    what: Text
    counterparts: tuple[str, ...]
    evidence: tuple[Citation, ...]
    marking: Marking
    confirmation: Confirmation = Confirmation.CONFIRMED
    note: Text | None = None
