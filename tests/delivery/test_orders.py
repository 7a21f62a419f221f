"""What is sent on which condition, and what is left out."""

from __future__ import annotations

from dataclasses import replace
from sqlite3 import Connection

import pytest
from records.workspaces import FR_MEETING, Workspace

from briefings.circulation import When
from briefings.delivery import outbox
from briefings.delivery.register import State

from .conftest import BEGIN
from .offices import FRANCE, office, plan, text


def test_the_same_round_queues_once(workspace: Workspace, opened: Connection) -> None:
    """Whoever asks for it, and however often."""
    made = office(workspace, replace(FRANCE, send=When.ALWAYS))
    assert len(plan(made, opened).drafts) == 1
    assert [one.why for one in plan(made, opened).skipped] == ["it is in the outbox already (queued)"]
    assert len(plan(made, opened, "two").drafts) == 1


@pytest.mark.parametrize("state", [State.QUEUED, State.SENDING, State.UNKNOWN])
def test_what_is_under_way_is_not_sent_beside_itself(
    state: State, workspace: Workspace, opened: Connection
) -> None:
    """An unchanged dossier whose last message is not settled makes no second one."""
    made = office(workspace)
    plan(made, opened)
    outbox.settle(opened, 1, state, "", now=BEGIN)
    assert [one.why for one in plan(made, opened, "two").skipped] == [f"this edition is {state} already"]


@pytest.mark.parametrize("state", [State.REFUSED, State.CANCELLED])
def test_what_was_not_sent_is_sent_with_the_next_round(
    state: State, workspace: Workspace, opened: Connection
) -> None:
    """It never reached the reader: the next round says so as a first edition."""
    made = office(workspace)
    plan(made, opened)
    outbox.settle(opened, 1, state, "", now=BEGIN)
    (draft,) = plan(made, opened, "two").drafts
    assert "Đây là bản đầu tiên" in text(draft.raw)


def test_only_if_anything_is_known(workspace: Workspace, opened: Connection) -> None:
    """``nonempty`` keeps an empty dossier back."""
    some = replace(FRANCE, send=When.NONEMPTY, counterparts=("FR", "AA"))
    workspace.write("counterparts/AA.yaml", "kind: state\nname: {vi: A, en: A}\nmarking: public\n")
    found = plan(office(workspace, some), opened)
    assert [one.counterpart for one in found.drafts] == ["FR"]
    assert [(one.want.counterpart, one.why) for one in found.skipped] == [("AA", "nothing is on record")]


def test_changes_start_from_the_last_that_arrived(workspace: Workspace, opened: Connection) -> None:
    """What was refused or is unknown in between does not count as read."""
    made = office(workspace)
    plan(made, opened)
    outbox.settle(opened, 1, State.SENT, "250", now=BEGIN)
    workspace.change(FR_MEETING, "Mở lại nhóm công tác.", "Lập nhóm công tác.")
    plan(replace(made, reading=workspace.read()), opened, "two")
    outbox.settle(opened, 2, State.UNKNOWN, "", now=BEGIN)
    workspace.change(FR_MEETING, "Lập nhóm công tác.", "Lập lại nhóm công tác.")
    (draft,) = plan(replace(made, reading=workspace.read()), opened, "three").drafts
    assert "[-Mở-] {+Lập+} lại nhóm công tác." in text(draft.raw)
