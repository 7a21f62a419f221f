"""What one recipient may not see reaches them in no form: every byte that goes to them is searched."""

from __future__ import annotations

import io
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from sqlite3 import Connection

import pypdf
import pytest

from briefings.circulation import Carried, Delivery, Mail, Recipient, Subscription, When
from briefings.config import Config
from briefings.delivery import dispatch, enclosures, rounds, store
from briefings.delivery.office import Office
from briefings.delivery.wants import Round
from briefings.dossier import data
from briefings.dossier.showing import show
from briefings.errors import BriefingsError
from briefings.languages.text import EditionLanguage, Text
from briefings.model.markings import Marking
from briefings.records import read
from briefings.render.worker import Job

from .conftest import BEGIN, Clock
from .servers import SENDER, Post, serving

DAY = date(2031, 12, 1)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def secret(code: str, marking: Marking, language: str) -> str:
    """Return a word that stands only in what is marked so."""
    return f"{language}{code}{str(marking)[:3]}word"


def records(folder: Path, codes: Sequence[str]) -> None:
    """Write counterparts with points of three markings each, and one in ten that is itself restricted."""

    def write(name: str, text: str) -> None:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    write("topics.yaml", "- id: trade\n  label: {vi: Thương mại, en: Trade}\n")
    for marking in map(str, Marking):
        write(f"sources/{marking}.yaml", SOURCE.format(marking=marking))
    for number, code in enumerate(codes):
        whole = "restricted" if number % 10 == 9 else "public"
        write(
            f"counterparts/{code}.yaml",
            f"kind: organisation\nmarking: {whole}\n"
            f"name: {{vi: Tổ chức {code}whole, en: Organisation {code}whole}}\n",
        )
        for marking in Marking:
            own = max(marking, Marking.parse(whole))
            write(
                f"people/{code.lower()}-{marking}.yaml",
                PERSON.format(
                    code=code, low=code.lower(), word=marking, marking=own, name=secret(code, marking, "name")
                ),
            )
            write(
                f"meetings/2031-0{marking + 1}-10-{code.lower()}.yaml",
                MEETING.format(
                    month=f"0{marking + 1}",
                    code=code,
                    low=code.lower(),
                    name=marking,
                    marking=own,
                    vi=secret(code, marking, "vi"),
                    en=secret(code, marking, "en"),
                ),
            )


SOURCE = """\
kind: article
marking: {marking}
read: 2031-06-01
paragraphs:
  - {{number: 1, lines: [1]}}
"""
PERSON = """\
name: {name}
counterpart: {code}
marking: {marking}
posts:
  - office: {low}-{word}
    counterpart: {code}
    title: {{vi: Tổng thư ký, en: Secretary-General}}
    start: 2030-01-01
    confirmation: confirmed
"""
MEETING = """\
date: 2031-{month}-10
title: {{vi: Gặp {vi}, en: Meeting {en}}}
mode: in-person
counterparts: [{code}]
sources: [{{id: {marking}, paragraph: 1}}]
marking: {marking}
participants:
  - {{person: {low}-{name}, side: {code}}}
statements:
  - id: s1
    by: {code}
    act: proposed
    text: {{vi: Đề nghị {vi}., en: Proposes {en}.}}
    topics: [trade]
    source: {{id: {marking}, paragraph: 1}}
"""


def office(folder: Path, codes: Sequence[str], people: Sequence[Recipient]) -> Office:
    """Return a workspace in which everybody subscribes to everything."""
    records(folder / "records", codes)
    reading = read(folder / "records", home="VN")
    assert not reading.blocked, [str(one) for one in reading.problems]
    mail = Mail("127.0.0.1", SENDER, ("example.org",), 9)
    delivery = Delivery(
        mail,
        people[0].id,
        tuple(people),
        subscriptions=(Subscription("all", tuple(one.id for one in people), send=When.ALWAYS),),
    )
    config = Config(issuer=Text("Ban Hồ sơ", "Desk"), workers=2, delivery=delivery)
    return Office(folder, config, delivery, reading)


