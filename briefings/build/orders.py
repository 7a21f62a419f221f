"""What a build is asked for, and the jobs that come of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from briefings.build.earlier import Since, comparison
from briefings.build.editions import Edition
from briefings.config import Config, Format
from briefings.dossier import Held, gather, gather_volume
from briefings.dossier.changes import Changes
from briefings.dossier.contents import Dossier
from briefings.languages.text import EditionLanguage
from briefings.records import Records
from briefings.render.html import House, Medium, Part
from briefings.render.themes import Letterhead
from briefings.render.worker import Job


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

    @property
    def kinds(self) -> tuple[Format, ...]:
        """Return the formats, the PDFs first: they take longest, and the last job should be a short one."""
        return tuple(sorted(self.config.formats, key=lambda one: one is not Format.PDF))

    @property
    def out(self) -> Path:
        """Return the folder of results."""
        return self.workspace / self.config.out


def asked(code: str, order: Order, records: Records, portion: Records | None = None) -> Iterator[Job]:
    """Yield what has to be made of one counterpart for an order, the slowest first.

    ``portion`` are the records that its dossier is gathered from, all of them unless given.
    """
    config = order.config
    style = house(config, order.workspace)
    drawn = records if portion is None else portion
    dossier = gather(
        drawn.counterparts[code],
        drawn,
        home=config.home,
        as_of=order.as_of,
        clearance=config.clearance,
        stated=order.stated,
        due_within=config.due_within,
        history=config.history,
    )
    changes = _changes(dossier, order, records)
    marked = {language: _marked(dossier, found) for language, found in changes.items()}
    for kind in order.kinds:
        for language in config.languages:
            yield Job(marked[language], language, Medium(kind.value), style, order.part, changes[language])


def archived(code: str, held: Held, order: Order, portion: Records) -> Dossier:
    """Return an archive volume of a counterpart.

    Raises:
        RecordError: its readers may not see it.
    """
    config = order.config
    return gather_volume(
        portion.counterparts[code],
        portion,
        held,
        home=config.home,
        as_of=order.as_of,
        clearance=config.clearance,
        stated=order.stated,
    )


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
