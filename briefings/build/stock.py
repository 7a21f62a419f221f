"""What the editions of a build are made from: portions of the records, dossiers, volumes of the archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from briefings.build.editions import Edition
from briefings.build.orders import Order, archived, house
from briefings.dossier import Held, archive, gather
from briefings.dossier.contents import Dossier
from briefings.records import Reading
from briefings.records.portion import Portion, Portions
from briefings.render.html import Medium, Part
from briefings.render.reading_room import outside
from briefings.render.worker import Job

# a counterpart, and the name of an archive volume if it is not the dossier itself
_Drawn: TypeAlias = tuple[str, str | None]


class Stock:
    """The records of one build, from which each portion is drawn once."""

    def __init__(self, order: Order, reading: Reading) -> None:
        """Draw on what was read, for the day and the audience of an order."""
        self._order = order
        self._portions = Portions(reading, home=order.config.home, clearance=order.config.clearance)
        self._drawn: dict[_Drawn, Portion] = {}
        self._ends: dict[_Drawn, date | None] = {}
        self._held: dict[_Drawn, Held] = {}
        self._volume: dict[_Drawn, Dossier] = {}

    def archives(self) -> Iterator[Edition]:
        """Yield the archive volumes that go with the whole dossiers of the order, the PDFs of each first."""
        order, config = self._order, self._order.config
        if order.part is not Part.WHOLE:
            return
        for code in order.counterparts:
            records = self.portion(code).records
            for held in archive(
                code, records, as_of=order.as_of, clearance=config.clearance, history=config.history
            ):
                self._held[code, held.name] = held
                for kind in order.kinds:
                    for language in config.languages:
                        yield Edition(code, language, kind, Part.VOLUME, held.name)

    def portion(self, code: str, volume: str | None = None) -> Portion:
        """Return what the dossier on a counterpart is made from, or a volume that ``archives`` has named."""
        drawn = (code, volume)
        if drawn not in self._drawn:
            if volume is None:
                self._drawn[drawn] = self._portions.of(code)
            else:
                held = self._held[drawn]
                self._drawn[drawn] = self._portions.of_volume(code, held.meetings, held.gaps)
        return self._drawn[drawn]

    def until(self, code: str, volume: str | None) -> date | None:
        """Return the first day on which a fact in a portion can become another by time alone."""
        drawn = (code, volume)
        if drawn not in self._ends:
            order = self._order
            self._ends[drawn] = self.portion(*drawn).until(order.as_of, order.config.due_within)
        return self._ends[drawn]

    def volume(self, edition: Edition) -> Job:
        """Return what has to be made of an archive volume, which is kept until the next one is asked for.

        Raises:
            RecordError: its readers may not see it.
        """
        drawn = (edition.counterpart, edition.volume)
        if drawn not in self._volume:
            portion = self.portion(*drawn).records
            self._volume = {drawn: archived(edition.counterpart, self._held[drawn], self._order, portion)}
        style = house(self._order.config, self._order.workspace)
        return Job(self._volume[drawn], edition.language, Medium(edition.format.value), style, Part.VOLUME)

    def outside(self, code: str) -> Dossier:
        """Return of a dossier what the page over all of them shows.

        Raises:
            RecordError: its readers may not see it, or as for a dossier.
        """
        order = self._order
        # by which topics it is ordered is not shown there; how wording moved takes longest to find
        portion = replace(self.portion(code).records, topics=())
        made = gather(
            portion.counterparts[code],
            portion,
            home=order.config.home,
            as_of=order.as_of,
            clearance=order.config.clearance,
            due_within=order.config.due_within,
            history=order.config.history,
        )
        return outside(made)
