"""The same pages made on other machines: an existing Dask cluster in the place of local processes.

What a page is made from travels as data, templates and fonts of the workspace included; the bytes
of the page come back, and are written where the build was asked for. A worker of the cluster lays
out no page itself: it starts the same process with the same limits as a build without a cluster, so
that a page can be given up, or die, without harm to the worker. A worker that dies is made up for by
the others.
"""

from __future__ import annotations

import logging
import pickle
import threading
import warnings
import zlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from briefings.build.errand import Failure, TraceError, carried, errand
from briefings.build.machines import SAME, differences, setup
from briefings.build.parcel import Parcel
from briefings.build.workers import LostError
from briefings.config import Config, Theme
from briefings.errors import ClusterError, Problem
from briefings.render.environment import program_templates
from briefings.render.html import House
from briefings.render.reading_room import ReadingRoom
from briefings.render.worker import Job

# how long a scheduler may take to answer, and a cluster may be without any worker
_PATIENCE: Final = 10
_ALONE: Final = 60
_LOOK: Final = 5
# what a worker could not begin, for want of memory or a full disk, is tried elsewhere
_RETRIES: Final = 2


@contextmanager
def crew(config: Config) -> Iterator[Crew]:
    """Give what makes pages on the cluster that the settings name, until it is left.

    What is still waiting then is cancelled.

    Raises:
        ClusterError: there is no cluster at that address, it has no workers, or they would make other
            bytes than this machine; or the package that speaks to it is not installed.
    """
    address = config.cluster or ""
    with _client(address) as client:
        expected = setup(letters=False), setup(letters=True)
        _agree(client, address, expected)
        made = Crew(client, client.get_executor(pure=False, retries=_RETRIES), config, expected)
        threading.Thread(target=made.watch, daemon=True).start()
        try:
            yield made
        finally:
            made.close()


@contextmanager
def _client(address: str) -> Iterator[Any]:
    """Give a connection to a scheduler."""
    try:
        import dask  # noqa: PLC0415 - only builds on a cluster need it
        from distributed import Client  # noqa: PLC0415 - likewise
    except ModuleNotFoundError as error:
        what = f"A build on a cluster needs a package that is not installed: {error.name}."
        raise ClusterError(
            Problem(what, None, address, 'Install it with: pip install "briefings[cluster]"')
        ) from None
    # what goes wrong is told by page; its log would tear the progress bar
    for name in [one for one in logging.root.manager.loggerDict if one.startswith("distributed")]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    settings = {
        "distributed.comm.timeouts.connect": f"{_PATIENCE}s",
        "distributed.admin.large-graph-warning-threshold": "1 GiB",
    }
    with dask.config.set(settings):
        try:
            with warnings.catch_warnings():
                # versions are compared below, and with more rigour
                warnings.simplefilter("ignore")
                # Dask is typed in part
                client = Client(  # type: ignore[no-untyped-call]
                    address, timeout=_PATIENCE, set_as_default=False, name="briefings"
                )
        except (OSError, ValueError, RuntimeError):
            what = f"No scheduler of a Dask cluster answers at this address within {_PATIENCE} seconds."
            tip = (
                "Start one with `dask scheduler`, whose first lines say its address, or look at the network."
            )
            raise ClusterError(Problem(what, None, address, tip)) from None
        try:
            yield client
        finally:
            with suppress(Exception):
                client.close(timeout=_PATIENCE)  # type: ignore[no-untyped-call]


def _agree(client: Any, address: str, expected: tuple[Mapping[str, str], ...]) -> None:  # noqa: ANN401
    """Refuse a cluster without workers, or one whose workers would make other bytes."""
    found: Mapping[str, object] = client.run(setup, letters=False, on_error="return")
    if not found:
        tip = f"Start some with: dask worker {address}"
        raise ClusterError(Problem("The cluster has no workers.", None, address, tip))
    problems = [
        Problem(f"The worker {name} {said}", None, address, SAME)
        for name, theirs in sorted(found.items())
        if (said := differences(expected[0], theirs))
    ]
    if problems:
        raise ClusterError(problems)


