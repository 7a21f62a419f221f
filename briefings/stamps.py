"""Stamps: what a file looks like from outside, by which most unchanged files need not be read.

Size and time of modification can lie: a program may write as many bytes and set the time back. The
time of the last change of the inode cannot be set, so that it is compared as well. A file that was
changed in the same instant in which it was looked at could change once more without a trace; such
young files are read, as git does with the "racily clean" entries of its index.

Only what Python has at hand when it starts is imported at once: this module is on the path on which
nothing has changed, and takes less time there than ``dataclasses`` or ``pathlib`` would to import.
"""

from __future__ import annotations

import marshal
import os
import stat
import time

# as random.py does: without the libraries of hashlib, which is three times as long to import
try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Final

# size, modification, change of the inode (both in nanoseconds), inode
Mark = tuple[int, int, int, int]
Place = str | os.PathLike[str]
# file systems tell time in steps of up to two seconds, and those of a network by another clock
_STEP: Final = 2_000_000_000
# a version of marshal that writes no references, which would depend on what is shared in memory
_DUMPED: Final = 2
# what the bits of a mode say of the sort of a file (inode(7))
_SORT: Final = 0o170000
_FOLDER: Final = 0o040000
_LINK: Final = 0o120000


class Stamp:
    """What a folder looked like, and the content of those files in it that were too young to trust."""

    __slots__ = ("digest", "young")

    def __init__(self, digest: str, young: tuple[tuple[str, str], ...] = ()) -> None:
        self.digest = digest
        self.young = young


def digest(content: bytes) -> str:
    """Return by what a content is known; not the digest that other tools would compute of it."""
    return blake2b(content, digest_size=16).hexdigest()


def now() -> int:
    """Return the time in nanoseconds, as files carry it."""
    return time.time_ns()


def mark(file: Place) -> Mark | None:
    """Return the mark of a regular file, or nothing where there is none; a link is none."""
    try:
        status = os.lstat(file)
    except OSError:
        return None
    return _mark(status) if stat.S_ISREG(status.st_mode) else None


def is_young(marked: Mark, seen: int) -> bool:
    """Return whether a file that was seen at a time could have changed after it without a trace."""
    return marked[2] > seen - _STEP


def content(file: Place) -> str:
    """Return the SHA-256 of a regular file, or nothing where it cannot be read."""
    from hashlib import sha256  # noqa: PLC0415 - few files are young

    try:
        # a pipe would keep the reader waiting for ever
        handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as opened:
            return sha256(opened.read()).hexdigest() if stat.S_ISREG(os.fstat(handle).st_mode) else ""
    except OSError:
        return ""


def stamp(folder: Place, skip: Collection[str] = (), *, seen: int | None = None) -> Stamp:
    """Return what a folder, or a single file, looks like now.

    ``skip`` names what is left out at the top of the folder; ``seen`` is when it began to be looked
    at, now unless given.
    """
    old = (now() if seen is None else seen) - _STEP
    above = os.fspath(folder)
    young: list[tuple[str, str]] = []
    lines: list[str | int] = []
    for path, status in _walk(above, "", skip):
        changed, mode = status.st_ctime_ns, status.st_mode
        lines += path, mode & _SORT, status.st_size, status.st_mtime_ns, changed, status.st_ino
        if changed > old and stat.S_ISREG(mode):
            young.append((path, content(_below(above, path))))
    # dumped and never loaded: the quickest way from so many numbers to bytes
    return Stamp(digest(marshal.dumps(lines, _DUMPED)), tuple(young))


def holds(was: Stamp, folder: Place, skip: Collection[str] = ()) -> Stamp | None:
    """Return the folder's stamp of now if nothing in it has changed, or nothing."""
    is_now = stamp(folder, skip)
    if is_now.digest != was.digest:
        return None
    # what is young now was young then, since its mark is the same
    known = dict(is_now.young)
    for path, digest_then in was.young:
        if (known.get(path) or content(_below(os.fspath(folder), path))) != digest_then:
            return None
    return is_now


def _walk(folder: str, above: str, skip: Collection[str]) -> Iterator[tuple[str, os.stat_result]]:
    """Yield everything below a folder but hidden files, in an order that depends on its names alone."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except NotADirectoryError:
        yield "", os.stat(folder)
        return
    except OSError:
        # what cannot be looked into looks like nothing, and like something else as soon as it can
        return
    try:
        # looked up from the folder, names are found a fifth sooner than by their whole paths
        for name in sorted(os.listdir(handle)):
            # what Python compiles, and hidden files, are nobody's input
            if name[0] == "." or name in skip or name == "__pycache__":
                continue
            try:
                status = os.stat(name, dir_fd=handle, follow_symlinks=False)
                sort = status.st_mode & _SORT
                if sort != _FOLDER:
                    yield above + name, status
                # what a link leads to is what is read
                if sort == _LINK:
                    status = os.stat(name, dir_fd=handle)
                    yield above + name, status
                    sort = status.st_mode & _SORT
                if sort == _FOLDER:
                    yield from _walk(f"{folder}/{name}", f"{above}{name}/", ())
            except OSError:
                # gone in between, or a link to nowhere
                continue
    finally:
        os.close(handle)


def _below(folder: str, path: str) -> str:
    return os.path.join(folder, path) if path else folder


def _mark(status: os.stat_result) -> Mark:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
