"""Rounds: what is sent on which condition, and what happens where a message is too large."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from sqlite3 import Connection

import pytest
from records.workspaces import FR_MEETING, VALID, Workspace

from briefings.circulation import Carried, Delivery, Mail, Recipient, Subscription, When
from briefings.config import Config
from briefings.delivery import outbox, rounds
from briefings.delivery.register import State
from briefings.delivery.rounds import Office, Plan, Round
from briefings.errors import BriefingsError
from briefings.model.markings import Marking
from briefings.render.worker import Job

from .conftest import BEGIN
from .servers import SENDER

AN = Recipient("an", "Nguyễn Văn An", "an@example.org", Marking.PUBLIC, format=Carried.HTML)
FRANCE = Subscription("france", ("an",), ("FR",))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a valid workspace."""
    made = Workspace(tmp_path / "desk" / "records")
    for name, text in VALID.items():
        made.write(name, text)
    return made


def office(workspace: Workspace, *subscriptions: Subscription, **mail: int) -> Office:
    """Return where rounds of a workspace take place."""
    server = replace(Mail("127.0.0.1", SENDER, ("example.org",), 9), **mail)
    delivery = Delivery(server, "an", (AN,), subscriptions=subscriptions or (FRANCE,))
    return Office(workspace.folder.parent, Config(delivery=delivery), delivery, workspace.read())


def large(jobs: Sequence[Job], _: Config) -> Iterator[tuple[Job, bytes | BriefingsError]]:
    """Make files of nine hundred kilobytes, which are 1.2 megabytes in a message."""
    yield from ((job, b"x" * 900_000) for job in jobs)


def plan(made: Office, opened: Connection, run: str = "one", day: date = date(2032, 1, 5)) -> Plan:
    """Return what a round comes to, and queue it."""
    found = rounds.plan(made, Round(run, made.delivery.subscriptions, day, BEGIN), opened, render=large)
    rounds.queue_at_once(opened, found, now=BEGIN, give_up=timedelta(hours=1))
    return found


def text(raw: bytes) -> str:
    """Return the plain body of a message."""
    message = message_from_bytes(raw, policy=policy.SMTP)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


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


def test_two_subscriptions_to_the_same(workspace: Workspace, opened: Connection) -> None:
    """One message, by the first of them."""
    found = plan(office(workspace, FRANCE, Subscription("all", ("an",))), opened)
    assert [one.counterpart for one in found.drafts] == ["FR", "NO"]


def test_a_counterpart_that_is_not_there(workspace: Workspace, opened: Connection) -> None:
    """It is named, with the nearest that is; the others are made."""
    found = plan(office(workspace, replace(FRANCE, counterparts=("FR", "NOO"))), opened)
    assert len(found.drafts) == 1
    assert [str(one) for one in found.problems] == [
        'delivery.subscriptions\n  No counterpart has the code "NOO". Did you mean "NO"?'
    ]


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
