"""``./run bench``: the build engine beside its peers, as ratios that hold on any machine.

Every case prints a row as soon as it is measured, and ``--json FILE`` keeps them all: case, value,
target, and whether the one reaches the other. ``--quick`` takes smaller workspaces.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Final

from benchmarks import workspaces
from benchmarks.measuring import BRIEFINGS, HERE, best, run
from benchmarks.workspaces import Size
from briefings.build import shelf
from briefings.build.shelf import Order
from briefings.config import load
from briefings.records import read
from briefings.render.html import Medium
from briefings.render.worker import written

_SHORT: Final = (
    '<!DOCTYPE html><html lang="vi"><head><title>{{ dossier.counterpart.code }}</title></head>'
    "<body><p>{{ dossier.counterpart.code }} {{ language }}</p></body></html>"
)
_DAY: Final = date(2026, 1, 5)


@dataclass(frozen=True, slots=True)
class Row:
    """One case: what was measured, what is to be reached, and whether it is."""

    case: str
    value: float
    target: str
    ok: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the workspaces of a run are."""

    whole: Size
    dossiers: Size
    growth: tuple[int, int]


_FULL: Final = Scale(Size(200, 10_000), Size(12, 120), (1_000, 100_000))
_QUICK: Final = Scale(Size(20, 1_000), Size(2, 12), (500, 2_000))


