"""What becomes of each file of a build: made, left as it stands, due, or failed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from briefings.build.editions import Edition, Room
from briefings.errors import BriefingsError, Problem


@dataclass(frozen=True, slots=True)
class _Standing:
    """A file that stands complete in the folder of results, and why its page was looked at, if it was."""

    edition: Edition | Room
    file: Path
    size: int
    sha256: str
    reasons: tuple[str, ...] = ()


class Written(_Standing):
    """A file that was made."""

    __slots__ = ()


class Unchanged(_Standing):
    """A file that stands as it is, since it would come out the same."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A file that a build would make, or whose page it would look at once more, and why."""

    edition: Edition | Room
    file: Path
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """An edition that could not be made; what was there before still stands."""

    edition: Edition | Room
    error: BriefingsError

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return why."""
        return self.error.problems


Result = Written | Unchanged | Failed


@dataclass(frozen=True, slots=True)
class Ears:
    """Who is told while a build is at work.

    ``begun`` is told how many files have to be looked at, ``done`` of each that was, ``waiting`` that
    another build is at work, ``warned`` of what is wrong without keeping anything from being made.
    """

    begun: Callable[[int], None] = lambda _: None
    done: Callable[[Result], None] = lambda _: None
    waiting: Callable[[], None] = lambda: None
    warned: Callable[[Problem], None] = lambda _: None


def failures(results: Iterable[Result | Due]) -> tuple[Failed, ...]:
    """Return those that could not be made."""
    return tuple(one for one in results if isinstance(one, Failed))
