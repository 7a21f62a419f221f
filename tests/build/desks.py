"""A workspace and what builds of it did, with pages that are short and quickly made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from records.workspaces import Workspace

from briefings.build import shelf
from briefings.build.orders import Order
from briefings.build.results import Due, Ears, Failed, Unchanged, Written
from briefings.config import Config, Format
from briefings.errors import BriefingsError
from briefings.languages.text import EditionLanguage
from briefings.model.markings import Marking
from briefings.render import carried, worker
from briefings.render.reading_room import ReadingRoom
from briefings.render.worker import Job, Made, Page, remade

DAY = date(2031, 12, 1)
CONFIG = Config(
    workers=1, languages=(EditionLanguage.VI,), formats=(Format.HTML,), clearance=Marking.INTERNAL
)
# a page that shows the counterpart, the day and the points
SHORT = (
    "{{ dossier.counterpart.code }} {{ dossier.edition }} "
    "{% for one in dossier.encounters %}{% for point in one.points %}{{ point.statement.text.en }}"
    "{% endfor %}{% endfor %}"
)


def make(job: Job, *given: Page) -> bytes:
    """Make a page without the fonts in it, and of a PDF no more than its page."""
    carried.faces = str
    return b"%PDF " + given[0].text.encode() if given else worker.make(job)


@dataclass
class Desk:
    """A workspace and what builds of it did."""

    records: Workspace
    config: Config = CONFIG
    warned: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Return the folder of the workspace."""
        return self.records.folder.parent

    @property
    def out(self) -> Path:
        """Return the folder of results."""
        return self.folder / "out"

    def order(self, as_of: date = DAY, **more: Any) -> Order:  # noqa: ANN401
        """Return an order for both counterparts."""
        return Order(("FR", "NO"), as_of, False, self.config, self.folder, **more)

    def build(self, as_of: date = DAY, **more: Any) -> dict[str, tuple[str, ...]]:  # noqa: ANN401
        """Build and return what was made, with the reasons; what stands is left out."""
        ears = Ears(warned=lambda one: self.warned.append(str(one).replace(str(self.folder), "desk")))
        results = shelf.build(self.order(as_of, **more), self.records.read(), ears)
        assert not any(isinstance(one, Failed) for one in results)
        return {str(one.edition.path): one.reasons for one in results if isinstance(one, Written)}

    def due(self, as_of: date = DAY) -> list[str]:
        """Return what a build would look at."""
        planned = shelf.plan(self.order(as_of), self.records.read())
        return [str(one.edition.path) for one in planned if isinstance(one, Due)]

    def looked(self, as_of: date = DAY) -> dict[str, tuple[str, ...]]:
        """Build and return what was looked at without being made again."""
        results = shelf.build(self.order(as_of), self.records.read())
        return {
            str(one.edition.path): one.reasons
            for one in results
            if isinstance(one, Unchanged) and one.reasons
        }


@contextmanager
def here(*_: object) -> Iterator[None]:
    """Stand in for a pool: pages are made in this process."""
    yield


def made_here(
    _pool: object,
    jobs: Iterable[Job | ReadingRoom],
    _config: object,
    known: Any,  # noqa: ANN401
    engine: str = "",
) -> Iterator[tuple[Job | ReadingRoom, Made | BriefingsError]]:
    """Make pages in this process, which is quick, and in which calls can be made to fail."""
    for job in jobs:
        yield job, remade(make, job, known(job), engine)
