"""Characters that no font has: which they are, where they stand, and what a page shows instead."""

from __future__ import annotations

import io
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import page as validation
import pypdf
import pytest

from briefings.config import Theme
from briefings.languages.text import EditionLanguage, Text
from briefings.records import read
from briefings.render import fonts, glyphs, look
from briefings.render.environment import program_templates
from briefings.render.html import House, Medium, sheet
from briefings.render.worker import Job, make

from .editions import REPOSITORY, Workspace
from .pages import Page

HOUSE = House(Text("Ban", "Desk"), timedelta(days=90))
FEW = frozenset(map(ord, "abcd "))
TAIL = "A PDF shows it as [U+4E2D]. Write it with other letters."
SAID = f'No font of the theme has "中" (U+4E2D, CJK UNIFIED IDEOGRAPH-4E2D). {TAIL}'


def characters(theme: Theme) -> frozenset[int]:
    """Return the characters that the fonts of a theme have."""
    made = sheet(replace(HOUSE, theme=theme), Medium.PDF, EditionLanguage.PARALLEL, changed=True)
    return fonts.characters(made.families)


def checked(text: str, file: str = "records/x.yaml") -> list[str]:
    """Return what is said of a file of YAML where the fonts have Latin letters."""
    known = frozenset(range(0x20, 0x180)) | {0x301}
    return list(map(str, glyphs.check([(file, text.encode())], known)))


def test_each_lacking_character_is_named_once() -> None:
    """What is not among the characters is lacking, in the order in which it stands."""
    assert glyphs.lacking("ab中c国中", FEW) == ("中", "国")


@pytest.mark.parametrize(
    "text", ["\n\t", "\u00a0\u202f\u2009", "\u00ad\u200b\u200d", "\u2011", "\ufe0f", "\u2028"]
)
def test_what_is_not_drawn_is_not_lacking(text: str) -> None:
    """Spaces, formats and the hyphen that does not break need no glyph of their own."""
    assert glyphs.lacking(text, FEW) == ()


def test_a_page_spells_what_it_cannot_show() -> None:
    """The character stands as its number, and everything around it as it was."""
    assert glyphs.spelled("a中b🙂\u00a0d", FEW) == "a[U+4E2D]b[U+1F642]\u00a0d"
    assert glyphs.spelled("abcd", FEW) == "abcd"


def test_the_record_is_named_with_line_and_field() -> None:
    """A warning names character, number and name, and file, line, column and field of the record."""
    assert checked('title:\n  vi: Gap "中"\n  en: Met\nnames: [a, 中中]\n') == [
        f"records/x.yaml:2:7: title.vi\n  {SAID}",
        f"records/x.yaml:4:12: names[1]\n  {SAID}",
    ]


def test_an_escaped_character_is_found() -> None:
    """What a record writes as an escape stands on the page all the same."""
    assert checked('title: "\\u4e2d"\n') == [f"records/x.yaml:1:8: title\n  {SAID}"]


def test_letters_are_looked_at_as_pages_have_them() -> None:
    """A letter typed with a combining sign is the one letter that the page has."""
    assert checked("title: Cafe\u0301\n") == []


def test_what_stands_in_no_page_is_not_looked_at() -> None:
    """Further names by which one asks for a dossier, and comments, are on no page."""
    assert checked("# 中\naliases: [中国]\nname: a\n") == []


def test_of_the_settings_only_texts_are_looked_at() -> None:
    """The settings put who issues a dossier, its place and who receives it on a page, and nothing else."""
    text = "issuer: {vi: 中, en: a}\nout: 中\nrecipients: [{vi: a, en: 中}]\n"
    assert checked(text, "config.yaml") == [
        f"config.yaml:1:14: issuer.vi\n  {SAID}",
        f"config.yaml:3:26: recipients[0].en\n  {SAID}",
    ]


def test_a_record_that_cannot_be_read_is_left_to_others() -> None:
    """What is wrong with a file is said by whoever reads it."""
    assert checked("a: 中\na: 中\n") == []
    assert list(glyphs.check([("x", b"\xff\xfe")], FEW)) == []


def test_templates_of_a_workspace_are_looked_at(tmp_path: Path) -> None:
    """A template is named with line and column; its comments are on no page."""
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "asks.html").write_text("{# 国 #}\n<p>中</p>\n", encoding="utf-8")
    (tmp_path / "photo.png").write_bytes("国".encode())
    assert list(map(str, glyphs.check([], frozenset(range(128)), tmp_path))) == [
        f"templates/sections/asks.html:2:4\n  {SAID}"
    ]


@pytest.mark.parametrize("theme", Theme)
def test_the_programs_own_words_and_records_lack_nothing(theme: Theme) -> None:
    """Every character of our templates, catalogues and records is in the fonts of each theme."""
    reading = read(REPOSITORY / "records", home="VN")
    assert len(reading.contents) > 50
    house = replace(HOUSE, theme=theme)
    assert look.letters(house, reading.contents.values()) == ()
    known = characters(theme)
    lacking = {
        f"{file.name}: {glyphs.lacking(file.read_text(encoding='utf-8'), known)}"
        for file in program_templates().rglob("*")
        if file.suffix in {".html", ".svg", ".po"} and glyphs.lacking(file.read_text(encoding="utf-8"), known)
    }
    assert lacking == set()


@pytest.mark.parametrize("theme", Theme)
def test_a_pdf_shows_the_text_around_unharmed(
    theme: Theme, bilateral: Workspace, renderer: ProcessPoolExecutor
) -> None:
    """The text comes out with every diacritic, the character as its number, and the file conforms."""
    meeting = "records/meetings/2031-05-12-fr-geneva.yaml"
    bilateral.change(meeting, "về đường sắt trước", "về đường sắt 中国 phía Bắc trước")
    job = Job(bilateral.dossier(), EditionLanguage.VI, Medium.PDF, replace(HOUSE, theme=theme))
    made = renderer.submit(make, job).result(timeout=60)
    said = " ".join(" ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(made)).pages).split())
    assert "đường sắt [U+4E2D][U+56FD] phía Bắc" in said
    for profile in (validation.ValidationProfile.PDF_UA_1, validation.ValidationProfile.PDF_A_3A):
        assert validation.validate_pdf_bytes(made, profile=profile).is_compliant
    page = Page(make(replace(job, medium=Medium.HTML)).decode())
    assert "đường sắt 中国 phía Bắc" in page.text
