"""The house style: how things are named in each language, and the forms that are not used."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.languages.text import Name, Text


@dataclass(frozen=True, slots=True)
class Term:
    """A term in both languages; ``avoid_vi`` and ``avoid_en`` are forms that house style replaces."""

    vi: str
    en: str
    avoid_vi: tuple[str, ...] = ()
    avoid_en: tuple[str, ...] = ()
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms, and the names of territories that come before CLDR's (by ISO 3166 alpha-2 code)."""

    terms: tuple[Term, ...] = ()
    territories: tuple[tuple[str, Name], ...] = ()
