"""What an audience sees of a counterpart, or why it sees nothing."""

from __future__ import annotations

from dataclasses import replace
from sqlite3 import Connection

from records.workspaces import Workspace

from .offices import FRANCE, office, plan


def test_a_counterpart_that_is_not_there(workspace: Workspace, opened: Connection) -> None:
    """It is named, with the nearest that is; the others are made."""
    found = plan(office(workspace, replace(FRANCE, counterparts=("FR", "NOO"))), opened)
    assert len(found.drafts) == 1
    assert [str(one) for one in found.problems] == [
        'delivery.subscriptions\n  No counterpart has the code "NOO". Did you mean "NO"?'
    ]
