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
from functools import partial
from pathlib import Path
from typing import Final

from pypdf import PdfReader

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
    """One case: what was measured, what is to be reached, and whether it is.

    Without a value it could not be measured here, as ``case`` says; without a target it is told only.
    """

    case: str
    value: float | None
    target: str
    ok: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the workspaces of a run are, and how many of their records change in a week."""

    whole: Size
    weekly: Size
    changed: int
    dossiers: Size
    growth: tuple[int, int]


# 5 of 200 counterparts change in a week, which is the ratio of the quick run as well
_FULL: Final = Scale(Size(200, 10_000), Size(200, 1_600), 5, Size(8, 64), (1_000, 100_000))
_QUICK: Final = Scale(Size(10, 500, 2), Size(80, 640), 2, Size(2, 16), (1_000, 10_000))


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

    def _row(
        self, case: str, value: float | None, target: str = "", *, at_most: float = 0, at_least: float = 0
    ) -> None:
        ok = value is not None and (not at_most or value <= at_most) and value >= at_least
        row = Row(case, None if value is None else round(value, 3), target, ok or not target)
        self.rows.append(row)
        said = "-" if row.value is None else f"{row.value:.3f}"
        mark = ("ok" if ok else "MISS") if target else ""
        sys.stdout.write(f"{mark:<4} {said:>9}  {target:>7}  {case}\n")
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
        _git("init", "--quiet", folder=folder)
        _git("add", "records", folder=folder)
        ours, git = _side_by_side(5, folder, build, ("git", "status", "--short", "records"))
        named = f"nothing changed, {size.meetings} meetings, {size.counterparts} x 2 x 2"
        self._row(f"{named}: seconds", ours, "<= 1", at_most=1)
        self._row(f"{named}: x git status", ours / git, "<= 3", at_most=3)
        explained = best(2, *build, "--explain", folder=folder)
        self._row(f"{named}: seconds with every edition compared", explained.wall)
        shutil.rmtree(folder)

    def _one_changed(self) -> None:
        """Change records among many, where only the dossiers that draw on them were built before."""
        size, changed = self._scale.weekly, self._scale.changed
        folder = self._workspace("weekly", size)
        codes = [workspaces.code_of(one) for one in range(changed)]
        one = (*BRIEFINGS, "build", "--quiet", "--country", codes[0])
        several = (*BRIEFINGS, "build", "--quiet", *(part for code in codes for part in ("--country", code)))
        run(*several, folder=folder)
        pages = _pages(folder, codes)
        first = [page for page in pages if page.name.startswith(codes[0])]
        warm = _peer("pool", first)[1]
        _change(folder, codes[:1])
        made = _times(folder)
        ours = run(*one, folder=folder)
        self._row(
            "one record changed: x its editions in two warm processes",
            ours.wall / warm,
            "<= 1.15",
            at_most=1.15,
        )
        touched = sum(_times(folder)[file] != made[file] for file in made)
        self._row(f"one record changed: files made again, of {len(made)}", touched, "<= 4", at_most=4)
        shutil.rmtree(folder / "out")
        shutil.rmtree(folder / ".briefings" / "lately")
        imported, half = _peer("warm", first[:1])
        fresh = run(*one, folder=folder)
        self._row(
            "one counterpart, fresh: x one language warm + import",
            fresh.wall / (imported + half),
            "<= 1.1",
            at_most=1.1,
        )
        run(*several, folder=folder)
        _change(folder, codes)
        ours = run(*several, folder=folder)
        share = size.counterparts / changed
        peers = list(_peers(pages))
        fastest = min((seconds for _, seconds in peers if seconds is not None), default=0)
        named = f"weekly run, {changed} of {size.counterparts} counterparts changed"
        self._row(
            f"{named}: fastest peer, which makes everything again, x ours",
            fastest * share / ours.wall,
            ">= 10",
            at_least=10,
        )
        for name, seconds in peers:
            case = (
                f"{named}: {name} x ours" if seconds is not None else f"{named}: {name} is not to be had here"
            )
            self._row(case, None if seconds is None else seconds * share / ours.wall)
        shutil.rmtree(folder)

    def _cold(self) -> None:
        size = self._scale.dossiers
        folder = self._workspace("cold", size)
        build = (*BRIEFINGS, "build", "--all", "--quiet", "--format", "pdf")
        alone = run(*build, "-j", "1", folder=folder)
        longest = max(_length(file) for file in (folder / "out").rglob("*.pdf"))
        self._row(
            f"memory of a worker, dossiers of up to {longest} pages: megabytes",
            alone.peak,
            "<= 150",
            at_most=150,
        )
        shutil.rmtree(folder / "out")
        both = run(*build, "-j", "2", folder=folder)
        self._row("cold build: one worker x two workers", alone.wall / both.wall, ">= 1.9", at_least=1.9)
        pages = _pages(folder, [workspaces.code_of(one) for one in range(size.counterparts)])
        loop = run(sys.executable, "-m", "benchmarks.peers", "loop", *pages, folder=HERE)
        self._row(
            "cold build: processor x plain loop in one process, the same pages",
            both.cpu / loop.cpu,
            "<= 0.65",
            at_most=0.65,
        )
        plain = run(sys.executable, "-m", "benchmarks.peers", "plain", *pages, folder=HERE)
        self._row("cold build: processor x plain loop, tables of automatic widths", both.cpu / plain.cpu)
        self._row("cold build: seconds x plain loop in one process", both.wall / loop.wall)
        one = run(sys.executable, "-m", "benchmarks.peers", "loop", pages[0], folder=HERE)
        self._row("cold build: seconds x a process a document", both.wall / (one.wall * len(pages)))
        shutil.rmtree(folder)

    def _growth(self) -> None:
        build = (*BRIEFINGS, "build", "--all", "--quiet", "--format", "html", "--lang", "vi")
        folders = {}
        for meetings in self._scale.growth:
            # a point a meeting: what is read is the file's looks, however much it says
            size = Size(max(meetings // 100, 2), meetings, 1)
            folders[meetings] = self._workspace(f"grown-{meetings}", size, short=True)
            run(*build, folder=folders[meetings])
        time.sleep(_AGE)
        seconds = {}
        for meetings, folder in folders.items():
            run(*build, folder=folder)
            seconds[meetings] = best(3, *build, folder=folder).wall
            self._row(
                f"nothing changed, {meetings} meetings: seconds", seconds[meetings], "<= 10", at_most=10
            )
        few, many = self._scale.growth
        _git("init", "--quiet", folder=folders[many])
        _git("add", "records", folder=folders[many])
        ours, git = _side_by_side(3, folders[many], build, ("git", "status", "--short", "records"))
        self._row(f"nothing changed, {many} meetings: x git status", ours / git, "<= 3", at_most=3)
        growth = seconds[many] / seconds[few] / (many / few)
        self._row(f"{few} -> {many} meetings, nothing changed: growth x linear", growth, "<= 1", at_most=1)


_AGE: Final = 2.5


def _side_by_side(times: int, folder: Path, *commands: tuple[str, ...]) -> list[float]:
    """Return the least seconds of each command, taken in turns so that a busy minute meets them all."""
    taken = [[run(*one, folder=folder).wall for one in commands] for _ in range(times)]
    return [min(of_one) for of_one in zip(*taken, strict=True)]


def _times(folder: Path) -> dict[Path, int]:
    """Return when each result was written."""
    files = (one for one in (folder / "out").rglob("*") if one.suffix in {".pdf", ".html"})
    return {file: file.stat().st_mtime_ns for file in files if file.parent != folder / "out"}


def _length(file: Path) -> int:
    with file.open("rb") as opened:
        return len(PdfReader(opened).pages)


def _settle(folder: Path, *build: str) -> None:
    """Let files grow old enough to be trusted by their looks, as they are when a week has passed."""
    time.sleep(_AGE)
    run(*build, folder=folder)


def _git(*words: str, folder: Path) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)  # noqa: S603, S607 - ours


def _change(folder: Path, codes: list[str]) -> None:
    """Change a statement in the last meeting with each of these counterparts."""
    for code in codes:
        file = max((folder / "records" / "meetings").glob(f"*-{code.lower()}-*.yaml"))
        text = file.read_text(encoding="utf-8")
        # there and back, so that a second call changes it as well
        for one, other in (("Gặp tại", "Hội đàm tại"), ("Meeting in", "Talks in")):
            text = text.replace(one, other) if one in text else text.replace(other, one)
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
                file.write_text(written(job).text, encoding="utf-8")
                made.append(file)
    return made


def _peer(how: str, pages: list[Path]) -> tuple[float, float]:
    """Return the seconds of WeasyPrint's import, and those that these pages take after it."""
    said = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "benchmarks.peers", how, *map(str, pages)],
        cwd=HERE, check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    return float(said[0]), float(said[1])


def _peers(pages: list[Path]) -> Iterator[tuple[str, float | None]]:
    """Yield what prints these pages, with the seconds that it takes, if it is installed here."""
    yield "WeasyPrint in one process", _peer("loop", pages)[1]
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    yield (
        "Chromium",
        _each(browser, pages, lambda file: (*flags, f"--print-to-pdf={file}.pdf", file.as_uri())),
    )
    pandoc = shutil.which("pandoc")
    for name, engine in (("pandoc with Typst", "typst"), ("pandoc with XeLaTeX", "xelatex")):
        found = pandoc if shutil.which(engine) else None
        yield name, _each(found, pages, partial(_by_pandoc, engine))


def _by_pandoc(engine: str, file: Path) -> tuple[str | Path, ...]:
    return file, "-o", f"{file}.pdf", f"--pdf-engine={engine}"


def _each(
    program: str | None, pages: list[Path], words: Callable[[Path], tuple[str | Path, ...]]
) -> float | None:
    """Return the seconds of a process for each page, or nothing without the program or where it fails."""
    if program is None:
        return None
    try:
        return sum(run(program, *words(page), folder=page.parent).wall for page in pages)
    except RuntimeError:
        return None


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
