"""``briefings serve``: dossiers in a browser, which follow what is written."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import click

from briefings.cli import options, report
from briefings.errors import BriefingsError, Problem
from briefings.languages.text import EditionLanguage
from briefings.model.markings import Marking
from briefings.records import lookup


@click.command(short_help="Show dossiers in a browser, live.")
@click.option("--country", metavar="NAME", help="What is shown first: US, us or 'Hoa Kỳ'.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8700, show_default=True, help="0 is any that is free."
)
@click.option("--lang", "language", type=click.Choice(list(map(str, EditionLanguage))), help="Its language.")
@click.option("--clearance", type=click.Choice([str(one) for one in Marking]), help="What readers may see.")
@options.workspace
def serve(
    workspace: Path, country: str | None, port: int, language: str | None, clearance: str | None
) -> int:
    """Show dossiers in a browser of this machine; they follow records, templates and settings.

    The address is printed; nothing outside this machine can reach it. Ctrl-C ends it.
    """
    try:
        from briefings.serve import server  # noqa: PLC0415 - only this verb needs a web server
    except ModuleNotFoundError as error:
        raise BriefingsError(_missing(error)) from None
    flags = {"clearance": None if clearance is None else Marking.parse(clearance)}
    load = partial(options.load, workspace, flags)
    config, reading = load()
    first = country and lookup.counterpart(country, reading.records, clearance=config.clearance).code
    start = server.Start(workspace, first or None, EditionLanguage(language or config.languages[0]), _today)
    server.serve(start, load, server.bound(port), report.say)
    return 0


def _today() -> date:
    return datetime.now(tz=UTC).astimezone().date()


def _missing(error: ModuleNotFoundError) -> Problem:
    tip = 'Install it with: pip install "briefings[serve]"'
    return Problem(f"The preview needs a package that is not installed: {error.name}.", tip=tip)
