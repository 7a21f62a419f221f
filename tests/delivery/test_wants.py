"""What the subscriptions of a round ask for."""

from __future__ import annotations

from sqlite3 import Connection

from records.workspaces import Workspace

from briefings.circulation import Subscription

from .offices import FRANCE, office, plan


def test_two_subscriptions_to_the_same(workspace: Workspace, opened: Connection) -> None:
    """One message, by the first of them."""
    found = plan(office(workspace, FRANCE, Subscription("all", ("an",))), opened)
    assert [one.counterpart for one in found.drafts] == ["FR", "NO"]
