"""What can go wrong: one tree of exceptions, and the problem every one of them carries.

A problem says what is wrong, where (file:line:column and field) and what to do.
The library raises; only ``briefings.cli`` prints and exits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum


class Severity(StrEnum):
    """How grave a problem is: an error blocks a dossier, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file of the workspace; lines and columns count from 1, as editors do."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Return ``file:line:column`` with as many parts as are known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in the words the user reads."""

    what: str
    location: Location | None = None
    field: str | None = None
    tip: str | None = None
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Return the problem as it is printed: place and field on one line, what and tip below."""
        said = self.what if self.tip is None else f"{self.what} {self.tip}"
        where = ": ".join(str(part) for part in (self.location, self.field) if part is not None)
        return f"{where}\n  {said}" if where else said


class BriefingsError(Exception):
    """Anything the program refuses or cannot do, with every problem found on the way."""

    exit_code = 1

    def __init__(self, problems: Problem | str | Iterable[Problem]) -> None:
        """Keep one problem or all of them; a bare text becomes a problem without a place."""
        if isinstance(problems, str):
            problems = Problem(problems)
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[BriefingsError], tuple[tuple[Problem, ...]]]:
        """Travel between processes with the problems, not only with their text."""
        return type(self), (self.problems,)


class UsageError(BriefingsError):
    """A command was asked for something that does not exist or makes no sense."""

    exit_code = 2


class ConfigError(BriefingsError):
    """The configuration cannot be read or says something unknown."""


class RecordError(BriefingsError):
    """A record cannot be read, or contradicts another one."""


class LimitError(RecordError):
    """A record exceeds a stated limit of size, depth or length."""


class TemplateError(BriefingsError):
    """A template is missing, malformed, or uses something that is not there."""


class AssetError(BriefingsError):
    """A page tried to read something that is not the workspace's own."""


class RenderError(BriefingsError):
    """A page could not be laid out within its limits."""


class ClusterError(BriefingsError):
    """There is no cluster where one is named, or it would not make what is made here."""


class OutputError(BriefingsError):
    """A result could not be written; what was there before is untouched."""


def did_you_mean(wrong: str, known: Iterable[str], *, quote: str = '"') -> str | None:
    """Return ``Did you mean "x"?`` for the nearest known names, or nothing if none is near."""
    folded = {name.casefold(): name for name in known}
    near: Sequence[str] = get_close_matches(wrong.casefold(), folded, n=3, cutoff=0.6)
    if not near:
        return None
    names = " or ".join(f"{quote}{folded[name]}{quote}" for name in near)
    return f"Did you mean {names}?"
