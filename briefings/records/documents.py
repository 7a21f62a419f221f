"""One YAML file as plain data that knows the line and column of every value.

The data are made here from PyYAML's stream of events, so that nothing of its YAML 1.1 reading
applies: a plain scalar is text, except for nothing at all, ``null`` and ``~``. What else a value
is, is decided later by the field in which it stands.

A file about which nothing has to be told is read by ``plain`` alone; where its values stand is looked
up when somebody asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

import yaml

from briefings.errors import Location, Problem
from briefings.records import content, plain, syntax
from briefings.records.plain import MAX_DEPTH, MAX_FIELD, NOTHING, Plain

Path: TypeAlias = tuple[str | int, ...]
Position: TypeAlias = tuple[int, int]

# after so many problems a file is not read on: nobody mends the fifty-first before the first
MAX_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class Document:
    """What one file says, where each value and each key stands, and why it cannot be trusted."""

    file: str
    data: Plain = None
    problems: tuple[Problem, ...] = ()
    text: str = field(default="", repr=False, compare=False)

    @property
    def values(self) -> Mapping[Path, Position]:
        """Return where each value starts."""
        return _reader(self.text, self.file).values

    @property
    def keys(self) -> Mapping[Path, Position]:
        """Return where each key stands."""
        return _reader(self.text, self.file).keys

    def at(self, path: Path) -> Location:
        """Return where the value at this path starts, or the nearest value around it."""
        while path and path not in self.values:
            path = path[:-1]
        return Location(self.file, *self.values.get(path, (None, None)))

    def at_key(self, path: Path) -> Location:
        """Return where the key at the end of this path stands."""
        return Location(self.file, *self.keys[path]) if path in self.keys else self.at(path)


def parse(raw: bytes, file: str) -> Document:
    """Return the one document of a file; nothing it can contain makes this raise."""
    text, problems = content.decode(raw, file)
    if problems:
        return Document(file, problems=problems)
    try:
        return Document(file, plain.read(text), (), text)
    except plain.OddError:
        reader = _reader(text, file)
        return Document(file, reader.root, tuple(reader.problems), text)


@lru_cache(8)
def _reader(text: str, file: str) -> _Reader:
    """Return what has read a text with all its places and problems."""
    reader = _Reader(file)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            reader.take(event)
    except _EnoughError:
        pass
    except (yaml.YAMLError, ValueError) as error:
        # a ValueError is what PyYAML lets through where a tag holds bytes that are not UTF-8
        reader.problems.append(syntax.problem(error, text, file, reader.reached))
    else:
        if not reader.begun or (reader.root is None and not reader.problems):
            tip = "Write the record, or delete the file."
            reader.problems.append(Problem("The file is empty.", Location(file, 1, 1), None, tip))
    return reader


def shown(path: Path) -> str | None:
    """Return a path as it is written in messages: ``participants[1].person``."""
    written = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return written.removeprefix(".") or None


class _EnoughError(Exception):
    """Reading this file any further would not help."""


@dataclass(slots=True)
class _Open:
    """A list or mapping that is still being read; ``key`` is the key whose value comes next."""

    path: Path
    items: list[Plain] | dict[str, Plain]
    key: str | None = None


class _Reader:
    """Makes plain data from events, noting positions and everything that is refused."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Plain = None
        self.begun = False
        self.problems: list[Problem] = []
        self.values: dict[Path, Position] = {}
        self.keys: dict[Path, Position] = {}
        self.reached: Position = (1, 1)
        self._open: list[_Open] = []

    def take(self, event: yaml.Event) -> None:
        """Take the next event of the stream."""
        if event.start_mark is not None:
            self.reached = (event.start_mark.line + 1, event.start_mark.column + 1)
        match event:
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._begin(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._open.pop()
            case yaml.AliasEvent():
                self._alias(event)
            case yaml.DocumentStartEvent():
                self._document(event)

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        if self.begun:
            self._refuse("A second document begins here.", "Write one thing a file.")
            raise _EnoughError
        self.begun = True
        if event.version or event.tags:
            self._refuse("Directives are not read.", "Delete the lines that begin with %.")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_features(event)
        text: str = event.value
        path = None if self._expects_key() else self._path()
        # elsewhere they would have been seen in the file's own text
        escaped = content.control_characters(text) if event.style == '"' else ()
        for name in escaped[:1]:
            self._refuse(f"The control character {name} stands in this text.", "Delete it.", path)
        if path is None:
            self._key(text, plain=event.implicit[0])
            return
        if len(text) > MAX_FIELD:
            what = f"The text has {len(text):,} characters, more than the {MAX_FIELD:,} of the limit."
            self._refuse(what, "Shorten it, or divide it.", path)
        self._put(path, None if event.implicit[0] and text in NOTHING else text)

    def _begin(self, event: yaml.SequenceStartEvent | yaml.MappingStartEvent) -> None:
        self._refuse_features(event)
        if self._expects_key():
            self._refuse("A list or mapping stands where a key should.", "A key is plain text.")
            raise _EnoughError
        if len(self._open) >= MAX_DEPTH:
            tip = "Write it with fewer levels."
            self._refuse(f"Lists and mappings are nested deeper than {MAX_DEPTH} levels.", tip)
            raise _EnoughError
        path = self._path()
        items: list[Plain] | dict[str, Plain] = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        self._put(path, items)
        self._open.append(_Open(path, items))

    def _alias(self, event: yaml.AliasEvent) -> None:
        tip = "Write the value out where it is needed."
        self._refuse(f'"*{event.anchor}" is an alias; aliases are not read.', tip)
        if self._expects_key():
            raise _EnoughError
        self._put(self._path(), None)

    def _key(self, key: str, *, plain: bool) -> None:
        mapping = self._open[-1]
        path = (*mapping.path, key)
        if plain and key == "<<":
            self._refuse('"<<" is a merge key; merge keys are not read.', "Write the fields out.")
        elif path in self.keys:
            first = self.keys[path][0]
            what = f'"{key}" is given twice: on line {first} and on line {self.reached[0]}.'
            self._refuse(what, "Keep one of them.", path)
        self.keys.setdefault(path, self.reached)
        mapping.key = key

    def _put(self, path: Path, value: Plain) -> None:
        self.values.setdefault(path, self.reached)
        if not self._open:
            self.root = value
            return
        parent = self._open[-1]
        if isinstance(parent.items, list):
            parent.items.append(value)
        elif parent.key is not None:
            parent.items[parent.key] = value
            parent.key = None

    def _path(self) -> Path:
        if not self._open:
            return ()
        parent = self._open[-1]
        if isinstance(parent.items, list):
            return (*parent.path, len(parent.items))
        return (*parent.path, parent.key or "")

    def _expects_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1].items, dict) and self._open[-1].key is None

    def _refuse_features(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._refuse(f'"&{event.anchor}" is an anchor; anchors are not read.', "Delete it.")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._refuse(f'"{tag}" is a tag; tags are not read.', "Delete it.")

    def _refuse(self, what: str, tip: str, path: Path | None = None) -> None:
        if path is None:
            path = self._open[-1].path if self._open else ()
        self.problems.append(Problem(what, Location(self.file, *self.reached), shown(path), tip))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _EnoughError
