"""What users would otherwise print the same content with, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from benchmarks import typesetting
from benchmarks.measuring import HERE, run
from benchmarks.pages import Pages, left_out

# the environment that `./run peers` makes
_INSTALLED: Final = HERE / ".venv" / "peers"
_BROWSER: Final = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds that a peer took: before the first page, for all pages, and of processor in all."""

    before: float
    pages: float
    processor: float


@dataclass(frozen=True, slots=True)
class Peer:
    """A program and what it took, or nothing where it is not installed or fails."""

    name: str
    taken: Taken | None


def loop(how: str, pages: Pages, *, only: int | None = None) -> Taken:
    """Return what WeasyPrint takes for pages, or the first of them, in one of the ways of ``loops``."""
    return _said("benchmarks.loops", how, *pages.files[:only], python=sys.executable, pages=pages)


def met(pages: Pages, *, sample: bool) -> Iterator[Peer]:
    """Yield what prints these pages, one after the other, with what it takes.

    Those that are a process for each document print, for a ``sample``, the first alone, as if all
    were like it.
    """
    first = pages.files[0]
    yield _whole("WeasyPrint in one process, the same pages", loop("loop", pages), first, ".peer.pdf")
    yield _whole("WeasyPrint in one process, ordinary pages", loop("ordinary", pages), first, ".peer.pdf")
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    taken = _each(browser, _by_browser, pages, sample=sample)
    yield _whole("Chromium", taken, first, ".chromium.pdf")
    sources = _sources(pages)
    own = next(_INSTALLED.glob("lib/python3*/site-packages/pypandoc/files/pandoc"), None)
    taken = None if own is None else _by_typst(own, sources)
    yield _whole("pandoc with Typst", taken, first, ".source.typst.pdf")
    pandoc = own or shutil.which("pandoc")
    taken = _each(pandoc if shutil.which("xelatex") else None, _by_xelatex, sources, sample=sample)
    yield _whole("pandoc with XeLaTeX", taken, first, ".source.xelatex.pdf")


def _whole(name: str, taken: Taken | None, page: Path, suffix: str) -> Peer:
    """Return a peer, without what it took where it leaves words out, since that compares with nothing."""
    if taken is None:
        return Peer(name, None)
    lost = left_out(page, page.with_suffix(suffix))
    if lost:
        sys.stderr.write(f"{name} leaves out {len(lost)} words, such as {', '.join(lost[:5])}\n")
    return Peer(name, None if lost else taken)


def _sources(pages: Pages) -> Pages:
    """Write the pages anew as pandoc reads them."""
    made = tuple(file.with_suffix(".source.html") for file in pages.files)
    for file, page in zip(made, pages.files, strict=True):
        file.write_text(typesetting.source(page.read_text(encoding="utf-8")), encoding="utf-8")
    return replace(pages, files=made)


def _by_browser(browser: str | Path, file: Path) -> tuple[str | Path, ...]:
    return browser, *_BROWSER, f"--print-to-pdf={file.with_suffix('.chromium.pdf')}", file.as_uri()


def _by_xelatex(pandoc: str | Path, file: Path) -> tuple[str | Path, ...]:
    return typesetting.command(pandoc, file, file.with_suffix(".xelatex.pdf"))


def _by_typst(pandoc: Path, sources: Pages) -> Taken | None:
    python = _INSTALLED / "bin" / "python"
    try:
        return _said(
            "benchmarks.typesetting", pandoc, sources.letters, *sources.files, python=python, pages=sources
        )
    except subprocess.CalledProcessError as error:
        _tell(error.stderr)
        return None


def _said(module: str, *words: str | Path, python: str | Path, pages: Pages) -> Taken:
    """Return what a program of these benchmarks says that it took."""
    said = subprocess.run(  # noqa: S603 - these benchmarks' own programs
        [python, "-m", module, *words],
        cwd=HERE, check=True, capture_output=True, text=True, env={**os.environ, **pages.environment},
    ).stdout.split()  # fmt: skip
    return Taken(*map(float, said))


def _each(
    program: str | Path | None,
    words: Callable[[str | Path, Path], tuple[str | Path, ...]],
    pages: Pages,
    *,
    sample: bool,
) -> Taken | None:
    """Return what a process for each page takes, or nothing without the program or where it fails."""
    if program is None:
        return None
    files = pages.files[:1] if sample else pages.files
    try:
        costs = [
            run(*words(program, file), folder=pages.folder, environment=pages.environment) for file in files
        ]
    except RuntimeError as error:
        _tell(str(error))
        return None
    times = len(pages.files) / len(files)
    return Taken(0, times * sum(one.wall for one in costs), times * sum(one.cpu for one in costs))


def _tell(said: str) -> None:
    """Tell the end of what a peer says where it fails; the run goes on without it."""
    sys.stderr.write(f"{said.strip()[-500:]}\n")
