"""``briefings recall``: correct a point for those who were sent it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from briefings.cli import deliveries, options, report
from briefings.delivery import post
from briefings.delivery import recall as recalling
from briefings.delivery.recall import Recall


@click.command(short_help="Correct a point for those who were sent it.")
@click.option("--statement", required=True, metavar="ADDRESS", help="The point: 2031-05-12-fr.s1.")
@click.option("--dry-run", is_flag=True, help="Say who would be written to; send nothing.")
@options.workspace
def recall(workspace: Path, statement: str, *, dry_run: bool) -> int:
    """Send a correction of a point to exactly those who were sent it otherwise than it stands now.

    Correct the record first, or delete the point from it: the correction says what is right.
    """
    office = deliveries.office(workspace)
    at = deliveries.now().replace(microsecond=0)
    file = deliveries.store_file(workspace, office.config)
    if dry_run:
        with deliveries.looking(file) as opened:
            made = recalling.recall(office, opened, statement, as_of=deliveries.today(), at=at)
        for draft in made.drafts:
            report.say(f"{draft.recipient} <{draft.address}> {draft.counterpart} {draft.language}")
        return _unsent(made)
    through = post.door(office.config, workspace, os.environ)
    with deliveries.working(file) as opened:
        made = recalling.recall(office, opened, statement, as_of=deliveries.today(), at=at)
        post.enqueue(opened, office, tuple(made.drafts), deliveries.now)
        sent = post.transmit(opened, office, through, deliveries.now)
    return max(deliveries.tell(None, sent, as_json=False), _unsent(made))


def _unsent(made: Recall) -> int:
    """Say who is not written to, and why; return 1 if that leaves something to do."""
    for row in made.right:
        report.say(f"{row.recipient} {row.counterpart} {row.language}: was sent it as it stands now")
    for row, why in made.unsent:
        report.say(f"{row.recipient} {row.counterpart} {row.language}: {why}", err=True)
    return int(bool(made.unsent) or not (made.drafts or made.right))
