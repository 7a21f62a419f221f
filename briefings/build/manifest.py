"""The manifest: every file that a build has made, with its hash and what it was made from.

``out/.briefings/manifest.json`` is for programs of others to read as well. Beside it lie the marks
by which the next build sees that a file is still ours (``seen.json``), and while a build is at work
its journal: a line for each file that stands, so that a build that is killed loses none of them.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, Final

from briefings import stamps
from briefings.build import outputs
from briefings.errors import BriefingsError, Location, Problem, Severity
from briefings.stamps import Mark

FOLDER: Final = ".briefings"
FILE: Final = f"{FOLDER}/manifest.json"
SEEN: Final = f"{FOLDER}/seen.json"
JOURNAL: Final = f"{FOLDER}/journal"
_FORMAT: Final = 1


class ManifestError(BriefingsError):
    """There is no manifest, or it cannot be read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that a build has made.

    ``parts`` are digests of what it was made from, by sort (records, templates, …); none where it is
    not certain. ``page`` is the digest of the page that was laid out. As long as the day lies from
    ``as_of`` on and before ``until``, no fact on it moves by time alone.
    """

    sha256: str
    size: int
    page: str
    parts: Mapping[str, str]
    as_of: date
    until: date | None

    def covers(self, day: date) -> bool:
        """Return whether the facts on it are those of this day."""
        return self.as_of <= day and (self.until is None or day < self.until)


@dataclass(slots=True)
class Manifest:
    """What lies in a folder of results.

    ``tables`` hold, by the digest of a part, the digests of what it consists of: they tell what has
    changed. ``marks`` are those of the files as they were written, ``seen`` when they were looked at;
    ``journaled`` are the tables that the journal holds.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    tables: dict[str, Mapping[str, str]] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)
    seen: int = 0
    journaled: set[str] = field(default_factory=set)
    problems: tuple[Problem, ...] = ()

    def is_ours(self, out: Path, path: str) -> bool:
        """Return whether a file is there, whole, and as it was made; its mark is kept if it is."""
        entry, found = self.entries.get(path), stamps.mark(out / path)
        if entry is None or found is None or _crosses_link(out, path):
            return False
        if found == self.marks.get(path) and not stamps.is_young(found, self.seen):
            return True
        if found[0] != entry.size or stamps.content(out / path) != entry.sha256:
            return False
        self.marks[path] = found
        return True

    def table(self, names: Mapping[str, str]) -> str:
        """Return the digest of a part, and remember what it consists of."""
        digest = sha256(json.dumps(sorted(names.items())).encode()).hexdigest()[:32]
        self.tables[digest] = names
        return digest


def load(out: Path) -> Manifest:
    """Return the manifest of a folder; one that cannot be read is empty, and has a warning."""
    try:
        made = read(out)
    except ManifestError as error:
        if not (out / FILE).exists():
            made = Manifest()
        else:
            tip = "Everything is made again."
            made = Manifest(
                problems=tuple(
                    Problem(one.what, one.location, None, tip, Severity.WARNING) for one in error.problems
                )
            )
    _replay(out, made)
    return made


def read(out: Path) -> Manifest:
    """Return the manifest of a folder.

    Raises:
        ManifestError: there is none, or it is damaged or of another version.
    """
    file = out / FILE
    try:
        found = json.loads(file.read_bytes())
        made = Manifest(
            {path: _entry(one) for path, one in found["files"].items()},
            {key: dict(one) for key, one in found["made_from"].items()},
        )
        # a digest that is wrong could keep an edition from being made for ever
        stated, counted = found["sha256"], _checksum(found)
    except FileNotFoundError:
        tip = "briefings build makes one."
        raise ManifestError(Problem("There is no manifest.", Location(str(file)), None, tip)) from None
    except OSError as error:
        raise ManifestError(Problem(f"It cannot be read: {error.strerror}.", Location(str(file)))) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        stated, counted = "", "-"
    if stated != counted or found.get("format") != _FORMAT:
        what = "The manifest is damaged, or of another version."
        raise ManifestError(Problem(what, Location(str(file)), None, "Build again."))
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        seen = json.loads((out / SEEN).read_bytes())
        made.marks = {path: _mark(one) for path, one in seen["files"].items()}
        made.seen = int(seen["seen"])
    return made


