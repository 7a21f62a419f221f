"""The same command as lately, with nothing changed since: answered without reading a single record.

After a build, the workspace keeps what its command line was, what everything looked like from which
the results come, what the results look like, and what the command would say if it were given again.
When it is given again, and all of that still holds, nothing is parsed and next to nothing is
imported: ten thousand records cost a look at each file's status.

Nothing is trusted that could lie: stamps compare the change of the inode, young files are read, and
the day has to lie before the first one on which a fact can move by time alone. Whatever does not hold
exactly is left to the build itself. What is kept is plain text; it is never more than a shortcut.

What this module and ``stamps`` import is most of what such a build takes: they do without ``json``,
``dataclasses`` and ``pathlib``.
"""

from __future__ import annotations

import os
import sys
import time

from briefings import __version__, stamps
from briefings.stamps import Stamp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import Final

_FOLDER: Final = os.path.join(".briefings", "lately")
_SUFFIX: Final = ".kept"
# neither a path nor what the program says has it
_END: Final = "\0"
_FORMAT: Final = 2
# as many commands of one workspace as are kept; the oldest goes
_KEPT: Final = 20
_HERE: Final = os.path.dirname(os.path.dirname(__file__))
# changes whenever a library of the system comes or goes
_LIBRARIES: Final = "/etc/ld.so.cache"


class Said:
    """What a command says and how it ends."""

    __slots__ = ("code", "err", "out")

    def __init__(self, out: str, err: str, code: int) -> None:
        self.out = out
        self.err = err
        self.code = code


class Seen:
    """A file or folder, and what it looked like."""

    __slots__ = ("place", "stamp")

    def __init__(self, place: str, stamp: Stamp) -> None:
        self.place = place
        self.stamp = stamp

    @classmethod
    def now(cls, place: str | Path) -> Seen:
        """Return what it looks like now."""
        return cls(os.fspath(place), stamps.stamp(place))


class Memory:
    """What is kept of a build: the days on which it holds, everything that it comes from, what it says.

    Days are texts as ISO 8601 writes them, which are in the order of the days.
    """

    __slots__ = ("said", "seen", "since", "until")

    def __init__(self, since: str, until: str | None, seen: Sequence[Seen], said: Said) -> None:
        self.since = since
        self.until = until
        self.seen = seen
        self.said = said


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
    if any(was.stamp.young != is_now.stamp.young for was, is_now in zip(memory.seen, fresh, strict=True)):
        try:
            _write(file, Memory(memory.since, memory.until, fresh, memory.said))
        except OSError:
            pass
    return memory.said


def remember(workspace: Path, arguments: Sequence[str], environ: Mapping[str, str], memory: Memory) -> None:
    """Keep what a command has come to; where nothing can be kept, the next one works as this one did."""
    try:
        _write(_file(os.fspath(workspace), arguments, environ), memory)
        # what a killed command has half written grows old with the others
        kept = sorted((workspace / _FOLDER).iterdir(), key=lambda one: one.stat().st_mtime_ns)
        for old in kept[:-_KEPT]:
            old.unlink()
    except OSError:
        pass


def program() -> tuple[Seen, ...]:
    """Return what the program itself looks like, and the libraries of the system below it."""
    return tuple(map(Seen.now, (_HERE, _LIBRARIES)))


def _today() -> str:
    return time.strftime("%Y-%m-%d")


def _is_in(memory: Memory) -> bool:
    """Return whether today is a day on which nothing can have moved."""
    today = _today()
    return memory.since <= today and (memory.until is None or today < memory.until)


def _workspace(arguments: Iterable[str]) -> str:
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
    return found


def _file(workspace: str, arguments: Sequence[str], environ: Mapping[str, str]) -> str:
    """Return where it is kept what a command has come to, here and with these settings."""
    settings = sorted((name, value) for name, value in environ.items() if name.startswith("BRIEFINGS_"))
    said = (_FORMAT, __version__, sys.version, _packages(), os.getcwd(), tuple(arguments), tuple(settings))
    return os.path.join(
        workspace, _FOLDER, stamps.digest(repr(said).encode(errors="surrogateescape")) + _SUFFIX
    )


def _packages() -> tuple[str, ...]:
    """Return the names of the installed packages, with their versions, as their folders say them."""
    found: set[str] = set()
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        found.update(one for one in names if one.endswith(".dist-info"))
    return tuple(sorted(found))


def _read(file: str) -> Memory | None:
    """Return what is kept; nothing if that is nothing, or is not what was written."""
    try:
        with open(file, "rb") as opened:
            digest, _, written = opened.read().partition(b"\n")
        if stamps.digest(written).encode() != digest:
            return None
        parts = iter(written.decode("utf-8", "surrogateescape").split(_END))
        since, until, out, err, code, count = (next(parts) for _ in range(6))
        seen = []
        for _ in range(int(count)):
            place, looks, young = next(parts), next(parts), int(next(parts))
            seen.append(Seen(place, Stamp(looks, tuple((next(parts), next(parts)) for _ in range(young)))))
        return Memory(since, until or None, seen, Said(out, err, int(code)))
    except (OSError, ValueError, RuntimeError):
        return None


def _write(file: str, memory: Memory) -> None:
    """Put it in place whole; it is not worth a synchronised disk.

    Raises:
        OSError: it cannot be put there.
    """
    said = memory.said
    parts = [memory.since, memory.until or "", said.out, said.err, str(said.code), str(len(memory.seen))]
    for one in memory.seen:
        parts += [one.place, one.stamp.digest, str(len(one.stamp.young))]
        parts += [part for young in one.stamp.young for part in young]
    if any(_END in part for part in parts):
        return
    written = _END.join(parts).encode("utf-8", "surrogateescape")
    os.makedirs(os.path.dirname(file), exist_ok=True)
    part = f"{file}.{os.getpid()}.part"
    try:
        with open(part, "wb") as opened:
            opened.write(stamps.digest(written).encode() + b"\n" + written)
        os.replace(part, file)
    except OSError:
        if os.path.exists(part):
            os.unlink(part)
        raise
