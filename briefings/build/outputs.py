"""Writing results so that a reader finds the old file or the new one, never half of one."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from briefings.errors import Location, OutputError, Problem

# a folder, and not one that a symbolic link leads to
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def write(folder: Path, path: PurePosixPath, content: bytes) -> Path:
    """Put a file in place whole and return where: temporary file, fsync, replace, fsync of the folder.

    Neither ``folder`` nor anything below it may be a symbolic link: a result would end up
    somewhere else, over what somebody else keeps there.

    Raises:
        OutputError: it could not be written; what was there before is untouched.
    """
    file = folder / path
    try:
        with opened(file.parent, len(path.parts)) as place:
            _replace(place, file.name, content)
    except OSError as error:
        what = f"It cannot be written: {error.strerror or error}."
        raise OutputError(Problem(what, Location(str(file)), None, UNCHANGED)) from error
    return file


UNCHANGED = "What was there before is unchanged."
# what a build needs at the least: a disk that is full should say so before an hour of rendering
_PROBE = 64 * 1024


def probe(folder: Path) -> None:
    """Write and remove a file, so that a folder that takes none is told of before anything is rendered.

    Raises:
        OutputError: it could not be written.
    """
    place = PurePosixPath(".briefings", "probe")
    write(folder, place, bytes(_PROBE))
    with contextlib.suppress(OSError):
        (folder / place).unlink()


def leftovers(folder: Path) -> tuple[Path, ...]:
    """Return the temporary files of builds that were killed, directly in a folder and one level below."""
    found = []
    for place in (folder, *(one for one in _listed(folder) if one.is_dir() and not one.is_symlink())):
        found += [one for one in _listed(place) if _PART.fullmatch(one.name) and not one.is_symlink()]
    return tuple(found)


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


_PART = re.compile(r"\..+\.[0-9a-f]{16}\.part")


@contextlib.contextmanager
def opened(folder: Path, levels: int) -> Iterator[int]:
    """Give a descriptor of a folder; the last ``levels`` of its path are made, and are no links."""
    parts = [folder, *folder.parents][:levels][::-1]
    parts[0].parent.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        place: int | None = None
        for part in parts:
            name = part if place is None else part.name
            with contextlib.suppress(FileExistsError):
                os.mkdir(name, dir_fd=place)
            try:
                place = os.open(name, _FOLDER, dir_fd=place)
            except OSError as error:
                raise _not_a_folder(part, error) from error
            stack.callback(os.close, place)
        assert place is not None  # noqa: S101 - there is one level at least
        yield place


def _not_a_folder(folder: Path, error: OSError) -> OSError | OutputError:
    # Linux says ENOTDIR of a link where a folder is wanted, others say ELOOP
    if error.errno not in {errno.ELOOP, errno.ENOTDIR}:
        return error
    if folder.is_symlink():
        tip = f"Results are not written through links. Delete it, or name another folder. {UNCHANGED}"
        return OutputError(Problem(f"{folder} is a symbolic link.", None, None, tip))
    tip = "Delete it, or name another folder."
    return OutputError(Problem(f"{folder} is not a folder.", None, None, tip))


def _replace(place: int, name: str, content: bytes) -> None:
    part = f".{name}.{secrets.token_hex(8)}.part"
    handle = os.open(part, _NEW, 0o600, dir_fd=place)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fchmod(opened.fileno(), 0o644)
            os.fsync(opened.fileno())
        os.replace(part, name, src_dir_fd=place, dst_dir_fd=place)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part, dir_fd=place)
        raise
    # the new file stands already, whole; at worst a power cut brings the old one back
    with contextlib.suppress(OSError):
        os.fsync(place)
