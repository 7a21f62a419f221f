"""Options that several verbs share, and the workspace that they name."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from briefings import config
from briefings.config import Config
from briefings.records import Reading, read

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


def load(folder: Path, flags: Mapping[str, Any] | None = None) -> tuple[Config, Reading]:
    """Return the settings and everything that the records state.

    Raises:
        ConfigError: the settings cannot be read.
        RecordError: there is no folder of records.
    """
    settings = config.load(folder, os.environ, flags)
    return settings, read(folder / settings.records, home=settings.home)
