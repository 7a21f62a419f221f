"""The snapshot: what was read from the records, so that unchanged files are neither parsed nor checked.

It is JSON and nothing else. A pickle would be quicker, but loading one runs what it says: whoever can
write to the workspace, or whatever garbles the file, could run code on the desk of the next reader. A
checksum guards against the garbled file; against one that was written on purpose no checksum kept
beside it can, and none has to: JSON can state wrong records, as whoever can write there could state
them in the records themselves, but it cannot do anything.

A file counts as unchanged by its stamp, or by its digest where the stamp is of no use. A snapshot of
other code, of another home, or one that cannot be read is made anew; the last is told.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeAlias

from briefings import stamps
from briefings.errors import Location, Problem, Severity
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
from briefings.records.codec import codec
from briefings.records.collection import Kind
from briefings.records.holdings import Content, Entry
from briefings.records.references import Reference

FILE: Final = ".briefings/records.json"
_MODELS: Final[Mapping[Kind, Any]] = {
    Kind.COUNTERPARTS: Counterpart, Kind.PEOPLE: Person, Kind.MEETINGS: Meeting, Kind.SOURCES: Source,
    Kind.COMMITMENTS: Commitment, Kind.FRAMEWORKS: Framework, Kind.CONFERENCES: Conference,
    Kind.GAPS: Gap, Kind.PLANS: Plan, Kind.TOPICS: tuple[Topic, ...], Kind.GLOSSARY: Glossary,
}  # fmt: skip
# what decides what a file states
_CODE: Final = ("records", "model", "languages", "markup.py", "stamps.py")
# a snapshot takes seconds to write: whoever began one so long ago was killed
_GIVEN_UP: Final = 3600 * 10**9

# every problem of all files, and those that block a counterpart by its code
Verdict: TypeAlias = tuple[tuple[Problem, ...], Mapping[str, tuple[Problem, ...]]]


@dataclass(slots=True)
class Snapshot:
    """The files of an earlier reading, by name, and what the rules for single files said of each.

    ``seen`` is when they were looked at. ``verdict`` is what came of all of them together. ``lines``
    are those in which files stand written that are still as they were.
    """

    home: str
    seen: int = 0
    entries: dict[str, Entry] = field(default_factory=dict)
    alone: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    verdict: Verdict | None = None
    problems: tuple[Problem, ...] = ()
    lines: dict[str, str] = field(default_factory=dict)

    def entry(self, file: str, path: str) -> Entry | None:
        """Return what a file states if its stamp alone says for certain that it is as it was."""
        known = self.entries.get(file)
        if known is None or known.content.mark is None:
            return None
        mark = stamps.mark(path)
        return known if mark == known.content.mark and not stamps.is_young(mark, self.seen) else None

    def same(self, file: str, content: Content) -> Entry | None:
        """Return what a file states that was read and turns out to be as it was."""
        known = self.entries.get(file)
        return known if known is not None and known.content.digest == content.digest else None


def load(workspace: Path, home: str) -> Snapshot:
    """Return the snapshot of a workspace, or an empty one; one that is damaged has a warning."""
    file = workspace / FILE
    try:
        written = file.read_bytes()
    except OSError:
        return Snapshot(home)
    with _uncollected():
        return _loaded(file, written, home)


def _loaded(file: Path, written: bytes, home: str) -> Snapshot:
    try:
        head, _, body = written.partition(b"\n")
        said = json.loads(head)
        if said["sha256"] != sha256(body).hexdigest():
            return Snapshot(home, problems=(_damaged(file),))
        if said["code"] != code() or said["home"] != home:
            return Snapshot(home)
        return _decoded(body.decode().split("\n"), home, int(said["seen"]), file.parent.parent)
    # whatever a file of somebody else's makes of the decoding
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return Snapshot(home, problems=(_damaged(file),))


def save(workspace: Path, snapshot: Snapshot) -> None:
    """Write a snapshot whole; where it cannot be written, the next reading takes longer."""
    with _uncollected():
        body = "\n".join(_encoded(snapshot)).encode()
    head = {"sha256": sha256(body).hexdigest(), "code": code(), "home": snapshot.home, "seen": snapshot.seen}
    file = workspace / FILE
    part = file.with_suffix(f".{os.getpid()}.part")
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        try:
            part.write_bytes(json.dumps(head).encode() + b"\n" + body)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
        for left in file.parent.glob(f"{file.stem}.*.part"):
            if left.stat().st_mtime_ns < stamps.now() - _GIVEN_UP:
                left.unlink()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector from looking, again and again, at a million values that are all in use.

    It takes four fifths of the time otherwise. Nor need it look at them later: none refers to another
    that refers to it, so that they go without it.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()


@cache
def code() -> str:
    """Return the digest of the code that decides what a file states."""
    here = Path(__file__).parent.parent
    digest = sha256()
    for name in _CODE:
        place = here / name
        for one in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(one.name.encode() + sha256(one.read_bytes()).digest())
    return digest.hexdigest()


def _damaged(file: Path) -> Problem:
    what = "The snapshot of the records is damaged."
    place = Location(f"{file.parent.name}/{file.name}")
    return Problem(what, place, None, "All records are read again.", Severity.WARNING)


def _encoded(snapshot: Snapshot) -> Iterator[str]:
    """Yield the verdict and then every file, each as a line of JSON; those that are written are not again."""
    verdict = None
    if snapshot.verdict is not None:
        together, blocked = snapshot.verdict
        # each is written once, and named by its place
        places = {one: place for place, one in enumerate(together)}
        verdict = (
            list(map(_problem_data, together)),
            {code: [places[one] for one in found] for code, found in blocked.items()},
        )
    yield _dump(verdict)
    for file, one in snapshot.entries.items():
        yield snapshot.lines.get(file) or _dump(_file_data(one, snapshot.alone.get(file, ())))


_dump: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _file_data(one: Entry, alone: Iterable[Problem]) -> tuple[Any, ...]:
    states = None if one.states is None else codec(_MODELS[one.kind])[0](one.states)
    references = [(list(ref.path), ref.kind, ref.id) for ref in one.references]
    known = (one.content.mark, one.content.digest, one.content.letters)
    problems = list(map(_problem_data, one.problems))
    return (
        one.file,
        one.kind,
        one.id,
        known,
        states,
        references,
        problems,
        list(map(_problem_data, alone)),
        one.parsed,
    )


def _decoded(lines: list[str], home: str, seen: int, workspace: Path) -> Snapshot:
    made = Snapshot(home, seen)
    # all at once, which is quicker than one by one
    verdict, *files = json.loads(f"[{','.join(lines)}]")
    for line, one in zip(lines[1:], files, strict=True):
        file, kind_name, identifier, known, states, references, problems, alone, parsed = one
        made.lines[file] = line
        kind = Kind(kind_name)
        mark, digest, letters = known
        content = Content(workspace / file, None if mark is None else tuple(mark), None, digest, letters)
        made.entries[file] = Entry(
            kind,
            identifier,
            file,
            content,
            None if states is None else codec(_MODELS[kind])[1](states),
            tuple(map(_problem, problems)),
            tuple(Reference(tuple(path), _KINDS[of], to) for path, of, to in references),
            bool(parsed),
        )
        if alone:
            made.alone[file] = tuple(map(_problem, alone))
    if verdict is not None:
        together = tuple(map(_problem, verdict[0]))
        blocked = {code: tuple(together[place] for place in places) for code, places in verdict[1].items()}
        made.verdict = together, blocked
    return made


_KINDS: Final = {kind.value: kind for kind in Kind}


def _problem_data(problem: Problem) -> list[Any]:
    place = problem.location
    where = None if place is None else (place.file, place.line, place.column)
    return [problem.what, where, problem.field, problem.tip, problem.severity]


def _problem(found: Any) -> Problem:  # noqa: ANN401 - plain data
    what, where, named, tip, severity = found
    return Problem(what, None if where is None else Location(*where), named, tip, Severity(severity))
