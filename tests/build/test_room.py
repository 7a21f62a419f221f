"""The reading room of a build: over the dossiers whose files are there, for one audience."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from briefings.build import room
from briefings.errors import RecordError
from briefings.languages.text import Text
from briefings.render.html import House

HOUSE = House(Text("Ban", "Desk"), timedelta(days=90))


def made(out: Path, *codes: str, refuse: str = "") -> list[tuple[Any, list[str]]]:
    """Return what the room is made of: each dossier, and the paths of its files."""

    def gathered(code: str) -> Any:  # noqa: ANN401
        if code == refuse:
            msg = "It is marked higher."
            raise RecordError(msg)
        return f"dossier {code}"

    return [
        (one.dossier, [file.path for file in one.files])
        for job in room.jobs(codes, gathered, out, HOUSE)
        for one in job.shelved
    ]


def put(out: Path, *names: str) -> None:
    """Put empty files into the folder of results."""
    for name in names:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).touch()


def test_it_leads_to_what_is_there(tmp_path: Path) -> None:
    """Only files that lie in the folder are linked to, by language, the HTML before the PDF."""
    put(tmp_path, "FR/FR.vi.pdf", "FR/FR.vi.html", "FR/FR.vi+en.pdf", "FR/FR.summary.vi.pdf", "FR/other.html")
    assert made(tmp_path, "FR", "NO") == [
        ("dossier FR", ["FR/FR.vi.html", "FR/FR.vi.pdf", "FR/FR.vi+en.pdf"]),
    ]


def test_who_is_not_asked_for_is_not_in_it(tmp_path: Path) -> None:
    """A dossier of a counterpart that this audience may not know of is not in it, though it lies there."""
    put(tmp_path, "FR/FR.vi.html", "NO/NO.vi.html")
    assert made(tmp_path, "NO") == [("dossier NO", ["NO/NO.vi.html"])]


def test_a_dossier_that_cannot_be_gathered_is_left_out(tmp_path: Path) -> None:
    """What cannot be gathered costs the others nothing."""
    put(tmp_path, "FR/FR.vi.html", "NO/NO.vi.html")
    assert made(tmp_path, "FR", "NO", refuse="FR") == [("dossier NO", ["NO/NO.vi.html"])]


def test_nothing_to_lead_to(tmp_path: Path) -> None:
    """Where no dossier lies, there is no room."""
    assert list(room.jobs(["FR"], str, tmp_path, HOUSE)) == []  # type: ignore[arg-type]
