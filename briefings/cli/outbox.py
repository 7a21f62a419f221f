"""``briefings outbox``: what waits to be sent, what was sent, and what became of it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from briefings.cli import deliveries, options, report
from briefings.delivery import outbox as box
from briefings.delivery import post, register
from briefings.delivery.register import State
from briefings.errors import Problem, UsageError


@click.group("outbox", short_help="Look at messages, send them again, take them back.")
def outbox() -> None:
    """Look at the messages of the outbox, send them again, or take them back."""


@outbox.command("list", short_help="List messages.")
@click.option(
    "--state", "states", multiple=True, type=click.Choice(list(map(str, State))), help="Only in this state."
)
@click.option("--last", type=click.IntRange(1), default=50, show_default=True, help="How many at most.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON on standard output.")
@options.workspace
def listing(workspace: Path, states: tuple[str, ...], last: int, *, as_json: bool) -> int:
    """List messages, the latest last; columns are separated by tabs.

    They are: number, state, moment of the last change, recipient, address, counterpart, language,
    subject, and what the server said.
    """
    config = options.settings(workspace)
    with deliveries.looking(deliveries.store_file(workspace, config)) as opened:
        found = register.listed(opened, map(State, states), last=last)
    if as_json:
        report.data([deliveries.row_data(one) for one in found])
        return 0
    for one in found:
        moment = deliveries.local(one.changed_at)
        what = (one.recipient, one.address, one.counterpart or "-", one.language, one.subject, one.reply)
        report.say("\t".join((str(one.id), str(one.state), moment, *what)))
    return 0


@outbox.command(short_help="Show one message and what happened to it.")
@click.argument("number", type=int)
@click.option("--raw", "as_raw", is_flag=True, help="Print the message itself, as it is sent.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON on standard output.")
@options.workspace
def show(workspace: Path, number: int, *, as_raw: bool, as_json: bool) -> int:
    """Show one message: where it stands, and every step of it."""
    config = options.settings(workspace)
    with deliveries.looking(deliveries.store_file(workspace, config)) as opened:
        row, steps = register.get(opened, number), register.events(opened, message=number)
        raw = register.raw(opened, number) if as_raw else b""
    if as_raw:
        if raw is None:
            tip = "Its hash is in briefings outbox show --json."
            raise UsageError(Problem(f"The attachment of message {number} is no longer kept.", tip=tip))
        sys.stdout.flush()
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
        return 0
    happened = [{"at": one.at.isoformat(), "state": one.state, "detail": one.detail} for one in steps]
    if as_json:
        report.data(deliveries.row_data(row) | {"events": happened})
        return 0
    report.say(f"{deliveries.line(row)}: {row.state}")
    report.say(f"  {row.subject}\n  Message-ID: {row.message_id}\n  run: {row.run}")
    if row.file is not None:
        report.say(f"  file: {row.file_name} (SHA-256 {row.file})")
    for step in steps:
        report.say(f"  {deliveries.local(step.at)} {step.state} {step.detail}".rstrip())
    return 0


@outbox.command(short_help="Send messages again, or what waits at once.")
@click.argument("numbers", type=int, nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Report as JSON on standard output.")
@options.workspace
def retry(workspace: Path, numbers: tuple[int, ...], *, as_json: bool) -> int:
    """Send the messages of these numbers again, also refused and unknown ones; without any, what waits.

    A message that is unknown may have arrived: ask the recipient first.
    """
    office = deliveries.office(workspace)
    through = post.door(office.config, workspace, os.environ)
    with deliveries.working(deliveries.store_file(workspace, office.config)) as opened:
        asked = numbers or tuple(one.id for one in register.listed(opened, [State.QUEUED]))
        for number in asked:
            give_up = office.delivery.mail.give_up
            box.retry(opened, register.get(opened, number), now=deliveries.now(), give_up_after=give_up)
        sent = post.transmit(opened, office, through, deliveries.now)
    return deliveries.tell(None, sent, as_json=as_json)


@outbox.command(short_help="Take messages back that were not sent yet.")
@click.argument("numbers", type=int, nargs=-1, required=True)
@options.workspace
def cancel(workspace: Path, numbers: tuple[int, ...]) -> int:
    """Take messages back that are queued."""
    config = options.settings(workspace)
    with deliveries.working(deliveries.store_file(workspace, config)) as opened:
        for number in numbers:
            box.cancel(opened, number, now=deliveries.now())
            report.say(f"{number}: cancelled")
    return 0
