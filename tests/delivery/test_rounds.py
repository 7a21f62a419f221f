"""Rounds: what happens where a message is too large, or cannot be made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from sqlite3 import Connection

from records.workspaces import Workspace

from briefings.config import Config
from briefings.delivery import rounds
from briefings.delivery.wants import Round
from briefings.errors import BriefingsError
from briefings.render.worker import Job

from .conftest import BEGIN
from .offices import FRANCE, office, plan, text


def test_too_large_after_encoding(workspace: Workspace, opened: Connection) -> None:
    """What is small enough as a file is too large as a message: the summary goes alone, and says why."""
    (draft,) = plan(office(workspace, max_megabytes=1), opened).drafts
    assert draft.file is None
    assert len(draft.raw) < 100_000
    assert "thư sẽ có dung lượng 1.2 megabyte, trong khi chỉ được phép tối đa 1." in text(draft.raw)


def test_just_small_enough(workspace: Workspace, opened: Connection) -> None:
    """The same file goes along where two megabytes are allowed."""
    (draft,) = plan(office(workspace, max_megabytes=2), opened).drafts
    assert draft.file is not None


def test_a_control_character_in_a_counterparts_name(workspace: Workspace, opened: Connection) -> None:
    """The message that would carry it is not made; the others are."""
    hidden = '"=?utf-8?q?P=0ABcc:_spy=40example.com?="'
    workspace.change("counterparts/FR.yaml", "{vi: Pháp, en: France}", hidden)
    found = plan(office(workspace, replace(FRANCE, counterparts=("FR", "NO"))), opened)
    assert [one.counterpart for one in found.drafts] == ["NO"]
    assert found.problems[0].what.startswith("There is an encoded word in subject:")


def test_a_file_that_cannot_be_made(workspace: Workspace, opened: Connection) -> None:
    """Its reader is told nothing; the round says why."""

    def failing(jobs: Sequence[Job], _: Config) -> Iterator[tuple[Job, bytes | BriefingsError]]:
        yield from ((job, BriefingsError("It did not fit.")) for job in jobs)

    made = office(workspace)
    found = rounds.plan(
        made, Round("x", made.delivery.subscriptions, date(2032, 1, 5), BEGIN), opened, render=failing
    )
    assert found.drafts == []
    assert [one.what for one in found.problems] == ["It did not fit."]
