"""``briefings list``: what the records hold, a line each."""

from __future__ import annotations

import json

import pytest
from records.workspaces import FR_MEETING, Workspace

from .conftest import Run

LINES = {
    "counterparts": "FR\tstate\tPháp / France\nNO\tstate\tNa Uy / Norway\n",
    "people": (
        "jeanne-exemple\tFR\tJeanne Exemple\tBộ trưởng / Minister\n"
        "kari-eksempel\tNO\tKari Eksempel\tBộ trưởng / Minister\n"
        "tran-van-a\tVN\tTrần Văn A / Tran Van A\tBộ trưởng / Minister\n"
    ),
    "meetings": (
        "2031-05-12\t2031-05-12-fr\tFR\t1\tGặp tại Geneva / Meeting in Geneva\n"
        "2031-05-13\t2031-05-13-no\tNO\t1\tGặp tại Oslo / Meeting in Oslo\n"
    ),
    "commitments": "railway\topen\t-\tVN,FR\tMở lại nhóm công tác / Reopen the working group\n",
    "topics": "trade\tThương mại / Trade\n",
}
COLUMNS = {
    "counterparts": ["code", "kind", "name"],
    "people": ["id", "side", "name", "posts"],
    "meetings": ["date", "id", "counterparts", "points", "title"],
    "commitments": ["id", "status", "due", "by", "title"],
    "topics": ["id", "label"],
}


@pytest.mark.parametrize("what", LINES)
def test_lines(run: Run, what: str) -> None:
    """Each thing has a line, its columns separated by tabs."""
    result = run("list", what)
    assert (result.code, result.out, result.err) == (0, LINES[what], "")


@pytest.mark.parametrize("what", LINES)
def test_json(run: Run, what: str) -> None:
    """As JSON the columns have names."""
    result = run("list", what, "--json")
    assert (result.code, result.err) == (0, "")
    data = json.loads(result.out)
    assert [list(row) for row in data] == [COLUMNS[what]] * len(data)
    assert "".join("\t".join(row.values()) + "\n" for row in data) == LINES[what]


def test_commitment_with_a_day_and_an_outcome(workspace: Workspace, run: Run) -> None:
    """A commitment bears its last status and the day on which it is due."""
    workspace.add(
        "commitments/railway.yaml",
        "due: {date: 2031-12}\noutcomes:\n  - {date: 2031-05, status: done, "
        "text: {vi: Xong, en: Done}, evidence: [{id: gazette, paragraph: 2}], confirmation: confirmed}\n",
    )
    assert run("list", "commitments").out.startswith("railway\tdone\t2031-12\tVN,FR\t")


def test_broken_records(workspace: Workspace, run: Run) -> None:
    """What can be read is listed; that the list is not whole is said, and is the exit code."""
    workspace.change(FR_MEETING, "mode: in-person", "mode: shouted")
    result = run("list", "meetings")
    assert (result.code, result.out) == (1, LINES["meetings"].splitlines(keepends=True)[1])
    assert result.err == "1 error in the records; briefings check names them.\n"


def test_unknown_list(run: Run) -> None:
    """A list that there is not is wrong usage, said with those that there are."""
    result = run("list", "sources")
    assert (result.code, result.out) == (2, "")
    assert "'counterparts', 'people', 'meetings', 'commitments', 'topics'" in result.err
