"""One run of the benchmarks: where it works, how large its workspaces are, and what it has measured."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks import workspaces
from benchmarks.rows import Rows
from benchmarks.workspaces import Size

_SHORT: Final = (
    '<!DOCTYPE html><html lang="vi"><head><title>{{ dossier.counterpart.code }}</title></head>'
    "<body><p>{{ dossier.counterpart.code }} {{ language }}</p></body></html>"
)


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the workspaces of a run are, and how many of their records change in a week.

    With ``sample`` slow peers print one page for all.
    """

    whole: Size
    weekly: Size
    changed: int
    dossiers: Size
    growth: tuple[int, int]
    sample: bool


# 5 of 200 counterparts change in a week, which is the ratio of the quick run as well
FULL: Final = Scale(Size(200, 10_000), Size(200, 1_600), 5, Size(8, 64), (1_000, 100_000), sample=False)
QUICK: Final = Scale(Size(10, 500, 2), Size(80, 640), 2, Size(2, 16), (1_000, 10_000), sample=True)


@dataclass(frozen=True, slots=True)
class Run:
    """A run of some cases in one folder."""

    folder: Path
    scale: Scale
    rows: Rows

    def workspace(self, name: str, size: Size, *, short: bool = False) -> Path:
        """Make a workspace, with templates of a line where not the pages are what is measured."""
        folder = self.folder / name
        workspaces.make(folder, size)
        if short:
            (folder / "templates").mkdir()
            (folder / "templates" / "dossier.html").write_text(_SHORT, encoding="utf-8")
            (folder / "templates" / "index.html").write_text("{{ rows|length }}", encoding="utf-8")
        return folder
