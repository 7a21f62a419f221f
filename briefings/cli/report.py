"""What the user is told: problems in full on standard error, results a line each on standard output."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from briefings.errors import Problem, Severity


def problems(found: Iterable[Problem]) -> None:
    """Print problems, warnings named as such, on standard error."""
    for problem in found:
        if problem.severity is Severity.WARNING:
            click.echo(click.style("warning ", fg="yellow"), err=True, nl=False)
        click.echo(str(problem), err=True)


def tally(found: Iterable[Problem]) -> str:
    """Return how many errors and warnings there are, in words."""
    kinds = [problem.severity for problem in found]
    parts = [
        f"{number} {severity}{'s' if number != 1 else ''}"
        for severity in Severity
        if (number := kinds.count(severity))
    ]
    return " and ".join(parts) or "no problem"


def as_data(problem: Problem) -> dict[str, Any]:
    """Return a problem as plain data for ``--json``."""
    place = problem.location
    return {
        "severity": str(problem.severity),
        "file": None if place is None else place.file,
        "line": None if place is None else place.line,
        "column": None if place is None else place.column,
        "field": problem.field,
        "what": problem.what,
        "tip": problem.tip,
    }
