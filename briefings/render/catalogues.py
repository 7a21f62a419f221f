"""The catalogues that pages are written with: the program's own, under those of a workspace."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from briefings.errors import Problem
from briefings.languages import catalogues
from briefings.languages.catalogues import Catalogue, catalogue, merge
from briefings.languages.text import Language
from briefings.render.environment import program_templates


@lru_cache(maxsize=8)
def messages(language: Language, overlay: Path | None) -> Catalogue:
    """Return the program's catalogue of a language with what the workspace says differently.

    Raises:
        TemplateError: a catalogue is missing or malformed.
    """
    own = catalogue(language, program_templates() / "locale")
    if overlay is None or not (overlay / "locale" / f"{language}.po").exists():
        return own
    return merge(own, catalogue(language, overlay / "locale"))


def check(overlay: Path) -> tuple[Problem, ...]:
    """Return what is wrong with the program's catalogues and with those of a workspace."""
    own = program_templates() / "locale"
    found = catalogues.check(own)
    theirs = overlay / "locale"
    if not theirs.is_dir() or theirs.resolve() == own.resolve():
        return found
    return (*found, *catalogues.check(theirs, own))
