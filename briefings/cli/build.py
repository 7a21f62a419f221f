"""``briefings build``: make the dossiers asked for."""

from __future__ import annotations

import io
import shlex
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from briefings.build import orders, shelf, upkeep
from briefings.build.lately import Said
from briefings.build.orders import Order
from briefings.build.results import Due, Ears, Result, Unchanged, Written, failures
from briefings.cli import options, report
from briefings.cli.progress import Progress
from briefings.cli.watch import Watch
from briefings.config import Config, Format, Theme
from briefings.errors import Problem, RecordError, Severity, UsageError
from briefings.languages.text import EditionLanguage
from briefings.model.markings import Marking
from briefings.records import Reading, lookup, snapshot
from briefings.render import look
from briefings.render.html import Part

# archive volumes come with the whole dossier
_PARTS: Final = [str(part) for part in Part if part is not Part.VOLUME]


@click.command(short_help="Make the dossiers asked for.", context_settings={"allow_extra_args": True})
@click.option("--country", "asked", multiple=True, metavar="NAME", help="A counterpart: US, us or 'Hoa Kỳ'.")
@click.option("--all", "everything", is_flag=True, help="Every counterpart.")
@click.option(
    "--lang",
    "languages",
    multiple=True,
    type=click.Choice(list(map(str, EditionLanguage))),
    help="Its languages.",
)
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(list(map(str, Format))), help="Its formats."
)
@click.option("--part", type=click.Choice(_PARTS), default=str(Part.WHOLE), help="Only one part of it.")
@click.option("--as-of", type=options.DayType(), help="Rebuild as of an earlier day.")
@click.option(
    "--since", type=options.SinceType(), help="Show what is new since a day, or since an edition made before."
)
@click.option("--clearance", type=click.Choice([str(one) for one in Marking]), help="What readers may see.")
@click.option("--theme", type=click.Choice(list(map(str, Theme))), help="How pages look.")
@click.option("--out", type=options.OutType(), help="The folder where results go.")
@click.option("-j", "--jobs", type=click.IntRange(1), help="So many processes that lay out pages.")
@click.option("--cluster", metavar="ADDRESS", help="Lay out pages on a Dask cluster: tcp://HOST:8786.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be looked at; make nothing.")
@click.option("--explain", is_flag=True, help="Say of each file why it was made, or that it stands.")
@click.option("--strict", is_flag=True, help="Take warnings for errors; build nothing while there are any.")
@click.option("--quiet", is_flag=True, help="No progress; problems and results only.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON on standard output.")
@options.workspace
def build(workspace: Path, *, strict: bool, quiet: bool, as_json: bool, **wanted: Any) -> int:  # noqa: ANN401 - options
    """Make dossiers: one file for each counterpart, language and format.

    What would come out as it stands is not made again.

    --country, --lang and --format may be given several times; without --lang and --format,
    config.yaml says what is made.
    """
    _unmistakable(wanted)
    today = datetime.now(tz=UTC).astimezone().date()
    _comparable(wanted, wanted["as_of"] or today)
    watch = Watch(workspace)
    config = watch.config(_flags(wanted, workspace))
    reading = options.reading(workspace, config, keep=True)
    codes = _codes(reading, config, wanted["asked"])
    style = orders.house(config, workspace)
    letters = look.letters(style, options.contents(workspace, reading, style))
    problems = (*reading.problems, *letters)
    ready = () if strict and problems else tuple(one for one in codes if one not in reading.blocked)
    order = Order(
        ready,
        wanted["as_of"] or today,
        wanted["as_of"] is not None,
        config,
        workspace,
        Part(wanted["part"]),
        _room(reading, config),
        wanted["since"],
    )
    held = tuple(one for one in codes if one not in ready)
    if wanted["dry_run"]:
        planned = shelf.plan(order, reading) if order.editions else ()
        return _report(Outcome(problems, held, planned), strict=strict, as_json=as_json, explain=True)
    results: tuple[Result, ...] = ()
    noted = list(reading.notes)
    if order.editions:
        with Progress(quiet=quiet or as_json) as progress:
            ears = Ears(progress.begin, progress.done, partial(report.waiting, config.out), noted.append)
            results = shelf.build(order, reading, ears)
        if wanted["everything"]:
            noted += upkeep.stale(order.out, config, reading)
    outcome = Outcome((*problems, *noted), held, results, quiet=quiet)
    code = _report(outcome, strict=strict, as_json=as_json, explain=wanted["explain"])
    if reading.kept is not None:
        snapshot.save(workspace, reading.kept)
    if not wanted["explain"]:
        watch.keep(order, results, partial(_again, outcome, strict=strict, as_json=as_json))
    return code


def _unmistakable(wanted: dict[str, Any]) -> None:
    for name in click.get_current_context().args[:1]:
        msg = f'"{name}" does not belong here. Did you mean --country {shlex.quote(name)}?'
        raise click.UsageError(msg)
    if wanted["everything"] == bool(wanted["asked"]):
        raise UsageError(_BOTH if wanted["everything"] else _NEITHER)


def _again(outcome: Outcome, *, strict: bool, as_json: bool) -> Said:
    """Return what the same command would say if it found everything unchanged."""
    standing = tuple(
        Unchanged(one.edition, one.file, one.size, one.sha256)
        for one in outcome.results
        if isinstance(one, Written | Unchanged)
    )
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        code = _report(replace(outcome, results=standing), strict=strict, as_json=as_json, explain=False)
    texts = []
    for stream in streams:
        stream.flush()
        stream.seek(0)
        texts.append(stream.read())
    return Said(texts[0], texts[1], code)


