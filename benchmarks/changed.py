"""Builds after a few records of many have changed."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks import pages, peers, workspaces
from benchmarks.measuring import BRIEFINGS, run
from benchmarks.pages import Pages
from benchmarks.runs import Run


def changed(bench: Run) -> None:
    """Change records where only the dossiers that draw on them were built before."""
    codes = [workspaces.code_of(one) for one in range(bench.scale.changed)]
    folder = bench.workspace("weekly", bench.scale.weekly)
    run(*_build(codes), folder=folder)
    printed = pages.write(folder, codes)
    _one(bench, folder, codes[0], printed)
    _week(bench, folder, codes, printed)
    shutil.rmtree(folder)


def _one(bench: Run, folder: Path, code: str, printed: Pages) -> None:
    first = printed.of(code)
    warm = peers.loop("pool", first).pages
    _change(folder, [code])
    made = _times(folder)
    ours = run(*_build([code]), folder=folder).wall
    bench.rows.add("one record changed: x its editions in two warm processes", ours / warm, at_most=1.15)
    touched = sum(_times(folder)[file] != made[file] for file in made)
    bench.rows.add(f"one record changed: files made again, of {len(made)}", touched, at_most=4)
    shutil.rmtree(folder / "out")
    shutil.rmtree(folder / ".briefings" / "lately")
    alone = peers.loop("warm", first, only=1)
    ours = run(*_build([code]), folder=folder).wall
    one = alone.before + alone.pages
    bench.rows.add("one counterpart, fresh: x one language warm + import", ours / one, at_most=1.1)


def _week(bench: Run, folder: Path, codes: list[str], printed: Pages) -> None:
    run(*_build(codes), folder=folder)
    _change(folder, codes)
    ours = run(*_build(codes), folder=folder).wall
    everything = bench.scale.weekly.counterparts
    share = everything / len(codes)
    times = {
        one.name: None if one.taken is None else one.taken.pages * share / ours
        for one in peers.met(printed, sample=bench.scale.sample)
    }
    named = f"weekly run, {len(codes)} of {everything} counterparts changed"
    fastest = min(one for one in times.values() if one is not None)
    bench.rows.add(f"{named}: fastest peer, which makes everything again, x ours", fastest, at_least=10)
    for name, value in times.items():
        bench.rows.add(f"{named}: {name} x ours", value)


def _build(codes: list[str]) -> tuple[str, ...]:
    return *BRIEFINGS, "build", "--quiet", *(part for code in codes for part in ("--country", code))


def _change(folder: Path, codes: list[str]) -> None:
    """Change a statement in the last meeting with each of these counterparts."""
    for code in codes:
        file = max((folder / "records" / "meetings").glob(f"*-{code.lower()}-*.yaml"))
        text = file.read_text(encoding="utf-8")
        # there and back, so that a second call changes it as well
        for one, other in (("Gặp tại", "Hội đàm tại"), ("Meeting in", "Talks in")):
            text = text.replace(one, other) if one in text else text.replace(other, one)
        file.write_text(text, encoding="utf-8")


def _times(folder: Path) -> dict[Path, int]:
    """Return when each result was written."""
    files = (one for one in (folder / "out").rglob("*") if one.suffix in {".pdf", ".html"})
    return {file: file.stat().st_mtime_ns for file in files if file.parent != folder / "out"}
