"""Records that were changed only just now wait until somebody has reviewed them, or some hours have passed.

Meanwhile readers get what was released before: the earlier text of the record, or none if it is new.
"""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefings.delivery.store import transaction
from briefings.records import Reading, read
from briefings.records.collection import FOLDERS, LISTS


@dataclass(frozen=True, slots=True)
class Checked:
    """Records as they may be sent: the files that wait, and what the records state without them."""

    waiting: tuple[str, ...]
    reading: Reading


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    name: str
    content: bytes
    changed: datetime

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def waiting(store: sqlite3.Connection, records: Path, *, now: datetime, hours: int | None) -> tuple[str, ...]:
    """Return the files of records that wait: changed less than so many hours ago, and not reviewed."""
    return tuple(one.name for one in _waiting(store, records, now=now, hours=hours))


def check(  # noqa: PLR0913 - the records, and what lets them go
    store: sqlite3.Connection, records: Path, reading: Reading, *, home: str, now: datetime, hours: int | None
) -> Checked:
    """Return the records as they may be sent, and remember those that may as released."""
    held = {one.name: one for one in _waiting(store, records, now=now, hours=hours)}
    files = list(_files(records))
    with transaction(store):
        for one in files:
            if one.name not in held:
                store.execute(
                    "INSERT OR REPLACE INTO released VALUES (?, ?, ?)",
                    (one.name, one.sha256, zlib.compress(one.content)),
                )
    if not held:
        return Checked((), reading)
    with _released(store, records, files, frozenset(held)) as folder:
        return Checked(tuple(held), read(folder, home=home))


def review(
    store: sqlite3.Connection, records: Path, names: frozenset[str], *, now: datetime
) -> tuple[str, ...]:
    """Mark files of records, as they stand now, as reviewed; return those that are there."""
    found = [one for one in _files(records) if one.name in names]
    with transaction(store):
        store.executemany(
            "INSERT OR REPLACE INTO reviewed VALUES (?, ?, ?)",
            [(one.name, one.sha256, int(now.timestamp())) for one in found],
        )
    return tuple(one.name for one in found)


def _waiting(
    store: sqlite3.Connection, records: Path, *, now: datetime, hours: int | None
) -> Iterator[_File]:
    if hours is None:
        return
    seen = {tuple(one) for one in store.execute("SELECT file, sha256 FROM reviewed")}
    seen |= {tuple(one) for one in store.execute("SELECT file, sha256 FROM released")}
    for one in _files(records):
        # what bears a time that is still to come was changed just now as well
        if one.changed > now - timedelta(hours=hours) and (one.name, one.sha256) not in seen:
            yield one


def _files(records: Path) -> Iterator[_File]:
    """Yield the files that hold records, by name; what cannot be read is reported by their reader."""
    found = [one for folder in FOLDERS for one in (records / folder).glob("*.yaml")]
    found += [one for name in LISTS if (one := records / f"{name}.yaml").is_file()]
    for path in sorted(found):
        try:
            content = path.read_bytes()
            changed = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
        except OSError:
            continue
        yield _File(path, path.relative_to(records).as_posix(), content, changed)


@contextmanager
def _released(
    store: sqlite3.Connection, records: Path, files: list[_File], held: frozenset[str]
) -> Iterator[Path]:
    """Give a folder of records in which what waits stands as it was released, if it was."""
    with tempfile.TemporaryDirectory(prefix="briefings-") as place:
        folder = Path(place) / records.name
        folder.mkdir()
        earlier = {
            one["file"]: zlib.decompress(one["content"]) for one in store.execute("SELECT * FROM released")
        }
        for one in files:
            content = earlier.get(one.name) if one.name in held else one.content
            if content is not None:
                file = folder / one.name
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(content)
        yield folder
