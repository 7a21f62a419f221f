"""What is wrong with the look of pages, before any is made: styles, fonts, letters, overlay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from briefings.errors import BriefingsError, Location, Problem
from briefings.languages.text import EditionLanguage
from briefings.render import fonts, glyphs, overlay
from briefings.render.html import House, Medium, sheet

Contents = Iterable[tuple[str, bytes]]
_Key = TypeVar("_Key")


def check(house: House, contents: Contents) -> tuple[Problem, ...]:
    """Return everything that can be said of styles, fonts and letters; ``contents`` are files of YAML."""
    return (*_of_styles(house), *letters(house, contents), *overlay.strays(house.templates))


def suspects(house: House, letters: Mapping[_Key, str]) -> Iterator[_Key]:
    """Yield the keys of texts in which something may stand that no font has, by the characters in each.

    An escape may stand for any character. Where the fonts are not known, nothing is a suspect.
    """
    try:
        families = sheet(house, Medium.PDF, EditionLanguage.PARALLEL).families
    except BriefingsError:
        return
    known = fonts.characters(families)
    odd = frozenset(glyphs.lacking("".join(set().union(*letters.values())), known)) | {"\\"}
    yield from (key for key, text in letters.items() if not odd.isdisjoint(text))


def letters(house: House, contents: Contents) -> tuple[Problem, ...]:
    """Return a warning for each character that no font has; without fonts there is nothing to say."""
    try:
        families = sheet(house, Medium.PDF, EditionLanguage.PARALLEL).families
    except BriefingsError:
        return ()
    return glyphs.check(contents, fonts.characters(families), house.templates)


def _of_styles(house: House) -> tuple[Problem, ...]:
    problems: dict[tuple[str, Location | None], Problem] = {}
    for medium in Medium:
        try:
            # with everything that is added to some pages
            sheet(house, medium, EditionLanguage.PARALLEL, changed=True)
        except BriefingsError as error:
            # what is near an unknown name depends on the medium; once is enough
            problems = {(one.what, one.location): one for one in error.problems} | problems
    return tuple(problems.values())
