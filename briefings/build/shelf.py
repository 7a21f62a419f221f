"""Building: gather the dossiers that can be gathered, render them, put them on the shelf."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefings.build import outputs, workers
from briefings.build.editions import Edition
from briefings.config import Config, Format
from briefings.dossier import gather
from briefings.errors import BriefingsError, OutputError, Problem
from briefings.languages.text import Language
from briefings.records import Records
from briefings.render.html import House, Medium
from briefings.render.worker import Job


@dataclass(frozen=True, slots=True)
class Written:
    """A file that stands complete in the folder of results."""

    edition: Edition
    file: Path
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Failed:
    """An edition that could not be made; what was there before still stands."""

    edition: Edition
    error: BriefingsError

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return why."""
        return self.error.problems


@dataclass(frozen=True, slots=True)
class Order:
    """What a build is asked for: counterparts, the day, whether it was stated, and the settings."""

    counterparts: tuple[str, ...]
    as_of: date
    stated: bool
    config: Config
    workspace: Path

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Return every file asked for."""
        return tuple(
            Edition(code, language, kind)
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
            jobs += _jobs(code, order, records)
        except Exception as error:  # noqa: BLE001 - one counterpart must not cost the others theirs
            reason = workers.told(error, code, order.config)
            for edition in order.editions:
                if edition.counterpart == code:
                    note(Failed(edition, reason))
    if jobs:
        with workers.pool(order.config, len(jobs)) as pool:
            for job, content in workers.results(pool, jobs, order.config):
                note(_placed(order, job, content))
    return tuple(sorted(results, key=lambda one: str(one.edition.path)))


def _jobs(code: str, order: Order, records: Records) -> Iterator[Job]:
    config = order.config
    overlay = order.workspace / config.templates
    house = House(config.issuer, config.due_within, overlay if overlay.is_dir() else None)
    dossier = gather(
        records.counterparts[code],
        records,
        home=config.home,
        as_of=order.as_of,
        clearance=config.clearance,
        stated=order.stated,
        due_within=config.due_within,
    )
    # the PDFs first: they take longest, and the last job should be a short one
    for kind in sorted(config.formats, key=lambda one: one is not Format.PDF):
        for language in config.languages:
            yield Job(dossier, language, Medium(kind.value), house)


def _placed(order: Order, job: Job, content: bytes | BriefingsError) -> Written | Failed:
    edition = Edition(job.dossier.counterpart.code, Language(job.language), Format(job.medium.value))
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
