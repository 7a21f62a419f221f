"""``briefings check``: read everything, say everything that is wrong, make nothing."""

from __future__ import annotations

from pathlib import Path

import click

from briefings.build import orders
from briefings.cli import options, report
from briefings.render import catalogues, look


@click.command(short_help="Check records, settings and catalogues.")
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("--quiet", is_flag=True, help="Problems only, no closing line.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON on standard output.")
@options.workspace
def check(workspace: Path, *, strict: bool, quiet: bool, as_json: bool) -> int:
    """Check the records, the settings, the catalogues, the styles, and that fonts have every letter."""
    config, reading = options.load(workspace)
    style = orders.house(config, workspace)
    found = [
        *reading.problems,
        *catalogues.check(workspace / config.templates),
        *look.check(style, options.contents(workspace, reading, style)),
    ]
    errors = [one for one in found if strict or one.severity == "error"]
    if as_json:
        report.data([report.as_data(one) for one in found])
        return int(bool(errors))
    report.problems(found)
    report.strictness(found, strict=strict)
    if not quiet:
        held = reading.records
        amounts = (
            report.count(len(held.meetings), "meeting"),
            report.count(sum(len(one.statements) for one in held.meetings.values()), "point"),
            report.count(len(held.sources), "source"),
            report.count(len(held.commitments), "commitment"),
        )
        report.say(f"{', '.join(amounts)}: {report.tally(found)}.")
    return int(bool(errors))
