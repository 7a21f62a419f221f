"""``briefings send``: from the settings to the mailbox, once, and to nobody else."""

from __future__ import annotations

import json
from contextlib import nullcontext
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from delivery.servers import Post, serving
from records.workspaces import FR_MEETING, Workspace

from briefings.build import workers
from briefings.cli import deliveries
from briefings.render.worker import Made

from .conftest import Run
from .delivering import deliver


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every file be a line, and the day be one on which the records of the workspace are known."""
    monkeypatch.setattr(workers, "pool", lambda *_: nullcontext())
    monkeypatch.setattr(
        workers, "results", lambda _, jobs, __: ((job, Made("", job.page.encode())) for job in jobs)
    )
    monkeypatch.setattr(deliveries, "today", lambda: date(2032, 1, 5))


@pytest.fixture
def sending(workspace: Workspace) -> Workspace:
    """Return a workspace that delivers to nowhere, with short pages in the files."""
    deliver(workspace)
    return workspace


def test_each_gets_their_own_once(run: Run, workspace: Workspace) -> None:
    """Two recipients, each in their language; a second call sends nothing."""
    post = Post()
    with serving(post) as mail:
        deliver(workspace, mail.port)
        said = run("send", "--all")
        assert (said.code, said.err) == (0, "")
        assert said.out == (
            "1 an <an@example.org> edition FR vi: sent\n2 binh <binh@example.org> edition FR en: sent\n"
        )
        again = run("send", "--all")
    assert again.code == 0
    assert (
        again.out == "an FR vi: not sent, it is in the outbox already (sent)\n"
        "binh FR en: not sent, it is in the outbox already (sent)\n"
    )
    assert [one.recipients for one in post.taken] == [("an@example.org",), ("binh@example.org",)]
    first = post.taken[0].message
    assert str(first["To"]) == "Nguyễn Văn An <an@example.org>"
    assert str(first["From"]) == "Ban Hồ sơ <desk@briefings.example>"
    assert str(first["Subject"]).startswith("Hồ sơ đối tác: Pháp (")
    (file,) = list(first.iter_attachments())
    assert str(file.get_filename()).startswith("Hồ sơ đối tác Pháp 2")
    assert file.get_content_type() == "text/html"
    assert "Bcc" not in first


def test_what_changed_since_their_own_last_edition(run: Run, workspace: Workspace) -> None:
    """A corrected point is told to who had it wrong; who had no edition is told that it is the first."""
    post = Post()
    with serving(post) as mail:
        deliver(workspace, mail.port)
        assert run("send", "--all", "--to", "an").code == 0
        workspace.change(FR_MEETING, "Mở lại nhóm công tác.", "Lập nhóm công tác.")
        workspace.change(FR_MEETING, "Reopen the working group.", "Set up the working group.")
        said = run("send", "--all")
    assert said.code == 0
    bodies = [one.message.get_body(("plain",)) for one in post.taken]
    texts = ["" if one is None else one.get_content() for one in bodies]
    assert "Đây là bản đầu tiên được gửi đến đồng chí." in texts[0]
    assert "Nội dung (1\u00a0đã sửa)" in texts[1]
    assert "Việt Nam đề xuất Pháp: [-Mở lại-] {+Lập+} nhóm công tác." in texts[1]
    assert "This is the first edition that is sent to you." in texts[2]


def test_dry_run(run: Run, sending: Workspace) -> None:
    """Whole messages in a folder; nothing is sent, and nothing is remembered."""
    said = run("send", "--all", "--dry-run", "mail")
    assert (said.code, said.out) == (0, "mail/an.FR.vi.eml\nmail/binh.FR.en.eml\n")
    home = sending.folder.parent
    message = message_from_bytes((home / "mail/binh.FR.en.eml").read_bytes(), policy=policy.SMTP)
    assert message["Subject"].startswith("Briefing dossier: France (")
    assert not (home / ".briefings" / "delivery.sqlite3").exists()


def test_to_a_tester_instead(run: Run, workspace: Workspace) -> None:
    """Everything that the tester may see goes to them, is marked, and counts for nothing."""
    post = Post()
    with serving(post) as mail:
        deliver(workspace, mail.port)
        said = run("send", "--all", "--test", "an@example.org")
        assert said.code == 0
        assert "binh FR en: not sent, an may not see what binh may see" in said.out
        assert [one.recipients for one in post.taken] == [("an@example.org",)]
        assert post.taken[0].message["Subject"].startswith("[TEST an] Hồ sơ")
        assert run("send", "--all").out.count(": sent") == 2


@pytest.mark.usefixtures("sending")
def test_a_tester_whose_clearance_nobody_knows(run: Run) -> None:
    """An address that is not in the settings is wrong usage."""
    said = run("send", "--all", "--test", "me@example.org")
    assert said.code == 2
    assert said.err == (
        '"me@example.org" is no address of a recipient. '
        "Only a recipient of config.yaml has a clearance: add the address there.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ([], "Name subscriptions with --subscription, or ask for --all of them.\n"),
        (["--all", "--subscription", "france"], "Ask for --subscription or for --all, not for both.\n"),
        (["--subscription", "frnce"], 'No subscription is called "frnce". Did you mean "france"?\n'),
        (["--all", "--to", "bin"], 'No recipient or list is called "bin". Did you mean "binh"?\n'),
    ],
)
@pytest.mark.usefixtures("sending")
def test_wrong_usage(arguments: list[str], error: str, run: Run) -> None:
    """What is asked for has to be there."""
    said = run("send", *arguments)
    assert (said.code, said.err) == (2, error)


def test_without_settings(run: Run) -> None:
    """A workspace that delivers nothing says where to write it."""
    said = run("send", "--all")
    assert said.code == 1
    assert said.err == (
        "delivery\n  Nothing says who gets what. "
        "Write the part delivery: in config.yaml; docs/delivery.md shows one.\n"
    )


def test_a_refusal_is_told_to_the_owner(run: Run, workspace: Workspace) -> None:
    """The other message goes; the exit code is 1; the owner gets a message; status says what to do."""
    post = Post(rcpt=lambda address: "550 no such mailbox" if address.startswith("an") else None)
    with serving(post) as mail:
        deliver(workspace, mail.port)
        said = run("send", "--all")
    assert said.code == 1
    assert said.err == "1 an <an@example.org> edition FR vi: refused. 550 no such mailbox\n"
    assert [one.recipients[0] for one in post.taken] == ["binh@example.org", "chi@example.org"]
    body = post.taken[1].message.get_body(("plain",))
    assert body is not None
    assert "Refused: message 1 (FR, for an): 550 no such mailbox" in body.get_content()
    status = run("status")
    assert status.code == 1
    assert "refused: 1 an <an@example.org> edition FR vi: 550 no such mailbox" in status.out
    assert "briefings outbox retry NUMBER" in status.out
    listed = json.loads(run("outbox", "list", "--json").out)
    assert [one["state"] for one in listed] == ["refused", "sent", "sent"]
    with serving(Post()) as mail:
        deliver(workspace, mail.port)
        assert run("outbox", "retry", "1").out == "1 an <an@example.org> edition FR vi: sent\n"
    assert run("status").code == 0


def test_no_server(run: Run, sending: Workspace) -> None:
    """Nothing is lost: both wait, and a later try sends them."""
    said = run("send", "--all")
    assert said.code == 1
    assert "The server 127.0.0.1:9 cannot be reached: Connection refused." in said.err
    post = Post()
    with serving(post) as mail:
        deliver(sending, mail.port)
        assert run("outbox", "retry").code == 0
    assert len(post.taken) == 2


def test_one_bad_dossier_costs_no_other(run: Run, workspace: Workspace) -> None:
    """What cannot be made is named and told to the owner; the rest goes."""
    workspace.change(FR_MEETING, "source: {id: gazette, paragraph: 2}", "source: {id: gazete, paragraph: 2}")
    post = Post()
    with serving(post) as mail:
        deliver(workspace, mail.port, **{"counterparts: [FR]": "counterparts: [FR, NO]"})
        said = run("send", "--all")
    assert said.code == 1
    assert "an FR vi: not made." in said.err
    assert [one.recipients[0] for one in post.taken] == [
        "an@example.org",
        "binh@example.org",
        "chi@example.org",
    ]
    assert [str(one.message["Subject"])[:15] for one in post.taken[:2]] == [
        "Hồ sơ đối tác: ",
        "Briefing dossie",
    ]


@pytest.mark.usefixtures("sending")
def test_preview(run: Run) -> None:
    """The text of the message, with the name of the file that would come with it."""
    said = run("preview", "--to", "an", "--country", "pháp")
    assert said.code == 0
    assert said.out.startswith(
        "From: Ban Hồ sơ <desk@briefings.example>\nTo: Nguyễn Văn An <an@example.org>\n"
    )
    assert "+ Hồ sơ đối tác Pháp " in said.out
    assert "Kính gửi Nguyễn Văn An," in said.out
    assert run("preview", "--to", "chi").err == (
        '"chi" would be sent nothing. Look at its subscriptions and its clearance in config.yaml.\n'
    )


def test_log_and_show(run: Run, workspace: Workspace) -> None:
    """Every step of a message is on record, and the message itself until it is sent."""
    deliver(workspace)
    run("send", "--all", "--to", "an")
    raw = run("outbox", "show", "1", "--raw")
    assert "Message-ID: <" in raw.out
    assert run("outbox", "cancel", "1").out == "1: cancelled\n"
    steps = json.loads(run("outbox", "show", "1", "--json").out)["events"]
    assert [one["state"] for one in steps] == ["queued", "queued", "cancelled"]
    assert [line.split("\t")[4] for line in run("log").out.splitlines()] == ["queued", "queued", "cancelled"]
    assert run("outbox", "cancel", "1").err == (
        "Message 1 is cancelled. "
        "Only what is queued can be cancelled; briefings recall corrects what was sent.\n"
    )
    assert run("outbox", "show", "7").code == 2


def test_recall(run: Run, workspace: Workspace) -> None:
    """A corrected point is corrected with exactly those who were sent it, once."""
    post = Post()
    with serving(post) as mail:
        deliver(workspace, mail.port)
        assert run("send", "--all", "--to", "an").code == 0
        same = run("recall", "--statement", "2031-05-12-fr.s1")
        assert (same.code, same.out) == (0, "an FR vi: was sent it as it stands now\n")
        workspace.change(FR_MEETING, "Mở lại nhóm công tác.", "Lập nhóm công tác.")
        dry = run("recall", "--statement", "2031-05-12-fr.s1", "--dry-run")
        assert (dry.code, dry.out) == (0, "an <an@example.org> FR vi\n")
        assert run("recall", "--statement", "2031-05-12-fr.s1").code == 0
        assert (
            "has this correction in the outbox already"
            in run("recall", "--statement", "2031-05-12-fr.s1").err
        )
    assert [one.recipients[0] for one in post.taken] == ["an@example.org"] * 2
    body = post.taken[1].message.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "12/5/2031 Mở lại nhóm công tác." in text
    assert "12/5/2031 Lập nhóm công tác." in text


@pytest.mark.usefixtures("sending")
def test_recall_of_what_nobody_has(run: Run) -> None:
    """An address that was sent to nobody is wrong usage."""
    said = run("recall", "--statement", "2031-05-12-fr.s9", "--dry-run")
    assert said.code == 2
    assert said.err.startswith('No point with the address "2031-05-12-fr.s9" was sent to anybody.')


def test_a_withdrawn_point(run: Run, workspace: Workspace) -> None:
    """A point that is gone from the records is withdrawn."""
    post = Post()
    with serving(post) as mail:
        deliver(workspace, mail.port)
        assert run("send", "--all", "--to", "binh").code == 0
        file = workspace.folder / FR_MEETING
        text = file.read_text(encoding="utf-8")
        file.write_text(text[: text.index("statements:")], encoding="utf-8")
        assert run("recall", "--statement", "2031-05-12-fr.s1").code == 0
    body = post.taken[1].message.get_body(("plain",))
    assert body is not None
    assert "This point is withdrawn." in body.get_content()


def test_files_of_the_outbox_are_private(run: Run, sending: Workspace) -> None:
    """Nobody else on the machine can read what was sent to whom."""
    run("send", "--all")
    folder = sending.folder.parent / ".briefings"
    assert {file.stat().st_mode & 0o777 for file in Path(folder).iterdir()} == {0o600}
