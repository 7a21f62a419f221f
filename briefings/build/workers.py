"""The processes that render: as many as asked for, each replaceable when it has to be killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from typing import Any, Protocol, TypeVar

from pebble import CONSTS, ProcessExpired, ProcessPool

from briefings.build import nursery
from briefings.config import Config
from briefings.errors import BriefingsError, Problem, RenderError
from briefings.render import worker
from briefings.render.reading_room import ReadingRoom
from briefings.render.worker import Job, Made

_Any = TypeVar("_Any", Job, ReadingRoom)
Known = Callable[[Any], str | None]

# a worker is replaced after so many pages
_PAGES = 50
# how often pebble looks whether a worker has died or a pool has nothing left to do, in seconds; its
# tenth of one is what a build of a single dossier would wait at its end
CONSTS.sleep_unit = 0.02


class Crew(Protocol):
    """Who makes pages: the processes of a pool on this machine, or those of a cluster."""

    def submit(self, function: Callable[..., Any], timeout: float | None, /, *args: Any) -> Future[Any]:  # noqa: ANN401
        """Have a function called elsewhere, which may take so many seconds for it."""
        ...


class LostError(Exception):
    """Nobody is left who could make a page; its arguments are what happened, and what to do."""


class FaultError(RenderError):
    """A page could not be made because the program is at fault; ``__cause__`` says how."""

    exit_code = 3


@contextmanager
def pool(config: Config, jobs: int) -> Iterator[ProcessPool]:
    """Give a pool of render processes with a temporary folder of its own, gone with it."""
    with nursery.open() as context, nursery.folder() as place:
        count = min(config.workers or os.cpu_count() or 1, max(jobs, 1))
        limits = (config.memory_megabytes, config.cpu_seconds)
        made = _made(context, count, _PAGES, (place, *limits))
        try:
            with nursery.unbroken():
                made.active  # noqa: B018 - asking is what begins them
            yield made
            made.close()  # type: ignore[no-untyped-call]  # pebble is typed in part
        except BaseException:
            made.stop()  # type: ignore[no-untyped-call]
            raise
        finally:
            with nursery.unbroken():
                made.join()


@contextmanager
def lasting(config: Config) -> Iterator[ProcessPool]:
    """Give a pool of one process that keeps what it has in memory as long as it lives.

    What it is at work on when the pool is left is lost. Its time is bounded by the deadline of each
    task alone, since it may live for days.
    """
    with nursery.open() as context, nursery.folder() as place:
        made = _made(context, 1, 0, (place, config.memory_megabytes, None))
        try:
            yield made
        finally:
            made.stop()  # type: ignore[no-untyped-call]
            made.join()


def _made(context: BaseContext, count: int, pages: int, limits: tuple[str, int, int | None]) -> ProcessPool:
    return ProcessPool(
        max_workers=count,
        max_tasks=pages,
        initializer=worker.prepare,
        initargs=list(limits),
        context=context,
    )


def results(
    crew: Crew, jobs: Iterable[_Any], config: Config, known: Known = lambda _: None, engine: str = ""
) -> Iterator[tuple[_Any, Made | BriefingsError]]:
    """Yield what became of each job, as they are done: what was made, or why there is nothing.

    ``known`` returns the digest of the page from which the file that stands was made, if it is known
    and the file is still that one; ``engine`` is the digest of what lays pages out.
    """
    futures: dict[Future[Made], _Any] = {
        crew.submit(worker.remade, config.deadline_seconds, worker.make, job, known(job), engine): job
        for job in jobs
    }
    for future in as_completed(futures):
        job = futures[future]
        error = future.exception()
        yield job, future.result() if error is None else told(error, job.page, config)


def told(error: BaseException, page: str, config: Config) -> BriefingsError:
    """Return what went wrong while a page was made, in the words that the user reads."""
    if isinstance(error, BriefingsError):
        return error
    what, tip = error.args if isinstance(error, LostError) else _said(error, config)
    problem = Problem(what, None, page, tip)
    if what.startswith(_FAULT):
        fault = FaultError(problem)
        fault.__cause__ = error
        return fault
    return RenderError(problem)


def _said(error: BaseException, config: Config) -> tuple[str, str]:
    match error:
        case TimeoutError():
            what = f"The page was given up after {config.deadline_seconds} seconds."
            return what, f"Raise deadline_seconds in {_LOOK}"
        # what is written in C may say so in its own way when memory is refused
        case MemoryError() | SystemError(args=("error return without exception set",)):
            what = f"The page needs more than the {config.memory_megabytes} megabytes that it may have."
            return what, f"Raise memory_megabytes in {_LOOK}"
        case ProcessExpired():
            return _died(error.exitcode, config)
        case RecursionError():
            return "The page is nested too deeply to be laid out.", "Nest its elements and templates less."
        case BrokenProcessPool():
            what = "The processes that lay out pages could not go on."
            return what, "Raise memory_megabytes in config.yaml, or free some memory."
    what = f"{_FAULT}: {type(error).__name__}: {error}".rstrip(": .")
    return f"{what}.", "Please report it, with what BRIEFINGS_DEBUG=1 prints in addition."


_FAULT = "A fault of the program"
_LOOK = "config.yaml, or look for what makes the page so large."


def _died(code: int, config: Config) -> tuple[str, str]:
    if code == -signal.SIGXCPU:
        what = f"The page was given up after {config.cpu_seconds} seconds on the processor."
        return what, f"Raise cpu_seconds in {_LOOK}"
    known = {one.value: one.name for one in signal.Signals}
    cause = f" of {known[-code]}" if -code in known else ""
    what = f"The process that laid out the page died{cause}, probably for lack of memory."
    return what, f"Raise memory_megabytes in {_LOOK}"
