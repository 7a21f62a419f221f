"""What a build of this command comes from, looked at before it is read, and kept for the next one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from briefings import config, stamps
from briefings.build import lately, manifest
from briefings.build.lately import Memory, Said, Seen
from briefings.build.orders import Order
from briefings.build.results import Failed, Result
from briefings.config import Config, Theme
from briefings.render.environment import program_templates
from briefings.render.fonts import system_folders


class Watch:
    """Looks at files before they are read: what changes after that is seen by the next build."""

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace
        self._seen = [*lately.program(), Seen.now(workspace / config.FILE)]

    def config(self, flags: Mapping[str, Any]) -> Config:
        """Return the settings, having looked at everything that they name.

        Raises:
            ConfigError: the settings cannot be read.
        """
        settings = config.load(self._workspace, os.environ, flags)
        overlay = self._workspace / settings.templates
        places = [self._workspace / settings.records, overlay, program_templates()]
        if settings.fonts is not None:
            places.append(self._workspace / settings.fonts)
        if settings.theme is not Theme.HOUSE or overlay.is_dir():
            places += system_folders()
        self._seen += map(Seen.now, dict.fromkeys(places))
        return settings

    def keep(self, order: Order, results: Iterable[Result], said: Callable[[], Said]) -> None:
        """Keep what the command of this process has come to, if the next one may go by that."""
        found = tuple(results)
        # an earlier edition may lie anywhere; what has failed is tried again
        if order.since is not None or not found or any(isinstance(one, Failed) for one in found):
            return
        made = manifest.load(order.out)
        paths = [one.edition.path.as_posix() for one in found]
        if made.problems or any(stamps.mark(order.out / one) != made.marks.get(one) for one in paths):
            return
        # made while something changed: to be looked at again
        if any(one not in made.entries or not made.entries[one].parts for one in paths):
            return
        ends = [made.entries[one].until for one in paths]
        until = min((one for one in ends if one is not None), default=None)
        since = max(made.entries[one].as_of for one in paths)
        if order.stated:
            since, until = date.min, None
        results_seen = (Seen.now(order.out), Seen.now(order.out / manifest.FILE))
        days = since.isoformat(), None if until is None else until.isoformat()
        memory = Memory(*days, (*self._seen, *results_seen), said())
        lately.remember(self._workspace, click.get_current_context().obj, os.environ, memory)
