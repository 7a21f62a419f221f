"""The dialogue with a server: what is known of a message when a line drops, and what is never said aloud."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from sqlite3 import Connection

import pytest

from briefings.circulation import Mail, Security
from briefings.delivery import dispatch, outbox, register
from briefings.delivery.drafts import Stored
from briefings.delivery.register import State
from briefings.delivery.smtp import ServerError, Session
from briefings.model.addresses import Address

from .conftest import Clock
from .letters import draft, queue, sent, states
from .servers import Certificates, Post, mail, scripted, serving, until

AN = Address.parse("an@example.org")


def test_many_messages_go_through_one_line(opened: Connection, clock: Clock) -> None:
    """Ten messages need one connection, and arrive in order and as they are."""
    drafts = [draft(f"m{number}") for number in range(10)]
    queue(opened, *drafts)
    post = Post()
    with serving(post) as settings:
        done = sent(opened, settings, clock)
    assert len(done.taken) == 10
    assert post.connections == 1
    assert post.ids == [one.message_id for one in drafts]
    assert [one.raw for one in post.taken] == [one.raw for one in drafts]
    assert states(opened) == ["sent"] * 10


def test_a_line_that_begins_with_a_dot_arrives(opened: Connection, clock: Clock) -> None:
    """RFC 5321, 4.5.2: no dot of the text ends the message or is lost."""
    queue(opened, draft(text=".\r\n..\r\n.end\r\nmore\r\n"))
    post = Post()
    with serving(post) as settings:
        sent(opened, settings, clock)
    body = post.taken[0].message.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == [".", "..", ".end", "more"]


def test_one_of_two_recipients_is_refused(opened: Connection, clock: Clock) -> None:
    """A 550 concerns that one alone; the other has the message."""
    queue(opened, draft("a", "gone@example.org"), draft("b", "binh@example.org"))
    post = Post(rcpt=lambda address: "550 no such mailbox" if address.startswith("gone") else None)
    with serving(post) as settings:
        done = sent(opened, settings, clock)
    assert states(opened) == ["refused", "sent"]
    assert [(row.recipient, why) for row, why in done.refused] == [("gone", "550 no such mailbox")]
    assert [one.recipients for one in post.taken] == [("binh@example.org",)]
    clock.on(days=1)
    with serving(post) as settings:
        sent(opened, settings, clock)
    assert len(post.taken) == 1


@pytest.mark.parametrize("where", ["rcpt", "data"])
def test_a_4xx_is_tried_again_with_growing_pauses(where: str, opened: Connection, clock: Clock) -> None:
    """After 1, 5, 15, 30 minutes, an hour, and every two hours; then it is taken once."""
    queue(opened, draft())
    post = Post(**{where: lambda _: "451 later"})
    pauses = []
    with serving(post) as settings:
        for _ in range(7):
            ((row, why, again),) = sent(opened, settings, clock).later
            pauses.append(int((again - clock.now).total_seconds() / 60))
            assert (row.recipient, why) == ("an", "451 later")
            assert not sent(opened, settings, clock).failed, "it is not tried before its time"
            clock.now = again
        post.rcpt = post.data = lambda _: None
        assert len(sent(opened, settings, clock).taken) == 1
    assert pauses == [1, 5, 15, 30, 60, 120, 120]
    assert len(post.taken) == 1


def test_a_message_is_given_up_at_its_end(opened: Connection, clock: Clock) -> None:
    """What nobody takes for two days is refused, and says what the server said last."""
    queue(opened, draft())
    post = Post(rcpt=lambda _: "451 later")
    with serving(post) as settings:
        for _ in range(60):
            sent(opened, settings, clock)
            clock.on(hours=1)
    (row,) = register.listed(opened)
    assert row.state is State.REFUSED
    assert row.reply == "Given up: it was not taken in time. 451 later"


@pytest.mark.parametrize("where", ["rcpt", "data"])
def test_a_5xx_is_not_tried_again(where: str, opened: Connection, clock: Clock) -> None:
    """The server's word is kept."""
    queue(opened, draft())
    post = Post(**{where: lambda _: "554 never"})
    with serving(post) as settings:
        sent(opened, settings, clock)
        clock.on(days=3)
        assert not sent(opened, settings, clock).failed
    (row,) = register.listed(opened)
    assert (row.state, row.reply, row.attempts) == (State.REFUSED, "554 never", 1)


