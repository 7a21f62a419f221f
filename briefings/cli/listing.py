"""``briefings list``: what the records hold, a line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import click

from briefings.cli import options, report
from briefings.errors import Severity
from briefings.languages.sorting import sort_key
from briefings.languages.text import Language, Text
from briefings.records import Records

Row = tuple[str, ...]


def _counterparts(records: Records) -> Iterator[Row]:
    for one in records.counterparts.values():
        yield one.code, str(one.kind), _said(one.name)


def _people(records: Records) -> Iterator[Row]:
    for one in sorted(
        records.people.values(), key=lambda person: sort_key(person.name.vi or "", Language.VI)
    ):
        yield one.id, one.counterpart, _said(one.name), "; ".join(_said(post.title) for post in one.posts)


def _meetings(records: Records) -> Iterator[Row]:
    for one in sorted(records.meetings.values(), key=lambda meeting: (meeting.date.earliest, meeting.id)):
        yield str(one.date), one.id, ",".join(one.counterparts), str(len(one.statements)), _said(one.title)


def _commitments(records: Records) -> Iterator[Row]:
    for one in records.commitments.values():
        due = str(one.due.date) if one.due is not None and one.due.date is not None else "-"
        status = one.outcomes[-1].status if one.outcomes else one.status
        yield one.id, str(status), due, ",".join(one.by), _said(one.title)


def _topics(records: Records) -> Iterator[Row]:
    for one in records.topics:
        yield one.id, _said(one.label)


def _said(text: Text) -> str:
    return " / ".join(dict.fromkeys(said for said in (text.vi, text.en) if said))


_ROWS: Final[Mapping[str, tuple[Row, Callable[[Records], Iterator[Row]]]]] = {
    "counterparts": (("code", "kind", "name"), _counterparts),
    "people": (("id", "side", "name", "posts"), _people),
    "meetings": (("date", "id", "counterparts", "points", "title"), _meetings),
    "commitments": (("id", "status", "due", "by", "title"), _commitments),
    "topics": (("id", "label"), _topics),
}


@click.command("list", short_help="List what the records hold.")
@click.argument("what", type=click.Choice(list(_ROWS)))
@click.option("--json", "as_json", is_flag=True, help="Report as JSON on standard output.")
@options.workspace
def listing(workspace: Path, what: str, *, as_json: bool) -> int:
    """List what the records hold; columns are separated by tabs."""
    _, reading = options.load(workspace)
    columns, rows = _ROWS[what]
    found = list(rows(reading.records))
    if as_json:
        report.data([dict(zip(columns, row, strict=True)) for row in found])
    else:
        for row in found:
            report.say("\t".join(row))
    broken = [one for one in reading.problems if one.severity is Severity.ERROR]
    if broken:
        report.say(f"{report.tally(broken)} in the records; briefings check names them.", err=True)
    return int(bool(broken))
