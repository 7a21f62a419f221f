"""What a browser looks at: one counterpart in one language, as of today or of a stated day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from briefings.build.editions import Edition
from briefings.config import Format
from briefings.errors import UsageError
from briefings.languages.text import EditionLanguage


@dataclass(frozen=True, slots=True)
class View:
    """A dossier as it is looked at; without a day it is that of today."""

    code: str
    language: EditionLanguage
    as_of: date | None = None

    def address(self, kind: Format) -> str:
        """Return where its file is to be had, relative to the server: ``/US/US.vi.pdf``."""
        day = f"?{urlencode({'as-of': self.as_of.isoformat()})}" if self.as_of else ""
        return f"/{Edition(self.code, self.language, kind).path}{day}"


def language(written: str | None, default: EditionLanguage) -> EditionLanguage:
    """Return the language that a request names.

    Raises:
        UsageError: there is no such language.
    """
    try:
        return EditionLanguage(written) if written else default
    except ValueError:
        known = ", ".join(EditionLanguage)
        msg = f'"{_short(written)}" is not a language of an edition. Known are {known}.'
        raise UsageError(msg) from None


def day(query: Mapping[str, str]) -> date | None:
    """Return the day that a request names, if it names one.

    Raises:
        UsageError: it is no day.
    """
    written = query.get("as-of", "").strip()
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        msg = f'"{_short(written)}" is not a day. Write it as YYYY-MM-DD.'
        raise UsageError(msg) from None


def file(name: str) -> tuple[str, EditionLanguage, Format] | None:
    """Return the code, language and format that a file such as ``US.vi.pdf`` is called after."""
    pieces = name.split(".")
    if len(pieces) != 3:  # noqa: PLR2004 - code, language, format
        return None
    try:
        return pieces[0], EditionLanguage(pieces[1]), Format(pieces[2])
    except ValueError:
        return None


def _short(written: str | None) -> str:
    shown = written or ""
    return ascii(shown[:40])[1:-1] if not shown.isprintable() else shown[:40]