@pytest.mark.parametrize("stage", ["banner", "EHLO", "MAIL", "RCPT", "DATA", "content"])
def test_a_line_that_drops_before_the_dot(stage: str, opened: Connection, clock: Clock) -> None:
    """The server cannot have the message: it waits a minute, and arrives once."""
    # too much for the buffers on the way, so that a server that stops reading is noticed
    queue(opened, draft(file=Stored("long.pdf", b"x" * 20_000_000) if stage == "content" else None))
    taken: list[bytes] = []
    end = until("end", taken=taken)
    with scripted(until(stage), end) as settings:
        done = sent(opened, settings, clock)
        assert states(opened) == ["queued"]
        assert len(done.later) == 1
        clock.on(minutes=1)
        sent(opened, settings, clock)
    assert states(opened) == ["sent"]
    assert len(taken) == 1


def test_a_line_that_drops_after_the_dot(opened: Connection, clock: Clock) -> None:
    """The server may have it: that is said, and it is not sent again unasked."""
    queue(opened, draft())
    taken: list[bytes] = []
    with scripted(until("dot", taken=taken), until("end", taken=taken)) as settings:
        done = sent(opened, settings, clock)
        clock.on(days=1)
        sent(opened, settings, clock)
        assert states(opened) == ["unknown"]
        assert [why for _, why in done.unknown] == [
            "The server may have taken it, but did not say so: the line dropped."
        ]
        assert len(taken) == 1
        outbox.retry(opened, register.get(opened, 1), now=clock.now, give_up_after=settings.give_up)
        sent(opened, settings, clock)
    assert states(opened) == ["sent"]
    assert len(taken) == 2


def test_a_server_that_tires_of_a_line(opened: Connection, clock: Clock) -> None:
    """A line that is dropped between two messages costs neither of them a pause."""
    queue(opened, *(draft(f"m{number}") for number in range(3)))
    taken: list[bytes] = []

    def one_each(line: socket.socket) -> None:
        until("dot", last=b"250 taken\r\n", taken=taken)(line)

    with scripted(one_each) as settings:
        done = sent(opened, settings, clock)
    assert states(opened) == ["sent"] * 3
    assert not done.later
    assert len(taken) == 3


def test_a_server_that_says_goodbye(opened: Connection, clock: Clock) -> None:
    """A 421 ends the line; what was not taken waits."""
    queue(opened, draft())
    with scripted(until("MAIL", last=b"421 closing\r\n"), until("end")) as settings:
        done = sent(opened, settings, clock)
        assert [why for _, why, _ in done.later] == ["421 closing"]
        clock.on(minutes=1)
        sent(opened, settings, clock)
    assert states(opened) == ["sent"]


def test_no_server_at_all(opened: Connection, clock: Clock) -> None:
    """Nothing is blamed on the messages: they wait, and the server is named."""
    queue(opened, draft("a"), draft("b"))
    with scripted(until("end")) as settings:
        pass
    done = sent(opened, settings, clock)
    assert states(opened) == ["queued", "queued"]
    (problem,) = done.trouble
    assert problem.what == f"The server 127.0.0.1:{settings.port} cannot be reached: Connection refused."
    clock.on(minutes=1)
    with serving(Post()) as settings:
        assert len(sent(opened, settings, clock).taken) == 2


# privacy


def test_starttls_with_a_certificate_that_is_trusted(
    opened: Connection, clock: Clock, certificates: Certificates
) -> None:
    """Name and password are told, and the message goes, once the line is private."""
    queue(opened, draft())
    post = Post()
    context = certificates.context("localhost")
    with serving(
        post, tls_context=context, require_starttls=True, auth_required=True, authenticator=post.login
    ) as settings:
        asked = replace(
            settings,
            host="localhost",
            security=Security.STARTTLS,
            username="desk",
            ca_file=str(certificates.file),
        )
        assert len(sent(opened, asked, clock, "right").taken) == 1
    assert len(post.logins) == 1


def test_tls_from_the_start(opened: Connection, clock: Clock, certificates: Certificates) -> None:
    """The other way, without a word in the clear."""
    queue(opened, draft())
    post = Post()
    with tls(post, certificates, "localhost") as settings:
        assert len(sent(opened, settings, clock).taken) == 1


@contextmanager
def tls(post: Post, certificates: Certificates, name: str) -> Iterator[Mail]:
    """Give a server that speaks TLS from the start, under a name."""
    with serving(post, ssl_context=certificates.context(name)) as settings:
        yield replace(settings, host="localhost", security=Security.TLS, ca_file=str(certificates.file))


