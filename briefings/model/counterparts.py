"""Counterparts: the states, blocs, organisations and forums that a dossier can be about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from briefings.languages.text import Name, Text
from briefings.model.markings import Marking


class CounterpartKind(StrEnum):
    """What a counterpart is; only states have ISO 3166 alpha-2 codes of their own."""

    STATE = "state"
    BLOC = "bloc"
    ORGANISATION = "organisation"
    FORUM = "forum"


@dataclass(frozen=True, slots=True)
class Counterpart:
    """One counterpart: its code (also the folder of its dossiers), names, and other spellings.

    ``in_sentence`` is the name as it stands inside a sentence ("the United States"),
    ``aliases`` are further names under which people may ask for it.
    """

    code: str
    kind: CounterpartKind
    name: Name
    marking: Marking
    in_sentence: Name | None = None
    official: Name | None = None
    aliases: tuple[str, ...] = ()
    note: Text | None = None
