"""Dossiers of the test workspaces, gathered in this process and put into HTML with or without an overlay."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from briefings.dossier import gather
from briefings.dossier.contents import Dossier
from briefings.errors import Severity
from briefings.languages.text import Language, Text
from briefings.model.markings import Marking
from briefings.records import Reading, read
from briefings.render.html import House, Medium, html

WORKSPACES = Path(__file__).parent.parent / "workspaces"
REPOSITORY = WORKSPACES.parent.parent
AS_OF = date(2031, 12, 1)
VI, EN = Language.VI, Language.EN


def dossier(
    records: Path, code: str = "FR", as_of: date = AS_OF, clearance: Marking = Marking.RESTRICTED
) -> Dossier:
    """Return a dossier from a folder of records."""
    reading = _kept(records) if records.is_relative_to(REPOSITORY) else read(records, home="VN")
    wrong = [str(one) for one in reading.problems if one.severity is Severity.ERROR]
    assert not wrong, wrong
    return gather(
        reading.records.counterparts[code], reading.records, home="VN", as_of=as_of, clearance=clearance
    )


@lru_cache(maxsize=4)
def _kept(records: Path) -> Reading:
    """Return the records of a folder that no test changes."""
    return read(records, home="VN")


def written(
    made: Dossier,
    language: Language = EN,
    medium: Medium = Medium.HTML,
    templates: Path | None = None,
    due_within: int = 90,
) -> str:
    """Return the page of a dossier."""
    house = House(Text("Ban Hồ sơ", "Desk"), timedelta(days=due_within), templates)
    return html(made, language, medium, house)


@dataclass(frozen=True, slots=True)
class Workspace:
    """A copy of a test workspace that a test may change."""

    folder: Path

    @classmethod
    def copy(cls, case: str, folder: Path) -> Workspace:
        """Return a copy of one of the workspaces, without what is expected of it."""
        shutil.copytree(WORKSPACES / case, folder, ignore=shutil.ignore_patterns("expected"))
        return cls(folder)

    def change(self, name: str, old: str, new: str) -> None:
        """Replace what stands exactly once in a file."""
        file = self.folder / name
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    def overlay(self, name: str, text: str) -> Path:
        """Lay a file over the program's templates; return the folder of the overlay."""
        file = self.folder / "templates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return self.folder / "templates"

    def dossier(self, code: str = "FR") -> Dossier:
        """Return a dossier of its records."""
        return dossier(self.folder / "records", code)

    def page(self, medium: Medium = Medium.HTML) -> str:
        """Return the English page of its dossier, with what was laid over the templates."""
        overlay = self.folder / "templates"
        return written(self.dossier(), EN, medium, overlay if overlay.is_dir() else None)
