"""A counterpart with whom one meets often: everything is built, in files of a bounded size."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from desks import CONFIG, Desk, here, made_here
from records.workspaces import FR_MEETING, Workspace

from briefings.build import orders, upkeep, workers
from briefings.config import Format
from briefings.dossier import Dossier, Held
from briefings.languages.text import EditionLanguage
from briefings.model.counterparts import Counterpart
from briefings.records import Records

# eight years of a meeting every 24 days
DAYS = [date(2024, 1, 5) + timedelta(days=24 * number) for number in range(120)]
SHOWN = 25


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> Desk:
    """Return a workspace with a long history, whose pages are made in this process."""
    monkeypatch.setattr(workers, "pool", here)
    monkeypatch.setattr(workers, "results", made_here)
    workspace.change("people/jeanne-exemple.yaml", "start: 2030-01-01", "start: 2023-01-01")
    text = workspace.text(FR_MEETING).replace("conference: tourism-2031\n", "")
    (workspace.folder / FR_MEETING).unlink()
    for day in DAYS:
        workspace.write(f"meetings/{day}-fr.yaml", text.replace("date: 2031-05-12", f"date: {day}"))
    return Desk(workspace, replace(CONFIG, home="VN"))


def meetings(file: Path) -> list[str]:
    """Return the days of the meetings that a page shows in full."""
    return re.findall(r'<article [^>]*id="(\d{4}-\d\d-\d\d)-fr"', file.read_text(encoding="utf-8"))


def test_every_meeting_is_in_full_where_its_year_is(desk: Desk) -> None:
    """The latest stand in the dossier; of each other there is a link to the volume that holds it."""
    made = desk.build(date(2032, 1, 15))
    years = sorted({day.year for day in DAYS[:-SHOWN]})
    volumes = [f"FR/FR.{year}.vi.html" for year in years]
    assert sorted(made) == [*volumes, "FR/FR.vi.html", "NO/NO.vi.html"]
    whole = desk.out / "FR" / "FR.vi.html"
    assert meetings(whole) == [str(day) for day in DAYS[: -SHOWN - 1 : -1]]
    for year, volume in zip(years, volumes, strict=True):
        assert meetings(desk.out / volume) == [str(day) for day in reversed(DAYS) if day.year == year]
    links = re.findall(r'href="(FR\.\d+\.vi\.html#[^"]+-fr)"', whole.read_text(encoding="utf-8"))
    assert set(links) >= {f"FR.{day.year}.vi.html#{day}-fr" for day in DAYS[:-SHOWN]}


def test_an_old_record_changed(desk: Desk) -> None:
    """Of the archive only the volume of its year is made again, and the dossier that goes back to it."""
    desk.build(date(2032, 1, 15))
    changed = next(day for day in DAYS if day.year == 2026)
    desk.records.change(f"meetings/{changed}-fr.yaml", "Mở lại nhóm công tác.", "Mở lại.")
    assert desk.due(date(2032, 1, 15)) == ["FR/FR.2026.vi.html", "FR/FR.vi.html"]
    assert list(desk.build(date(2032, 1, 15))) == ["FR/FR.2026.vi.html", "FR/FR.vi.html"]


def test_a_commitment_moved_on(desk: Desk) -> None:
    """Where it stands is told by the dossier, and by no volume; none of them is looked at."""
    desk.build(date(2032, 1, 15))
    desk.records.add("commitments/railway.yaml", "note: {vi: Thêm., en: More.}\n")
    assert desk.due(date(2032, 1, 15)) == ["FR/FR.vi.html"]


def test_volumes_are_gathered_once_for_all_their_editions(
    monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    """Both languages and formats show the same, and finding it takes as long as writing a page."""
    gathered: list[str] = []
    real = orders.gather_volume

    def counted(counterpart: Counterpart, records: Records, held: Held, **named: Any) -> Dossier:  # noqa: ANN401
        gathered.append(held.name)
        return real(counterpart, records, held, **named)

    monkeypatch.setattr(orders, "gather_volume", counted)
    both = (EditionLanguage.VI, EditionLanguage.EN)
    desk.config = replace(desk.config, languages=both, formats=(Format.HTML, Format.PDF))
    desk.build(date(2032, 1, 15))
    assert gathered == ["2030", "2029", "2028", "2027", "2026", "2025", "2024"]


def test_a_volume_that_has_no_year_any_more(desk: Desk) -> None:
    """It is reported, and clean removes it; those of the other years stay."""
    desk.build(date(2032, 1, 15))
    for day in DAYS:
        if day.year == 2024:
            (desk.records.folder / f"meetings/{day}-fr.yaml").unlink()
    reading = desk.records.read()
    file = desk.out / "FR" / "FR.2024.vi.html"
    (told,) = upkeep.stale(desk.out, desk.config, reading)
    assert str(told) == (
        f"{file}\n  No counterpart, language or format that is built has this file any more. "
        "briefings clean removes it."
    )
    assert upkeep.clean(desk.out, desk.config, reading, dry_run=False) == (upkeep.Removal(file),)
    assert not file.exists()
    assert (desk.out / "FR" / "FR.2025.vi.html").exists()