def save(out: Path, manifest: Manifest) -> None:
    """Write the manifest of a folder, whole, and end the journal.

    Raises:
        OutputError: it cannot be written; the journal is kept.
    """
    used = {digest for one in manifest.entries.values() for digest in one.parts.values()}
    found: dict[str, Any] = {
        "format": _FORMAT,
        "files": {path: _data(one) for path, one in sorted(manifest.entries.items())},
        "made_from": {key: manifest.tables[key] for key in sorted(used) if key in manifest.tables},
    }
    found["sha256"] = _checksum(found)
    written = json.dumps(found, ensure_ascii=False, indent=1).encode()
    if not (out / FILE).is_file() or (out / FILE).read_bytes() != written:
        outputs.write(out, PurePosixPath(FILE), written)
    marks = {path: manifest.marks[path] for path in sorted(manifest.entries) if path in manifest.marks}
    seen = json.dumps({"seen": stamps.now(), "files": marks}).encode()
    outputs.write(out, PurePosixPath(SEEN), seen)
    with contextlib.suppress(FileNotFoundError):
        (out / JOURNAL).unlink()


def note(out: Path, manifest: Manifest, path: str, entry: Entry) -> None:
    """Take note of a file that stands, in memory and in the journal.

    A line that cannot be written costs no more than that the file is made again after a kill.
    """
    manifest.entries[path] = entry
    found = stamps.mark(out / path)
    if found is not None:
        manifest.marks[path] = found
    tables = {key: manifest.tables[key] for key in entry.parts.values() if key not in manifest.journaled}
    manifest.journaled.update(tables)
    line = json.dumps({"path": path, "entry": _data(entry), "made_from": tables})
    # what is there may end in half a line, of a build that was killed
    checked = f"\n{sha256(line.encode()).hexdigest()} {line}".encode()
    with contextlib.suppress(OSError):
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        handle = os.open(out / JOURNAL, flags, 0o644)
        try:
            os.write(handle, checked)
        finally:
            os.close(handle)


def forget(manifest: Manifest, paths: Iterable[str]) -> None:
    """Take files out of the manifest."""
    for path in paths:
        manifest.entries.pop(path, None)
        manifest.marks.pop(path, None)


def _replay(out: Path, manifest: Manifest) -> None:
    """Add what a build that was killed has finished; the last line may be half a line."""
    try:
        lines = (out / JOURNAL).read_bytes().splitlines()
    except OSError:
        return
    for line in lines:
        digest, _, said = line.partition(b" ")
        if sha256(said).hexdigest().encode() != digest:
            continue
        with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
            found = json.loads(said)
            manifest.entries[found["path"]] = _entry(found["entry"])
            manifest.tables |= found["made_from"]
            # no mark was kept: the file is read
            manifest.marks.pop(found["path"], None)


def _crosses_link(out: Path, path: str) -> bool:
    """Return whether a folder on the way to a file is a symbolic link."""
    return any((out / above).is_symlink() for above in PurePosixPath(path).parents)


def _checksum(found: Mapping[str, Any]) -> str:
    said = {name: found[name] for name in ("format", "files", "made_from")}
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _mark(found: Any) -> Mark:  # noqa: ANN401 - plain data
    size, modified, changed, inode = map(int, found)
    return size, modified, changed, inode


def _entry(found: Any) -> Entry:  # noqa: ANN401 - plain data
    until = found["until"]
    return Entry(
        str(found["sha256"]),
        int(found["bytes"]),
        str(found["page"]),
        {str(name): str(digest) for name, digest in found["inputs"].items()},
        date.fromisoformat(found["as_of"]),
        None if until is None else date.fromisoformat(until),
    )


def _data(entry: Entry) -> dict[str, Any]:
    return {
        "sha256": entry.sha256,
        "bytes": entry.size,
        "page": entry.page,
        "inputs": dict(entry.parts),
        "as_of": str(entry.as_of),
        "until": None if entry.until is None else str(entry.until),
    }
