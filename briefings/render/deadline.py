"""A bound on how long templates may take, which names the line that was being filled when it ran out."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from briefings.errors import Problem, TemplateError


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Stop what fills a template after so many seconds; only in the main thread of a process.

    The error is raised inside the template, so that ``environment.write`` says at which line.
    Code that never returns to Python cannot be stopped so: the process still has to be one that
    can be killed.

    Raises:
        TemplateError: the time is over.
    """

    def over(*_: object) -> None:
        tip = "Look for a loop that is too long, or raise deadline_seconds in config.yaml."
        raise TemplateError(Problem(f"The template was given up after {seconds:g} seconds.", tip=tip))

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
