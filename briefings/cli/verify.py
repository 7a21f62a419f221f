"""``briefings verify``: whether the results are as they were made."""

from __future__ import annotations

import os
from pathlib import Path

import click

from briefings import config
from briefings.build import upkeep
from briefings.cli import options, report


@click.command(short_help="Check the results against the manifest.")
@click.option("--out", type=options.OutType(), help="The folder of results.")
@click.option("--quiet", is_flag=True, help="Problems only, no closing line.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON on standard output.")
@options.workspace
def verify(workspace: Path, *, out: str | None, quiet: bool, as_json: bool) -> int:
    """Read every result and say which are missing, not as they were made, or made by no build."""
    folder = workspace / config.load(workspace, os.environ).out if out is None else Path(out)
    right, problems = upkeep.verify(folder)
    if as_json:
        report.data({"as_made": right, "problems": [report.as_data(one) for one in problems]})
        return int(bool(problems))
    report.problems(problems)
    if not quiet:
        report.say(f"{report.count(right, 'file')} as made: {report.tally(problems)}.")
    return int(bool(problems))
