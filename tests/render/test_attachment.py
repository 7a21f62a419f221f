"""The data inside a PDF: what the pages show, nothing more, and the same bytes each time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import page as validation
import pypdf
import pytest

from briefings import config
from briefings.dossier import data, gather
from briefings.dossier.contents import Dossier
from briefings.dossier.showing import show
from briefings.languages.text import EditionLanguage, Text
from briefings.model.markings import Marking
from briefings.records import read as read_records
from briefings.render.html import House, Medium, Part
from briefings.render.worker import Job, make

from .editions import AS_OF, EN, REPOSITORY, VI, WORKSPACES, dossier, written
from .pages import Page, flat

Built = Callable[[str], Path]
RECORDS = [
    (WORKSPACES / "bilateral" / "records", "FR", AS_OF),
    (WORKSPACES / "forum" / "records", "OFT", AS_OF),
    (WORKSPACES / "restricted" / "records", "FR", AS_OF),
    *((REPOSITORY / "records", code, date(2026, 11, 22)) for code in ("US", "EU", "RU", "ASEAN", "ID")),
]
# fields that hold a word of the model or a name by which pages link, and not what a page prints
NOT_PRINTED = {
    "act", "confirmation", "mode", "role", "status", "standing", "lack", "marking", "format", "version",
    "date", "written", "start", "end", "published", "edition", "as_of", "reported", "doubt", "number",
    "paragraph", "code", "by", "to", "side", "country", "forum", "parties", "language", "vi", "en",
}  # fmt: skip
LINKED = {"id", "address", "commitment", "meeting", "meetings", "points", "source", "topics"}
PREFIXES = ("", "person-", "source-", "topic-")


def embedded(file: Path) -> dict[str, list[bytes]]:
    """Return the files inside a PDF."""
    return dict(pypdf.PdfReader(file).attachments)


def specification(file: Path) -> Any:  # noqa: ANN401
    """Return how the only file inside a PDF is described."""
    (one,) = pypdf.PdfReader(file).trailer["/Root"]["/AF"]
    return one.get_object()


def of_build(case: str, code: str) -> Dossier:
    """Return the dossier of which the shared build of a workspace made its editions."""
    workspace = WORKSPACES / case
    settings = config.load(workspace, {})
    records = read_records(workspace / "records", home=settings.home).records
    return gather(
        records.counterparts[code],
        records,
        home=settings.home,
        as_of=AS_OF,
        clearance=settings.clearance,
        stated=True,
        due_within=settings.due_within,
    )


@pytest.mark.parametrize("name", ["FR/FR.vi.pdf", "FR/FR.en.pdf"])
@pytest.mark.parametrize("case", ["bilateral", "forum", "restricted"])
def test_every_edition_carries_what_it_shows(case: str, name: str, built: Built) -> None:
    """One file, ``FR.json``: the data of the dossier to the letter, the same in each language."""
    expected = data.encode(show(of_build(case, "FR")))
    assert embedded(built(case) / name) == {"FR.json": [expected]}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("FR/FR.vi.pdf", "Nội dung hồ sơ này dưới dạng dữ liệu"),
        ("FR/FR.en.pdf", "What this dossier shows, as data"),
    ],
)
def test_it_says_what_it_is(name: str, said: str, built: Built) -> None:
    """Its relationship, type, description and days are those that an archive wants; no clock is in it."""
    file = specification(built("bilateral") / name)
    stream = file["/EF"]["/F"]
    day = f"D:{of_build('bilateral', 'FR').edition:%Y%m%d}000000Z"
    assert (file["/AFRelationship"], file["/F"], file["/UF"]) == ("/Data", "FR.json", "FR.json")
    assert file["/Desc"] == said
    assert stream["/Subtype"] == "/application/json"
    assert (stream["/Params"]["/CreationDate"], stream["/Params"]["/ModDate"]) == (day, day)


def strings(value: object, field: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of the data with the field that holds it."""
    if isinstance(value, dict):
        for name, one in value.items():
            # the two languages of a text are what a page prints
            yield from strings(one, "text" if name in {"vi", "en"} else name)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one, field)
    elif isinstance(value, str):
        yield field, value