def persons(count: int, *formats: Carried) -> list[Recipient]:
    """Return recipients of all clearances, languages and formats."""
    languages = list(EditionLanguage)
    return [
        Recipient(
            f"p{number}",
            f"Người {number}",
            f"p{number}@example.org",
            Marking(number % 3),
            (languages[number // 3 % 3],),
            formats[number // 9 % len(formats)],
        )
        for number in range(count)
    ]


def said(message: EmailMessage, raw: bytes) -> str:
    """Return everything that can be read out of a message: as sent, decoded, and inside its files."""
    found = [raw.decode("latin-1"), *(f"{name}: {value}" for name, value in message.items())]
    for part in message.walk():
        if not part.is_multipart():
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            found.append(content.decode("utf-8", errors="replace"))
            if content.startswith(b"%PDF"):
                found += inside(content)
        found += [f"{name}: {value}" for name, value in part.items()]
    return "\n".join(found)


def inside(pdf: bytes) -> Iterator[str]:
    """Yield the text of the pages, the outline, the properties, the embedded files, and every stream."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    yield from (page.extract_text() for page in reader.pages)
    yield repr(reader.metadata)
    yield from (repr(one) for one in reader.outline)
    yield from (one.decode() for files in reader.attachments.values() for one in files)
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            yield zlib.decompressobj().decompress(stream).decode("utf-8", errors="replace")
        except zlib.error:
            yield stream.decode("latin-1")


def hidden(codes: Sequence[str], clearance: Marking) -> re.Pattern[str]:
    """Return what somebody of a clearance must not find."""
    above = "|".join(str(one)[:3] for one in Marking if one > clearance)
    if not above:
        return re.compile(r"(?!)")
    whole = "|".join(code for number, code in enumerate(codes) if number % 10 == 9) or r"(?!)"
    return re.compile(rf"Q[A-Z](?:{above})word|(?:{whole})whole")


def delivered(
    made: Office, opened: Connection, render: enclosures.Renderer | None = None
) -> dict[str, list[str]]:
    """Send a round, and return by address everything that can be read in what arrived."""
    asked = Round("test", made.delivery.subscriptions, DAY, BEGIN)
    found = rounds.plan(made, asked, opened, **({} if render is None else {"render": render}))
    assert not found.failed, found.problems
    rounds.queue_at_once(opened, found, now=BEGIN, give_up=made.delivery.mail.give_up)
    post = Post()
    with serving(post) as mail:
        sent = dispatch.dispatch(opened, mail, None, Clock())
    assert not sent.failed
    received = defaultdict(list)
    for one in post.taken:
        (address,) = one.recipients
        assert one.message["To"].addresses[0].addr_spec == address
        received[address].append(said(one.message, one.raw))
    return received


def search(made: Office, codes: Sequence[str], received: dict[str, list[str]]) -> int:
    """Look in everything that arrived for what its reader may not see; return how much was looked at."""
    looked = 0
    for person in made.delivery.recipients:
        pattern = hidden(codes, person.clearance)
        for text in received[person.address]:
            looked += len(text)
            assert pattern.search(text) is None, f"{person.id} can read {pattern.search(text)}"
        everything = "\n".join(received[person.address])
        # what they may see is there, so that the search finds what there is to find
        seen = [
            secret(code, marking, kind)
            for number, code in enumerate(codes)
            for marking in Marking
            for kind in person.languages[0].languages
            if marking <= person.clearance
            if number % 10 != 9 or person.clearance is Marking.RESTRICTED
        ]
        missing = [one for one in seen if one not in everything]
        assert not missing, f"{person.id} lacks {missing[:5]}"
    return looked


def as_pages(jobs: Sequence[Job], _: Config) -> Iterator[tuple[Job, bytes | BriefingsError]]:
    """Make stand-ins for the files: everything that a dossier shows, as data."""
    yield from ((job, data.encode(show(job.dossier))) for job in jobs)


def test_a_hundred_recipients_of_three_clearances(tmp_path: Path) -> None:
    """Twenty counterparts, everybody subscribes to all: nobody can read what they may not see."""
    codes = [f"Q{LETTERS[number]}" for number in range(20)]
    made = office(tmp_path, codes, persons(100, Carried.PDF, Carried.HTML))
    # what is on the disk when is not what this looks at: in memory it takes half the time
    with store.scratch() as opened:
        received = delivered(made, opened, as_pages)
    # of twenty, two are restricted as a whole
    assert sum(map(len, received.values())) == 34 * 18 + 33 * 18 + 33 * 20
    assert search(made, codes, received) > 10_000_000


def test_real_files(tmp_path: Path, opened: Connection) -> None:
    """The PDFs themselves: text, outline, properties, embedded data, every stream."""
    codes = ["QA"]
    people = [
        *persons(3, Carried.PDF),
        *(replace(one, id=f"h{one.id}", address=f"h{one.address}") for one in persons(3, Carried.HTML)),
    ]
    made = office(tmp_path, codes, people)
    assert search(made, codes, delivered(made, opened)) > 100_000


def test_a_clearance_that_is_lowered(tmp_path: Path, opened: Connection) -> None:
    """The list of changes is made of what may be seen now: it does not tell what was withdrawn from view."""
    codes = ["QA"]
    person = replace(persons(3, Carried.SUMMARY)[2], languages=(EditionLanguage.EN,))
    made = office(tmp_path, codes, [person])
    delivered(made, opened)
    lowered = replace(person, clearance=Marking.PUBLIC)
    again = replace(made, delivery=replace(made.delivery, recipients=(lowered,)))
    asked = Round("later", made.delivery.subscriptions, DAY, BEGIN)
    (draft,) = rounds.plan(again, asked, opened).drafts
    assert hidden(codes, Marking.PUBLIC).search(draft.raw.decode()) is None
    assert b"first edition" in draft.raw


@pytest.mark.parametrize("clearance", Marking)
def test_a_counterpart_above_the_clearance_is_not_named(
    clearance: Marking, tmp_path: Path, opened: Connection
) -> None:
    """No message says that there is anything to say."""
    codes = [f"Q{LETTERS[number]}" for number in range(10)]
    person = replace(persons(1, Carried.SUMMARY)[0], clearance=clearance)
    made = office(tmp_path, codes, [person])
    found = rounds.plan(made, Round("x", made.delivery.subscriptions, DAY, BEGIN), opened)
    assert len(found.drafts) == (10 if clearance is Marking.RESTRICTED else 9)
    assert not found.skipped
    assert not found.failed
