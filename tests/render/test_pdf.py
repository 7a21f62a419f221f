"""The PDF: read as a person, a screen reader, an archive and a search engine would read it."""

from __future__ import annotations

import io
import os
import re
import subprocess
import unicodedata
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import page as validation
import pypdf
import pytest
from pypdf.generic import DictionaryObject, IndirectObject

from briefings.languages.text import Language, Text
from briefings.render.attached import Attached
from briefings.render.html import House, Medium
from briefings.render.worker import Job, make

from .editions import REPOSITORY, WORKSPACES, dossier
from .layouts import EDITION, lay_out
from .pages import Page, flat, pdf_pages, read
from .test_html import MARKINGS

Built = Callable[[str], Path]
EDITIONS = [
    ("bilateral", "FR/FR.vi"),
    ("bilateral", "FR/FR.en"),
    ("forum", "OFT/OFT.vi"),
    ("forum", "FR/FR.en"),
    ("restricted", "FR/FR.vi"),
    ("restricted", "FR/FR.en"),
]
MM = 72 / 25.4
FAMILIES = {"Spectral", "Be"}
PROFILES = {
    "PDF/UA-1": validation.ValidationProfile.PDF_UA_1,
    "PDF/A-3a": validation.ValidationProfile.PDF_A_3A,
}


@pytest.fixture(scope="module", params=EDITIONS, ids=[f"{case}-{name}" for case, name in EDITIONS])
def edition(request: pytest.FixtureRequest, built: Built) -> Path:
    """Return the PDF of an edition; its HTML page lies beside it."""
    case, name = request.param
    return built(case) / f"{name}.pdf"


@pytest.fixture
def reader(edition: Path) -> pypdf.PdfReader:
    """Return the edition opened by pypdf."""
    return pypdf.PdfReader(edition)


def case_of(file: Path) -> str:
    """Return the workspace of an edition."""
    return file.parent.parent.name.removeprefix("built-")


def language_of(file: Path) -> Language:
    """Return the language of an edition."""
    return Language(file.name.split(".")[1])


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_it_conforms(edition: Path, profile: validation.ValidationProfile) -> None:
    """One file is PDF/UA-1 and PDF/A-3a."""
    report = validation.validate_pdf_bytes(edition.read_bytes(), profile=profile)
    assert report.is_compliant, report.to_json()


def test_it_says_that_it_conforms(edition: Path) -> None:
    """Its metadata can be read without a decoder and name both standards."""
    raw = edition.read_bytes()
    assert re.search(rb'pdfaid:part(>|=")3', raw)
    assert re.search(rb'pdfaid:conformance(>|=")A', raw)
    assert raw.count(b"<pdfuaid:part>1</pdfuaid:part>") == 1
    assert raw.count(b"</rdf:RDF>") == 1


