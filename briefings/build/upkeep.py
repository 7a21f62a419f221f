"""The folder of results against its manifest: what is not as it was made, what no longer belongs."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final

from briefings import stamps
from briefings.build import lock, manifest, outputs
from briefings.build.editions import Room
from briefings.build.manifest import FOLDER, Manifest
from briefings.config import Config, Format
from briefings.dossier import archive
from briefings.errors import Location, OutputError, Problem, Severity
from briefings.languages.text import EditionLanguage
from briefings.records import Reading

_PATH: Final = re.compile(
    r"(?P<code>[A-Z]{2,10})/(?P=code)(\.[a-z]+|\.(?P<volume>\d{1,4}(-\d+)?))?\.(?P<language>[a-z+]+)\.(?P<format>[a-z]+)"
)
_BUILD: Final = "briefings build makes it again."


@dataclass(frozen=True, slots=True)
class Removal:
    """A file that no longer belongs; ``why`` it stays, if it does."""

    file: Path
    why: str = ""


def verify(out: Path) -> tuple[int, tuple[Problem, ...]]:
    """Return how many files are as they were made, and what is wrong with the others.

    Every file is read: nothing that could lie is trusted.

    Raises:
        ManifestError: there is no manifest, or it cannot be read.
    """
    made = manifest.read(out)
    problems: list[Problem] = []
    for path, entry in made.entries.items():
        if stamps.mark(out / path) is None:
            problems.append(Problem("The file is missing.", Location(str(out / path)), None, _BUILD))
        elif stamps.content(out / path) != entry.sha256:
            what = "It is not as it was made."
            problems.append(Problem(what, Location(str(out / path)), None, _BUILD))
    right = len(made.entries) - len(problems)
    unknown = sorted(_files(out) - set(made.entries))
    tip = "Move it elsewhere, or delete it."
    problems += [Problem("No build has made this.", Location(str(out / one)), None, tip) for one in unknown]
    return right, tuple(problems)


def stale(out: Path, config: Config, reading: Reading) -> tuple[Problem, ...]:
    """Return a warning for each result that no longer belongs, with what removes it."""
    paths = _stale(manifest.load(out), config, reading)
    tip = "briefings clean removes it."
    what = "No counterpart, language or format that is built has this file any more."
    return tuple(Problem(what, Location(str(out / one)), None, tip, Severity.WARNING) for one in paths)


def clean(
    out: Path, config: Config, reading: Reading, *, dry_run: bool, waiting: Callable[[], None] = lambda: None
) -> tuple[Removal, ...]:
    """Remove the results that no longer belong, and return them; with ``dry_run`` only return them.

    Only what the manifest says that a build has made is removed, and only if it still is what was
    made: a file that somebody has put or written there stays, and is returned with the reason.

    Raises:
        OutputError: the folder cannot be written to.
    """
    if dry_run or not out.is_dir():
        made = manifest.load(out)
        return tuple(_removal(out, made, path) for path in _stale(made, config, reading))
    with lock.held(out, waiting):
        made = manifest.load(out)
        removals = [_removal(out, made, path) for path in _stale(made, config, reading)]
        for one in removals:
            if not one.why:
                _remove(one.file)
        manifest.forget(made, [one.file.relative_to(out).as_posix() for one in removals])
        for part in outputs.leftovers(out):
            with suppress(OSError):
                part.unlink()
        manifest.save(out, made)
    return tuple(removals)


def _removal(out: Path, made: Manifest, path: str) -> Removal:
    if stamps.mark(out / path) is not None and made.is_ours(out, path):
        return Removal(out / path)
    gone = not (out / path).exists() and not (out / path).is_symlink()
    return Removal(out / path, "it is gone already" if gone else "it is not as it was made")


def _remove(file: Path) -> None:
    try:
        file.unlink()
    except OSError as error:
        what = f"It cannot be removed: {error.strerror}."
        raise OutputError(Problem(what, Location(str(file)))) from error
    # a folder in which something else lies stays
    with suppress(OSError):
        file.parent.rmdir()


def _stale(made: Manifest, config: Config, reading: Reading) -> Iterator[str]:
    codes = _codes(reading, config)

    @cache
    def volumes(code: str) -> tuple[str, ...]:
        held, today = reading.records, date.max - timedelta(days=1)
        found = archive(code, held, as_of=today, clearance=config.clearance, history=config.history)
        return tuple(one.name for one in found)

    for path in sorted(made.entries):
        if not _belongs(path, config, codes, volumes):
            yield path


def _belongs(
    path: str, config: Config, codes: Collection[str], archive: Callable[[str], Collection[str]]
) -> bool:
    if PurePosixPath(path) == Room().path:
        return Format.HTML in config.formats
    found = _PATH.fullmatch(path)
    return (
        found is not None
        and found["code"] in codes
        and (found["volume"] is None or found["volume"] in archive(found["code"]))
        and found["language"] in set(map(EditionLanguage, config.languages))
        and found["format"] in set(map(Format, config.formats))
    )


def _codes(reading: Reading, config: Config) -> frozenset[str]:
    """Return those of whom a dossier is made, and those whose own record cannot be read just now."""
    seen = {one.code for one in reading.records.counterparts.values() if one.marking <= config.clearance}
    return frozenset(seen | (set(reading.blocked) - set(reading.records.counterparts)))


def _files(out: Path) -> set[str]:
    """Return every file in a folder but those about it."""
    found = (one.relative_to(out) for one in out.rglob("*") if one.is_symlink() or one.is_file())
    return {one.as_posix() for one in found if one.parts[0] != FOLDER}
