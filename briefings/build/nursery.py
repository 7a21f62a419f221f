"""Where workers come from: one warm process that has everything loaded, of which each is a copy.

What lays out pages takes most of a second to import, and compiling the templates a fifth of one. On
Linux that is done once, in the fork server of ``multiprocessing``, and while the caller still reads
its records if it says so in time (``begin``). Elsewhere, and where no socket can be had, each worker
begins afresh: libraries of macOS do not survive a fork.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import context, forkserver, process, resource_tracker
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from briefings.errors import OutputError, Problem

_PREFIX: Final = "briefings-"
_LOCK: Final = "lock"
_WARM: Final = "briefings.render.warm"
# a socket's address has 108 bytes (unix(7)), of which our folder and multiprocessing's own name take 37
_LONGEST: Final = 70
_SHORT: Final = "/tmp"  # noqa: S108 - a folder of our own is made in it, as in any other

_starting = threading.Lock()


class _Forked(context.ForkServerProcess):
    """A process that is a copy of the warm one."""

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: ANN401, N802 - as multiprocessing calls it
        with _quietly():
            return context.ForkServerProcess._Popen(process_obj)  # noqa: SLF001 - it is meant to be overridden


class _Spawned(context.SpawnProcess):
    """A process that begins afresh."""

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: ANN401, N802 - as multiprocessing calls it
        with _quietly():
            return context.SpawnProcess._Popen(process_obj)  # noqa: SLF001 - it is meant to be overridden


class _Keeping(context.BaseContext):
    """What starts processes, and keeps the locks that it made for them as long as it is there itself.

    A pool lets go of its locks before it ends its workers, and one that is being born looks for them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._locks: list[object] = []

    def RLock(self) -> Any:  # noqa: ANN401, N802 - as multiprocessing has it
        """Return a lock that processes share."""
        self._locks.append(super().RLock())
        return self._locks[-1]


class _ForkServerContext(_Keeping, context.ForkServerContext):
    Process = _Forked


class _SpawnContext(_Keeping, context.SpawnContext):
    Process = _Spawned


@contextmanager
def _quietly() -> Iterator[None]:
    """Start a process that neither the caller's script nor a Ctrl-C reaches.

    multiprocessing runs the script that is ``__main__`` a second time in a new process. That of an
    installed command has no ``if __name__ == "__main__"`` and would begin another build there.
    """
    with _starting:
        main = sys.modules["__main__"]
        # it lets signals through when it is done, which is too early below
        resource_tracker.ensure_running()
        # from its first moment on: it cannot ignore a signal before Python has started
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def unbroken() -> Iterator[None]:
    """Put off a Ctrl-C or a termination until something is done that must not be left halfway.

    Of a worker that has begun, and of which its pool does not know yet, nobody would make an end.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    noted: list[int] = []
    both = (signal.SIGINT, signal.SIGTERM)
    before = {one: signal.signal(one, lambda number, _: noted.append(number)) for one in both}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
        if noted:
            signal.raise_signal(noted[0])


class _Nursery:
    """The warm process of this one: begun by the first who needs it, gone with the last."""

    def __init__(self) -> None:
        self._guests = 0
        self._place = ExitStack()
        self._is_warm = False
        self._lock = threading.RLock()

    def begin(self) -> None:
        """Have it load what workers need, if that can be done here."""
        with self._lock:
            if self._is_warm or sys.platform != "linux":
                return
            with suppress(OSError, OutputError):
                _start(self._place.enter_context(folder(_roomy())))
                self._is_warm = True

    @contextmanager
    def open(self) -> Iterator[context.BaseContext]:
        """Give what starts processes; it lasts until nobody uses it any more."""
        with self._lock:
            self.begin()
            self._guests += 1
            made = _ForkServerContext() if self._is_warm else _SpawnContext()
        try:
            yield made
        finally:
            with self._lock:
                self._guests -= 1
                if not self._guests:
                    self.end()

    def end(self) -> None:
        """End it, and remove its folder; one that nobody has used may still be loading."""
        with self._lock:
            if self._is_warm:
                self._is_warm = False
                _stop()
            self._place.close()


def _start(place: str) -> None:
    """Start the fork server, its socket in a folder that is removed whatever becomes of this process.

    Raises:
        OSError: there can be no socket.
    """
    kept = process.current_process()._config  # type: ignore[attr-defined]  # noqa: SLF001 - no other way to say where
    before = kept.get("tempdir")
    kept["tempdir"] = place
    try:
        with _quietly():
            forkserver.set_forkserver_preload([_WARM])
            forkserver.ensure_running()
    finally:
        kept["tempdir"] = before


def _stop() -> None:
    server: Any = forkserver._forkserver  # noqa: SLF001 - it has no name outside
    if server._forkserver_pid is not None:  # noqa: SLF001 - likewise
        with suppress(OSError):
            # all its children are gone, and it need not finish what it is loading
            os.kill(server._forkserver_pid, signal.SIGKILL)  # noqa: SLF001 - likewise
        with suppress(OSError):
            server._stop()  # noqa: SLF001 - likewise


def _roomy() -> str:
    """Return a folder whose name leaves room for that of a socket.

    Raises:
        OSError: there is no folder for temporary files.
    """
    usual = tempfile.gettempdir()
    return usual if len(os.fsencode(usual)) <= _LONGEST else _SHORT


@contextmanager
def folder(above: str | None = None) -> Iterator[str]:
    """Give a temporary folder, and remove those of processes that were killed before they could.

    Raises:
        OutputError: none can be made.
    """
    try:
        above = tempfile.gettempdir() if above is None else above
        for left in Path(above).glob(f"{_PREFIX}*"):
            with suppress(OSError), _locked(left / _LOCK, os.O_RDWR):
                _remove(left)
        place = tempfile.mkdtemp(prefix=_PREFIX, dir=above)
    except OSError as error:
        what = f"No temporary folder can be made: {error.strerror}."
        tip = "Make room for one, or name another place in the variable TMPDIR."
        raise OutputError(Problem(what, tip=tip)) from error
    try:
        with _locked(Path(place) / _LOCK, os.O_RDWR | os.O_CREAT):
            yield place
    finally:
        with unbroken():
            _remove(Path(place))


def _remove(place: Path) -> None:
    """Remove a folder, its lock last: while a worker still writes into it, the next one who comes can."""
    with suppress(OSError):
        for one in place.iterdir():
            if one.is_dir() and not one.is_symlink():
                shutil.rmtree(one, ignore_errors=True)
            elif one.name != _LOCK:
                one.unlink()
        if [one.name for one in place.iterdir()] == [_LOCK]:
            (place / _LOCK).unlink()
            place.rmdir()


@contextmanager
def _locked(file: Path, flags: int) -> Iterator[None]:
    """Hold a lock that ends with this process and that its children do not have.

    Raises:
        OSError: another process holds it, or there is no such file.
    """
    handle = os.open(file, flags | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


_ours: Final = _Nursery()
begin: Final[Callable[[], None]] = _ours.begin
open = _ours.open  # noqa: A001 - reads with the module
atexit.register(_ours.end)