_LOST: Final = (
    "The connection to the scheduler of the cluster was lost.",
    "Look whether it runs, and build again: what was finished is kept.",
)


def _names_others(house: House) -> bool:
    """Return whether a style may name fonts of the system."""
    own = house.templates is None or house.templates.resolve() == program_templates().resolve()
    return house.theme is not Theme.HOUSE or not own


@dataclass(slots=True, eq=False)
class Crew:
    """What makes pages on a cluster; the counterpart of a pool of local processes."""

    client: Any
    executor: Any
    config: Config
    expected: tuple[Mapping[str, str], ...]
    _parcels: dict[tuple[Path | None, Path | None], Any] = field(init=False, default_factory=dict)
    _open: set[Future[Any]] = field(init=False, default_factory=set)
    _lock: threading.Lock = field(init=False, default_factory=threading.Lock)
    _sent: int = field(init=False, default=0)
    _left: threading.Event = field(init=False, default_factory=threading.Event)

    def submit(self, function: Callable[..., Any], timeout: float | None, /, *args: Any) -> Future[Any]:  # noqa: ANN401
        """Have a function called in a process of a worker, which may take so many seconds for it."""
        house = next((one.house for one in args if isinstance(one, Job | ReadingRoom)), None)
        named = house is not None and _names_others(house)
        # as bytes, Dask has no need to look into it
        work = zlib.compress(pickle.dumps((function, args)), 1)
        outer: Future[Any] = Future()
        with self._lock:
            self._open.add(outer)
        self._sent += 1
        try:
            inner = self.executor.submit(
                errand,
                self._parcel(house),
                work,
                self.config,
                timeout,
                self.expected[named],
                named,
                # what is asked for first takes longest
                priority=-self._sent,
            )
        except Exception:
            # the connection is not only lost but given up
            if self.client.status not in {"closing", "closed"}:
                raise
            self._end(outer, LostError(*_LOST))
        else:
            inner.add_done_callback(partial(self._settle, outer))
        return outer

    def watch(self) -> None:
        """Give up what is open when the cluster has been without workers for too long."""
        alone = 0
        while not self._left.wait(_LOOK):
            # where the scheduler is gone as well, that is told with each page
            with suppress(Exception):
                alone = 0 if self.client.nthreads() else alone + _LOOK
            if alone >= _ALONE:
                what = f"The cluster has had no worker for {_ALONE} seconds."
                tip = f"Start some with: dask worker {self.config.cluster}"
                with self._lock:
                    waiting = tuple(self._open)
                for one in waiting:
                    self._end(one, LostError(what, tip))

    def close(self) -> None:
        """Cancel what is waiting."""
        self._left.set()
        with suppress(Exception):
            self.executor.shutdown(wait=False)

    def _parcel(self, house: House | None) -> Any:  # noqa: ANN401
        """Return the parcel of a house as it lies on the cluster.

        It is the result of a task, and not data put there, so that it is made once more where the
        worker that held it dies; and it goes with the connection.
        """
        key = (None, None) if house is None else (house.templates, house.fonts)
        if key not in self._parcels:
            parcel = Parcel(None, None, "") if house is None else Parcel.of(house)
            self._parcels[key] = self.client.submit(carried, parcel, pure=False, retries=_RETRIES)
        return self._parcels[key]

    def _settle(self, outer: Future[Any], inner: Future[Any]) -> None:
        from distributed import KilledWorker  # noqa: PLC0415 - as above

        try:
            found = inner.result()
        except KilledWorker:
            what = "Every worker of the cluster that was given the page died."
            found = LostError(what, "Give workers more memory, or look for what else ends them.")
        except CancelledError:
            found = LostError(*_LOST)
        except Exception as error:  # noqa: BLE001 - told with the page
            found = error
        self._end(outer, found)

    def _end(self, outer: Future[Any], found: object) -> None:
        with self._lock:
            if outer not in self._open:
                return
            self._open.remove(outer)
        if isinstance(found, Failure):
            found.error.__cause__ = TraceError(found.trace)
            outer.set_exception(found.error)
        elif isinstance(found, Exception):
            outer.set_exception(found)
        else:
            outer.set_result(found)
