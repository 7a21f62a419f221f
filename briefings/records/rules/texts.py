"""The bilingual texts of records, and the places at which they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefings.languages.text import Text
from briefings.records import inside
from briefings.records.collection import Kind
from briefings.records.documents import Path
from briefings.records.holdings import Holdings


@dataclass(frozen=True, slots=True)
class Place:
    """A bilingual text and where it stands."""

    kind: Kind
    id: str
    path: Path
    text: Text


def everywhere(holdings: Holdings) -> Iterator[Place]:
    """Yield every bilingual text of every record."""
    for (kind, identifier), entry in holdings.entries.items():
        for path, text in inside.find(Text, entry.states):
            yield Place(kind, identifier, path, text)
