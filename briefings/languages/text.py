"""Bilingual text: what is said in Vietnamese and in English, side by side, neither replacing the other."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

# Vietnamese Đ typed as the Icelandic letter eth looks the same and sorts, searches and
# reads aloud differently; Unicode normalisation leaves it alone, so reading has to mend it.
_ETH_TO_D_WITH_STROKE = str.maketrans({"\u00d0": "\u0110", "\u00f0": "\u0111"})


class Language(StrEnum):
    """A language of an edition, by its BCP 47 code."""

    VI = "vi"
    EN = "en"


class EditionLanguage(StrEnum):
    """What an edition is written in: one language, or both side by side."""

    VI = "vi"
    EN = "en"
    PARALLEL = "vi+en"

    @property
    def languages(self) -> tuple[Language, ...]:
        """Return the languages that stand in it, the first of them leading."""
        return tuple(Language(code) for code in self.value.split("+"))


def normalise(text: str) -> str:
    """Return the text in Unicode normalisation form C (UAX #15)."""
    return unicodedata.normalize("NFC", text)


def normalise_vietnamese(text: str) -> str:
    """Return Vietnamese text in form C with U+00D0/U+00F0 (eth) as U+0110/U+0111 (Đ, đ)."""
    return normalise(text).translate(_ETH_TO_D_WITH_STROKE)


@dataclass(frozen=True, slots=True)
class Text:
    """One thing said in two languages; a language that is not there is ``None``, never the other one."""

    vi: str | None = None
    en: str | None = None

    def __post_init__(self) -> None:
        """Normalise both languages, so that equal texts compare equal wherever they come from."""
        object.__setattr__(self, "vi", None if self.vi is None else normalise_vietnamese(self.vi))
        object.__setattr__(self, "en", None if self.en is None else normalise(self.en))

    def in_(self, language: Language) -> str | None:
        """Return the text in this language, or ``None`` where it is missing."""
        return self.vi if language is Language.VI else self.en

    @property
    def missing(self) -> tuple[Language, ...]:
        """Return the languages in which nothing is said."""
        return tuple(language for language in Language if not self.in_(language))


@dataclass(frozen=True, slots=True)
class Name(Text):
    """A bilingual name; in a record a plain string stands for a name spelt alike in both languages."""
