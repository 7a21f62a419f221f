"""Editions: one counterpart in one language and one format, and where its file stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from briefings.config import Format
from briefings.languages.text import Language


@dataclass(frozen=True, slots=True)
class Edition:
    """One file that a build makes."""

    counterpart: str
    language: Language
    format: Format

    @property
    def path(self) -> PurePosixPath:
        """Return where it stands in the folder of results: ``US/US.vi.pdf``."""
        return PurePosixPath(self.counterpart) / f"{self.counterpart}.{self.language}.{self.format}"