@pytest.mark.parametrize("wrong", ["name", "authority"])
@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_wrong_certificate(
    wrong: str, security: Security, opened: Connection, clock: Clock, certificates: Certificates
) -> None:
    """Neither password nor content is sent; the message waits."""
    queue(opened, draft())
    post = Post()
    context = certificates.context("elsewhere.example" if wrong == "name" else "localhost")
    given = {"ssl_context" if security is Security.TLS else "tls_context": context}
    with serving(post, authenticator=post.login, **given) as settings:
        asked = replace(
            settings,
            host="localhost",
            security=security,
            username="desk",
            ca_file=str(certificates.file) if wrong == "name" else None,
        )
        done = sent(opened, asked, clock, "right")
    assert (post.taken, post.logins) == ([], [])
    assert states(opened) == ["queued"]
    (problem,) = done.trouble
    assert "cannot prove who it is" in problem.what
    assert "Neither password nor message was sent." in str(problem.tip)


def test_no_starttls(opened: Connection, clock: Clock) -> None:
    """A server that offers none is told neither password nor message."""
    queue(opened, draft())
    said: list[str] = []

    def plain(line: socket.socket) -> None:
        reader = line.makefile("rb")
        line.sendall(b"220 here\r\n")
        while command := reader.readline():
            said.append(command.decode().split()[0])
            line.sendall(b"250-here\r\n250 AUTH PLAIN LOGIN\r\n")

    with scripted(plain) as settings:
        asked = replace(settings, security=Security.STARTTLS, username="desk")
        done = sent(opened, asked, clock, "right")
    assert said[0].lower() == "ehlo"
    assert set(said[1:]) <= {"QUIT"}
    assert states(opened) == ["queued"]
    assert [one.what for one in done.trouble] == [f"The server 127.0.0.1:{settings.port} offers no STARTTLS."]


def test_a_wrong_password(opened: Connection, clock: Clock, certificates: Certificates) -> None:
    """It is the settings that are wrong, not the message, and the password is not repeated."""
    queue(opened, draft())
    post = Post()
    context = certificates.context("localhost")
    with serving(post, tls_context=context, require_starttls=True, authenticator=post.login) as settings:
        asked = replace(
            settings,
            host="localhost",
            security=Security.STARTTLS,
            username="desk",
            ca_file=str(certificates.file),
        )
        done = sent(opened, asked, clock, "wrong-password")
    assert states(opened) == ["queued"]
    (problem,) = done.trouble
    assert problem.what == (
        f"The server localhost:{settings.port} does not take this user name and password (535)."
    )
    assert "wrong-password" not in str(problem)


def test_a_ca_file_that_is_none(opened: Connection, clock: Clock) -> None:
    """It is named, and nothing is tried without it."""
    queue(opened, draft())
    settings = replace(mail(1), security=Security.TLS, ca_file="gone.pem")
    assert [one.what for one in sent(opened, settings, clock).trouble] == [
        "gone.pem holds no certificate that can be read."
    ]


# addresses and sizes


def test_an_address_beyond_ascii(opened: Connection, clock: Clock) -> None:
    """A server that knows SMTPUTF8 gets it; one that does not is not tried with anything else."""
    queue(opened, draft("a", "trần@example.org"))
    post = Post()
    with serving(post) as settings:
        done = sent(opened, settings, clock)
    assert [why for _, why in done.refused] == [
        "The server takes no address with letters beyond ASCII (SMTPUTF8)."
    ]
    queue(opened, draft("b", "trần@example.org"), draft("c"))
    with serving(post, enable_SMTPUTF8=True) as settings:
        sent(opened, settings, clock)
    assert [one.recipients for one in post.taken] == [("trần@example.org",), ("an@example.org",)]


def test_the_servers_limit_is_asked_first(opened: Connection, clock: Clock) -> None:
    """What is larger than the server takes is not sent at all (RFC 1870)."""
    queue(opened, draft(text="long " * 10_000))
    post = Post()
    with serving(post, data_size_limit=20_000) as settings:
        done = sent(opened, settings, clock)
    ((_, why),) = done.refused
    assert why.startswith("The server takes at most 20000 bytes, and the message has ")
    assert post.taken == []


def test_a_session_needs_a_server() -> None:
    """Entering it says what is wrong, and leaves nothing open."""
    with scripted(until("end")) as settings:
        pass
    with pytest.raises(ServerError, match="cannot be reached"), Session(settings, None):
        pass


class Died(BaseException):
    """Stands for a Ctrl-C, or for a disk that is full."""


def test_what_is_interrupted_before_the_dot_ends_without_it(
    opened: Connection, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the disk cannot be told that the message is handed over, it is not."""
    queue(opened, draft())
    post = Post()

    def dying(*_: object) -> None:
        raise Died

    with serving(post) as settings:
        with monkeypatch.context() as patched:
            patched.setattr(dispatch.outbox, "dot", dying)
            with pytest.raises(Died):
                sent(opened, settings, clock)
        assert states(opened) == ["sending"]
        sent(opened, settings, clock)
    assert states(opened) == ["sent"]
    assert len(post.taken) == 1
