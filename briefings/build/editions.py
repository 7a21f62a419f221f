"""Editions: one counterpart in one language and one format, and where its file stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from briefings.config import Format
from briefings.languages.text import EditionLanguage
from briefings.render.html import Part
from briefings.render.reading_room import PAGE


@dataclass(frozen=True, slots=True)
class Room:
    """The page over all dossiers, which belongs to no counterpart and speaks both languages."""

    counterpart: None = None
    volume: None = None
    language: EditionLanguage = EditionLanguage.PARALLEL
    format: Format = Format.HTML

    @property
    def path(self) -> PurePosixPath:
        """Return where it stands in the folder of results."""
        return PurePosixPath(PAGE)


@dataclass(frozen=True, slots=True)
class Edition:
    """One file that a build makes."""

    counterpart: str
    language: EditionLanguage
    format: Format
    part: Part = Part.WHOLE
    volume: str | None = None

    @property
    def path(self) -> PurePosixPath:
        """Return where it stands in the folder of results: ``US/US.vi.pdf``, ``US/US.summary.vi.pdf``.

        An archive volume is called after its year: ``US/US.2021.vi.pdf``.
        """
        part = "" if self.part is Part.WHOLE else f".{self.volume or self.part}"
        return PurePosixPath(self.counterpart) / f"{self.counterpart}{part}.{self.language}.{self.format}"
