"""What the user is told: problems in full on standard error, results a line each on standard output."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from traceback import print_exception
from typing import Any

import click

from briefings.errors import BriefingsError, OutputError, Problem, Severity


def say(text: str, *, err: bool = False) -> None:
    """Print a line; a reader that has gone (``| head``) does not end what we are doing.

    Raises:
        OutputError: standard output cannot be written, as on a disk that is full.
    """
    try:
        click.echo(text, err=err)
    except OSError as error:
        # Python would complain once more while it ends
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            os.dup2(nowhere.fileno(), (sys.stderr if err else sys.stdout).fileno())
        # where nothing can be told there is nobody to tell it
        if not err and not isinstance(error, BrokenPipeError):
            raise unsaid(error) from None


def unsaid(error: OSError) -> OutputError:
    """Return what is wrong where standard output cannot be written."""
    what = f"Standard output cannot be written: {error.strerror}."
    return OutputError(Problem(what, tip="Make room where it goes, and give the command again."))


def data(found: object) -> None:
    """Print data as JSON; where the output cannot take every letter, with escapes and not with loss."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    say(json.dumps(found, ensure_ascii=not encoding.lower().startswith("utf"), indent=2))


def problems(found: Iterable[Problem]) -> None:
    """Print problems, warnings named as such, on standard error."""
    for problem in found:
        warning = click.style("warning ", fg="yellow") if problem.severity is Severity.WARNING else ""
        say(f"{warning}{problem}", err=True)


def strictness(found: Iterable[Problem], *, strict: bool) -> None:
    """Say why nothing but warnings is an error after all."""
    kinds = {problem.severity for problem in found}
    if strict and kinds == {Severity.WARNING}:
        say("With --strict, warnings are errors.", err=True)


def faults(errors: Iterable[BriefingsError]) -> None:
    """Print where the program is at fault, for whoever looks for it with ``BRIEFINGS_DEBUG``."""
    if os.environ.get("BRIEFINGS_DEBUG"):
        for error in dict.fromkeys(errors):
            if error.__cause__ is not None:
                print_exception(error.__cause__)


def tally(found: Iterable[Problem]) -> str:
    """Return how many errors and warnings there are, in words."""
    kinds = [problem.severity for problem in found]
    parts = [count(kinds.count(severity), severity) for severity in Severity if severity in kinds]
    return " and ".join(parts) or "no problem"


def count(number: int, thing: str) -> str:
    """Return how many things there are, in words."""
    return f"{number} {thing}{'s' if number != 1 else ''}"


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


def waiting(out: str) -> None:
    """Say that another build holds a folder of results."""
    say(f"Another build is at work in {out}; waiting for it to end.", err=True)
