"""Building: gather the dossiers that can be gathered, render them, put them on the shelf."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from briefings.build import outputs, room, workers
from briefings.build.earlier import Since, comparison
from briefings.build.editions import Edition, Room
from briefings.config import Config, Format
from briefings.dossier import gather, gather_volume
from briefings.dossier.changes import Changes
from briefings.dossier.contents import Dossier
from briefings.errors import BriefingsError, OutputError, Problem
from briefings.languages.text import EditionLanguage
from briefings.records import Records
from briefings.render.html import House, Medium, Part
from briefings.render.reading_room import ReadingRoom
from briefings.render.themes import Letterhead
from briefings.render.worker import Job


@dataclass(frozen=True, slots=True)
class Written:
    """A file that stands complete in the folder of results."""

    edition: Edition | Room
    file: Path
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Failed:
    """An edition that could not be made; what was there before still stands."""

    edition: Edition | Room
    error: BriefingsError

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return why."""
        return self.error.problems


@dataclass(frozen=True, slots=True)
class Order:
    """What a build is asked for: counterparts, the day, whether it was stated, and the settings.

    ``room`` are the counterparts that its audience may find in the reading room; without any, none
    is made. ``since`` is the earlier day or edition whose changes are shown, if any are.
    """

    counterparts: tuple[str, ...]
    as_of: date
    stated: bool
    config: Config
    workspace: Path
    part: Part = Part.WHOLE
    room: tuple[str, ...] = ()
    since: Since | None = None

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Return every file asked for."""
        return tuple(
            Edition(code, language, kind, self.part)
            for code in self.counterparts
            for language in self.config.languages
            for kind in self.config.formats
        )


def build(
    order: Order, records: Records, *, done: Callable[[Written | Failed], None] = lambda _: None
) -> tuple[Written | Failed, ...]:
    """Make every edition of an order; what fails is named and does not keep the others from being made.

    ``done`` is told of each as soon as it stands.
    """
    results: list[Written | Failed] = []

    def note(result: Written | Failed) -> None:
        results.append(result)
        done(result)

    jobs: list[Job] = []
    for code in order.counterparts:
        try:
            wholes = list(asked(code, order, records))
            jobs += [*wholes, *_volumes(wholes[0], order, records)]
        except Exception as error:  # noqa: BLE001 - one counterpart must not cost the others theirs
            reason = workers.told(error, code, order.config)
            for edition in order.editions:
                if edition.counterpart == code:
                    note(Failed(edition, reason))
    if jobs:
        with workers.pool(order.config, len(jobs)) as pool:
            for job, content in workers.results(pool, jobs, order.config):
                note(_placed(order, job, content))
            # last, since it leads to what lies in the folder by then
            for _, content in workers.results(pool, _rooms(order, records), order.config):
                results.append(_put(order, Room(), content))
    return tuple(sorted(results, key=lambda one: str(one.edition.path)))


def asked(code: str, order: Order, records: Records) -> Iterator[Job]:
    """Yield what has to be made of one counterpart for an order, the slowest first."""
    config = order.config
    style = house(config, order.workspace)
    dossier = gather(
        records.counterparts[code],
        records,
        home=config.home,
        as_of=order.as_of,
        clearance=config.clearance,
        stated=order.stated,
        due_within=config.due_within,
        history=config.history,
    )
    changes = _changes(dossier, order, records)
    marked = {language: _marked(dossier, found) for language, found in changes.items()}
    # the PDFs first: they take longest, and the last job should be a short one
    for kind in sorted(config.formats, key=lambda one: one is not Format.PDF):
        for language in config.languages:
            yield Job(marked[language], language, Medium(kind.value), style, order.part, changes[language])


def _volumes(whole: Job, order: Order, records: Records) -> Iterator[Job]:
    """Yield what has to be made of the archive volumes of a dossier."""
    if whole.part is not Part.WHOLE:
        return
    config = order.config
    for shelved in whole.dossier.shelf:
        volume = gather_volume(
            whole.dossier.counterpart,
            records,
            shelved.volume,
            home=config.home,
            as_of=order.as_of,
            clearance=config.clearance,
            history=config.history,
            stated=order.stated,
        )
        for kind in sorted(config.formats, key=lambda one: one is not Format.PDF):
            for language in config.languages:
                yield Job(volume, language, Medium(kind.value), whole.house, Part.VOLUME)


def _changes(dossier: Dossier, order: Order, records: Records) -> dict[EditionLanguage, Changes | None]:
    """Return what is new in each language, if the order is to compare with an earlier state."""
    if order.since is None:
        return dict.fromkeys(order.config.languages)
    compared = comparison(dossier, order.since, records, order.config, as_of=order.as_of)
    return {language: compared.changes(language.languages) for language in order.config.languages}


def _marked(dossier: Dossier, changes: Changes | None) -> Dossier:
    """Return a dossier marked as highly as what it shows of an earlier edition."""
    return dossier if changes is None else replace(dossier, marking=max(dossier.marking, changes.marking))


def house(config: Config, workspace: Path) -> House:
    """Return how a workspace writes its dossiers."""
    overlay = workspace / config.templates
    return House(
        config.issuer,
        config.due_within,
        overlay if overlay.is_dir() else None,
        config.languages,
        config.theme,
        None if config.fonts is None else workspace / config.fonts,
        Letterhead(config.place, config.recipients, config.national_heading),
    )


def _rooms(order: Order, records: Records) -> Iterator[ReadingRoom]:
    """Yield the page over all dossiers, where whole dossiers are built for the screen."""
    config = order.config
    if Format.HTML not in config.formats or order.part is not Part.WHOLE:
        return

    def gathered(code: str) -> Dossier:
        return gather(
            records.counterparts[code],
            records,
            home=config.home,
            as_of=order.as_of,
            clearance=config.clearance,
            due_within=config.due_within,
            history=config.history,
        )

    yield from room.jobs(order.room, gathered, order.workspace / config.out, house(config, order.workspace))


def _placed(order: Order, job: Job, content: bytes | BriefingsError) -> Written | Failed:
    code, kind = job.dossier.counterpart.code, Format(job.medium.value)
    edition = Edition(code, job.language, kind, job.part, job.dossier.volume)
    return _put(order, edition, content)


def _put(order: Order, edition: Edition | Room, content: bytes | BriefingsError) -> Written | Failed:
    if isinstance(content, BriefingsError):
        return Failed(edition, content)
    try:
        file = outputs.write(order.workspace / order.config.out, edition.path, content)
    except OutputError as error:
        return Failed(edition, error)
    return Written(edition, file, len(content), hashlib.sha256(content).hexdigest())


def failed(results: Iterable[Written | Failed]) -> tuple[Failed, ...]:
    """Return those that could not be made."""
    return tuple(one for one in results if isinstance(one, Failed))
