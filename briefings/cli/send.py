"""``briefings send``: make the messages that subscriptions ask for, and send them."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import Any

import click

from briefings.build import outputs
from briefings.circulation import Recipient, Subscription
from briefings.cli import deliveries, options, report
from briefings.delivery import notices, post, rounds
from briefings.delivery.dispatch import Sent
from briefings.delivery.office import Office
from briefings.delivery.rounds import Plan
from briefings.delivery.wants import Round
from briefings.errors import Problem, UsageError, did_you_mean


@click.command(short_help="Send dossiers to those who subscribe to them.")
@click.option("--subscription", "names", multiple=True, metavar="ID", help="A subscription of config.yaml.")
@click.option("--all", "everything", is_flag=True, help="Every subscription.")
@click.option("--to", "only", multiple=True, metavar="ID", help="Only these recipients or lists.")
@click.option("--dry-run", "folder", type=options.OutType(), help="Write .eml files there; send nothing.")
@click.option("--test", "test", metavar="ADDRESS", help="Send everything to this recipient instead.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON on standard output.")
@options.workspace
def send(workspace: Path, *, folder: str | None, as_json: bool, **wanted: Any) -> int:  # noqa: ANN401 - options
    """Make a message for each recipient, counterpart and language, and send what is due.

    Everything is in the outbox, on the disk, before the first message is sent.
    """
    office = deliveries.office(workspace)
    asked = _round(office, wanted)
    if folder is not None:
        with deliveries.looking(deliveries.store_file(workspace, office.config)) as opened:
            return _write(rounds.plan(office, asked, opened), Path(folder), as_json=as_json)
    through = post.door(office.config, workspace, os.environ)
    with deliveries.working(deliveries.store_file(workspace, office.config)) as opened:
        made = rounds.plan(office, asked, opened)
        give_up = office.delivery.mail.give_up
        rounds.queue_at_once(opened, made, now=deliveries.now(), give_up=give_up)
        post.enqueue(opened, office, notices.of_plan(office, made, asked.run, asked.at), deliveries.now)
        sent = post.transmit(opened, office, through, deliveries.now)
    return deliveries.tell(made, sent, as_json=as_json)


def _round(office: Office, wanted: dict[str, Any]) -> Round:
    if wanted["everything"] == bool(wanted["names"]):
        raise UsageError(_BOTH if wanted["everything"] else _NEITHER)
    day = deliveries.today()
    return Round(
        f"by hand {day}",
        _subscriptions(office, wanted["names"]),
        day,
        deliveries.now().replace(microsecond=0),
        recipients(office, wanted["only"]),
        None if wanted["test"] is None else _tester(office, wanted["test"]),
        by_hand=True,
    )


_NEITHER = "Name subscriptions with --subscription, or ask for --all of them."
_BOTH = "Ask for --subscription or for --all, not for both."


def _subscriptions(office: Office, names: tuple[str, ...]) -> tuple[Subscription, ...]:
    known = {one.id: one for one in office.delivery.subscriptions}
    for name in names:
        if name not in known:
            tip = did_you_mean(name, known) or f"There are: {', '.join(known) or 'none'}."
            raise UsageError(Problem(f'No subscription is called "{name}".', tip=tip))
    return tuple(known[name] for name in dict.fromkeys(names)) or office.delivery.subscriptions


def recipients(office: Office, names: tuple[str, ...]) -> frozenset[str]:
    """Return the identifiers of the recipients that names mean.

    Raises:
        UsageError: one means nobody.
    """
    known = {one.id for one in office.delivery.recipients} | {one.id for one in office.delivery.lists}
    for name in names:
        if name not in known:
            tip = did_you_mean(name, known) or "config.yaml names them all."
            raise UsageError(Problem(f'No recipient or list is called "{name}".', tip=tip))
    return frozenset(one.id for one in office.delivery.members(names))


def _tester(office: Office, address: str) -> Recipient:
    """Return the recipient with an address: what may be shown there has to be known."""
    found = [
        one for one in office.delivery.recipients if address.casefold() in {one.address.casefold(), one.id}
    ]
    if not found:
        tip = "Only a recipient of config.yaml has a clearance: add the address there."
        raise UsageError(Problem(f'"{address}" is no address of a recipient.', tip=tip))
    return found[0]


def _write(made: Plan, folder: Path, *, as_json: bool) -> int:
    files = []
    for draft in made.drafts:
        name = f"{draft.recipient}.{draft.counterpart}.{draft.language}.eml"
        files.append(outputs.write(folder, PurePosixPath(name), draft.raw))
    if not as_json:
        for file in files:
            report.say(file.as_posix())
        return deliveries.tell(made, Sent(), as_json=False)
    report.data({
        "written": [file.as_posix() for file in files],
        "skipped": [deliveries.want_data(one.want) | {"why": one.why} for one in made.skipped],
        "problems": [report.as_data(one) for one in made.problems],
    })  # fmt: skip
    return int(bool(made.failed))
