"""All files as they were read, whole or broken: what the rules across records look at."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path as FilePath
from typing import Any, TypeAlias

from briefings.errors import Location, Problem, Severity
from briefings.languages.text import normalise
from briefings.model.glossary import Glossary
from briefings.model.topics import Topic
from briefings.records import documents
from briefings.records.collection import FOLDERS, Kind, Record, Records
from briefings.records.documents import Document, Path
from briefings.records.references import Reference
from briefings.stamps import Mark

Key: TypeAlias = tuple[Kind, str]
Stated: TypeAlias = Record | Glossary | tuple[Topic, ...]


class Content:
    """What stands in a file: read when it is asked for, since nobody asks where nothing is wrong.

    ``mark`` is that of the file before it was read; ``letters`` are the characters in it, each once.
    """

    __slots__ = ("_digest", "_letters", "_raw", "mark", "path")

    def __init__(
        self,
        path: FilePath,
        mark: Mark | None,
        raw: bytes | None,
        digest: str | None = None,
        letters: str | None = None,
    ) -> None:
        """Keep what is known."""
        self.path = path
        self.mark = mark
        self._raw = raw
        self._digest = digest
        self._letters = letters

    def __eq__(self, other: object) -> bool:
        """Return whether the same was read."""
        return isinstance(other, Content) and self.digest == other.digest

    def __hash__(self) -> int:
        """Return the hash of what was read."""
        return hash(self.digest)

    @property
    def raw(self) -> bytes:
        """Return the bytes; none if the file is gone by now."""
        if self._raw is None:
            try:
                self._raw = self.path.read_bytes()
            except OSError:
                self._raw = b""
        return self._raw

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what was read."""
        if self._digest is None:
            self._digest = sha256(self.raw).hexdigest()
        return self._digest

    @property
    def letters(self) -> str:
        """Return the characters of the text in form C, each once."""
        if self._letters is None:
            self._letters = "".join(sorted(set(normalise(self.raw.decode(errors="ignore")))))
        return self._letters


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: what it states, or nothing if it is broken, and what it refers to in either case."""

    kind: Kind
    id: str
    file: str
    content: Content
    states: Stated | None
    problems: tuple[Problem, ...]
    references: tuple[Reference, ...]
    parsed: bool

    @property
    def raw(self) -> bytes:
        """Return the bytes of the file."""
        return self.content.raw


@dataclass(frozen=True, slots=True)
class Holdings:
    """Every file by kind and identifier, the records that could be read, and who the own side is."""

    home: str
    entries: Mapping[Key, Entry]
    records: Records

    def known(self, kind: Kind) -> Collection[str]:
        """Return the identifiers of a kind that may be referred to, also those of broken files."""
        if kind is Kind.TOPICS:
            return [topic.id for topic in self.records.topics]
        return [identifier for of, identifier in self.entries if of is kind]

    def is_broken(self, kind: Kind, identifier: str = "") -> bool:
        """Return whether this file exists but states nothing."""
        entry = self.entries.get((kind, identifier))
        return entry is not None and entry.states is None

    def at(self, kind: Kind, identifier: str, path: Path) -> Location:
        """Return where a field of a record stands, or what is nearest around it."""
        entry = self.entries[kind, identifier]
        return locate(entry.file, entry.raw, path)

    def error(self, kind: Kind, identifier: str, path: Path, what: str, tip: str | None) -> Problem:
        """Return an error at a field of a record."""
        return Problem(what, self.at(kind, identifier, path), documents.shown(path), tip)

    def warning(self, kind: Kind, identifier: str, path: Path, what: str, tip: str | None) -> Problem:
        """Return a warning at a field of a record."""
        place = self.at(kind, identifier, path)
        return Problem(what, place, documents.shown(path), tip, Severity.WARNING)


def collect(home: str, entries: Mapping[Key, Entry]) -> Holdings:
    """Return all files together with the records of those that could be read."""
    by_kind: dict[str, Any] = {kind.value: {} for kind in FOLDERS}
    for (kind, identifier), entry in entries.items():
        if entry.states is None:
            continue
        if kind in FOLDERS:
            by_kind[kind.value][identifier] = entry.states
        else:
            by_kind[kind.value] = entry.states
    return Holdings(home, entries, Records(**by_kind))


def locate(file: str, raw: bytes, path: Path) -> Location:
    """Return where a field stands, or what is nearest around it.

    Positions are not kept for the thousands of files in which nothing is wrong: a file is parsed
    again when somebody asks.
    """
    return _parsed(raw, file).at(path)


@lru_cache(maxsize=64)
def _parsed(raw: bytes, file: str) -> Document:
    return documents.parse(raw, file)
