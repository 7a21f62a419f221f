"""Reads a folder of records: every file typed, every rule applied, every problem found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from briefings.errors import Location, Problem
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
from briefings.records import documents, files, reach, references, rules, schema
from briefings.records.collection import Kind, Record, Records
from briefings.records.documents import Document
from briefings.records.files import Found
from briefings.records.holdings import Entry, Key, Stated, collect, locate

_MODELS: Final[Mapping[Kind, type[Record]]] = {
    Kind.COUNTERPARTS: Counterpart,
    Kind.PEOPLE: Person,
    Kind.MEETINGS: Meeting,
    Kind.SOURCES: Source,
    Kind.COMMITMENTS: Commitment,
    Kind.FRAMEWORKS: Framework,
    Kind.CONFERENCES: Conference,
    Kind.GAPS: Gap,
    Kind.PLANS: Plan,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a folder of records holds, what is wrong with it, and whose dossiers have to wait.

    ``problems`` are ordered by file and place; ``blocked`` holds, by counterpart, the errors to be
    mended before its dossier can be built: a counterpart that is not in it is ready.
    """

    records: Records
    problems: tuple[Problem, ...]
    blocked: Mapping[str, tuple[Problem, ...]]
    contents: Mapping[Key, tuple[str, bytes]] = field(default_factory=dict, repr=False)
    entries: Mapping[Key, Entry] = field(default_factory=dict, repr=False)

    def location(self, kind: Kind, identifier: str, path: documents.Path = ()) -> Location:
        """Return where a field of a record stands, or what is nearest around it.

        ``path`` is made of names and of numbers from 0: ``("statements", 0, "text", "vi")``.

        Raises:
            KeyError: no file of this kind has this name.
        """
        return locate(*self.contents[kind, identifier], path)


def read(folder: Path, *, home: str) -> Reading:
    """Return everything that the records in a folder state, with every problem of every file.

    ``home`` is the code of the own side. Places are given relative to the folder that holds
    ``folder``.

    Raises:
        RecordError: there is no such folder.
    """
    entries: dict[Key, Entry] = {}
    problems: list[Problem] = []
    for found in files.scan(folder):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            entry = _entry(found)
            entries[entry.kind, entry.id] = entry
            problems += entry.problems
    holdings = collect(home, entries)
    problems += rules.check(holdings)
    ordered = tuple(sorted(dict.fromkeys(problems), key=_order))
    contents = {key: (entry.file, entry.raw) for key, entry in entries.items()}
    return Reading(holdings.records, ordered, reach.blocked(holdings, ordered), contents, entries)


def _entry(found: Found) -> Entry:
    refused = bool(found.problems) and not found.raw
    document = Document(found.file) if refused else documents.parse(found.raw, found.file)
    problems = (*found.problems, *document.problems)
    stated: Stated | None = None
    if not refused and not document.problems:
        stated, more = _stated(found, document)
        problems += more
    return Entry(
        kind=found.kind,
        id=found.id,
        file=found.file,
        raw=found.raw,
        states=None if problems else stated,
        problems=problems,
        references=tuple(references.find(document.data)),
        parsed=isinstance(document.data, dict) and not document.problems,
    )


def _stated(found: Found, document: Document) -> tuple[Stated | None, tuple[Problem, ...]]:
    if found.kind is Kind.TOPICS:
        return schema.read_list(Topic, document)
    if found.kind is Kind.GLOSSARY:
        return schema.read(Glossary, document)
    name = "code" if found.kind is Kind.COUNTERPARTS else "id"
    return schema.read(_MODELS[found.kind], document, **{name: found.id})


def _order(problem: Problem) -> tuple[str, int, int, str]:
    place = problem.location or Location("")
    return place.file, place.line or 0, place.column or 0, problem.what
