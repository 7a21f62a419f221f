"""Against a real server: what is sent lies in the mailbox as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from sqlite3 import Connection

from briefings.circulation import Security
from briefings.delivery import dispatch
from briefings.delivery.drafts import Stored

from . import exim
from .conftest import Clock
from .letters import draft, queue, states
from .servers import Certificates, mail


def test_messages_lie_in_the_mailbox(opened: Connection, clock: Clock) -> None:
    """Names, text and file arrive intact, also over one line for many; a dot begins no end."""
    file = Stored("Hồ sơ đối tác Hoa Kỳ 2022-08-05.pdf", bytes(range(256)) * 2000)
    queue(opened, draft("a", file=file), draft("b", text=".\nmột dòng\n.\n"), draft("c", "binh@example.org"))
    with exim.running() as server:
        sent = dispatch.dispatch(opened, mail(server.port), None, clock)
        assert not sent.failed
        mine = {str(one["Subject"]): one for one in server.received("an", least=2)}
        assert len(server.received("binh")) == 1
    assert states(opened) == ["sent"] * 3
    first = mine["Hồ sơ a"]
    assert str(first["To"]) == "Nguyễn Văn An <an@example.org>"
    assert "Bcc" not in first
    assert str(first["Return-Path"]) == "<desk@briefings.example>"
    (part,) = first.iter_attachments()
    assert part.get_filename() == file.name
    assert part.get_content() == file.content
    body = mine["Hồ sơ b"].get_body(("plain",))
    assert body is not None
    assert body.get_content() == ".\nmột dòng\n.\n"


def test_one_is_refused_one_waits_one_arrives(opened: Connection, clock: Clock) -> None:
    """The server's 550 and 451 concern those alone whom they concern; what waits is not tried too early."""
    queue(opened, draft("a", "gone@example.org"), draft("b", "full@example.org"), draft("c"))
    with exim.running() as server:
        dispatch.dispatch(opened, mail(server.port), None, clock)
        assert states(opened) == ["refused", "queued", "sent"]
        clock.on(seconds=59)
        assert not dispatch.dispatch(opened, mail(server.port), None, clock).failed
        assert len(server.received("an")) == 1


def test_the_limit_of_the_server(opened: Connection, clock: Clock) -> None:
    """What is larger than it says is not sent."""
    queue(opened, draft(file=Stored("a.pdf", b"x" * 8_000_000)))
    with exim.running() as server:
        ((_, why),) = dispatch.dispatch(opened, mail(server.port), None, clock).refused
    assert why.startswith("The server takes at most 8388608 bytes, and the message has ")


def test_an_address_beyond_ascii(opened: Connection, clock: Clock) -> None:
    """A server that knows SMTPUTF8 delivers it."""
    queue(opened, draft("a", "trần@example.org"))
    with exim.running() as server:
        assert not dispatch.dispatch(opened, mail(server.port), None, clock).failed
        (message,) = server.received("trần")
    # the reader of the standard library keeps such letters as the bytes they came in
    address = message["To"].addresses[0].addr_spec
    assert address.encode(errors="surrogateescape").decode() == "trần@example.org"


def test_starttls(tmp_path: Path, opened: Connection, clock: Clock, certificates: Certificates) -> None:
    """The line is private, or nothing is sent."""
    made = certificates.authority.issue_cert("localhost")
    files = tmp_path / "certificate.pem", tmp_path / "key.pem"
    made.cert_chain_pems[0].write_to_path(str(files[0]))
    made.private_key_pem.write_to_path(str(files[1]))
    queue(opened, draft())
    with exim.running(files) as server:
        asked = replace(mail(server.port), host="localhost", security=Security.STARTTLS)
        assert dispatch.dispatch(opened, asked, None, clock).trouble
        assert states(opened) == ["queued"]
        clock.on(minutes=1)
        trusted = replace(asked, ca_file=str(certificates.file))
        assert not dispatch.dispatch(opened, trusted, None, clock).failed
        (message,) = server.received("an")
    assert "with esmtps" in str(message["Received"])


def test_no_starttls(opened: Connection, clock: Clock) -> None:
    """A server without it gets nothing."""
    queue(opened, draft())
    with exim.running() as server:
        asked = replace(mail(server.port), security=Security.STARTTLS)
        (problem,) = dispatch.dispatch(opened, asked, None, clock).trouble
    assert problem.what.endswith("offers no STARTTLS.")
    assert states(opened) == ["queued"]
