"""The fonts of the pages: static files of the locked packages, of the workspace, or two of Debian's.

A style names the families that it would use, and the first that is at hand is used. PDF: fontconfig
is pointed at the files of these families alone. HTML: letters of them travel inside the page
(``carried.py``).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

import fontpkg

_OURS: Final = ("Spectral", "Be Vietnam Pro")
_VIETNAMESE: Final = frozenset(range(0x1EA0, 0x1EFA))
# families with the metrics of Times New Roman, which no package of Python carries
SYSTEM: Final = {"Tinos": "Tinos", "Liberation Serif": "LiberationSerif"}
_SYSTEM_FOLDERS: Final = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
)
_STYLES: Final = {
    "Regular": (400, "normal"),
    "Italic": (400, "italic"),
    "Bold": (700, "normal"),
    "BoldItalic": (700, "italic"),
}
_CONFIGURATION: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
<config><rescan><int>0</int></rescan></config>
</fontconfig>
"""


@dataclass(frozen=True, slots=True)
class Face:
    """One file of a family."""

    weight: int
    style: str
    file: Path


@dataclass(frozen=True, slots=True)
class Family:
    """A family of fonts that is at hand."""

    name: str
    faces: tuple[Face, ...]

    def face(self, weights: Sequence[int], style: str = "normal") -> Face | None:
        """Return its first face of one of these weights."""
        found = {(one.weight, one.style): one for one in self.faces}
        return next((found[weight, style] for weight in weights if (weight, style) in found), None)


@cache
def find(names: tuple[str, ...], folder: Path | None = None) -> Family | None:
    """Return the first of these families that is at hand, or nothing.

    It is looked for among the files of ``folder``, then in the packages, then, for families that no
    package carries, in the folders of the system.
    """
    for name in names:
        faces = _of_folder(name, folder) or _of_package(name) or _of_system(name)
        if faces:
            return Family(name, faces)
    return None


def ours() -> tuple[Family, ...]:
    """Return the families of the packages that the program needs."""
    return tuple(found for found in (find((name,)) for name in _OURS) if found is not None)


def isolate(folder: Path, families: Iterable[Family]) -> None:
    """Point fontconfig, in this process, at these families alone and at a cache in ``folder``.

    WeasyPrint reads this each time that it lays out a page; meant for a process of its own.
    """
    files = [face.file.absolute() for family in families for face in family.faces]
    ours = folder / f"letters-{sha256(repr(files).encode()).hexdigest()[:12]}"
    if not ours.exists():
        ours.mkdir()
        for number, file in enumerate(files):
            (ours / f"{number:03}{file.suffix}").symlink_to(file)
    configuration = folder / "fonts.conf"
    directory = f"<dir>{escape(str(ours))}</dir>"
    written = _CONFIGURATION.format(folders=directory, cache=escape(str(folder / "fontconfig")))
    configuration.write_text(written, encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(configuration)


@cache
def characters(families: tuple[Family, ...]) -> frozenset[int]:
    """Return the characters that one of these families has in its upright face."""
    faces = (family.face((400,)) for family in families)
    return frozenset(chain.from_iterable(_characters(face.file) for face in faces if face is not None))


def system_folders() -> tuple[Path, ...]:
    """Return the folders of the system in which a family is looked for that no package carries."""
    return tuple(Path(one).expanduser() for one in _SYSTEM_FOLDERS)


def _of_package(name: str) -> tuple[Face, ...]:
    try:
        files = fontpkg.family(name).files
    except fontpkg.FamilyNotInstalled:
        return ()
    return tuple(Face(one.weight, one.style, one.path) for one in files if not one.variable)


def _of_folder(name: str, folder: Path | None) -> tuple[Face, ...]:
    if folder is None:
        return ()
    files = sorted(one for one in folder.glob("*") if one.suffix.lower() in {".ttf", ".otf"})
    return tuple(face for face in map(_named, files) if face is not None and _name(face.file) == name)


def _of_system(name: str) -> tuple[Face, ...]:
    if name not in SYSTEM:
        return ()
    for folder in system_folders():
        for regular in sorted(folder.rglob(f"{SYSTEM[name]}-Regular.ttf")):
            # an older Liberation Serif has no letters with two signs, such as ế
            if _characters(regular) >= _VIETNAMESE:
                files = ((regular.with_name(f"{SYSTEM[name]}-{one}.ttf"), _STYLES[one]) for one in _STYLES)
                return tuple(Face(*style, file) for file, style in files if file.is_file())
    return ()


def _named(file: Path) -> Face | None:
    """Return the face that a file holds, if it is a static font."""
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - 80 ms to import

    try:
        with file.open("rb") as opened, TTFont(opened, lazy=True) as font:
            if "fvar" in font:
                return None
            slanted = bool(font["OS/2"].fsSelection & 1)
            return Face(int(font["OS/2"].usWeightClass), "italic" if slanted else "normal", file)
    except (TTLibError, OSError, KeyError):
        return None


@cache
def _name(file: Path) -> str:
    """Return the name of the family to which a font belongs."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only where fonts are read

    with TTFont(file, lazy=True) as font:
        return str(font["name"].getBestFamilyName() or "")


@cache
def _characters(file: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only where fonts are read

    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())
