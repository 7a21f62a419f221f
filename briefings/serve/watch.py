"""Watching the workspace: whatever changes in its records, templates or settings is read again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import Final

from watchfiles import Change, DefaultFilter, awatch

from briefings import config
from briefings.render.environment import program_templates
from briefings.serve.desk import Desk

# milliseconds of quiet that end a change: an editor may write a file in several steps
_QUIET: Final = 40
_LONGEST: Final = 400


async def follow(desk: Desk) -> None:
    """Read the workspace again after every change, until cancelled."""
    while True:
        again = asyncio.Event()
        settings = asyncio.create_task(_settings(desk, again))
        try:
            await _contents(desk, again)
            await again.wait()
        finally:
            settings.cancel()


async def _contents(desk: Desk, again: asyncio.Event) -> None:
    """Follow the folders of records and templates, as long as they are the ones that are used."""
    present = [folder for folder in _folders(desk) if folder.is_dir()]
    async for _ in _changes(*present, stop=again, kept=DefaultFilter()):
        await desk.refresh()


async def _settings(desk: Desk, again: asyncio.Event) -> None:
    """Follow what stands directly in the workspace: the settings, and whether the folders are there."""

    def kept(_: Change, file: str) -> bool:
        folders = {folder.name for folder in _folders(desk)}
        return Path(file).name in {config.FILE, *folders}

    async for _ in _changes(desk.workspace, stop=again, kept=kept, recursive=False):
        await desk.refresh()
        again.set()


def _folders(desk: Desk) -> tuple[Path, ...]:
    settings = desk.now.config
    own = [settings.records, settings.templates, *([settings.fonts] if settings.fonts else [])]
    return (*(desk.workspace / one for one in own), program_templates())


def _changes(
    *folders: Path, stop: asyncio.Event, kept: Callable[[Change, str], bool], recursive: bool = True
) -> AsyncGenerator[set[tuple[Change, str]], None]:
    return awatch(
        *folders, watch_filter=kept, debounce=_LONGEST, step=_QUIET, stop_event=stop, recursive=recursive
    )
