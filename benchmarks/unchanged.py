"""Builds for which nothing has changed, beside ``git status`` and as the records grow."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path
from typing import Final

from benchmarks.measuring import BRIEFINGS, best, run
from benchmarks.runs import Run
from benchmarks.workspaces import Size

_GIT: Final = ("git", "status", "--short", "records")
_AGE: Final = 2.5


def standing(bench: Run) -> None:
    """Measure builds of a whole workspace that stands as it should."""
    size = bench.scale.whole
    folder = bench.workspace("standing", size, short=True)
    build = (*BRIEFINGS, "build", "--all", "--quiet")
    run(*build, folder=folder)
    _settle(folder, *build)
    _version(folder)
    ours, git = _side_by_side(5, folder, build, _GIT)
    named = f"nothing changed, {size.meetings} meetings, {size.counterparts} x 2 x 2"
    bench.rows.add(f"{named}: seconds", ours, at_most=1)
    bench.rows.add(f"{named}: x git status", ours / git, at_most=3)
    explained = best(2, *build, "--explain", folder=folder)
    bench.rows.add(f"{named}: seconds with every edition compared", explained.wall)
    shutil.rmtree(folder)


def growth(bench: Run) -> None:
    """Measure how what it takes grows with the number of records."""
    build = (*BRIEFINGS, "build", "--all", "--quiet", "--format", "html", "--lang", "vi")
    folders = {}
    for meetings in bench.scale.growth:
        # a point a meeting: what is read is the file's looks, however much it says
        size = Size(max(meetings // 100, 2), meetings, 1)
        folders[meetings] = bench.workspace(f"grown-{meetings}", size, short=True)
        run(*build, folder=folders[meetings])
    time.sleep(_AGE)
    seconds = {}
    for meetings, folder in folders.items():
        run(*build, folder=folder)
        seconds[meetings] = best(3, *build, folder=folder).wall
        bench.rows.add(f"nothing changed, {meetings} meetings: seconds", seconds[meetings], at_most=10)
    few, many = bench.scale.growth
    _version(folders[many])
    ours, git = _side_by_side(3, folders[many], build, _GIT)
    bench.rows.add(f"nothing changed, {many} meetings: x git status", ours / git, at_most=3)
    grown = seconds[many] / seconds[few] / (many / few)
    bench.rows.add(f"{few} -> {many} meetings, nothing changed: growth x linear", grown, at_most=1)


def _side_by_side(times: int, folder: Path, *commands: tuple[str, ...]) -> list[float]:
    """Return the least seconds of each command, taken in turns so that a busy minute meets them all."""
    taken = [[run(*one, folder=folder).wall for one in commands] for _ in range(times)]
    return [min(of_one) for of_one in zip(*taken, strict=True)]


def _settle(folder: Path, *build: str) -> None:
    """Let files grow old enough to be trusted by their looks, as they are when a week has passed."""
    time.sleep(_AGE)
    run(*build, folder=folder)


def _version(folder: Path) -> None:
    """Give the records to Git."""
    for words in (("init", "--quiet"), ("add", "records")):
        subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)  # noqa: S603, S607 - ours
