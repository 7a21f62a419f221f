"""Records that were changed only just now: readers get what was released before, until somebody looked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import Connection

import pytest
from records.workspaces import FR_MEETING, VALID, Workspace

from briefings.delivery import store
from briefings.schedule import quarantine
from briefings.schedule.quarantine import Checked

NOW = datetime(2031, 12, 1, tzinfo=UTC)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Connection]:
    """Return an empty database."""
    with store.opened(tmp_path / "delivery.sqlite3") as made:
        yield made


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return records that were all written a month ago."""
    made = Workspace(tmp_path / "records")
    for name, text in VALID.items():
        made.write(name, text)
        age(made, name, 30 * 24)
    return made


def age(workspace: Workspace, name: str, hours: float) -> None:
    """Let a file be as old as that."""
    moment = (NOW - timedelta(hours=hours)).timestamp()
    os.utime(workspace.folder / name, (moment, moment))


def check(opened: Connection, workspace: Workspace, now: datetime = NOW, hours: int | None = 24) -> Checked:
    """Return the records as they may be sent."""
    return quarantine.check(opened, workspace.folder, workspace.read(), home="VN", now=now, hours=hours)


def text(checked: Checked) -> str | None:
    """Return what the point of the meeting with France says."""
    return checked.reading.records.meetings["2031-05-12-fr"].statements[0].text.vi


def test_what_is_old_waits_for_nothing(opened: Connection, workspace: Workspace) -> None:
    """The records are used as they were read."""
    reading = workspace.read()
    found = quarantine.check(opened, workspace.folder, reading, home="VN", now=NOW, hours=24)
    assert found.waiting == ()
    assert found.reading is reading


def test_a_change_waits_for_a_day(opened: Connection, workspace: Workspace) -> None:
    """Meanwhile readers get the text that was released before, under the same name of the file."""
    check(opened, workspace)
    workspace.change(FR_MEETING, "Mở lại nhóm công tác.", "Lập nhóm công tác.")
    age(workspace, FR_MEETING, 1)
    found = check(opened, workspace)
    assert found.waiting == (FR_MEETING,)
    assert text(found) == "Mở lại nhóm công tác."
    assert not found.reading.problems
    assert text(check(opened, workspace, NOW + timedelta(hours=23))) == "Lập nhóm công tác."


def test_a_new_record_waits_altogether(opened: Connection, workspace: Workspace) -> None:
    """It was never released: it is not there, and what is wrong in it harms nobody."""
    check(opened, workspace)
    workspace.write("meetings/2031-11-30-fr.yaml", "not: [yet")
    age(workspace, "meetings/2031-11-30-fr.yaml", 1)
    found = check(opened, workspace)
    assert found.waiting == ("meetings/2031-11-30-fr.yaml",)
    assert not found.reading.blocked


def test_what_is_reviewed_goes(opened: Connection, workspace: Workspace) -> None:
    """As it stood then: a further change waits again."""
    check(opened, workspace)
    workspace.change(FR_MEETING, "Mở lại nhóm công tác.", "Lập nhóm công tác.")
    age(workspace, FR_MEETING, 1)
    names = frozenset([FR_MEETING, "meetings/gone.yaml"])
    assert quarantine.review(opened, workspace.folder, names, now=NOW) == (FR_MEETING,)
    assert text(check(opened, workspace)) == "Lập nhóm công tác."
    workspace.change(FR_MEETING, "Lập nhóm công tác.", "Bỏ nhóm công tác.")
    age(workspace, FR_MEETING, 0)
    assert text(check(opened, workspace)) == "Lập nhóm công tác."


def test_a_checkout_that_changes_nothing(opened: Connection, workspace: Workspace) -> None:
    """A file that is written anew with the text that was released waits for nothing."""
    check(opened, workspace)
    age(workspace, FR_MEETING, 0)
    assert check(opened, workspace).waiting == ()


def test_a_file_from_the_future_waits(opened: Connection, workspace: Workspace) -> None:
    """A time that is still to come is no proof of age."""
    age(workspace, FR_MEETING, -1000)
    assert check(opened, workspace).waiting == (FR_MEETING,)


def test_a_schedule_that_waits_for_nothing(opened: Connection, workspace: Workspace) -> None:
    """Its settings may say so."""
    age(workspace, FR_MEETING, 0)
    assert check(opened, workspace, hours=None).waiting == ()