def _comparable(wanted: dict[str, Any], as_of: date) -> None:
    """Refuse to compare a part, or a dossier with a day that lies after its own."""
    since = wanted["since"]
    if since is not None and wanted["part"] != Part.WHOLE:
        tip = "Leave --part or --since out."
        raise UsageError(Problem("A part of a dossier does not tell what is new.", tip=tip))
    if isinstance(since, date) and since > as_of:
        what = f"{since} is later than {as_of}, the day of the dossier."
        raise UsageError(Problem(what, tip="Name an earlier day."))


_NEITHER = "Name counterparts with --country, or ask for --all of them."
_BOTH = "Ask for --country or for --all, not for both."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to: problems of the records, counterparts held back, and each result."""

    problems: tuple[Problem, ...]
    held: tuple[str, ...]
    results: tuple[Result | Due, ...]
    quiet: bool = False


def _flags(wanted: dict[str, Any], workspace: Path) -> dict[str, Any]:
    clearance, out = wanted["clearance"], wanted["out"]
    return {
        "languages": tuple(map(EditionLanguage, dict.fromkeys(wanted["languages"]))) or None,
        "formats": tuple(map(Format, dict.fromkeys(wanted["formats"]))) or None,
        "workers": wanted["jobs"],
        "cluster": wanted["cluster"],
        "theme": None if wanted["theme"] is None else Theme(wanted["theme"]),
        "clearance": None if clearance is None else Marking.parse(clearance),
        # relative to where the command was given, not to the workspace
        "out": out if out is None or workspace == Path() else str(Path(out).absolute()),
    }


def _codes(reading: Reading, config: Config, asked: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes of those asked for, or of all that readers of this clearance may know of."""
    if asked:
        return tuple(dict.fromkeys(_code(one, reading, config) for one in asked))
    visible = {one.code for one in reading.records.counterparts.values() if one.marking <= config.clearance}
    codes = tuple(sorted(visible | _unreadable(reading)))
    if not codes:
        tip = f"Write one in {config.records}/counterparts/, or look at --clearance."
        raise RecordError(Problem("There is no counterpart to make a dossier about.", tip=tip))
    return codes


def _room(reading: Reading, config: Config) -> tuple[str, ...]:
    """Return the counterparts that readers of this clearance may find in the reading room."""
    seen = (one for one in reading.records.counterparts.values() if one.marking <= config.clearance)
    return tuple(sorted(one.code for one in seen if one.code not in reading.blocked))


def _code(asked: str, reading: Reading, config: Config) -> str:
    """Return the code asked for; one whose own record cannot be read is still known by its code."""
    if asked.isascii() and asked.upper() in _unreadable(reading):
        return asked.upper()
    if asked.isascii() and asked.upper() == config.home:
        what = f"{config.home} is the own side: no dossier is made about it."
        raise UsageError(Problem(what, tip="Name the other side."))
    return lookup.counterpart(asked, reading.records, clearance=config.clearance).code


def _unreadable(reading: Reading) -> set[str]:
    return set(reading.blocked) - set(reading.records.counterparts)


def _report(outcome: Outcome, *, strict: bool, as_json: bool, explain: bool) -> int:
    failed = failures(outcome.results)
    found = [*outcome.problems, *dict.fromkeys(problem for one in failed for problem in one.problems)]
    missed = [*outcome.held, *(one.edition.path.as_posix() for one in failed)]
    if as_json:
        report.data(_data(outcome, missed, found))
    else:
        for line in _lines(outcome.results, explain=explain):
            report.say(line)
        report.problems(found)
        for name in missed:
            report.say(f"{name}: not built; what was there before is unchanged.", err=True)
        report.strictness(found, strict=strict)
        unchanged = sum(isinstance(one, Unchanged) for one in outcome.results)
        if unchanged and not outcome.quiet and not explain:
            report.say(f"{report.count(unchanged, 'file')} unchanged.", err=True)
    report.faults(one.error for one in failed)
    wrong = any(strict or one.severity is Severity.ERROR for one in found)
    return max([int(wrong), *(one.error.exit_code for one in failed)])


def _lines(results: Iterable[Result | Due], *, explain: bool) -> Iterator[str]:
    """Yield the files that were made; with reasons, every file and what became of it."""
    for one in results:
        if isinstance(one, Written) and not explain:
            yield one.file.as_posix()
        elif isinstance(one, Written | Unchanged | Due) and explain:
            said = _BECAME[type(one)]
            yield "\t".join([one.file.as_posix(), said, *([_why(one)] if _why(one) else [])])


def _why(one: Written | Unchanged | Due) -> str:
    return "" if isinstance(one, Unchanged) and not one.reasons else "; ".join(one.reasons)


_BECAME: Final = {Written: "made", Unchanged: "unchanged", Due: "due"}


def _data(outcome: Outcome, missed: list[str], found: list[Problem]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "written": [_file(one) for one in outcome.results if isinstance(one, Written)],
        "unchanged": [_file(one) for one in outcome.results if isinstance(one, Unchanged)],
        "not_built": missed,
        "problems": [report.as_data(one) for one in found],
    }
    due = [_file(one) for one in outcome.results if isinstance(one, Due)]
    return {"due": due, **said} if due else said


def _file(one: Written | Unchanged | Due) -> dict[str, Any]:
    said: dict[str, Any] = {
        "counterpart": one.edition.counterpart,
        "language": str(one.edition.language),
        "format": str(one.edition.format),
        "file": one.file.as_posix(),
        "reasons": list(one.reasons),
    }
    return said if isinstance(one, Due) else {**said, "bytes": one.size, "sha256": one.sha256}
