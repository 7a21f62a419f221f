"""One builder at a time in a folder of results, by a lock of the kernel's that cannot be left behind."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from briefings.build import outputs
from briefings.build.manifest import FOLDER
from briefings.errors import Location, OutputError, Problem

_FLAGS: Final = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
_PAUSE: Final = 0.1


@contextmanager
def held(out: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Keep every other builder out of a folder while ``with`` lasts; ``waiting`` is told of a wait.

    The lock ends with this process, however that ends; processes that it starts do not inherit it.

    Raises:
        OutputError: the folder cannot be written to, or is reached through a symbolic link.
    """
    file = out / FOLDER / "lock"
    try:
        with outputs.opened(out / FOLDER, 2) as place:
            handle = os.open(file.name, _FLAGS, 0o644, dir_fd=place)
    except OSError as error:
        raise _not_writable(file, error) from error
    try:
        _take(handle, waiting)
        yield
    finally:
        os.close(handle)


def _take(handle: int, waiting: Callable[[], None]) -> None:
    told = False
    while True:
        try:
            # with a pause and not with a wait of the kernel's, which Ctrl-C would not end
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS}:
                # a file system without locks: results are still replaced whole
                return
            if error.errno not in {errno.EWOULDBLOCK, errno.EACCES}:
                raise
            if not told:
                waiting()
                told = True
            time.sleep(_PAUSE)
        else:
            return


def _not_writable(file: Path, error: OSError) -> OutputError:
    what = f"It cannot be written: {error.strerror or error}."
    return OutputError(Problem(what, Location(str(file)), None, outputs.UNCHANGED))
