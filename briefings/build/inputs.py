"""What an edition is made from, as digests: by them a build knows what has to be made again, and why.

The first of two levels. It errs on the side of looking once more: whether the finished page is
another one is seen when it has been written (``render/worker.py``), and only then is it laid out.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Final

from briefings import __version__, stamps
from briefings.build.earlier import Since
from briefings.build.editions import Edition, Room
from briefings.config import Config, Format, Theme
from briefings.render import fonts
from briefings.render.environment import program_templates
from briefings.render.fonts import SYSTEM

# what turns a page into bytes, besides the fonts
ENGINES: Final = (
    "weasyprint", "pydyf", "fonttools", "cssselect2", "tinycss2", "tinyhtml5", "pyphen", "pillow",
    "brotli", "zopfli", "fontpkg", "fontpkg-spectral", "fontpkg-be-vietnam-pro",
)  # fmt: skip
_WRITERS: Final = ("jinja2", "markupsafe", "babel", "markdown", "nh3")
_LIBRARIES: Final = (
    ("libpango-1.0.so.0", "pango_version_string"),
    ("libharfbuzz.so.0", "hb_version_string"),
)
# the folders and files of the program that have a part in what stands on a page
_CODE: Final = ("dossier", "languages", "model", "render", "records", "markup.py", "config.py")
_LAYOUT: Final = (
    "render/pdf.py",
    "render/engine.py",
    "render/inert.py",
    "render/gate.py",
    "render/fonts.py",
    "render/worker.py",
    "render/attached.py",
)
_OF_THE_ROOM: Final = frozenset({"index.html", "styles/room.css", "scripts/room.js"})
_PREVIEW: Final = frozenset({"preview.html", "styles/preview.css", "scripts/preview.js"})

Parts = dict[str, Mapping[str, str]]


@dataclass(slots=True)
class Inputs:
    """Everything besides records that editions of one build are made from, looked at once."""

    config: Config
    workspace: Path
    since: Since | None = None
    _known: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, edition: Edition | Room, records: Mapping[str, str], stated: str) -> Parts:
        """Return what an edition is made from, by sort; ``stated`` is the day that stands on it, if any."""
        return {
            "records": records,
            "settings": {**self._settings(edition), "as of": stated, **self._since(edition)},
            "templates": self._templates(edition),
            "fonts": self.fonts,
            "program": self.program,
            "engines": {**self.writers, **(self.engines if edition.format is Format.PDF else {})},
        }

    def _templates(self, edition: Edition | Room) -> Mapping[str, str]:
        """Return the digests of the templates that may have a part in an edition."""

        def found() -> Mapping[str, str]:
            apart = self._is_apart
            return {
                name: digest
                for name, digest in self.templates.items()
                if not _is_foreign(name, edition, apart=apart)
            }

        return self._once(f"templates of a {type(edition).__name__}", found)

    def stamps(self) -> tuple[str, ...]:
        """Return what templates and fonts of the workspace look like now, to see whether they change."""
        folders = [program_templates(), self.workspace / self.config.templates]
        if self.config.fonts is not None:
            folders.append(self.workspace / self.config.fonts)
        return tuple(stamps.stamp(one).digest for one in folders)

    @property
    def templates(self) -> Mapping[str, str]:
        """Return the digests of the templates, those of the workspace over ours."""
        folders = dict.fromkeys((program_templates(), self.workspace / self.config.templates))
        return self._once("templates", lambda: _digests(folders, ""))

    @property
    def fonts(self) -> Mapping[str, str]:
        """Return the digests of the fonts that come from no package."""
        return self._once("fonts", lambda: dict(self._fonts()))

    @property
    def program(self) -> Mapping[str, str]:
        """Return the version of the program, and the digest of its code that pages come from."""
        return self._once("program", lambda: {"version": __version__, "code": _code(_CODE)})

    @property
    def writers(self) -> Mapping[str, str]:
        """Return the versions of what fills the templates."""
        return self._once("writers", lambda: dict(_versions(_WRITERS)))

    @property
    def engines(self) -> Mapping[str, str]:
        """Return the versions of what lays out pages."""
        return self._once("engines", engines)

    def _once(self, name: str, make: Callable[[], Mapping[str, str]]) -> Mapping[str, str]:
        if name not in self._known:
            self._known[name] = make()
        return self._known[name]

    @property
    def _is_apart(self) -> bool:
        overlay = self.workspace / self.config.templates
        return overlay.is_dir() and overlay.resolve() != program_templates().resolve()

    def _settings(self, edition: Edition | Room) -> dict[str, str]:
        config = self.config
        found = {
            "issuer": repr(config.issuer), "home": config.home, "theme": str(config.theme),
            "due_within_days": str(config.due_within_days), "history": repr(config.history),
            "clearance": str(config.clearance),
            "place": repr(config.place), "recipients": repr(config.recipients),
            "national_heading": str(config.national_heading), "fonts": str(config.fonts),
        }  # fmt: skip
        if edition.format is Format.HTML:
            # the page leads to the same dossier in the other languages
            found["languages"] = ", ".join(config.languages)
        return found

    def _since(self, edition: Edition | Room) -> dict[str, str]:
        since = self.since
        if since is None or isinstance(edition, Room):
            return {}
        if not isinstance(since, Path):
            return {"since": str(since)}
        code = edition.counterpart
        files = (
            sorted(since.glob(f"{code}*")) + sorted(since.glob(f"{code}/{code}*"))
            if since.is_dir()
            else [since]
        )
        return {"since": sha256(b"".join(_digest(one) for one in files if one.is_file())).hexdigest()[:32]}

    def _fonts(self) -> Iterator[tuple[str, str]]:
        if self.config.fonts is not None:
            yield from _digests([self.workspace / self.config.fonts], "").items()
        if self.config.theme is Theme.HOUSE and not self._is_apart:
            return
        for name in SYSTEM:
            found = fonts.find((name,))
            for face in () if found is None else found.faces:
                yield face.file.name, _digest(face.file).hex()[:32]


def engines() -> Mapping[str, str]:
    """Return the versions of everything that turns a page into a PDF, code of ours included."""
    return {**dict(_versions(ENGINES)), **dict(_libraries()), "layout": _code(_LAYOUT)}


def _versions(names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        with suppress(metadata.PackageNotFoundError):
            yield name, metadata.version(name)


def _libraries() -> Iterator[tuple[str, str]]:
    """Yield the versions of libraries of the system; where they are called otherwise, none."""
    if sys.platform != "linux":
        return
    for file, function in _LIBRARIES:
        with suppress(OSError, AttributeError):
            asked = getattr(ctypes.CDLL(file), function)
            asked.restype = ctypes.c_char_p
            yield file.partition(".so")[0], asked().decode()


def _code(names: tuple[str, ...]) -> str:
    here = Path(__file__).parent.parent
    digest = sha256()
    for name in names:
        place = here / name
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(file.relative_to(here).as_posix().encode() + b"\0" + _digest(file))
    return digest.hexdigest()[:32]


def _digests(folders: Iterable[Path], above: str) -> dict[str, str]:
    """Return the digests of files by their paths; a later folder's lie over those of an earlier."""
    found: dict[str, str] = {}
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            path = file.relative_to(folder)
            if file.is_file() and not any(part.startswith((".", "__")) for part in path.parts):
                found[above + path.as_posix()] = _digest(file).hex()[:32]
    return found


def _digest(file: Path) -> bytes:
    return sha256(file.read_bytes()).digest()


def _is_foreign(name: str, edition: Edition | Room, *, apart: bool) -> bool:
    """Return whether a template has certainly no part in an edition."""
    if name in _PREVIEW:
        return True
    # a template of a workspace may include whatever it likes
    return name in _OF_THE_ROOM and not apart and not isinstance(edition, Room)
