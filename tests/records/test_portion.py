"""The portion of a counterpart: a dossier gathered from it is the dossier gathered from everything."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from briefings.config import History
from briefings.dossier import archive, gather, gather_volume
from briefings.model.markings import Marking
from briefings.records import read
from briefings.records.portion import Portions

from .workspaces import FR_MEETING, VALID, Workspace

OURS = Path(__file__).parents[2] / "records"
WITHIN = timedelta(days=180)


@pytest.fixture(scope="module")
def ours():  # noqa: ANN201 - what was read
    """Return the repository's own records."""
    return read(OURS, home="VN")


@pytest.mark.parametrize("as_of", [date(2023, 7, 20), date(2024, 11, 15), date(2026, 11, 22)])
@pytest.mark.parametrize("clearance", [Marking.PUBLIC, Marking.RESTRICTED])
def test_the_same_dossier(ours, as_of: date, clearance: Marking) -> None:  # noqa: ANN001
    """Whatever the day and the audience, nothing is missing from the portion that a dossier shows."""
    portions = Portions(ours, home="VN", clearance=clearance)
    for code, counterpart in ours.records.counterparts.items():
        if counterpart.marking <= clearance:
            whole = gather(counterpart, ours.records, home="VN", as_of=as_of, clearance=clearance)
            part = portions.of(code).records
            assert gather(counterpart, part, home="VN", as_of=as_of, clearance=clearance) == whole, code


@pytest.mark.parametrize("as_of", [date(2024, 3, 26), date(2026, 11, 22)])
@pytest.mark.parametrize("clearance", [Marking.PUBLIC, Marking.RESTRICTED])
def test_the_same_volume(ours, as_of: date, clearance: Marking) -> None:  # noqa: ANN001
    """A volume of the archive is the same from what it holds and what that refers to as from everything."""
    portions = Portions(ours, home="VN", clearance=clearance)
    seen: dict[str, Any] = {"as_of": as_of, "clearance": clearance}
    volumes = 0
    for code, counterpart in ours.records.counterparts.items():
        if counterpart.marking > clearance:
            continue
        for held in archive(code, ours.records, history=History(1, 1), **seen):
            part = portions.of_volume(code, held.meetings, held.gaps).records
            whole = gather_volume(counterpart, ours.records, held, home="VN", **seen)
            assert gather_volume(counterpart, part, held, home="VN", **seen) == whole, (code, held.name)
            assert len(part.meetings) == len(held.meetings)
            assert part.commitments == {}
            volumes += 1
    assert volumes > 5


def made(tmp_path: Path, **changed: str) -> Workspace:
    """Return a valid workspace with some of its files written otherwise."""
    workspace = Workspace(tmp_path / "records")
    for name, text in VALID.items():
        workspace.write(name, changed.get(name, text))
    return workspace


def files(workspace: Workspace, code: str, clearance: Marking = Marking.INTERNAL) -> set[str]:
    """Return the files of a counterpart's portion."""
    portion = Portions(workspace.read(), home="VN", clearance=clearance).of(code)
    return {name.removeprefix("records/") for name in portion.files}


def test_what_is_in_it(tmp_path: Path) -> None:
    """What names the counterpart, what that refers to, the own side and the lists; nobody else's records."""
    workspace = made(tmp_path)
    others = {"counterparts/NO.yaml", "people/kari-eksempel.yaml", "meetings/2031-05-13-no.yaml"}
    assert files(workspace, "FR") == set(VALID) - others


def test_what_is_above_the_clearance_is_not_in_it(tmp_path: Path) -> None:
    """A change of what readers may not see must not make their edition again."""
    workspace = made(tmp_path)
    workspace.change("gaps/2031-02-fr.yaml", "marking: public", "marking: restricted")
    assert "gaps/2031-02-fr.yaml" not in files(workspace, "FR")
    assert "gaps/2031-02-fr.yaml" in files(workspace, "FR", Marking.RESTRICTED)


def test_a_changed_file_has_another_digest(tmp_path: Path) -> None:
    """One byte is enough."""
    workspace = made(tmp_path)
    before = Portions(workspace.read(), home="VN", clearance=Marking.INTERNAL).of("FR").files
    workspace.add(FR_MEETING, "# seen\n")
    after = Portions(workspace.read(), home="VN", clearance=Marking.INTERNAL).of("FR").files
    assert [one for one in before if before[one] != after[one]] == [f"records/{FR_MEETING}"]


@pytest.mark.parametrize(
    ("as_of", "until"),
    [
        # the end of the other side's post, the day after, and then nothing any more
        (date(2032, 6, 1), date(2032, 6, 30)),
        (date(2032, 6, 30), date(2032, 7, 1)),
        (date(2032, 7, 1), None),
    ],
)
def test_the_day_on_which_a_fact_can_move(tmp_path: Path, as_of: date, until: date | None) -> None:
    """Until then the build of another day has nothing to look at."""
    portion = Portions(made(tmp_path).read(), home="VN", clearance=Marking.INTERNAL).of("FR")
    assert portion.until(as_of, WITHIN) == until


def test_a_commitment_comes_within_sight(tmp_path: Path) -> None:
    """The days before its date on which it is shown as falling due are a day that counts."""
    due = VALID["commitments/railway.yaml"] + "due: {date: 2033-01-31}\n"
    workspace = made(tmp_path, **{"commitments/railway.yaml": due})
    portion = Portions(workspace.read(), home="VN", clearance=Marking.INTERNAL).of("FR")
    assert portion.until(date(2032, 7, 1), timedelta(days=30)) == date(2033, 1, 1)
    assert portion.until(date(2033, 1, 31), timedelta(days=30)) == date(2033, 2, 1)
