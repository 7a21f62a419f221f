"""Reads a folder of records: every file typed, every rule applied, every problem found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from briefings import stamps
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
from briefings.records import documents, files, reach, references, rules, schema, snapshot
from briefings.records.collection import Kind, Record, Records
from briefings.records.documents import Document
from briefings.records.files import Found
from briefings.records.holdings import Content, Entry, Holdings, Key, Stated, collect, locate
from briefings.records.snapshot import Snapshot, Verdict

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
    mended before its dossier can be built: a counterpart that is not in it is ready. ``notes`` are
    of no consequence for any dossier; ``kept`` is what the next reading can start from, if it is new.
    """

    records: Records
    problems: tuple[Problem, ...]
    blocked: Mapping[str, tuple[Problem, ...]]
    entries: Mapping[Key, Entry] = field(default_factory=dict, repr=False)
    notes: tuple[Problem, ...] = ()
    kept: Snapshot | None = field(default=None, repr=False, compare=False)

    @property
    def contents(self) -> Mapping[Key, tuple[str, bytes]]:
        """Return every file by its name, with its bytes."""
        return {key: (one.file, one.raw) for key, one in self.entries.items()}

    def location(self, kind: Kind, identifier: str, path: documents.Path = ()) -> Location:
        """Return where a field of a record stands, or what is nearest around it.

        ``path`` is made of names and of numbers from 0: ``("statements", 0, "text", "vi")``.

        Raises:
            KeyError: no file of this kind has this name.
        """
        entry = self.entries[kind, identifier]
        return locate(entry.file, entry.raw, path)


def read(folder: Path, *, home: str, keep: bool = False) -> Reading:
    """Return everything that the records in a folder state, with every problem of every file.

    ``home`` is the code of the own side. Places are given relative to the folder that holds
    ``folder``. With ``keep``, files that have not changed since the snapshot are taken from it.

    Raises:
        RecordError: there is no such folder.
    """
    workspace = folder.parent
    begun = stamps.now()
    before = snapshot.load(workspace, home) if keep else Snapshot(home)
    now = Snapshot(home, begun)
    fresh: dict[Key, Entry] = {}
    stray: list[Problem] = []
    aged = False
    for found in files.scan(folder, lambda file, path: before.entry(file, path) is not None):
        if isinstance(found, Problem):
            stray.append(found)
            continue
        if isinstance(found, str):
            entry = before.entries[found]
            now.lines[found] = before.lines[found]
        else:
            content = Content(found.path, found.mark, found.raw)
            known = before.same(found.file, content) if keep and found.raw else None
            entry = _entry(found, content) if known is None else replace(known, content=content)
            aged |= known is not None and known.content.mark != content.mark
            aged |= content.mark is not None and stamps.is_young(content.mark, before.seen)
            if known is None:
                fresh[entry.kind, entry.id] = entry
        now.entries[entry.file] = entry
    entries = {(one.kind, one.id): one for one in now.entries.values()}
    holdings = collect(home, entries)
    same = not fresh and before.verdict is not None and now.entries.keys() == before.entries.keys()
    now.alone = {file: said for file, said in before.alone.items() if file in now.entries}
    now.verdict = (before.verdict if same else None) or _verdict(now, fresh, holdings)
    together, blocked = now.verdict
    ordered = _in_order([*together, *stray])
    if stray:
        blocked = reach.blocked(holdings, ordered)
    kept = now if keep and (aged or not same) else None
    return Reading(holdings.records, ordered, blocked, entries, before.problems, kept)


def _verdict(now: Snapshot, fresh: Mapping[Key, Entry], holdings: Holdings) -> Verdict:
    """Return every problem of all files, and which counterparts are blocked by them."""
    _keep_alone(now, fresh)
    problems = [problem for one in now.entries.values() for problem in one.problems]
    problems += rules.check_together(holdings)
    problems += [problem for said in now.alone.values() for problem in said]
    ordered = _in_order(problems)
    return ordered, reach.blocked(holdings, ordered)


def _keep_alone(now: Snapshot, fresh: Mapping[Key, Entry]) -> None:
    """Ask the rules for single files about those that were read just now."""
    said: dict[str, list[Problem]] = {entry.file: [] for entry in fresh.values()}
    for problem in rules.check_alone(collect(now.home, fresh)):
        if problem.location is not None:
            said[problem.location.file].append(problem)
    now.alone |= {file: tuple(found) for file, found in said.items()}


def _entry(found: Found, content: Content) -> Entry:
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
        content=content,
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


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by their places, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=_order))


def _order(problem: Problem) -> tuple[str, int, int, str]:
    place = problem.location or Location("")
    return place.file, place.line or 0, place.column or 0, problem.what
