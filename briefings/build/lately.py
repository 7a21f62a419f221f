"""The same command as lately, with nothing changed since: answered without reading a single record.

After a build, the workspace keeps what its command line was, what everything looked like from which
the results come, what the results look like, and what the command would say if it were given again.
When it is given again, and all of that still holds, nothing is parsed and nothing is imported but the
standard library: ten thousand records cost a look at each file's status.

Nothing is trusted that could lie: stamps compare the change of the inode, young files are read, and
the day has to lie before the first one on which a fact can move by time alone. Whatever does not hold
exactly is left to the build itself. What is kept is plain data; it is never more than a shortcut.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from briefings import __version__, stamps
from briefings.stamps import Stamp

_FOLDER: Final = ".briefings/lately"
_FORMAT: Final = 1
# as many commands of one workspace as are kept; the oldest goes
_KEPT: Final = 20
_HERE: Final = Path(__file__).parent.parent
# changes whenever a library of the system comes or goes
_LIBRARIES: Final = Path("/etc/ld.so.cache")


@dataclass(frozen=True, slots=True)
class Said:
    """What a command says and how it ends."""

    out: str
    err: str
    code: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A file or folder, and what it looked like."""

    place: Path
    stamp: Stamp

    @classmethod
    def now(cls, place: Path) -> Seen:
        """Return what it looks like now."""
        return cls(place, stamps.stamp(place))


@dataclass(frozen=True, slots=True)
class Memory:
    """What is kept of a build: the days on which it holds, everything that it comes from, what it says."""

    since: date
    until: date | None
    seen: tuple[Seen, ...]
    said: Said


def recall(arguments: Sequence[str], environ: Mapping[str, str]) -> Said | None:
    """Return what a command says if nothing has changed since it was given, or nothing."""
    file = _file(_workspace(arguments), arguments, environ)
    memory = _read(file)
    if memory is None or not _is_in(memory):
        return None
    fresh: list[Seen] = []
    for one in memory.seen:
        held = stamps.holds(one.stamp, one.place)
        if held is None:
            return None
        fresh.append(Seen(one.place, held))
    # what was young has aged: the next time it need not be read
    if tuple(fresh) != memory.seen:
        with suppress(OSError):
            _write(file, replace(memory, seen=tuple(fresh)))
    return memory.said


def remember(workspace: Path, arguments: Sequence[str], environ: Mapping[str, str], memory: Memory) -> None:
    """Keep what a command has come to; where nothing can be kept, the next one works as this one did."""
    with suppress(OSError):
        _write(_file(workspace, arguments, environ), memory)
        kept = sorted((workspace / _FOLDER).glob("*.json"), key=lambda one: one.stat().st_mtime_ns)
        for old in kept[:-_KEPT]:
            old.unlink()


def program() -> tuple[Seen, ...]:
    """Return what the program itself looks like, and the libraries of the system below it."""
    return tuple(map(Seen.now, (_HERE, _LIBRARIES)))


def _is_in(memory: Memory) -> bool:
    """Return whether today is a day on which nothing can have moved."""
    today = datetime.now(tz=UTC).astimezone().date()
    return memory.since <= today and (memory.until is None or today < memory.until)


def _workspace(arguments: Iterable[str]) -> Path:
    """Return the folder that a command line names; a wrong guess finds nothing that is kept."""
    found, names_it = "", False
    for one in arguments:
        if names_it:
            found = one
        elif one.startswith("--workspace="):
            found = one.partition("=")[2]
        elif one.startswith("-C") and len(one) > len("-C"):
            found = one.removeprefix("-C")
        names_it = one in {"-C", "--workspace"} and not names_it
    return Path(found)


def _file(workspace: Path, arguments: Sequence[str], environ: Mapping[str, str]) -> Path:
    """Return where it is kept what a command has come to, here and with these settings."""
    settings = sorted((name, value) for name, value in environ.items() if name.startswith("BRIEFINGS_"))
    said = [_FORMAT, __version__, sys.version, _packages(), os.getcwd(), list(arguments), settings]  # noqa: PTH109
    key = sha256(json.dumps(said).encode()).hexdigest()[:32]
    return workspace / _FOLDER / f"{key}.json"


def _packages() -> list[str]:
    """Return the names of the installed packages, with their versions, as their folders say them."""
    found: set[str] = set()
    for folder in sys.path:
        with suppress(OSError):
            names = os.listdir(folder or ".")  # noqa: PTH208 - names are all that is wanted
            found.update(one for one in names if one.endswith(".dist-info"))
    return sorted(found)


def _read(file: Path) -> Memory | None:
    """Return what is kept; nothing if that is nothing, or is not what was written."""
    try:
        digest, _, written = file.read_bytes().partition(b"\n")
        if sha256(written).hexdigest().encode() != digest:
            return None
        found = json.loads(written)
        until = found["until"]
        return Memory(
            date.fromisoformat(found["since"]),
            None if until is None else date.fromisoformat(until),
            tuple(Seen(Path(place), _stamp(stamp)) for place, stamp in found["seen"]),
            Said(**found["said"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _stamp(found: Any) -> Stamp:  # noqa: ANN401 - plain data
    return Stamp(found["digest"], tuple((path, digest) for path, digest in found["young"]))


def _write(file: Path, memory: Memory) -> None:
    """Put it in place whole; it is not worth a synchronised disk."""
    found = {
        "since": str(memory.since),
        "until": None if memory.until is None else str(memory.until),
        "seen": [
            (str(one.place), {"digest": one.stamp.digest, "young": one.stamp.young}) for one in memory.seen
        ],
        "said": {"out": memory.said.out, "err": memory.said.err, "code": memory.said.code},
    }
    written = json.dumps(found).encode()
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}.part")
    try:
        part.write_bytes(sha256(written).hexdigest().encode() + b"\n" + written)
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise
