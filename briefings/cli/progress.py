"""How far a build has come: a bar on a terminal, a plain line each elsewhere, nothing when quiet."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from briefings.build.results import Failed, Result
from briefings.cli import report

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID


class Progress:
    """Progress on standard error while ``with`` lasts; ``done`` is called for each file."""

    def __init__(self, *, quiet: bool) -> None:
        self._total = 0
        self._quiet = quiet
        self._count = 0
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        """Begin."""
        if not self._quiet and sys.stderr.isatty():
            from rich.console import Console  # noqa: PLC0415 - only a terminal pays for it
            from rich.progress import Progress as Bar  # noqa: PLC0415 - likewise

            self._bar = Bar(console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("render", total=None)
            self._bar.start()
        return self

    def begin(self, total: int) -> None:
        """Take note of how many files there are to be made."""
        self._total = total
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, total=total)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End, whatever happened."""
        if self._bar is not None:
            self._bar.stop()

    def done(self, result: Result) -> None:
        """Take note of a file that stands, or of one that could not be made."""
        self._count += 1
        if self._bar is not None and self._task is not None:
            said = f"render {result.edition.path}"
            self._bar.update(self._task, advance=1, description=said)
        elif not self._quiet:
            said = "failed" if isinstance(result, Failed) else "done"
            report.say(f"render {self._count}/{self._total} {result.edition.path} {said}", err=True)
