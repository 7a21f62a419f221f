"""``briefings check``: read everything, say everything that is wrong, make nothing."""

from __future__ import annotations

import json
from pathlib import Path

import click

from briefings.cli import options, report
from briefings.render import catalogues


@click.command()
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("--quiet", is_flag=True, help="Problems only, no closing line.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON on standard output.")
@options.workspace
def check(workspace: Path, *, strict: bool, quiet: bool, as_json: bool) -> int:
    """Check the records, the settings and the catalogues."""
    config, reading = options.load(workspace)
    found = [*reading.problems, *catalogues.check(workspace / config.templates)]
    errors = [one for one in found if strict or one.severity == "error"]
    if as_json:
        click.echo(json.dumps([report.as_data(one) for one in found], ensure_ascii=False, indent=2))
        return int(bool(errors))
    report.problems(found)
    if not quiet:
        held = reading.records
        points = sum(len(one.statements) for one in held.meetings.values())
        click.echo(
            f"{len(held.meetings)} meetings, {points} points, "
            f"{len(held.sources)} sources, {len(held.commitments)} commitments: {report.tally(found)}."
        )
    return int(bool(errors))
