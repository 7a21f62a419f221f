"""The files under ``records/``: which there are, what each is about, and their bytes.

Only regular files inside the workspace are read. What is not a record is named rather than passed
over, so that a meeting saved under the wrong name is not missed in silence.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from briefings import stamps
from briefings.errors import Location, Problem, RecordError, Severity, did_you_mean
from briefings.records import content
from briefings.records.collection import FOLDERS, LISTS, Kind
from briefings.records.fields import CODE, IDENTIFIER, quoted
from briefings.stamps import Mark

_SUFFIX = ".yaml"


@dataclass(frozen=True, slots=True)
class Found:
    """A file that should hold a record: what about, its bytes, and why it is refused if it is."""

    kind: Kind
    id: str
    file: str
    raw: bytes = b""
    problems: tuple[Problem, ...] = ()
    path: Path = Path()
    mark: Mark | None = None


# whether a file, by its name and its path, is known already and need not be read
Known = Callable[[str, str], bool]


def scan(folder: Path, known: Known = lambda _name, _path: False) -> Iterator[Found | Problem | str]:
    """Yield every file of the records' folder, and a problem for each thing that is none.

    Of a file that is known already only the name is given.

    Raises:
        RecordError: there is no such folder.
    """
    if not folder.is_dir():
        tip = "Create it, or start the program in the folder of the workspace."
        raise RecordError(Problem("There is no such folder.", Location(folder.name), None, tip))
    workspace = folder.parent.resolve()
    for name in _listed(folder):
        yield from _top(folder / name, workspace, f"{folder.name}/{_shown(name)}", known)


def _top(path: Path, workspace: Path, file: str, known: Known) -> Iterator[Found | Problem | str]:
    if path.is_dir() and path.name in FOLDERS:
        kind = Kind(path.name)
        try:
            inside = _listed(path)
        except OSError as error:
            yield Problem(f"The folder cannot be read: {error.strerror}.", Location(file))
            return
        for one in inside:
            name = f"{file}/{_shown(one)}"
            # ten thousand paths that nobody reads would take as long as all the looks at them
            seen = known(name, f"{path}/{one}")
            yield name if seen else _in_folder(path / one, kind, workspace, name)
    elif path.stem in LISTS and path.suffix == _SUFFIX and not path.is_dir():
        yield file if known(file, str(path)) else _read(Kind(path.stem), "", path, workspace, file)
    elif path.is_dir():
        near = did_you_mean(path.name, FOLDERS)
        yield _ignored(file, "folder", near or f"The folders are: {', '.join(FOLDERS)}.")
    else:
        names = [f"{kind}{_SUFFIX}" for kind in LISTS]
        tip = did_you_mean(path.name, names) or "Move it to the folder of its kind, or delete it."
        yield _ignored(file, "file", tip)


def _in_folder(path: Path, kind: Kind, workspace: Path, file: str) -> Found | Problem:
    if path.suffix != _SUFFIX or path.is_dir():
        what = "folder" if path.is_dir() else "file"
        tip = f'Records are files that end in "{_SUFFIX}", directly in {kind}/.'
        return _ignored(file, what, tip)
    found = _read(kind, path.stem, path, workspace, file)
    wrong = _wrong_name(kind, path.stem, file)
    return found if wrong is None else replace(found, problems=(wrong, *found.problems))


def _wrong_name(kind: Kind, stem: str, file: str) -> Problem | None:
    if kind is Kind.COUNTERPARTS and not CODE.fullmatch(stem):
        what = f"{quoted(stem)} is not a counterpart's code."
        return Problem(what, Location(file), None, "Name the file by 2 to 10 capital letters, as in US.yaml.")
    if not IDENTIFIER.fullmatch(stem):
        what = f"{quoted(stem)} is not an identifier."
        return Problem(what, Location(file), None, "Name the file with A to Z, digits and hyphens only.")
    return None


def _read(kind: Kind, identifier: str, path: Path, workspace: Path, file: str) -> Found:
    # before it is read: what changes meanwhile is seen by the next reading
    mark = stamps.mark(path)
    try:
        refusal, raw = _bytes(path, workspace, file)
    except OSError as error:
        refusal, raw = Problem(f"The file cannot be read: {error.strerror}.", Location(file)), b""
    return Found(kind, identifier, file, raw, () if refusal is None else (refusal,), path, mark)


def _bytes(path: Path, workspace: Path, file: str) -> tuple[Problem | None, bytes]:
    real = path.resolve(strict=True)
    if not real.is_relative_to(workspace):
        tip = "Copy the file into the workspace."
        return Problem("The link leads out of the workspace.", Location(file), None, tip), b""
    # a pipe would keep the reader waiting for ever
    descriptor = os.open(real, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as opened:
        status = os.fstat(opened.fileno())
        if not stat.S_ISREG(status.st_mode):
            return Problem("This is not a regular file.", Location(file), None, "Delete it."), b""
        raw = opened.read(content.MAX_BYTES + 1)
        if len(raw) > content.MAX_BYTES:
            return content.too_large(status.st_size, file), b""
        return None, raw


def _listed(folder: Path) -> list[str]:
    """Return the names of what is in a folder, in their order, without hidden files and editors' backups."""
    return sorted(one for one in os.listdir(folder) if one[0] != "." and one[-1] != "~")  # noqa: PTH208 - names


def _shown(name: str) -> str:
    """Return a file's name so that it can be printed, whatever bytes it is made of."""
    return os.fsencode(name).decode(errors="backslashreplace")


def _ignored(file: str, what: str, tip: str) -> Problem:
    return Problem(f"This {what} is not read.", Location(file), None, tip, Severity.WARNING)
