"""Builds of everything, where nothing was built before."""

from __future__ import annotations

import shutil
from pathlib import Path

from pypdf import PdfReader

from benchmarks import pages, peers, workspaces
from benchmarks.measuring import BRIEFINGS, run
from benchmarks.runs import Run


def cold(bench: Run) -> None:
    """Measure a first build of PDFs, in one process and in two, beside those that print them otherwise."""
    size = bench.scale.dossiers
    folder = bench.workspace("cold", size)
    build = (*BRIEFINGS, "build", "--all", "--quiet", "--format", "pdf")
    alone = run(*build, "-j", "1", folder=folder)
    longest = max(_length(file) for file in (folder / "out").rglob("*.pdf"))
    named = f"memory of a worker, dossiers of up to {longest} pages: megabytes"
    bench.rows.add(named, alone.peak, at_most=150)
    shutil.rmtree(folder / "out")
    both = run(*build, "-j", "2", folder=folder)
    bench.rows.add("cold build: one worker x two workers", alone.wall / both.wall, at_least=1.9)
    printed = pages.write(folder, [workspaces.code_of(one) for one in range(size.counterparts)])
    met = list(peers.met(printed, sample=bench.scale.sample))
    for one in met:
        value = None if one.taken is None else both.cpu / one.taken.processor
        # what is promised is promised of the same pages
        most = 0.65 if one is met[0] else 0
        bench.rows.add(f"cold build: processor x {one.name}", value, at_most=most)
    for one in met:
        value = None if one.taken is None else both.wall / (one.taken.before + one.taken.pages)
        bench.rows.add(f"cold build: seconds x {one.name}", value)
    first = peers.loop("loop", printed, only=1)
    each = (first.before + first.pages) * len(printed.files)
    bench.rows.add("cold build: seconds x WeasyPrint in a process for each, the same pages", both.wall / each)
    shutil.rmtree(folder)


def _length(file: Path) -> int:
    with file.open("rb") as opened:
        return len(PdfReader(opened).pages)