@pytest.mark.parametrize(
    ("records", "code", "day"), RECORDS, ids=[f"{a.parent.name}-{b}" for a, b, _ in RECORDS]
)
def test_nothing_is_in_it_that_the_pages_do_not_show(records: Path, code: str, day: date) -> None:
    """Every text stands on the Vietnamese or the English page, every name leads to a place of theirs."""
    made = dossier(records, code, day)
    pages = [Page(written(made, language)) for language in (VI, EN)]
    printed = flat(" ".join(one.text for page in pages for one in page.all("body"))).replace("\u00a0", " ")
    places = {place for page in pages for place in page.ids}
    found = list(strings(json.loads(data.encode(show(made)))))
    assert len(found) > 20
    for field, said in found:
        if field in LINKED:
            assert any(f"{prefix}{said}" in places for prefix in PREFIXES), (field, said)
        elif field not in NOT_PRINTED:
            assert squeezed(said) in squeezed(printed), (field, said)


def squeezed(text: str) -> str:
    """Return a text without spaces, which a page keeps otherwise between blocks."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("clearance", Marking)
def test_nothing_above_the_clearance_is_in_it(clearance: Marking) -> None:
    """Whatever a record is marked, its data are made from what was left after the gate."""
    reading = read_records(WORKSPACES / "bilateral" / "records", home="VN")
    above = [
        point
        for meeting in reading.records.meetings.values()
        for point in meeting.statements
        if (point.marking or meeting.marking) > clearance
    ]
    made = show(dossier(WORKSPACES / "bilateral" / "records", clearance=clearance))
    assert made.marking <= clearance
    raw = data.encode(made).decode()
    assert not [one for one in above for said in (one.text.vi, one.text.en) if said and said in raw]


def test_no_path_of_the_machine_is_in_it(built: Built) -> None:
    """Neither the folder of the workspace nor that of the results nor the user is named."""
    (raw,) = embedded(built("bilateral") / "FR" / "FR.en.pdf")["FR.json"]
    for trace in (str(REPOSITORY), str(built("bilateral")), str(Path.home()), "file:"):
        assert trace.encode() not in raw


def job(part: Part = Part.WHOLE, language: EditionLanguage = EditionLanguage.EN) -> Job:
    """Return an order for a PDF."""
    house = House(Text("Ban", "Desk"), timedelta(days=90))
    return Job(dossier(WORKSPACES / "bilateral" / "records"), language, Medium.PDF, house, part)


def test_the_bytes_are_the_same_again(renderer: ProcessPoolExecutor) -> None:
    """With the data inside, a rebuilt PDF is the same file."""
    first, second = (renderer.submit(make, job()).result(timeout=120) for _ in range(2))
    assert first == second


def test_both_languages_side_by_side_carry_them_too(renderer: ProcessPoolExecutor, tmp_path: Path) -> None:
    """The parallel edition conforms with the data inside it."""
    file = tmp_path / "made.pdf"
    file.write_bytes(renderer.submit(make, job(language=EditionLanguage.PARALLEL)).result(timeout=120))
    assert list(embedded(file)) == ["FR.json"]
    for profile in (validation.ValidationProfile.PDF_UA_1, validation.ValidationProfile.PDF_A_3A):
        assert validation.validate_pdf_bytes(file.read_bytes(), profile=profile).is_compliant


def test_a_part_carries_none(renderer: ProcessPoolExecutor, tmp_path: Path) -> None:
    """The summary alone shows less than the data of the dossier, and holds none."""
    file = tmp_path / "made.pdf"
    file.write_bytes(renderer.submit(make, job(Part.SUMMARY)).result(timeout=120))
    assert embedded(file) == {}
