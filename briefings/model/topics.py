"""Topics: what a point is about, from one list kept in ``records/topics.yaml``."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.languages.text import Text


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic, with the label under which points are gathered; the list's order is the dossier's."""

    id: str
    label: Text
