"""What is done on a worker of a cluster: a page, in a process with limits, and what came of it.

A process is kept for a while, with the templates and fonts of one workspace beside it, since the next
page is likely to be of the same.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.util
import pickle
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from pebble import ProcessPool

from briefings.build import nursery, workers
from briefings.build.machines import SAME, differences, setup
from briefings.build.parcel import Laid, Parcel
from briefings.config import Config
from briefings.errors import ClusterError, Problem
from briefings.render.reading_room import ReadingRoom
from briefings.render.worker import Job

# how long a process is kept that could lay out the next page
_IDLE: Final = 30


@dataclass(frozen=True, slots=True)
class Failure:
    """What was raised for a page, and where.

    It comes back as a result: what a task of Dask raises is tried again, and would be raised again.
    """

    error: BaseException
    trace: str


class TraceError(Exception):
    """Where something was raised on another machine."""

    def __str__(self) -> str:
        """Return the lines of the trace."""
        return f"\n{self.args[0]}"


def carried(parcel: Parcel) -> Parcel:
    """Return a parcel, on the cluster, as what errands can be given."""
    return parcel


def errand(  # noqa: PLR0913, PLR0917 - a task has what it needs
    parcel: Parcel,
    work: bytes,
    config: Config,
    timeout: float | None,
    expected: Mapping[str, str],
    letters: bool,
) -> object:
    """Do some work in a process with limits, and return what came of it, on a worker of a cluster."""
    # a worker may have joined since the others were asked
    said = differences(expected, setup(letters=letters))
    if said:
        return Failure(ClusterError(Problem(f"A worker {said}", None, config.cluster, SAME)), "")
    with _bench(parcel, config) as bench:
        future = bench.pool.submit(_worked, timeout, work, bench.laid)
        error = future.exception()
        return future.result() if error is None else Failure(error, str(error.__cause__ or ""))


def _worked(work: bytes, laid: Laid) -> object:
    """Do some work with the templates and fonts that were laid out here."""
    function, args = pickle.loads(zlib.decompress(work))  # noqa: S301 - Dask has run what it was sent already
    return function(*(_moved(one, laid) for one in args))


def _moved(one: Any, laid: Laid) -> Any:  # noqa: ANN401
    if not isinstance(one, Job | ReadingRoom):
        return one
    return replace(one, house=replace(one.house, templates=laid[0], fonts=laid[1]))


@dataclass(slots=True, eq=False)
class _Bench:
    """A process that lays out pages on a worker, with the files of one workspace beside it."""

    key: tuple[str, int, int]
    pool: ProcessPool
    laid: Laid
    kept: ExitStack


_benches: list[_Bench] = []
_guard = threading.Lock()


@contextmanager
def _bench(parcel: Parcel, config: Config) -> Iterator[_Bench]:
    """Give a process that no other task of this worker uses; it is kept a while for the next one."""
    key = (parcel.digest, config.memory_megabytes, config.cpu_seconds)
    with _guard:
        bench = next((one for one in _benches if one.key == key), None)
        if bench is None:
            bench = _begun(parcel, config, key)
        else:
            _benches.remove(bench)
    try:
        yield bench
    except BaseException:
        bench.kept.close()
        raise
    if not bench.pool.active:
        bench.kept.close()
        return
    with _guard:
        _benches.append(bench)
    later = threading.Timer(_IDLE, _put_away)
    later.daemon = True
    later.start()


def _begun(parcel: Parcel, config: Config, key: tuple[str, int, int]) -> _Bench:
    # Dask marks its workers as processes that may have no children. This one ends with its worker,
    # by the end of the pipe between them.
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]  # noqa: SLF001
    _end_with_worker()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(nursery.folder()))
        laid = parcel.lay(folder)
        pool = stack.enter_context(workers.pool(replace(config, workers=1, cluster=None), 1))
        return _Bench(key, pool, laid, stack.pop_all())


@cache
def _end_with_worker() -> object:
    """Have the processes and their folders go with the worker, which does not run ``atexit``."""
    return multiprocessing.util.Finalize(None, _put_away, exitpriority=1)


def _put_away() -> None:
    """End processes that have had nothing to do; one in use comes back later, with its own time."""
    with _guard:
        idle = _benches.copy()
        _benches.clear()
    for one in idle:
        one.kept.close()
