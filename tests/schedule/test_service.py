"""A turn of the scheduler: what is due is made once, goes on after a crash, and tells what it leaves out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import Connection

import pytest
from cli.delivering import CONFIG
from delivery.conftest import Clock
from delivery.servers import Post, serving
from records.workspaces import FR_MEETING, VALID, Workspace

from briefings import config
from briefings.circulation import Mail
from briefings.config import Config
from briefings.delivery import dispatch, outbox, store
from briefings.errors import BriefingsError
from briefings.records import Reading, read
from briefings.render.worker import Job
from briefings.schedule import runs, service
from briefings.schedule.runs import RunState
from briefings.schedule.service import Done

SUNDAY = datetime(2031, 11, 30, 12, tzinfo=UTC)
MONDAY = datetime(2031, 12, 1, 0, 0, tzinfo=UTC)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Connection]:
    """Return an empty database."""
    with store.opened(tmp_path / "delivery.sqlite3") as made:
        yield made


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a workspace whose records are a month old on the Monday of these tests."""
    made = Workspace(tmp_path / "desk" / "records")
    for name, text in VALID.items():
        made.write(name, text)
        age(made, name, MONDAY - timedelta(days=30))
    return made


def age(workspace: Workspace, name: str, moment: datetime) -> None:
    """Let a file have been written at a moment."""
    os.utime(workspace.folder / name, (moment.timestamp(),) * 2)


def pages(jobs: Sequence[Job], _: Config) -> Iterator[tuple[Job, bytes | BriefingsError]]:
    """Make stand-ins for the files."""
    yield from ((job, job.page.encode()) for job in jobs)


def turn(opened: Connection, workspace: Workspace, clock: Clock, mail: Mail, text: str = CONFIG) -> Done:
    """Do what is due."""
    workspace.write("../config.yaml", text.format(port=mail.port))
    folder = workspace.folder.parent

    def load() -> tuple[Config, Reading]:
        return config.load(folder, {}), read(workspace.folder, home="VN")

    return service.turn(opened, folder, load, {}, clock, render=pages)


def test_a_monday(opened: Connection, workspace: Workspace) -> None:
    """Nothing on Sunday, two messages on Monday at seven in Hanoi, nothing in the hours after it."""
    post, clock = Post(), Clock(SUNDAY)
    with serving(post) as mail:
        assert turn(opened, workspace, clock, mail).made == []
        clock.now = MONDAY
        assert len(turn(opened, workspace, clock, mail).sent.taken) == 2
        for _ in range(12):
            clock.on(hours=1)
            assert turn(opened, workspace, clock, mail).made == []
    assert len(post.taken) == 2
    assert str(post.taken[0].message["Date"]) == "Mon, 01 Dec 2031 00:00:00 +0000"


def test_a_week_in_which_nothing_changed(opened: Connection, workspace: Workspace) -> None:
    """The next Monday sends nothing; a note, if one was asked for; an edition, if something changed."""
    post, clock = Post(), Clock(SUNDAY)
    noted = CONFIG.replace("schedule: weekly}}", "schedule: weekly, note_when_unchanged: true}}")
    with serving(post) as mail:
        turn(opened, workspace, clock, mail)
        clock.now = MONDAY
        turn(opened, workspace, clock, mail)
        clock.on(days=7)
        done = turn(opened, workspace, clock, mail)
        assert [one.why for one in done.made[0][1].skipped] == [
            "nothing has changed since the last edition"
        ] * 2
        clock.on(days=7)
        turn(opened, workspace, clock, mail, noted)
        assert [str(one.message["Subject"]) for one in post.taken[2:]] == [
            "Hồ sơ đối tác: Pháp: không có gì mới",
            "Briefing dossier: France: nothing new",
        ]
        workspace.change(FR_MEETING, "Mở lại nhóm công tác.", "Lập nhóm công tác.")
        age(workspace, FR_MEETING, clock.now)
        clock.on(days=7)
        turn(opened, workspace, clock, mail)
    assert [one.recipients[0] for one in post.taken[4:]] == ["an@example.org"], "English did not change"


class Died(BaseException):
    """Stands for the end of the process."""


