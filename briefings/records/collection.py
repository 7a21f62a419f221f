"""Everything that has been read, by identifier: what a dossier is gathered from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from briefings.model.commitments import Commitment
from briefings.model.conferences import Conference
from briefings.model.counterparts import Counterpart
from briefings.model.frameworks import Framework
from briefings.model.gaps import Gap
from briefings.model.glossary import Glossary
from briefings.model.meetings import Meeting
from briefings.model.people import Person
from briefings.model.plans import Plan
from briefings.model.sources import Source
from briefings.model.topics import Topic

Record: TypeAlias = Counterpart | Person | Meeting | Source | Commitment | Framework | Conference | Gap | Plan


class Kind(StrEnum):
    """What a file under ``records/`` is about: the name of its folder, or of the file itself."""

    COUNTERPARTS = "counterparts"
    PEOPLE = "people"
    MEETINGS = "meetings"
    SOURCES = "sources"
    COMMITMENTS = "commitments"
    FRAMEWORKS = "frameworks"
    CONFERENCES = "conferences"
    GAPS = "gaps"
    PLANS = "plans"
    TOPICS = "topics"
    GLOSSARY = "glossary"

    @property
    def one(self) -> str:
        """Return the word for one of them, as it stands in a sentence."""
        return {"people": "person", "glossary": "glossary"}.get(self.value, self.value.removesuffix("s"))


# kept in one file each, directly under records/; everything else is one thing a file
LISTS = (Kind.TOPICS, Kind.GLOSSARY)
FOLDERS = tuple(kind for kind in Kind if kind not in LISTS)


@dataclass(frozen=True, slots=True)
class Records:
    """All records that could be read, by identifier.

    The mappings are ordered by identifier and never changed; they are plain dictionaries because
    the records travel to other processes, and a ``MappingProxyType`` cannot be pickled.
    """

    counterparts: Mapping[str, Counterpart] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    meetings: Mapping[str, Meeting] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    commitments: Mapping[str, Commitment] = field(default_factory=dict)
    frameworks: Mapping[str, Framework] = field(default_factory=dict)
    conferences: Mapping[str, Conference] = field(default_factory=dict)
    gaps: Mapping[str, Gap] = field(default_factory=dict)
    plans: Mapping[str, Plan] = field(default_factory=dict)
    topics: tuple[Topic, ...] = ()
    glossary: Glossary = field(default_factory=Glossary)

    def of(self, kind: Kind) -> Mapping[str, Record]:
        """Return the records of one of the kinds that are kept one thing a file."""
        found: Mapping[str, Record] = getattr(self, kind.value)
        return found
