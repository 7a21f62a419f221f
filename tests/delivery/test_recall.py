"""Recalls: what is corrected is what was wrong, wherever it stands by now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from sqlite3 import Connection

from records.workspaces import FR_MEETING, Workspace

from briefings.config import History
from briefings.delivery import outbox
from briefings.delivery.office import Office
from briefings.delivery.recall import Recall, recall
from briefings.delivery.register import State

from .conftest import BEGIN
from .offices import office, plan, text

POINT = "2031-05-12-fr.s1"


def recalled(made: Office, opened: Connection) -> Recall:
    """Return what a recall of the point comes to."""
    return recall(made, opened, POINT, as_of=date(2032, 1, 5), at=BEGIN)


def test_a_point_that_went_into_the_archive(workspace: Workspace, opened: Connection) -> None:
    """A round shows the latest meeting alone; a recall finds the point in the archive, not withdrawn."""
    made = office(workspace)
    made = replace(made, config=replace(made.config, history=History(5, 1)))
    plan(made, opened)
    outbox.settle(opened, 1, State.SENT, "250", now=BEGIN)
    later = workspace.text(FR_MEETING).replace("date: 2031-05-12", "date: 2031-11-12")
    workspace.write("meetings/2031-11-12-fr.yaml", later.replace("conference: tourism-2031\n", ""))
    made = replace(made, reading=workspace.read())
    (state,) = plan(made, opened, "two").states.values()
    assert [one.address for one in state.points] == ["2031-11-12-fr.s1"]
    found = recalled(made, opened)
    assert ([one.id for one in found.right], found.drafts, found.unsent) == ([1], [], [])
    workspace.change(FR_MEETING, "Mở lại nhóm công tác.", "Lập nhóm công tác.")
    (draft,) = recalled(replace(made, reading=workspace.read()), opened).drafts
    assert "12/5/2031 Lập nhóm công tác." in text(draft.raw)