def test_a_crash_after_some_messages(
    opened: Connection, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next turn sends the rest, and nothing again."""
    post, clock = Post(), Clock(SUNDAY)
    with serving(post) as mail:
        turn(opened, workspace, clock, mail)
        clock.now = MONDAY
        begin, begun = outbox.begin, []

        def dying(*given: object, **more: object) -> bool:
            if begun:
                raise Died
            begun.append(1)
            return begin(*given, **more)  # type: ignore[arg-type]

        with monkeypatch.context() as patched:
            patched.setattr(dispatch.outbox, "begin", dying)
            with pytest.raises(Died):
                turn(opened, workspace, clock, mail)
        assert len(post.taken) == 1
        clock.on(minutes=5)
        turn(opened, workspace, clock, mail)
    assert [one.recipients[0] for one in post.taken] == ["an@example.org", "binh@example.org"]


def test_a_crash_before_anything_was_queued(
    opened: Connection, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run is still due."""
    post, clock = Post(), Clock(SUNDAY)

    def dying(*_: object, **__: object) -> int:
        raise Died

    with serving(post) as mail:
        turn(opened, workspace, clock, mail)
        clock.now = MONDAY
        with monkeypatch.context() as patched:
            patched.setattr(service.rounds, "queue", dying)
            with pytest.raises(Died):
                turn(opened, workspace, clock, mail)
        clock.on(minutes=5)
        turn(opened, workspace, clock, mail)
    assert len(post.taken) == 2


def test_a_change_of_the_last_hours_waits_and_is_told(opened: Connection, workspace: Workspace) -> None:
    """The message says that a change is not in it; the edition has the text that was released."""
    post, clock = Post(), Clock(SUNDAY - timedelta(days=7))
    with serving(post) as mail:
        turn(opened, workspace, clock, mail)
        clock.now = MONDAY - timedelta(days=7)
        turn(opened, workspace, clock, mail)
        workspace.change(FR_MEETING, "Mở lại nhóm công tác.", "Lập nhóm công tác.")
        age(workspace, FR_MEETING, MONDAY - timedelta(hours=2))
        clock.now = MONDAY
        always = CONFIG.replace("schedule: weekly}}", "schedule: weekly, send: always}}")
        done = turn(opened, workspace, clock, mail, always)
    assert done.waiting == [FR_MEETING]
    body = post.taken[2].message.get_body(("plain",))
    assert body is not None
    said = body.get_content()
    assert "1 thay đổi mới đây chưa được đưa vào bản này, còn chờ rà soát." in said
    assert "Lập nhóm" not in said
    assert "Mở lại nhóm công tác." in said


def test_what_could_not_be_made_is_made_later(opened: Connection, workspace: Workspace) -> None:
    """The run stays open, the owner is told once, and a mended record completes it."""
    post, clock = Post(), Clock(SUNDAY)
    with serving(post) as mail:
        turn(opened, workspace, clock, mail)
        workspace.change(FR_MEETING, "{id: gazette, paragraph: 2}", "{id: gazete, paragraph: 2}")
        age(workspace, FR_MEETING, MONDAY - timedelta(days=2))
        clock.now = MONDAY
        both = CONFIG.replace("counterparts: [FR]", "counterparts: [FR, NO]")
        for _ in range(3):
            turn(opened, workspace, clock, mail, both)
            clock.on(minutes=5)
        run = runs.last(opened, "weekly")
        assert run is not None
        assert run.state is RunState.OPEN
        assert [one.recipients[0][:4] for one in post.taken] == ["an@e", "binh", "chi@"]
        workspace.change(FR_MEETING, "{id: gazete, paragraph: 2}", "{id: gazette, paragraph: 2}")
        age(workspace, FR_MEETING, MONDAY - timedelta(days=2))
        turn(opened, workspace, clock, mail, both)
    assert [one.recipients[0][:4] for one in post.taken[3:]] == ["an@e", "binh"]
    run = runs.last(opened, "weekly")
    assert run is not None
    assert run.state is RunState.DONE


def test_a_run_that_came_too_late_is_told_to_the_owner(opened: Connection, workspace: Workspace) -> None:
    """Nobody waits for a message without a word of why it did not come."""
    post, clock = Post(), Clock(SUNDAY)
    monthly = CONFIG.replace("0 7 * * 1", "0 7 1 * *")
    with serving(post) as mail:
        turn(opened, workspace, clock, mail, monthly)
        clock.now = MONDAY + timedelta(days=9)
        turn(opened, workspace, clock, mail, monthly)
    (told,) = post.taken
    assert told.recipients == ("chi@example.org",)
    body = told.message.get_body(("plain",))
    assert body is not None
    assert "The run of weekly due at 2031-12-01T00:00:00+00:00 was not made in 7 days." in body.get_content()


def test_when_to_look_again(opened: Connection, workspace: Workspace) -> None:
    """At the next due time, and after a minute at the latest: the clock may be set."""
    workspace.write("../config.yaml", CONFIG.format(port=9))
    delivery = config.load(workspace.folder.parent, {}).delivery
    assert delivery is not None
    soon = MONDAY - timedelta(seconds=20)
    assert service.next_turn(opened, delivery, now=soon) == MONDAY
    assert service.next_turn(opened, delivery, now=SUNDAY) == SUNDAY + timedelta(minutes=1)
    assert service.next_turn(opened, replace(delivery, schedules=()), now=SUNDAY) == SUNDAY + timedelta(
        minutes=1
    )
