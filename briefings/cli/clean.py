"""``briefings clean``: remove the results that no longer belong."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from briefings.build import upkeep
from briefings.cli import options, report


@click.command(short_help="Remove results that no longer belong.")
@click.option("--out", type=options.OutType(), help="The folder of results.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be removed; remove nothing.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON on standard output.")
@options.workspace
def clean(workspace: Path, *, out: str | None, dry_run: bool, as_json: bool) -> int:
    """Remove results of counterparts, languages and formats that are not built any more.

    Only files that a build has made, and that are still as they were made, are removed.
    """
    settings, reading = options.load(workspace)
    folder = workspace / settings.out if out is None else Path(out)
    waiting = partial(report.waiting, folder.as_posix())
    found = upkeep.clean(folder, settings, reading, dry_run=dry_run, waiting=waiting)
    kept = [one for one in found if one.why]
    if as_json:
        gone = [one.file.as_posix() for one in found if not one.why]
        report.data(
            {"removed": gone, "kept": [{"file": one.file.as_posix(), "why": one.why} for one in kept]}
        )
        return 0
    for one in found:
        if not one.why:
            report.say(one.file.as_posix())
    for one in kept:
        report.say(f"{one.file.as_posix()}: not removed; {one.why}.", err=True)
    return 0
