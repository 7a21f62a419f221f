"""The reading room over the dossiers of a build: which of them lie in the folder of results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from briefings.build.editions import Edition
from briefings.config import Format
from briefings.dossier.contents import Dossier
from briefings.errors import BriefingsError
from briefings.languages.text import EditionLanguage
from briefings.render.html import House
from briefings.render.reading_room import File, ReadingRoom, Shelved


def jobs(
    codes: Iterable[str], gathered: Callable[[str], Dossier], out: Path, house: House
) -> Iterator[ReadingRoom]:
    """Yield the reading room over those dossiers of which a file lies in ``out``, if there is any.

    ``codes`` are the counterparts that its audience may know of; ``gathered`` returns what it may
    know of one. A dossier that cannot be gathered is left out: its own build says why.
    """
    shelved = []
    for code in codes:
        found = tuple(_files(code, out))
        if found:
            try:
                shelved.append(Shelved(gathered(code), found))
            except BriefingsError:
                continue
    if shelved:
        yield ReadingRoom(tuple(shelved), house)


def files(codes: Iterable[str], out: Path) -> Iterator[File]:
    """Yield the files of the dossiers that are there."""
    for code in codes:
        yield from _files(code, out)


def _files(code: str, out: Path) -> Iterator[File]:
    """Yield the files of a dossier that are there, by language, HTML before PDF."""
    for language in EditionLanguage:
        for kind in sorted(Format, key=lambda one: one is not Format.HTML):
            path = Edition(code, language, kind).path
            if (out / path).is_file():
                yield File(path.as_posix(), language, kind)