def test_it_is_well_formed(edition: Path) -> None:
    """Qpdf finds no fault."""
    done = subprocess.run(["qpdf", "--check", edition], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No syntax or stream encoding errors found" in done.stdout


def test_the_marking_is_on_every_page_top_and_bottom(edition: Path) -> None:
    """Each page bears the marking twice in its margins, and no other."""
    marking = dossier(WORKSPACES / case_of(edition) / "records", edition.stem.split(".")[0]).marking
    language = language_of(edition)
    said = MARKINGS[marking][language]
    others = [MARKINGS[one][language] for one in MARKINGS if one is not marking]
    reader = pypdf.PdfReader(edition)
    assert len(reader.pages) > 2
    for page in reader.pages:
        heights = places(page, said)
        top, bottom = float(page.mediabox.height) - 25 * MM, 25 * MM
        assert [height for height in heights if height > top], heights
        assert [height for height in heights if height < bottom], heights
        assert not any(other in flat(page.extract_text()) for other in others)


def places(page: pypdf.PageObject, text: str) -> list[float]:
    """Return how high above the foot of the page the lines stand that end with a text."""
    found: dict[float, str] = {}

    def visit(piece: str, ours: list[float], matrix: list[float], *_: object) -> None:
        if piece.strip():
            height = round(ours[1] * matrix[4] + ours[3] * matrix[5] + ours[5], 1)
            found[height] = found.get(height, "") + piece

    page.extract_text(visitor_text=visit)
    return [height for height, line in found.items() if text in flat(line)]


def test_every_page_is_numbered(edition: Path) -> None:
    """Each page says which it is and how many there are."""
    pages = pdf_pages(edition)
    for number, page in enumerate(pages, start=1):
        assert flat(page).endswith(f" {number} / {len(pages)}")


@pytest.mark.parametrize(
    "extract",
    [lambda file: [one.extract_text() for one in pypdf.PdfReader(file).pages], pdf_pages],
    ids=["pypdf", "pypdfium2"],
)
def test_text_extracts_in_reading_order(edition: Path, extract: Callable[[Path], list[str]]) -> None:
    """Headings and points come out whole, with every diacritic, in the order of the page."""
    page = read(edition.with_suffix(".html"))
    # the first page repeats the headings in its contents
    text = flat(" ".join(extract(edition)[1:]))
    assert unicodedata.is_normalized("NFC", text)
    assert "\ufffd" not in text
    wanted = [
        one
        for one in page.all("h2", "h3", "tr")
        if one.tag != "tr" or POINT.search(one.attributes.get("id", ""))
    ]
    said = said_at(edition)
    place = 0
    for one in wanted[1:]:
        piece = flat(one.text) if one.tag != "tr" else said[one.attributes["id"]]
        found = text.find(piece, place)
        assert found >= 0, f"{piece!r} is not after {text[max(place - 60, 0) : place]!r}"
        place = found + len(piece)


POINT = re.compile(r"\.s\d+$")


def said_at(edition: Path) -> dict[str, str]:
    """Return the first line of each point, or that it is missing, by its address."""
    made = dossier(WORKSPACES / case_of(edition) / "records", edition.stem.split(".")[0])
    language = language_of(edition)
    points = [point for one in made.encounters for point in one.points]
    return {
        one.address: (one.statement.text.in_(language) or "[missing in English]")
        .split("\n")[0]
        .replace("**", "")
        for one in points
    }


def contents(page: Page) -> str:
    """Return the heading of the table of contents."""
    return next(flat(one.text) for one in page.all("h2") if any(up.tag == "nav" for up in one.inside))


def test_every_statement_can_be_found(edition: Path) -> None:
    """The text of every point of every meeting stands in the PDF as it stands in the record."""
    language = language_of(edition)
    made = dossier(WORKSPACES / case_of(edition) / "records", edition.stem.split(".")[0])
    text = flat(" ".join(pdf_pages(edition)))
    said = [point.statement.text.in_(language) for one in reversed(made.encounters) for point in one.points]
    assert any(said)
    for one in said:
        for line in re.split(r"\n+- ", one or ""):
            plain = flat(line.replace("**", "").removesuffix("\n"))
            assert plain in text or hyphenless(plain) in hyphenless(text)


def hyphenless(text: str) -> str:
    """Return a text without spaces, which a line end after a dash or in a column may add."""
    return text.replace(" ", "")


def test_the_contents_give_the_right_pages(edition: Path, reader: pypdf.PdfReader) -> None:
    """Each entry of the contents links to the page whose number it shows, and that page has the heading."""
    page = read(edition.with_suffix(".html"))
    entries = [
        (flat(one.text), one.attributes["href"][1:])
        for one in page.all("a")
        if any(up.attributes.get("class") == "contents" for up in one.inside)
    ]
    listed = pdf_pages(edition)[0].partition(contents(page))[2]
    numbers = [int(one) for one in re.findall(r" (\d+)\r?$", listed, re.MULTILINE)][: len(entries)]
    where = {
        name: reader.get_destination_page_number(one) + 1 for name, one in reader.named_destinations.items()
    }
    assert len(entries) > 9
    assert [where[target] for _, target in entries] == numbers
    for _, target in entries:
        heading = next(
            flat(one.text)
            for one in page.all("h2", "h3")
            if any(up.attributes.get("id") == target for up in one.inside)
        )
        assert heading in flat(reader.pages[where[target] - 1].extract_text())


def test_the_outline_is_that_of_the_headings(edition: Path, reader: pypdf.PdfReader) -> None:
    """Bookmarks are the headings of sections, with those inside them one level below."""
    page = read(edition.with_suffix(".html"))
    headings = [
        (int(one.tag[1]) - 1, flat(one.text))
        for one in page.all("h2", "h3")
        if not any(up.tag == "nav" for up in one.inside)
    ]
    assert outline(reader.outline) == headings


def outline(items: list[object], level: int = 1) -> list[tuple[int, str]]:
    """Return the level and title of each bookmark."""
    found: list[tuple[int, str]] = []
    for item in items:
        if isinstance(item, list):
            found += outline(item, level + 1)
        else:
            found.append((level, flat(str(item.title))))  # type: ignore[attr-defined]
    return found


def test_links_lead_somewhere(edition: Path, reader: pypdf.PdfReader) -> None:
    """Links inside lead to a place that exists, as many as in the HTML page; others to the web."""
    page = read(edition.with_suffix(".html"))
    inside_, outside = [], []
    for one in reader.pages:
        for reference in one.get("/Annots", []):
            link = reference.get_object()
            assert link["/Subtype"] == "/Link"
            if "/Dest" in link:
                inside_.append(str(link["/Dest"]))
            elif link["/A"]["/S"] == "/GoTo":
                inside_.append(str(link["/A"]["/D"]))
            else:
                outside.append(str(link["/A"]["/URI"]))
    # the link that skips to the summary and those to other editions are for the screen alone
    beside = {
        one.attributes["href"]
        for one in page.all("a")
        if any(up.attributes.get("class") == "beside" for up in one.inside)
    }
    targets = set(page.targets) - beside
    assert {one[1:] for one in targets if one.startswith("#")} == set(inside_)
    assert set(inside_) - set(reader.named_destinations) == set()
    assert set(outside) == {one for one in targets if not one.startswith("#")}
    assert all(one.startswith(("https://", "mailto:")) for one in outside)


def test_what_a_reader_is_told_of_it(edition: Path, reader: pypdf.PdfReader) -> None:
    """Title, language, issuer and dates are those of the edition; the window shows the title."""
    root = reader.trailer["/Root"].get_object()
    made = dossier(WORKSPACES / case_of(edition) / "records", edition.stem.split(".")[0])
    language = language_of(edition)
    name = made.counterpart.name.in_(language)
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert root["/MarkInfo"]["/Marked"].value is True
    assert reader.metadata is not None
    title = {"vi": f"Hồ sơ đối tác: {name}", "en": f"Briefing dossier: {name}"}[language]
    assert reader.metadata.title == title
    assert reader.metadata.author == {"vi": "Ban Hồ sơ thử nghiệm", "en": "Example desk"}[language]
    days = {
        str(reader.metadata[key])[2:10] for key in ("/CreationDate", "/ModDate") if key in reader.metadata
    }
    assert days == {made.edition.strftime("%Y%m%d")}


def test_fonts_are_the_packages_own_and_embedded(reader: pypdf.PdfReader) -> None:
    """No font of the machine stands in the file, and every font is in it."""
    families = set()
    for font in fonts(reader):
        descriptor = font["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3", "/FontFile"} & set(descriptor)
        families.add(str(font["/BaseFont"]).lstrip("/").partition("+")[2].partition("-")[0])
    assert families == FAMILIES


def fonts(reader: pypdf.PdfReader) -> list[DictionaryObject]:
    """Return the fonts of all pages, those of composite fonts by their descendants."""
    found: dict[int, DictionaryObject] = {}
    for page in reader.pages:
        for reference in page["/Resources"]["/Font"].values():
            font = reference.get_object()
            for inner in font.get("/DescendantFonts", [reference]):
                number = inner.idnum if isinstance(inner, IndirectObject) else id(inner)
                found[number] = inner.get_object()
    return list(found.values())


def test_every_character_has_a_glyph(edition: Path) -> None:
    """No box stands for a character that the fonts lack: glyph 0 is never shown."""
    shown = []
    for page in pypdf.PdfReader(edition).pages:
        content = page.get_contents()
        assert content is not None
        for line in re.findall(rb"\[([^\]]*)\]\s*TJ|(<[^>]*>)\s*Tj", content.get_data()):
            shown += re.findall(rb"<([0-9A-Fa-f]+)>", b"".join(line))
    assert len(shown) > 50
    assert not [one for one in shown if b"0000" in {one[i : i + 4] for i in range(0, len(one), 4)}]


def test_libraries_are_given_the_day_of_the_edition_for_their_clock(renderer: ProcessPoolExecutor) -> None:
    """Whatever stamps its output takes the edition's day, not the clock's: fonts cut without HarfBuzz do."""
    renderer.submit(lay_out, '<html lang="en"><title>x</title><p>x').result(timeout=60)
    stamp = renderer.submit(os.getenv, "SOURCE_DATE_EPOCH").result(timeout=60)
    assert stamp == str(int(EDITION.timestamp()))


def test_a_letter_that_no_font_has_would_be_noticed(renderer: ProcessPoolExecutor) -> None:
    """The renderer's process has no other font to fall back to."""
    layout = renderer.submit(lay_out, '<html lang="en"><title>x</title><p>\u4e2d\u0e01').result(timeout=60)
    assert layout.pdf is not None
    names = {
        str(font["/BaseFont"]).partition("+")[2].partition("-")[0]
        for font in fonts(pypdf.PdfReader(io.BytesIO(layout.pdf)))
    }
    assert names
    assert names <= FAMILIES


@pytest.mark.parametrize(("code", "language"), [("US", "vi"), ("EU", "en"), ("ASEAN", "vi")])
def test_the_programs_own_records_conform(
    code: str, language: str, renderer: ProcessPoolExecutor, tmp_path: Path
) -> None:
    """Real dossiers are PDF/UA-1 and PDF/A-3a too, and marked on every page."""
    made = dossier(REPOSITORY / "records", code, date(2026, 11, 22))
    job = Job(made, Language(language), Medium.PDF, House(Text("Ban", "Desk"), timedelta(days=180)))
    file = tmp_path / "made.pdf"
    file.write_bytes(renderer.submit(make, job).result(timeout=120))
    for profile in PROFILES.values():
        report = validation.validate_pdf_bytes(file.read_bytes(), profile=profile)
        assert report.is_compliant, report.to_json()
    said = MARKINGS[made.marking][Language(language)]
    pages = pdf_pages(file)
    assert [page.count(said) >= 2 for page in pages] == [True] * len(pages)


def test_no_stream_ends_unclearly(edition: Path) -> None:
    """No stream ends in a carriage return, which would make its length ambiguous (ISO 19005-3, 6.1.7.1)."""
    assert b"\r\nendstream" not in edition.read_bytes()


SIMPLE = '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><h1>x</h1><p>y</p></body></html>'


def test_a_file_that_ends_unclearly_is_written_again(renderer: ProcessPoolExecutor) -> None:
    """Where the stream of all objects ends in a carriage return, the file is written with one object more."""
    once, again = renderer.submit(written_twice, SIMPLE).result(timeout=120)
    assert again != once
    assert again.count(b"endstream") == once.count(b"endstream")
    ua, archive = validation.ValidationProfile.PDF_UA_1, validation.ValidationProfile.PDF_A_3A
    for profile in (ua, archive):
        assert validation.validate_pdf_bytes(again, profile=profile).is_compliant


def written_twice(html: str) -> tuple[bytes, bytes]:
    """Return a page as it is written first, and as it is written when that ended unclearly."""
    from briefings.render import pdf  # noqa: PLC0415 - WeasyPrint is for the renderer's process

    # an enclosed file can be read once, and is wanted each time
    enclosed = Attached("FR.json", "data", "{}")
    once = pdf.pdf(html, "FR.en.pdf", edition=EDITION, attached=enclosed)
    judged = iter((True, False))
    genuine, pdf.ends_unclearly = pdf.ends_unclearly, lambda _: next(judged)
    try:
        return once, pdf.pdf(html, "FR.en.pdf", edition=EDITION, attached=enclosed)
    finally:
        pdf.ends_unclearly = genuine
