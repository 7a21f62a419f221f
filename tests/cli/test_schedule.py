"""``briefings schedule``, ``status`` and ``review`` as a person uses them."""

from __future__ import annotations

import configparser
import json
import os
import signal
import sys
import time
from datetime import UTC, datetime

import pytest
from records.workspaces import FR_MEETING, Workspace

from briefings.cli import deliveries

from .conftest import Command, Run
from .delivering import deliver

SUNDAY = datetime(2031, 11, 30, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def sunday(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> None:
    """Let it be a Sunday, in a workspace that delivers, whose records are old."""
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setattr(deliveries, "now", lambda: SUNDAY)
    deliver(workspace)
    for file in workspace.folder.rglob("*.yaml"):
        os.utime(file, (SUNDAY.timestamp() - 10**6,) * 2)


def test_list_and_next(run: Run) -> None:
    """Each schedule with its last and next run; the times of the next in its own zone."""
    said = run("schedule", "list", "--json")
    (found,) = json.loads(said.out)
    assert (found["last"], found["next"]) == (None, "2031-12-01T00:00:00+00:00")
    assert run("schedule", "list").out.startswith("weekly\t0 7 * * 1\tAsia/Ho_Chi_Minh\t-\t-\t")
    assert run("schedule", "next", "--count", "2").out == (
        "weekly\t2031-12-01 07:00+07:00\nweekly\t2031-12-08 07:00+07:00\n"
    )


def test_run_once_when_nothing_is_due(run: Run) -> None:
    """It ends, and says nothing."""
    said = run("schedule", "run", "--once")
    assert (said.code, said.out, said.err) == (0, "", "")


def test_status_of_a_workspace_that_never_sent(run: Run) -> None:
    """It says so, and makes nothing."""
    said = run("status")
    assert said.code == 0
    assert said.out.startswith("schedule weekly: last never, next 2031-12-01 ")
    assert "messages: 0 queued, 0 sending, 0 sent, 0 refused, 0 unknown, 0 cancelled" in said.out
    data = json.loads(run("status", "--json").out)
    assert data["messages"]["unknown"] == 0
    assert data["waiting_for_review"] == []


def test_review(run: Run, workspace: Workspace) -> None:
    """What waits is listed, is let go by name, and is in the status until then."""
    file = workspace.folder / FR_MEETING
    os.utime(file, (SUNDAY.timestamp(),) * 2)
    assert run("review").out == f"{FR_MEETING}\n"
    assert f"waits for review: {FR_MEETING}" in run("status").out
    assert run("review", f"records/{FR_MEETING}").out == f"{FR_MEETING}: reviewed\n"
    assert run("review").out == ""
    assert run("review", "meetings/gone.yaml").err == (
        'There is no record "meetings/gone.yaml". briefings review lists what waits.\n'
    )
    assert run("review", "--all", "x").code == 2


def test_install(run: Run, workspace: Workspace) -> None:
    """A service and a timer that also calls for what was missed; names of folders are quoted."""
    said = run("schedule", "install", "--dir", "units 100%")
    assert said.code == 0
    folder = workspace.folder.parent / "units 100%"
    timer, service = (configparser.ConfigParser(interpolation=None) for _ in range(2))
    timer.read(folder / "briefings.timer")
    service.read(folder / "briefings.service")
    assert timer["Timer"]["Persistent"] == "true"
    assert service["Service"]["Type"] == "oneshot"
    here = workspace.folder.parent.resolve()
    assert service["Service"]["ExecStart"] == (
        f'"{sys.executable}" "-m" "briefings" "schedule" "run" "--once" "--workspace" "{here}"'
    )
    assert "systemctl --user daemon-reload && systemctl --user enable --now briefings.timer" in said.out


def test_another_run_is_under_way(run: Run, workspace: Workspace) -> None:
    """One works at a time; the other says so and sends nothing."""
    from briefings.delivery import store  # noqa: PLC0415

    with store.locked(workspace.folder.parent / ".briefings" / "delivery.sqlite3", "lock"):
        said = run("schedule", "run", "--once")
    assert said.code == 1
    assert "Another run is under way. Wait until it has ended. Nothing was sent by this one." in said.err


def test_the_foreground_ends_with_ctrl_c(command: Command, workspace: Workspace) -> None:
    """One scheduler runs at a time; Ctrl-C ends it with 130, without a traceback."""
    lock = workspace.folder.parent / ".briefings" / "delivery.sqlite3.scheduler"
    first = command("schedule", "run")
    try:
        ends = time.monotonic() + 30
        while not lock.exists() and time.monotonic() < ends:
            time.sleep(0.05)
        second = command("schedule", "run")
        _, said = second.communicate(timeout=30)
        assert second.returncode == 1
        assert b"Another run is under way." in said
        first.send_signal(signal.SIGINT)
        _, said = first.communicate(timeout=30)
    finally:
        first.kill()
        first.wait()
    assert first.returncode == 130
    assert said.strip() == b"Interrupted. What was finished is kept."
