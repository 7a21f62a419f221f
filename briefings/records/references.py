"""Which other records a file refers to, found by the names of fields, even where the file is broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from briefings.records.collection import Kind
from briefings.records.documents import Path
from briefings.records.plain import Plain

_FIELDS: Final[Mapping[str, Kind]] = {
    "person": Kind.PEOPLE,
    "speaker": Kind.PEOPLE,
    "conference": Kind.CONFERENCES,
    "commitment": Kind.COMMITMENTS,
    "topics": Kind.TOPICS,
    "counterpart": Kind.COUNTERPARTS,
    "counterparts": Kind.COUNTERPARTS,
    "parties": Kind.COUNTERPARTS,
    "forum": Kind.COUNTERPARTS,
    "side": Kind.COUNTERPARTS,
    "by": Kind.COUNTERPARTS,
    "to": Kind.COUNTERPARTS,
}
_CITATIONS: Final = frozenset({"source", "sources", "also", "evidence", "date_evidence"})


@dataclass(frozen=True, slots=True)
class Reference:
    """One place at which a file names another record."""

    path: Path
    kind: Kind
    id: str

    @property
    def field(self) -> str:
        """Return the name of the field in which it stands."""
        return next(str(part) for part in reversed(self.path) if isinstance(part, str))


def find(data: Plain, path: Path = ()) -> Iterator[Reference]:
    """Yield every reference in a file's data, in the order of the file."""
    if isinstance(data, list):
        for number, one in enumerate(data):
            yield from find(one, (*path, number))
    elif isinstance(data, dict):
        for name, value in data.items():
            here = (*path, name)
            if name in _FIELDS:
                yield from (Reference(at, _FIELDS[name], one) for at, one in _texts(value, here))
            elif name in _CITATIONS:
                yield from _citations(value, here)
            else:
                yield from find(value, here)


def _texts(value: Plain, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        yield from (((*path, number), one) for number, one in enumerate(value) if isinstance(one, str))


def _citations(value: Plain, path: Path) -> Iterator[Reference]:
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from _citations(one, (*path, number))
    elif isinstance(value, dict) and isinstance(value.get("id"), str):
        yield Reference((*path, "id"), Kind.SOURCES, str(value["id"]))
