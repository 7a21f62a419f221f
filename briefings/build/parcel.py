"""What lies in a workspace besides records, as data that can be laid out on another machine."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from briefings.render.html import House

_FONTS: Final = frozenset({".ttf", ".otf"})

Laid = tuple[Path | None, Path | None]


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of the workspace as data: its path, and its files by their paths in it."""

    path: str
    files: Mapping[str, bytes]

    @classmethod
    def read(cls, place: Path, files: Iterator[Path]) -> Folder:
        """Return a folder with these of its files."""
        found = {
            one.relative_to(place).as_posix(): one.read_bytes() for one in sorted(files) if one.is_file()
        }
        return cls(os.path.abspath(place), found)  # noqa: PTH100 - resolve() would follow links

    def lay(self, below: Path) -> Path:
        """Write it below a folder, under the path that it has at home, and return where.

        Errors tell a template by the end of its path, and should tell it as they do at home.
        """
        place = below / Path(self.path).relative_to("/")
        place.mkdir(parents=True)
        for name, content in self.files.items():
            file = place / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        return place


@dataclass(frozen=True, slots=True)
class Parcel:
    """The files of a workspace, besides records, that its pages are made from."""

    templates: Folder | None
    fonts: Folder | None
    digest: str

    @classmethod
    def of(cls, house: House) -> Parcel:
        """Return the files that a house lays over those of the program."""
        places = house.templates, house.fonts
        templates = None if places[0] is None else Folder.read(places[0], places[0].rglob("*"))
        letters = None
        if places[1] is not None:
            found = (one for one in places[1].glob("*") if one.suffix.lower() in _FONTS)
            letters = Folder.read(places[1], found)
        return cls(templates, letters, sha256(pickle.dumps((templates, letters))).hexdigest())

    def lay(self, below: Path) -> Laid:
        """Write the files below a folder, and return where the templates and the fonts lie."""
        return (
            None if self.templates is None else self.templates.lay(below / "overlay"),
            None if self.fonts is None else self.fonts.lay(below / "letters"),
        )
