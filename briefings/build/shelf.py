"""Building: find what has to be made again, gather it, render it, put it on the shelf."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from typing import Final

from briefings.build import cluster, lock, manifest, outputs, room, workers
from briefings.build.editions import Edition, Room
from briefings.build.inputs import Inputs, Parts
from briefings.build.manifest import Entry, Manifest
from briefings.build.orders import Order, asked, house
from briefings.build.reasons import reasons
from briefings.build.results import Due, Ears, Failed, Result, Unchanged, Written
from briefings.build.stock import Stock
from briefings.build.workers import Crew
from briefings.config import Format
from briefings.errors import BriefingsError, OutputError, Severity
from briefings.records import Reading
from briefings.render.html import Part
from briefings.render.reading_room import ReadingRoom
from briefings.render.worker import Job, Made

_DEAF: Final = Ears()


def build(order: Order, reading: Reading, ears: Ears = _DEAF) -> tuple[Result, ...]:
    """Make every edition of an order that would not come out as it stands.

    What fails is named and does not keep the others from being made. One build at a time works in a
    folder of results; another one waits.
    """
    try:
        with lock.held(order.out, ears.waiting):
            return _Build(order, reading, ears).run()
    except OutputError as error:
        return tuple(Failed(one, error) for one in sorted(order.editions, key=lambda one: str(one.path)))


def plan(order: Order, reading: Reading) -> tuple[Due | Unchanged, ...]:
    """Return what a build would do; nothing is written, not even a lock."""
    at_work = _Build(order, reading, Ears())
    found = (*at_work.edition_plans(), *at_work.room_plans())
    return tuple(sorted(found, key=lambda one: str(one.edition.path)))


@dataclass(slots=True)
class _Build:
    """One build at work."""

    order: Order
    reading: Reading
    ears: Ears
    made: Manifest = field(init=False)
    inputs: Inputs = field(init=False)
    stock: Stock = field(init=False)
    results: list[Result] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        order = self.order
        self.made = manifest.load(order.out)
        self.inputs = Inputs(order.config, order.workspace, order.since)
        self.stock = Stock(order, self.reading)

    def run(self) -> tuple[Result, ...]:
        """Do what has to be done and return what became of each file."""
        # before templates are read for the first time: what is restored later must not hide an edit
        before = self.inputs.stamps()
        for problem in self.made.problems:
            self.ears.warned(problem)
        for part in outputs.leftovers(self.order.out):
            with suppress(OSError):
                part.unlink()
        due = self._due(self.edition_plans())
        self.ears.begun(len(due))
        with ExitStack() as stack:
            # there is none before there is something to render
            crew = cache(lambda: stack.enter_context(self._crew(len(due))))
            self._make(due, crew)
            # last, since it leads to what lies in the folder by then
            self._make_room(crew)
        self._settle(certain=self.inputs.stamps() == before)
        return tuple(sorted(self.results, key=lambda one: str(one.edition.path)))

    def _crew(self, files: int) -> AbstractContextManager[Crew]:
        config = self.order.config
        return workers.pool(config, files) if config.cluster is None else cluster.crew(config)

    def edition_plans(self) -> Iterator[Due | Unchanged]:
        """Yield of each edition whether it has to be looked at, and why; the largest dossiers first."""
        sizes = {code: len(self.stock.portion(code).files) for code in self.order.counterparts}
        # the PDFs first: they take longest, and the last job should be a short one
        editions = sorted(
            self.order.editions, key=lambda one: (one.format is not Format.PDF, -sizes[one.counterpart])
        )
        papers = [one for one in editions if one.format is Format.PDF]
        # all editions of a volume together: it is gathered once for them
        yield from map(self._plan, (*papers, *self.stock.archives(), *editions[len(papers) :]))

    def room_plans(self) -> Iterator[Due | Unchanged]:
        """Yield of the page over all dossiers whether it has to be looked at, where one is made."""
        order = self.order
        # it leads to whole dossiers for the screen
        whole = Format.HTML in order.config.formats and order.part is Part.WHOLE
        if whole and any(True for _ in room.files(order.room, order.out)):
            yield self._plan(Room())

    def _parts(self, edition: Edition | Room) -> Parts:
        """Return what an edition is made from."""
        if edition.counterpart is None:
            # the dossiers that it leads to, each by the digest of what that is made from
            records = {code: self.made.table(self.stock.portion(code).files) for code in self.order.room}
            records |= {one.path: "" for one in room.files(self.order.room, self.order.out)}
        else:
            records = dict(self.stock.portion(edition.counterpart, edition.volume).files)
        return self.inputs.of(edition, records, str(self.order.as_of) if self.order.stated else "")

    def _plan(self, edition: Edition | Room) -> Due | Unchanged:
        path, out = edition.path.as_posix(), self.order.out
        why = reasons(self.made, out, path, self._parts(edition), self.order.as_of)
        if why:
            return Due(edition, out / path, why)
        entry = self.made.entries[path]
        return Unchanged(edition, out / path, entry.size, entry.sha256)

    def _due(self, plans: Iterable[Due | Unchanged]) -> list[Due]:
        """Return those that have to be looked at; the others are results already."""
        due: list[Due] = []
        for one in plans:
            if isinstance(one, Due):
                due.append(one)
            else:
                self.results.append(one)
        return due

    def _make(self, due: list[Due], crew: Callable[[], Crew]) -> None:
        if not due:
            return
        outputs.probe(self.order.out)
        why = {one.edition: one.reasons for one in due}
        jobs = self._jobs(due)
        first = next(jobs, None)
        if first is not None:
            engine = self.made.table({**self.inputs.engines, **self.inputs.fonts})
            every = chain([first], jobs)
            for job, content in workers.results(crew(), every, self.order.config, self._known, engine):
                self._note(self._placed(_edition(job), content, why[_edition(job)]))

    def _make_room(self, crew: Callable[[], Crew]) -> None:
        for due in self._due(self.room_plans()):
            style = house(self.order.config, self.order.workspace)
            jobs = room.jobs(self.order.room, self.stock.outside, self.order.out, style)
            for _, content in workers.results(crew(), jobs, self.order.config, self._known):
                self.results.append(self._placed(Room(), content, due.reasons))

    def _note(self, result: Result) -> None:
        self.results.append(result)
        self.ears.done(result)

    def _known(self, job: Job | ReadingRoom) -> str | None:
        """Return the digest of the page that the standing file was made from, if it is still that file."""
        path = _edition(job).path.as_posix()
        return self.made.entries[path].page if self.made.is_ours(self.order.out, path) else None

    def _placed(self, edition: Edition | Room, made: Made | BriefingsError, why: tuple[str, ...]) -> Result:
        """Put a file in its place, or leave the one that stands, and take note of it in the manifest."""
        if isinstance(made, BriefingsError):
            return Failed(edition, made)
        out, path = self.order.out, edition.path.as_posix()
        standing = self.made.entries.get(path)
        if made.content is None and standing is not None:
            entry = self._entry(edition, made, standing.sha256, standing.size)
            manifest.note(out, self.made, path, entry)
            self.touched.append(path)
            return Unchanged(edition, out / path, standing.size, standing.sha256, why)
        content = made.content or b""
        digest = hashlib.sha256(content).hexdigest()
        try:
            file = outputs.write(out, edition.path, content)
        except OutputError as error:
            return Failed(edition, error)
        manifest.note(out, self.made, path, self._entry(edition, made, digest, len(content)))
        self.touched.append(path)
        return Written(edition, file, len(content), digest, why)

    def _entry(self, edition: Edition | Room, made: Made, digest: str, size: int) -> Entry:
        order = self.order
        parts = {name: self.made.table(one) for name, one in self._parts(edition).items()}
        if edition.counterpart is None:
            ends = [one.until for path, one in self.made.entries.items() if path != edition.path.as_posix()]
            until = min((one for one in ends if one is not None), default=None)
        else:
            until = self.stock.until(edition.counterpart, edition.volume)
        return Entry(digest, size, made.page, parts, order.as_of, until)

    def _settle(self, *, certain: bool) -> None:
        """Write the manifest; what was made while templates, fonts or program changed is looked at again."""
        if not certain:
            for path in self.touched:
                self.made.entries[path] = replace(self.made.entries[path], parts={})
        try:
            manifest.save(self.order.out, self.made)
        except OutputError as error:
            for one in error.problems:
                tip = "The next build makes again what is not listed in it."
                self.ears.warned(replace(one, tip=tip, severity=Severity.WARNING))

    def _jobs(self, due: list[Due]) -> Iterator[Job]:
        """Yield a job for each edition that is due, in their order."""
        order, records = self.order, self.reading.records
        found: dict[str, dict[Edition | Room, Job]] = {}
        for edition in (one.edition for one in due):
            code = edition.counterpart or ""
            if isinstance(edition, Edition) and edition.volume is not None:
                try:
                    yield self.stock.volume(edition)
                except Exception as error:  # noqa: BLE001 - likewise
                    self._note(Failed(edition, workers.told(error, edition.path.name, order.config)))
                continue
            if code not in found:
                try:
                    jobs = asked(code, order, records, self.stock.portion(code).records)
                    found[code] = {_edition(job): job for job in jobs}
                except Exception as error:  # noqa: BLE001 - one counterpart must not cost the others theirs
                    found[code] = {}
                    self._refuse(code, due, workers.told(error, code, order.config))
            # what has been sent to a worker need not be kept
            job = found[code].pop(edition, None)
            if job is not None:
                yield job

    def _refuse(self, code: str, due: list[Due], reason: BriefingsError) -> None:
        for one in due:
            if one.edition.counterpart == code and one.edition.volume is None:
                self._note(Failed(one.edition, reason))


def _edition(job: Job | ReadingRoom) -> Edition | Room:
    if isinstance(job, ReadingRoom):
        return Room()
    code, kind = job.dossier.counterpart.code, Format(job.medium.value)
    return Edition(code, job.language, kind, job.part, job.dossier.volume)
