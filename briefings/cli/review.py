"""``briefings review``: let records go that were changed only just now."""

from __future__ import annotations

from pathlib import Path

import click

from briefings.cli import deliveries, options, report
from briefings.errors import Problem, UsageError
from briefings.schedule import quarantine

_BOTH = "Name files or ask for --all of them, not for both."


@click.command(short_help="Mark changed records as reviewed.")
@click.argument("names", nargs=-1, metavar="[FILE]...")
@click.option("--all", "everything", is_flag=True, help="Every record that waits.")
@options.workspace
def review(workspace: Path, names: tuple[str, ...], *, everything: bool) -> int:
    """Mark records, as they stand now, as reviewed; scheduled messages wait for it no longer.

    A FILE is named as in records/, for example meetings/2031-05-12-fr-geneva.yaml.
    """
    if everything and names:
        raise UsageError(_BOTH)
    config = options.settings(workspace)
    records = workspace / config.records
    now = deliveries.now()
    with deliveries.working(deliveries.store_file(workspace, config)) as opened:
        hours = max(deliveries.quarantines(config), default=None)
        waiting = quarantine.waiting(opened, records, now=now, hours=hours)
        if not names and not everything:
            for one in waiting:
                report.say(one)
            return 0
        wanted = frozenset(
            waiting if everything else (one.removeprefix(f"{config.records}/") for one in names)
        )
        found = quarantine.review(opened, records, wanted, now=now)
    for one in found:
        report.say(f"{one}: reviewed")
    for one in sorted(wanted - set(found)):
        report.problems([Problem(f'There is no record "{one}".', tip="briefings review lists what waits.")])
    return 2 * bool(wanted - set(found))
