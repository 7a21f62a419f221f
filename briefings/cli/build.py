"""``briefings build``: make the dossiers asked for."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from briefings.build import shelf
from briefings.build.shelf import Failed, Order, Written
from briefings.cli import options, report
from briefings.cli.progress import Progress
from briefings.config import Format
from briefings.errors import Problem, Severity, UsageError
from briefings.languages.text import Language
from briefings.model.markings import Marking
from briefings.records import Reading, lookup


@click.command()
@click.option("--country", "asked", multiple=True, metavar="CODE", help="A counterpart: US, us or 'Hoa Kỳ'.")
@click.option("--all", "everything", is_flag=True, help="Every counterpart.")
@click.option("--lang", "languages", multiple=True, type=click.Choice(list(map(str, Language))))
@click.option("--format", "formats", multiple=True, type=click.Choice(list(map(str, Format))))
@click.option("--as-of", type=options.DayType(), help="Rebuild as of an earlier day.")
@click.option("--clearance", type=click.Choice([str(one) for one in Marking]), help="What readers may see.")
@click.option("--out", type=click.Path(file_okay=False), help="Where results go.")
@click.option("--strict", is_flag=True, help="Take warnings for errors; build nothing while there are any.")
@click.option("--quiet", is_flag=True, help="No progress; problems and results only.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON on standard output.")
@options.workspace
def build(workspace: Path, *, strict: bool, quiet: bool, as_json: bool, **wanted: Any) -> int:  # noqa: ANN401
    """Make dossiers: one file for each counterpart, language and format."""
    config, reading = options.load(workspace, _flags(wanted, workspace))
    codes = _codes(reading, wanted["asked"], everything=wanted["everything"])
    ready = () if strict and reading.problems else tuple(one for one in codes if one not in reading.blocked)
    today = datetime.now(tz=UTC).astimezone().date()
    order = Order(ready, wanted["as_of"] or today, wanted["as_of"] is not None, config, workspace)
    results: tuple[Written | Failed, ...] = ()
    if order.editions:
        with Progress(len(order.editions), quiet=quiet) as progress:
            results = shelf.build(order, reading.records, done=progress.done)
    held = tuple(one for one in codes if one not in ready)
    return _report(Outcome(reading.problems, held, results), strict=strict, as_json=as_json)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to: problems of the records, counterparts held back, and each result."""

    problems: tuple[Problem, ...]
    held: tuple[str, ...]
    results: tuple[Written | Failed, ...]


def _flags(wanted: dict[str, Any], workspace: Path) -> dict[str, Any]:
    clearance = wanted["clearance"]
    return {
        "languages": tuple(map(Language, wanted["languages"])) or None,
        "formats": tuple(map(Format, wanted["formats"])) or None,
        "clearance": None if clearance is None else Marking.parse(clearance),
        # relative to where the command was given, not to the workspace
        "out": None if wanted["out"] is None else os.path.relpath(wanted["out"], workspace),
    }


def _codes(reading: Reading, asked: tuple[str, ...], *, everything: bool) -> tuple[str, ...]:
    if everything == bool(asked):
        what = "Name counterparts with --country, or ask for --all of them."
        raise UsageError(Problem(what if not asked else "Ask for --country or for --all, not for both."))
    if everything:
        return tuple(sorted({*reading.records.counterparts, *reading.blocked}))
    return tuple(dict.fromkeys(_code(one, reading) for one in asked))


def _code(asked: str, reading: Reading) -> str:
    """Return the code asked for; one whose own record cannot be read is still known by its code."""
    return (
        asked.upper() if asked.upper() in reading.blocked else lookup.counterpart(asked, reading.records).code
    )


def _report(outcome: Outcome, *, strict: bool, as_json: bool) -> int:
    written = [one for one in outcome.results if isinstance(one, Written)]
    failed = shelf.failed(outcome.results)
    found = [*outcome.problems, *dict.fromkeys(problem for one in failed for problem in one.problems)]
    if as_json:
        click.echo(json.dumps(_data(written, outcome.held, found), ensure_ascii=False, indent=2))
    else:
        for one in written:
            click.echo(one.file.as_posix())
        report.problems(found)
        for name in (*outcome.held, *(missed.edition.path for missed in failed)):
            click.echo(f"{name}: not built; what was there before is unchanged.", err=True)
    return int(any(strict or one.severity is Severity.ERROR for one in found))


def _data(written: list[Written], held: tuple[str, ...], found: list[Problem]) -> dict[str, Any]:
    return {
        "written": [
            {
                "counterpart": one.edition.counterpart,
                "language": str(one.edition.language),
                "format": str(one.edition.format),
                "file": one.file.as_posix(),
                "bytes": one.size,
                "sha256": one.sha256,
            }
            for one in written
        ],
        "not_built": list(held),
        "problems": [report.as_data(one) for one in found],
    }
