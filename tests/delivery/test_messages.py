"""Messages: what is in the headers, what arrives of Vietnamese names, and who cannot break out of them."""

from __future__ import annotations

import unicodedata
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from briefings.delivery import messages
from briefings.delivery.drafts import Stored
from briefings.delivery.messages import Envelope, MessageError
from briefings.languages.text import Language
from briefings.render.letters import Letter

from .conftest import BEGIN
from .servers import SENDER

LETTER = Letter(Language.VI, "Hồ sơ đối tác: Hoa Kỳ (05/8/2022)", "Kính gửi,\n", "<p>Kính gửi,</p>")
TO_AN = Envelope(SENDER, "Ban biên soạn hồ sơ đối ngoại", "an@example.org", "Nguyễn Thị Ánh Tuyết")


def read(raw: bytes) -> EmailMessage:
    """Return a message read."""
    found = message_from_bytes(raw, policy=policy.SMTP)
    assert isinstance(found, EmailMessage)
    return found


def composed(letter: Letter = LETTER, envelope: Envelope = TO_AN, file: Stored | None = None) -> bytes:
    """Return a message as it would be sent."""
    identifier = messages.message_id("key", SENDER)
    head, tail = messages.compose(letter, envelope, identifier=identifier, at=BEGIN, file=file)
    return head if file is None else head + messages.base64_lines(file.content) + tail


@pytest.mark.parametrize(
    "name",
    ["Hồ sơ đối tác Hoa Kỳ 2022-08-05.pdf", f"Hồ sơ {'Đường sắt cao tốc ' * 6}.pdf", "Đ.pdf", 'a "b" c.pdf'],
)
def test_a_vietnamese_name_of_a_file_arrives(name: str) -> None:
    """Also a long one, which takes several lines; the bytes of the file are as they were."""
    file = Stored(name, bytes(range(256)) * 50)
    (part,) = read(composed(file=file)).iter_attachments()
    assert part.get_filename() == name
    assert part.get_content_type() == "application/pdf"
    assert part.get_content_disposition() == "attachment"
    assert part.get_content() == file.content


def test_headers() -> None:
    """Names and subject arrive; nobody but the reader stands in it; no notice answers it."""
    message = read(composed())
    assert str(message["Subject"]) == LETTER.subject
    assert str(message["From"]) == f"{TO_AN.sender_name} <{SENDER}>"
    assert str(message["To"]) == "Nguyễn Thị Ánh Tuyết <an@example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "vi"
    assert {"Bcc", "Cc", "Reply-To"}.isdisjoint(message.keys())
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip


def test_every_byte_is_plain() -> None:
    """Any relay takes it: seven bits, short lines, the line ends of mail."""
    raw = composed(file=Stored("a.pdf", b"\x00\xff" * 10_000))
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_the_same_message_has_the_same_bytes() -> None:
    """And the same identifier, from which nothing can be read."""
    assert composed() == composed()
    assert messages.message_id("weekly|an|US", SENDER) == messages.message_id("weekly|an|US", SENDER)
    assert messages.message_id("weekly|an|US", SENDER).endswith("@briefings.example>")
    assert "an" not in messages.message_id("weekly|an|US", SENDER).partition("@")[0].replace("a", "")


@pytest.mark.parametrize("letter", ["\n", "\r", "\x00", "\u2028", "\x7f", "\x85"])
@pytest.mark.parametrize("field", ["subject", "name", "sender"])
def test_a_control_character_in_a_header(letter: str, field: str) -> None:
    """It is refused, not repaired."""
    text = f"a{letter}Bcc: spy@example.com"
    subject = Letter(Language.EN, text if field == "subject" else "a", "a\n")
    envelope = Envelope(
        SENDER, text if field == "sender" else "a", "an@example.org", text if field == "name" else "a"
    )
    with pytest.raises(MessageError, match="There is a control character in"):
        composed(subject, envelope)


@pytest.mark.parametrize(
    "hidden",
    [
        "=?utf-8?q?a=0ABcc:_spy=40example.com?=",
        "=?utf-8?b?YQ0KQmNjOiBzcHlAZXhhbXBsZS5jb20=?=",
        "x =?ascii?q?=0D=0A?=",
    ],
)
def test_a_line_end_hidden_in_an_encoded_word(hidden: str) -> None:
    """Python decodes it when the header is set, and writes the line end: it is refused as well."""
    with pytest.raises(MessageError, match="There is an encoded word in subject"):
        composed(Letter(Language.EN, hidden, "a\n"))
    with pytest.raises(MessageError, match="There is an encoded word in the recipient's name"):
        composed(LETTER, Envelope(SENDER, "a", "an@example.org", hidden))


def test_an_address_beyond_ascii() -> None:
    """The name before the sign is kept in its letters; the domain is in the form of servers."""
    raw = composed(LETTER, Envelope(SENDER, "Desk", "trần@bücher.example", "Trần"))
    assert "trần@xn--bcher-kva.example".encode() in raw


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Hồ sơ: Hoa Kỳ", "Hồ sơ Hoa Kỳ.pdf"),
        ("../../etc/passwd", "etcpasswd.pdf"),
        ("a\u202egpj", "agpj.pdf"),
        ("a\nb", "ab.pdf"),
        (unicodedata.normalize("NFD", "Đối tác"), "Đối tác.pdf"),
    ],
)
def test_the_name_of_a_file(words: str, name: str) -> None:
    """What no system takes, or what turns letters round, is left out."""
    assert messages.file_name(words, "pdf") == name
