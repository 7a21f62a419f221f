"""``briefings log``: what happened to messages, a line each."""

from __future__ import annotations

from pathlib import Path

import click

from briefings.cli import deliveries, options, report
from briefings.delivery import register


@click.command(short_help="Tell what happened to messages.")
@click.option("--last", type=click.IntRange(1), default=50, show_default=True, help="How many at most.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON on standard output.")
@options.workspace
def log(workspace: Path, last: int, *, as_json: bool) -> int:
    """Tell what happened, the latest last: moment, message, recipient, counterpart, state, detail."""
    config = options.settings(workspace)
    with deliveries.looking(deliveries.store_file(workspace, config)) as opened:
        found = register.events(opened, last=last)
    if as_json:
        report.data([
            {
                "at": one.at.isoformat(),
                "message": one.message,
                "recipient": one.recipient,
                "counterpart": one.counterpart,
                "state": one.state,
                "detail": one.detail,
            }
            for one in found
        ])  # fmt: skip
        return 0
    for one in found:
        parts = (
            deliveries.local(one.at), str(one.message or "-"), one.recipient or "-", one.counterpart or "-",
            one.state, one.detail,
        )  # fmt: skip
        report.say("\t".join(parts))
    return 0
