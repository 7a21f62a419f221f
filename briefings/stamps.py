"""Stamps: what a file looks like from outside, by which most unchanged files need not be read.

Size and time of modification can lie: a program may write as many bytes and set the time back. The
time of the last change of the inode cannot be set, so that it is compared as well. A file that was
changed in the same instant in which it was looked at could change once more without a trace; such
young files are read, as git does with the "racily clean" entries of its index.

Only the standard library is imported: this module is on the path on which nothing has changed.
"""

from __future__ import annotations

import marshal
import os
import stat
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import Final, TypeAlias

# size, modification, change of the inode (both in nanoseconds), inode
Mark: TypeAlias = tuple[int, int, int, int]
# file systems tell time in steps of up to two seconds, and those of a network by another clock
_STEP: Final = 2_000_000_000
# a version of marshal that writes no references, which would depend on what is shared in memory
_DUMPED: Final = 2
_name = attrgetter("name")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a folder looked like, and the content of those files in it that were too young to trust."""

    digest: str
    young: tuple[tuple[str, str], ...] = ()


def now() -> int:
    """Return the time in nanoseconds, as files carry it."""
    return time.time_ns()


def mark(file: Path | str) -> Mark | None:
    """Return the mark of a regular file, or nothing where there is none; a link is none."""
    try:
        status = os.lstat(file)
    except OSError:
        return None
    return _mark(status) if stat.S_ISREG(status.st_mode) else None


def is_young(marked: Mark, seen: int) -> bool:
    """Return whether a file that was seen at a time could have changed after it without a trace."""
    return marked[2] > seen - _STEP


def content(file: Path | str) -> str:
    """Return the SHA-256 of a regular file, or nothing where it cannot be read."""
    try:
        # a pipe would keep the reader waiting for ever
        handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as opened:
            return sha256(opened.read()).hexdigest() if stat.S_ISREG(os.fstat(handle).st_mode) else ""
    except OSError:
        return ""


def stamp(folder: Path, skip: Collection[str] = (), *, seen: int | None = None) -> Stamp:
    """Return what a folder, or a single file, looks like now.

    ``skip`` names what is left out at the top of the folder; ``seen`` is when it began to be looked
    at, now unless given.
    """
    old = (now() if seen is None else seen) - _STEP
    young: list[tuple[str, str]] = []
    lines: list[tuple[str, int, Mark]] = []
    for path, status in _walk(str(folder), "", frozenset(skip)):
        changed = status.st_ctime_ns
        marked = status.st_size, status.st_mtime_ns, changed, status.st_ino
        lines.append((path, stat.S_IFMT(status.st_mode), marked))
        if changed > old and stat.S_ISREG(status.st_mode):
            young.append((path, content(os.path.join(folder, path) if path else folder)))  # noqa: PTH118 - fast
    # dumped and never loaded: the quickest way from so many numbers to bytes
    return Stamp(sha256(marshal.dumps(lines, _DUMPED)).hexdigest(), tuple(young))


def holds(was: Stamp, folder: Path, skip: Collection[str] = ()) -> Stamp | None:
    """Return the folder's stamp of now if nothing in it has changed, or nothing."""
    is_now = stamp(folder, skip)
    if is_now.digest != was.digest:
        return None
    # what is young now was young then, since its mark is the same
    known = dict(is_now.young)
    for path, digest in was.young:
        if (known.get(path) or content(folder / path)) != digest:
            return None
    return is_now


def _walk(folder: str, above: str, skip: frozenset[str]) -> Iterator[tuple[str, os.stat_result]]:
    """Yield everything below a folder but hidden files, in an order that depends on its names alone."""
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=_name)
    except NotADirectoryError:
        yield "", os.stat(folder)  # noqa: PTH116 - fast
        return
    except FileNotFoundError:
        return
    for entry in entries:
        name = entry.name
        # what Python compiles, and hidden files, are nobody's input
        if name[0] == "." or name in skip or name == "__pycache__":
            continue
        path = above + name
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{path}/", frozenset())
                continue
            yield path, entry.stat(follow_symlinks=False)
            # what a link leads to is what is read
            if entry.is_symlink():
                yield path, entry.stat()
                if entry.is_dir():
                    yield from _walk(entry.path, f"{path}/", frozenset())
        except OSError:
            # gone in between, or a link to nowhere
            continue


def _mark(status: os.stat_result) -> Mark:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
