"""The same pages made on other machines: an existing Dask cluster in the place of local processes.

What a page is made from travels as data, templates and fonts of the workspace included; the bytes
of the page come back, and are written where the build was asked for. A worker of the cluster lays
out no page itself: it starts the same process with the same limits as a build without a cluster, so
that a page can be given up, or die, without harm to the worker. A worker that dies is made up for by
the others.
"""

from __future__ import annotations

import logging
import multiprocessing
import multiprocessing.util
import os
import pickle
import sys
import threading
import warnings
import zlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Future
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from pebble import ProcessPool

from briefings import __version__
from briefings.build import inputs, nursery, workers
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
# how long a process is kept that could lay out the next page
_IDLE: Final = 30
# what a worker could not begin, for want of memory or a full disk, is tried elsewhere
_RETRIES: Final = 2
_FONTS: Final = frozenset({".ttf", ".otf"})

Laid = tuple[Path | None, Path | None]


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of the workspace as data: its path, and its files by their paths in it."""

    path: str
    files: Mapping[str, bytes]

    @classmethod
    def read(cls, place: Path, files: Iterator[Path]) -> Folder:
        """Return a folder with these of its files."""
        found = {
            one.relative_to(place).as_posix(): one.read_bytes() for one in sorted(files) if one.is_file()
        }
        return cls(os.path.abspath(place), found)  # noqa: PTH100 - resolve() would follow links

    def lay(self, below: Path) -> Path:
        """Write it below a folder, under the path that it has at home, and return where.

        Errors tell a template by the end of its path, and should tell it as they do at home.
        """
        place = below / Path(self.path).relative_to("/")
        place.mkdir(parents=True)
        for name, content in self.files.items():
            file = place / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        return place


@dataclass(frozen=True, slots=True)
class Parcel:
    """The files of a workspace, besides records, that its pages are made from."""

    templates: Folder | None
    fonts: Folder | None
    digest: str

    @classmethod
    def of(cls, house: House) -> Parcel:
        """Return the files that a house lays over those of the program."""
        places = house.templates, house.fonts
        templates = None if places[0] is None else Folder.read(places[0], places[0].rglob("*"))
        letters = None
        if places[1] is not None:
            found = (one for one in places[1].glob("*") if one.suffix.lower() in _FONTS)
            letters = Folder.read(places[1], found)
        return cls(templates, letters, sha256(pickle.dumps((templates, letters))).hexdigest())

    def lay(self, below: Path) -> Laid:
        """Write the files below a folder, and return where the templates and the fonts lie."""
        return (
            None if self.templates is None else self.templates.lay(below / "overlay"),
            None if self.fonts is None else self.fonts.lay(below / "letters"),
        )


# --- on the machine that builds ---------------------------------------------------------------------


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
        Problem(f"The worker {name} {said}", None, address, _SAME)
        for name, theirs in sorted(found.items())
        if (said := differences(expected[0], theirs))
    ]
    if problems:
        raise ClusterError(problems)


_SAME: Final = (
    f'Install the same versions as here on every worker: pip install "briefings[cluster]=={__version__}"'
)


def differences(ours: Mapping[str, str], theirs: object) -> str:
    """Return in words how the setup of a worker differs from ours, or nothing if it does not."""
    if not isinstance(theirs, Mapping):
        return f"has no such briefings as this one: {theirs}."
    wrong = [name for name in dict.fromkeys((*ours, *theirs)) if ours.get(name) != theirs.get(name)]
    # other versions have other code; that is no second reason
    told = [name for name in wrong if not name.startswith(_CODE)] or wrong
    said = ", ".join(
        f"other {name}"
        if name.startswith(_CODE)
        else f"{name} {theirs.get(name) or 'none'} (here {ours.get(name) or 'none'})"
        for name in told
    )
    return f"would make other pages than this machine. It has {said}." if said else ""


_CODE: Final = ("code", "layout", "font")


def setup(*, letters: bool) -> Mapping[str, str]:
    """Return the versions, in this process, of everything that has a part in the bytes of a page.

    With ``letters`` the fonts of the system are among them, which only some themes use.
    """
    return {**_versions(), **(_letters() if letters else {})}


@cache
def _versions() -> Mapping[str, str]:
    settings = inputs.Inputs(Config(), Path())
    return {
        "briefings": __version__,
        "Python": ".".join(map(str, sys.version_info[:2])),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **settings.writers,
        **settings.engines,
        "code of briefings": settings.program["code"],
    }


@cache
def _letters() -> Mapping[str, str]:
    found = inputs.Inputs(Config(theme=Theme.DECREE30), Path()).fonts
    return {f"font {name}": digest for name, digest in found.items()}


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
            self._parcels[key] = self.client.submit(_carried, parcel, pure=False, retries=_RETRIES)
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
            found.error.__cause__ = _TraceError(found.trace)
            outer.set_exception(found.error)
        elif isinstance(found, Exception):
            outer.set_exception(found)
        else:
            outer.set_result(found)


# --- on a worker ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Failure:
    """What was raised for a page, and where.

    It comes back as a result: what a task of Dask raises is tried again, and would be raised again.
    """

    error: BaseException
    trace: str


class _TraceError(Exception):
    """Where something was raised on another machine."""

    def __str__(self) -> str:
        return f"\n{self.args[0]}"


def _carried(parcel: Parcel) -> Parcel:
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
        return Failure(ClusterError(Problem(f"A worker {said}", None, config.cluster, _SAME)), "")
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
    key = (parcel.digest, config.memory_megabytes, config.deadline_seconds)
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
