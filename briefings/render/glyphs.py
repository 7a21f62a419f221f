"""Characters that no font of a page has: named before the page is made, and spelled out on it.

Without this the renderer would draw an empty box, say nothing, and the file would no longer be one
that archives and screen readers take (ISO 19005-3, 6.2.11.8; ISO 14289-1, 7.21.8).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from briefings.config import FILE
from briefings.errors import Location, Problem, Severity
from briefings.languages.text import normalise
from briefings.records import documents
from briefings.records.documents import Path as Place
from briefings.records.plain import Plain
from briefings.render.environment import program_templates

# not drawn, or drawn by the renderer without a glyph of their own: controls, formats, spaces
_UNDRAWN: Final = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_VARIATION_SELECTORS: Final = range(0xFE00, 0xFE10)
# drawn with the glyph of the hyphen, which every font has
_HYPHEN: Final = 0x2011
# what stands in no page: names by which one asks for a dossier, forms that are warned of
_UNSEEN: Final = frozenset({"aliases", "avoid_vi", "avoid_en"})
_SETTINGS: Final = frozenset({"issuer", "place", "recipients"})
_TEMPLATES: Final = frozenset({".html", ".svg", ".css", ".po"})
# what is never on paper: a screen has more fonts than those of the page
_OF_SCREENS: Final = frozenset(
    {"index.html", "preview.html", "styles/screen.css", "styles/room.css", "styles/preview.css"}
)
_COMMENT: Final = re.compile(r"\{#.*?#\}|/\*.*?\*/|<!--.*?-->|^#.*?$", re.DOTALL | re.MULTILINE)


def lacking(text: str, characters: frozenset[int]) -> tuple[str, ...]:
    """Return the characters of a text that would be drawn and are not among ``characters``, each once."""
    return tuple(one for one in dict.fromkeys(text) if ord(one) not in characters and _is_drawn(one))


def spelled(page: str, characters: frozenset[int]) -> str:
    """Return a page with each character that it cannot show spelled as ``[U+4E2D]``."""
    missing = lacking(page, characters)
    return page.translate({ord(one): f"[{_code(one)}]" for one in missing}) if missing else page


def check(
    contents: Iterable[tuple[str, bytes]], characters: frozenset[int], overlay: Path | None = None
) -> tuple[Problem, ...]:
    """Return a warning for each character of records, settings and templates that no font has.

    ``contents`` are the files of YAML by their names; those that cannot be read are left to whoever
    reads them.
    """
    found = [one for file, raw in contents for one in _of_document(file, raw, characters)]
    # the program's own may say in each theme what only one of them shows
    if overlay is not None and overlay.resolve() != program_templates():
        found += _of_templates(overlay, characters)
    return tuple(found)


def _is_drawn(character: str) -> bool:
    number = ord(character)
    unseen = number == _HYPHEN or number in _VARIATION_SELECTORS
    return not unseen and unicodedata.category(character) not in _UNDRAWN


def _of_document(file: str, raw: bytes, characters: frozenset[int]) -> Iterator[Problem]:
    text = raw.decode("utf-8", errors="ignore")
    # an escape may stand for anything; most files have none, and nothing that is lacking
    if "\\" not in text and not lacking(normalise(text), characters):
        return
    document = documents.parse(raw, file)
    if document.problems:
        return
    for path, value in _texts(document.data, ()):
        if _UNSEEN.intersection(path) or (file == FILE and path[0] not in _SETTINGS):
            continue
        for one in lacking(normalise(value), characters):
            yield _problem(one, document.at(path), documents.shown(path))


def _texts(value: Plain, path: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _texts(one, (*path, name))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _texts(one, (*path, number))


def _of_templates(overlay: Path, characters: frozenset[int]) -> Iterator[Problem]:
    for file in sorted(overlay.rglob("*")):
        relative = file.relative_to(overlay).as_posix()
        if file.suffix in _TEMPLATES and relative not in _OF_SCREENS and file.is_file():
            text = file.read_text(encoding="utf-8", errors="ignore")
            shown = _COMMENT.sub(lambda at: re.sub(r"[^\n]", " ", at[0]), text)
            name = f"templates/{relative}"
            for line, content in enumerate(shown.split("\n"), start=1):
                for one in lacking(content, characters):
                    yield _problem(one, Location(name, line, content.index(one) + 1), None)


def _problem(character: str, place: Location, field: str | None) -> Problem:
    name = unicodedata.name(character, "without a name")
    what = f'No font of the theme has "{character}" ({_code(character)}, {name}).'
    tip = f"A PDF shows it as [{_code(character)}]. Write it with other letters."
    return Problem(what, place, field, tip, Severity.WARNING)


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
