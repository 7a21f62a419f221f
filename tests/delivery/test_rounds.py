"""Rounds: what happens where a message is too large, or cannot be made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from sqlite3 import Connection

import pytest
from pebble import ProcessPool
from records.workspaces import Workspace

from briefings.build import workers
from briefings.circulation import Carried
from briefings.config import Config
from briefings.delivery import notices, rounds
from briefings.delivery.enclosures import Renderer, rendered
from briefings.delivery.wants import Round
from briefings.errors import BriefingsError
from briefings.render.worker import Job, Made

from .conftest import BEGIN
from .offices import AN, FRANCE, office, plan, text


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


def silent(_: Sequence[Job], __: Config) -> Iterator[tuple[Job, bytes | BriefingsError]]:
    """Make nothing, and say nothing of it."""
    yield from ()


def empty(_: ProcessPool, jobs: Iterable[Job], __: Config) -> Iterator[tuple[Job, Made]]:
    """Say of each page that it was made, and hand over no file."""
    yield from ((job, Made("the page", None)) for job in jobs)


@pytest.mark.parametrize("render", [silent, rendered])
def test_a_file_of_which_nothing_came(
    render: Renderer, workspace: Workspace, opened: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No message goes without the file that it should carry, and the owner is told which."""
    monkeypatch.setattr(workers, "results", empty)
    made = office(workspace, replace(FRANCE, to=("an", "binh")))
    binh = replace(AN, id="binh", address="binh@example.org", format=Carried.SUMMARY)
    made = replace(made, delivery=replace(made.delivery, recipients=(AN, binh)))
    asked = Round("x", made.delivery.subscriptions, date(2032, 1, 5), BEGIN)
    found = rounds.plan(made, asked, opened, render=render)
    assert [one.recipient for one in found.drafts] == ["binh"]
    (problem,) = found.problems
    assert str(problem) == (
        "FR.vi.html\n  No file came of it, and nothing says why. "
        "Send it again; if that does not help, please report it."
    )
    (notice,) = notices.of_plan(made, found, "x", BEGIN)
    assert "Not made: FR, for an" in text(notice.raw)
    assert "FR.vi.html No file came of it" in text(notice.raw)
