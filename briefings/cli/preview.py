"""``briefings preview``: read what a recipient would be sent, without making or sending it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import click

from briefings.circulation import When
from briefings.cli import deliveries, options, report
from briefings.cli.send import recipients
from briefings.config import Config
from briefings.delivery import rounds
from briefings.delivery.drafts import Draft
from briefings.delivery.wants import Round
from briefings.errors import BriefingsError, Problem, UsageError
from briefings.records import lookup
from briefings.render.worker import Job


@click.command(short_help="Read what a recipient would be sent.")
@click.option("--to", "to", required=True, metavar="ID", help="A recipient or list of config.yaml.")
@click.option("--country", metavar="NAME", help="Only about this counterpart: US, us or 'Hoa Kỳ'.")
@click.option("--html", "as_html", is_flag=True, help="Print the HTML body instead of the text.")
@options.workspace
def preview(workspace: Path, to: str, country: str | None, *, as_html: bool) -> int:
    """Print the messages that a recipient would be sent now, changed or not; nothing is sent.

    Files are named and not laid out: briefings send --dry-run makes the whole messages.
    """
    office = deliveries.office(workspace)
    only = recipients(office, (to,))
    codes: tuple[str, ...] = ()
    if country:
        clearance = max(office.delivery.recipient(one).clearance for one in only)
        codes = (lookup.counterpart(country, office.reading.records, clearance=clearance).code,)
    asked = tuple(
        replace(one, send=When.ALWAYS, counterparts=codes or one.counterparts)
        for one in office.delivery.subscriptions
    )
    at = deliveries.now().replace(microsecond=0)
    run = Round(f"preview {at.isoformat()}", asked, deliveries.today(), at, only)
    with deliveries.looking(deliveries.store_file(workspace, office.config)) as opened:
        made = rounds.plan(office, run, opened, render=_unmade)
    for draft in made.drafts:
        _show(draft, as_html=as_html)
    report.problems(made.problems)
    if not made.drafts and not made.problems:
        tip = "Look at its subscriptions and its clearance in config.yaml."
        raise UsageError(Problem(f'"{to}" would be sent nothing.', tip=tip))
    return int(bool(made.failed))


def _unmade(jobs: Sequence[Job], _: Config) -> Iterator[tuple[Job, bytes | BriefingsError]]:
    yield from ((job, b"") for job in jobs)


def _show(draft: Draft, *, as_html: bool) -> None:
    message = message_from_bytes(draft.raw, policy=policy.SMTP)
    assert isinstance(message, EmailMessage)  # noqa: S101 - by its policy
    body = message.get_body(("html" if as_html else "plain",))
    if not as_html:
        for name in ("From", "To", "Subject"):
            report.say(f"{name}: {message[name]}")
        if draft.file is not None:
            report.say(f"+ {draft.file.name}")
        report.say("")
    report.say("" if body is None else body.get_content().rstrip())
    report.say("")
