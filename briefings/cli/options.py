"""Options that several verbs share, and the workspace that they name."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from briefings import config
from briefings.config import Config
from briefings.records import Reading, read
from briefings.render import look
from briefings.render.html import House

_F = TypeVar("_F", bound=Callable[..., Any])


class DayType(click.ParamType[date]):
    """A calendar day, written ``YYYY-MM-DD``."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or fail as wrong usage."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            self.fail(f'"{value}" is not a day. Write it as YYYY-MM-DD.', param, ctx)


class SinceType(click.ParamType["date | Path"]):
    """A calendar day, or a file or folder of editions made before."""

    name = "date or path"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date | Path:
        """Return the day or the path, or fail as wrong usage."""
        if isinstance(value, date | Path):
            return value
        written = str(value)
        try:
            return date.fromisoformat(written) if _DAY.fullmatch(written) else _existing(written)
        except (ValueError, OSError):
            what = f'"{written}" is neither a day, written YYYY-MM-DD, nor an edition or a folder of them.'
            self.fail(what, param, ctx)


_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _existing(written: str) -> Path:
    if not written.strip():
        raise ValueError
    path = Path(written)
    path.stat()
    return path


class OutType(click.ParamType[str]):
    """A folder for results, whether it is there or not."""

    name = "directory"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the folder's path, or fail as wrong usage."""
        path = str(value)
        if not path.strip() or not path.isprintable():
            self.fail("No folder is named.", param, ctx)
        if Path(path).exists() and not Path(path).is_dir():
            self.fail(f'"{path}" is a file, not a folder.', param, ctx)
        return path


def workspace(command: _F) -> _F:
    """Give a verb the option that names the folder of the workspace."""
    return click.option(
        "-C",
        "--workspace",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=Path(),
        help="The folder that holds config.yaml; this one unless named.",
    )(command)


def settings(folder: Path) -> Config:
    """Return the settings alone.

    Raises:
        ConfigError: they cannot be read.
    """
    return config.load(folder, os.environ)


def load(folder: Path, flags: Mapping[str, Any] | None = None) -> tuple[Config, Reading]:
    """Return the settings and everything that the records state.

    Raises:
        ConfigError: the settings cannot be read.
        RecordError: there is no folder of records.
    """
    settings = config.load(folder, os.environ, flags)
    return settings, reading(folder, settings)


def reading(folder: Path, settings: Config, *, keep: bool = False) -> Reading:
    """Return everything that the records of a workspace state; with ``keep``, by their snapshot.

    Raises:
        RecordError: there is no folder of records.
    """
    return read(folder / settings.records, home=settings.home, keep=keep)


def contents(folder: Path, reading: Reading, house: House) -> Iterator[tuple[str, bytes]]:
    """Yield the settings and those records in which a letter may stand that no font has.

    They come as they are written, by the names of their files.
    """
    yield config.FILE, (folder / config.FILE).read_bytes()
    letters = {key: one.content.letters for key, one in reading.entries.items()}
    for key in look.suspects(house, letters):
        yield reading.entries[key].file, reading.entries[key].raw