class Bench:
    """A run of all cases in one folder."""

    def __init__(self, folder: Path, scale: Scale) -> None:
        self._folder = folder
        self._scale = scale
        self.rows: list[Row] = []

    def all(self) -> None:
        """Measure every case."""
        self._nothing_changed()
        self._one_changed()
        self._cold()
        self._growth()

    def _row(self, case: str, value: float, target: str, *, at_most: float = 0, at_least: float = 0) -> None:
        ok = value >= at_least if at_least else (value <= at_most if at_most else True)
        row = Row(case, round(value, 3), target, ok)
        self.rows.append(row)
        sys.stdout.write(f"{'ok  ' if ok else 'MISS'} {row.value:>9.3f}  {target:>12}  {case}\n")
        sys.stdout.flush()

    def _workspace(self, name: str, size: Size, *, short: bool = False) -> Path:
        folder = self._folder / name
        workspaces.make(folder, size)
        if short:
            (folder / "templates").mkdir()
            (folder / "templates" / "dossier.html").write_text(_SHORT, encoding="utf-8")
            (folder / "templates" / "index.html").write_text("{{ rows|length }}", encoding="utf-8")
        return folder

    def _nothing_changed(self) -> None:
        size = self._scale.whole
        folder = self._workspace("standing", size, short=True)
        build = (*BRIEFINGS, "build", "--all", "--quiet")
        run(*build, folder=folder)
        _settle(folder, *build)
        ours = best(5, *build, folder=folder)
        _git("init", "--quiet", folder=folder)
        _git("add", "records", folder=folder)
        git = best(5, "git", "status", "--short", "records", folder=folder)
        named = f"nothing changed, {size.meetings} meetings, {size.counterparts} x 2 x 2"
        self._row(f"{named}: seconds", ours.wall, "<= 1", at_most=1)
        self._row(f"{named}: x git status", ours.wall / git.wall, "<= 3", at_most=3)
        explained = best(2, *build, "--explain", folder=folder)
        self._row(f"{named}: seconds with every edition compared", explained.wall, "")

    def _one_changed(self) -> None:
        """Change records among many, where only the dossiers that draw on them were built before."""
        size = self._scale.whole
        folder = self._workspace("weekly", size)
        codes = [workspaces.code_of(one) for one in range(min(5, size.counterparts))]
        one = (*BRIEFINGS, "build", "--quiet", "--country", codes[0])
        five = (*BRIEFINGS, "build", "--quiet", *(part for code in codes for part in ("--country", code)))
        run(*five, folder=folder)
        pages = _pages(folder, codes)
        first = [page for page in pages if page.name.startswith(codes[0])]
        imported, warm = _warm(first)
        _change(folder, codes[:1])
        ours = run(*one, folder=folder)
        self._row(
            "one record changed: x rendering its editions warm", ours.wall / warm, "<= 1.15", at_most=1.15
        )
        shutil.rmtree(folder / "out")
        shutil.rmtree(folder / ".briefings" / "lately")
        fresh = run(*one, folder=folder)
        half = warm / 2 + imported
        self._row(
            "one counterpart, fresh: x one language warm + import", fresh.wall / half, "<= 1.1", at_most=1.1
        )
        run(*five, folder=folder)
        _change(folder, codes)
        ours = run(*five, folder=folder)
        everything = size.counterparts / len(codes)
        for name, peer in _peers(pages):
            self._row(
                f"weekly run, 5 changed: {name} of everything x ours",
                peer * everything / ours.wall,
                ">= 10",
                at_least=10,
            )

    def _cold(self) -> None:
        size = self._scale.dossiers
        folder = self._workspace("cold", size)
        build = (*BRIEFINGS, "build", "--all", "--quiet", "--format", "pdf")
        alone = run(*build, "-j", "1", folder=folder)
        self._row("memory of a worker, megabytes", alone.peak, "<= 150", at_most=150)
        shutil.rmtree(folder / "out")
        both = run(*build, "-j", "2", folder=folder)
        self._row("cold build, one worker x two workers", alone.wall / both.wall, ">= 1.9", at_least=1.9)
        pages = _pages(folder, [workspaces.code_of(one) for one in range(size.counterparts)])
        loop = run(sys.executable, "-m", "benchmarks.peers", "loop", *pages, folder=HERE)
        self._row(
            "cold build: processor x plain loop in one process", both.cpu / loop.cpu, "<= 0.65", at_most=0.65
        )
        self._row("cold build: seconds x plain loop in one process", both.wall / loop.wall, "")
        one = run(sys.executable, "-m", "benchmarks.peers", "one", pages[0], folder=HERE)
        self._row("cold build: seconds x a process a document", both.wall / (one.wall * len(pages)), "")

    def _growth(self) -> None:
        seconds = {}
        for meetings in self._scale.growth:
            folder = self._workspace(
                f"grown-{meetings}", Size(max(meetings // 250, 2), meetings, 2), short=True
            )
            build = (*BRIEFINGS, "build", "--all", "--quiet", "--format", "html")
            run(*build, folder=folder)
            _settle(folder, *build)
            seconds[meetings] = best(3, *build, folder=folder).wall
            self._row(
                f"nothing changed, {meetings} meetings: seconds", seconds[meetings], "<= 10", at_most=10
            )
            shutil.rmtree(folder)
        few, many = self._scale.growth
        growth = seconds[many] / seconds[few] / (many / few)
        self._row(f"{few} -> {many} meetings: growth x linear", growth, "<= 1", at_most=1)


def _settle(folder: Path, *build: str) -> None:
    """Let files grow old enough to be trusted by their looks, as they are when a week has passed."""
    time.sleep(2.5)
    run(*build, folder=folder)


def _git(*words: str, folder: Path) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)  # noqa: S603, S607


def _change(folder: Path, codes: list[str]) -> None:
    """Change a statement in the last meeting with each of these counterparts."""
    for code in codes:
        file = max((folder / "records" / "meetings").glob(f"*-{code.lower()}-*.yaml"))
        text = file.read_text(encoding="utf-8")
        for old, new in (("Gặp tại", "Hội đàm tại"), ("Meeting in", "Talks in")):
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")


def _pages(folder: Path, codes: list[str]) -> list[Path]:
    """Write the pages from which the PDFs of some dossiers are made, and return where they are."""
    config = load(folder, {})
    reading = read(folder / "records", home=config.home, keep=True)
    order = Order(tuple(codes), _DAY, False, config, folder)
    made = []
    (folder / "pages").mkdir(exist_ok=True)
    for code in codes:
        for job in shelf.asked(code, order, reading.records):
            if job.medium is Medium.PDF:
                file = folder / "pages" / f"{code}.{job.language}.html"
                file.write_text(written(job), encoding="utf-8")
                made.append(file)
    return made


def _warm(pages: list[Path]) -> tuple[float, float]:
    """Return the seconds of WeasyPrint's import, and those that these pages take after it."""
    said = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "benchmarks.peers", "warm", *map(str, pages)],
        cwd=HERE, check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    return float(said[0]), float(said[1])


def _peers(pages: list[Path]) -> Iterator[tuple[str, float]]:
    """Yield what can be installed here that prints these pages, with the seconds that it takes."""
    loop = run(sys.executable, "-m", "benchmarks.peers", "loop", *pages, folder=HERE)
    yield "WeasyPrint in one process", loop.wall
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is not None:
        flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
        seconds = 0.0
        for page in pages:
            target = page.with_suffix(".chromium.pdf")
            seconds += run(
                browser, *flags, f"--print-to-pdf={target}", page.as_uri(), folder=page.parent
            ).wall
        yield "Chromium", seconds


def main() -> int:
    """Run the cases and return 0; a target that is missed is a row, and no failure."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller workspaces: under three minutes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the rows as JSON")
    parser.add_argument("--only", metavar="CASE", help="nothing_changed, one_changed, cold or growth")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        bench = Bench(Path(folder), _QUICK if given.quick else _FULL)
        case: Callable[[], None] = getattr(bench, f"_{given.only}") if given.only else bench.all
        case()
    if given.json is not None:
        given.json.write_text(
            json.dumps([asdict(one) for one in bench.rows], indent=1) + "\n", encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
