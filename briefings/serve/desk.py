"""The workspace as it stands now: settings and records, read again whenever a file changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from briefings.build import orders, workers
from briefings.build.orders import Order
from briefings.config import Config, Format
from briefings.errors import Problem, RecordError, UsageError
from briefings.records import Reading
from briefings.render.worker import Job
from briefings.serve.views import View

Load = Callable[[], tuple[Config, Reading]]


@dataclass(frozen=True, slots=True)
class Standing:
    """What was read last, by a number that grows; ``unread`` says why the newest could not be read."""

    number: int
    config: Config
    reading: Reading
    unread: tuple[Problem, ...] = ()


class Desk:
    """What stands in the workspace, and news of it."""

    def __init__(self, workspace: Path, load: Load, today: Callable[[], date]) -> None:
        """Read everything once.

        Raises:
            ConfigError: the settings cannot be read.
            RecordError: there is no folder of records.
        """
        self.workspace = workspace
        self._load = load
        self._today = today
        self.now = Standing(0, *load())
        self._news = asyncio.Event()
        self._reading = asyncio.Lock()

    async def refresh(self) -> None:
        """Read everything again, and tell those who wait; what cannot be read leaves the last that could."""
        async with self._reading:
            number = self.now.number + 1
            try:
                config, reading = await asyncio.to_thread(self._load)
                self.now = Standing(number, config, reading)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is shown, and mended in the workspace
                reason = workers.told(error, "", self.now.config)
                self.now = replace(self.now, number=number, unread=reason.problems)
            news, self._news = self._news, asyncio.Event()
            news.set()

    async def moved(self, number: int) -> None:
        """Wait until something newer than that has been read."""
        while self.now.number == number:
            await self._news.wait()

    def codes(self) -> tuple[str, ...]:
        """Return the counterparts that readers of this clearance may know of."""
        known = self.now.reading.records.counterparts.values()
        seen = {one.code for one in known if one.marking <= self.now.config.clearance}
        unreadable = set(self.now.reading.blocked) - {one.code for one in known}
        return tuple(sorted(seen | unreadable))

    def job(self, view: View, kind: Format) -> Job:
        """Return what has to be made for a view, by the same rules as in a build.

        Raises:
            UsageError: no counterpart has this code, or readers may not know of it.
            RecordError: records that its dossier needs have errors.
        """
        now = self.now
        if view.code not in self.codes():
            known = ", ".join(self.codes())
            raise UsageError(Problem("There is no counterpart with this code.", tip=f"Known are {known}."))
        if view.code in now.reading.blocked:
            raise RecordError(now.reading.blocked[view.code])
        languages = tuple(dict.fromkeys((*now.config.languages, view.language)))
        config = replace(now.config, languages=languages, formats=(kind,))
        order = Order(
            (view.code,), view.as_of or self._today(), view.as_of is not None, config, self.workspace
        )
        try:
            jobs = {job.language: job for job in orders.asked(view.code, order, now.reading.records)}
        except Exception as error:
            raise workers.told(error, view.code, config) from error
        return jobs[view.language]
