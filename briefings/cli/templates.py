"""``briefings templates``: what a workspace can override, and what it does override."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path

import click

from briefings import config
from briefings.cli import options, report
from briefings.render import overlay


@click.command(short_help="List what a workspace can override, and does.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON on standard output.")
@options.workspace
def templates(workspace: Path, *, as_json: bool) -> int:
    """List the templates, styles, scripts and catalogues that a file of the workspace can replace.

    Columns are separated by tabs: whether it is overridden now, its path in the folder of
    templates, and what it is.
    """
    folder = workspace / config.load(workspace, os.environ).templates
    found, strays = overlay.templates(folder), overlay.strays(folder)
    if as_json:
        report.data(
            {"templates": [asdict(one) for one in found], "problems": [report.as_data(one) for one in strays]}
        )
        return 0
    for one in found:
        report.say(f"{'overridden' if one.overridden else '-'}\t{one.path}\t{one.what}")
    report.problems(strays)
    return 0
