"""PDFs of the preview: joined from sections that are kept in memory, and what they share with a build's."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest

from briefings.errors import AssetError, TemplateError
from briefings.languages.text import EditionLanguage, Text
from briefings.model.markings import Marking
from briefings.render import sections
from briefings.render.html import House, Medium
from briefings.render.worker import Job, make

from .editions import REPOSITORY, Workspace, dossier
from .pages import flat, pdf_pages

BOUND = 60.0


@dataclass(frozen=True, slots=True)
class Made:
    """A PDF that was joined, and how many of its parts had to be laid out for it."""

    pdf: bytes | None
    fresh: int
    parts: int


def joined(job: Job) -> Made:
    """Return the PDF of a job as the preview makes it; runs in the renderer."""
    whole = sections.parts(job, BOUND)
    if whole is None:
        return Made(None, 0, 0)
    fresh = sum(part.key not in sections._kept for part in whole.parts)
    if not all(sections.lay_out(part, job) for part in whole.parts):
        return Made(None, fresh, len(whole.parts))
    return Made(sections.joined(whole, job), fresh, len(whole.parts))


def forgotten(job: Job) -> bytes | None:
    """Return what is joined when the process has lost a part; runs in the renderer."""
    whole = sections.parts(job, BOUND)
    assert whole is not None
    sections._kept.clear()
    return sections.joined(whole, job)


def order(workspace: Workspace, language: EditionLanguage = EditionLanguage.EN) -> Job:
    """Return the job of a workspace's PDF."""
    overlay = workspace.folder / "templates"
    house = House(Text("Ban", "Desk"), timedelta(days=90), overlay if overlay.is_dir() else None)
    return Job(workspace.dossier(), language, Medium.PDF, house)


def words(pdf: bytes, file: Path) -> list[str]:
    """Return the words on each page of a PDF."""
    file.write_bytes(pdf)
    return [flat(one) for one in pdf_pages(file)]


def outline(pdf: bytes) -> list[tuple[int, str]]:
    """Return the bookmarks of a PDF: their level and words."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [(one.level, one.get_title()) for one in document.get_toc()]
    finally:
        document.close()


def test_it_says_what_the_build_says(
    bilateral: Workspace, renderer: ProcessPoolExecutor, tmp_path: Path
) -> None:
    """Every word and bookmark of the build is there, in its order; marking and number on every page."""
    job = order(bilateral)
    made = renderer.submit(joined, job).result(timeout=120)
    assert made.pdf is not None
    built = renderer.submit(make, job).result(timeout=120)
    pages = words(made.pdf, tmp_path / "joined.pdf")
    for number, text in enumerate(pages, start=1):
        assert text.count("INTERNAL") + text.count("Internal") >= 2
        assert f"{number} / {len(pages)}" in text
    assert outline(made.pdf) == outline(built)
    told = {one for text in words(built, tmp_path / "built.pdf") for one in text.split() if one.isalpha()}
    assert told <= {one for text in pages for one in text.split()}


def test_the_summary_is_shortened_as_in_the_build(renderer: ProcessPoolExecutor, tmp_path: Path) -> None:
    """A summary that would run over is cut by the same rules: what is looked at is what will be carried."""
    made = dossier(REPOSITORY / "records", "ASEAN", date(2026, 11, 22), Marking.PUBLIC)
    job = Job(made, EditionLanguage.EN, Medium.PDF, House(Text("Ban", "Desk"), timedelta(days=90)))
    pdf = renderer.submit(joined, job).result(timeout=120).pdf
    assert pdf is not None
    pages = words(pdf, tmp_path / "joined.pdf")
    first = next(number for number, text in enumerate(pages[1:], start=1) if "At a glance" in text)
    assert "Shortened to fit on one page." in pages[first]
    assert "How relations developed" in pages[first + 1]


def test_the_contents_name_the_pages_of_the_sections(
    bilateral: Workspace, renderer: ProcessPoolExecutor, tmp_path: Path
) -> None:
    """The number behind an entry on the cover is that of the page on which its heading stands."""
    job = order(bilateral)
    made = renderer.submit(joined, job).result(timeout=120)
    assert made.pdf is not None
    pages = words(made.pdf, tmp_path / "joined.pdf")
    document = pypdfium2.PdfDocument(made.pdf)
    try:
        sections_of = [
            (one.get_title(), one.get_dest().get_index()) for one in document.get_toc() if not one.level
        ]
    finally:
        document.close()
    # a checklist is called more shortly in the contents than over its sheet
    listed = [(title, index) for title, index in sections_of if flat(title) in pages[0]]
    assert len(listed) > 5
    for title, index in listed:
        assert f"{flat(title)} {index + 1} " in pages[0]
        assert flat(title) in pages[index]


def test_only_what_changed_is_laid_out(bilateral: Workspace, renderer: ProcessPoolExecutor) -> None:
    """The same again costs no layout; a name in one section costs that of the sections that show it."""
    renderer.submit(joined, order(bilateral)).result(timeout=120)
    again = renderer.submit(joined, order(bilateral)).result(timeout=120)
    assert again.fresh == 0
    bilateral.change("records/sources/yearbook-2031.yaml", "en: Diplomatic Yearbook", "en: Yearbook")
    after = renderer.submit(joined, order(bilateral)).result(timeout=120)
    assert 0 < after.fresh < after.parts / 2
    assert after.pdf != again.pdf


def test_the_same_gives_the_same_bytes(bilateral: Workspace, renderer: ProcessPoolExecutor) -> None:
    """A preview that nothing has changed is not another file."""
    first, second = (renderer.submit(joined, order(bilateral)).result(timeout=120) for _ in range(2))
    assert first.pdf == second.pdf


def test_parallel_columns_come_out_too(bilateral: Workspace, renderer: ProcessPoolExecutor) -> None:
    """Each edition is either joined, or left to the build."""
    for language in EditionLanguage:
        made = renderer.submit(joined, order(bilateral, language)).result(timeout=120)
        assert made.parts > 5
        assert made.pdf is not None


def test_strings_that_sections_set_leave_it_to_the_build(
    single: Workspace, renderer: ProcessPoolExecutor
) -> None:
    """A running title of the section cannot be known in front: nothing is joined."""
    style = Path(__file__).parents[2] / "templates/styles/page.css"
    single.overlay(
        "styles/page.css", style.read_text(encoding="utf-8") + "\nh2 { string-set: part content() }"
    )
    made = renderer.submit(joined, order(single)).result(timeout=120)
    assert (made.pdf, made.parts > 5) == (None, True)


def test_what_was_lost_is_not_joined(single: Workspace, renderer: ProcessPoolExecutor) -> None:
    """A process that has been replaced knows none of the parts."""
    assert renderer.submit(forgotten, order(single)).result(timeout=120) is None


def test_a_page_that_asks_for_something_is_refused(single: Workspace, renderer: ProcessPoolExecutor) -> None:
    """The rules of a build hold: nothing from outside, and nothing undefined."""
    single.overlay(
        "sections/asks.html", '<section id="asks"><img src="http://127.0.0.1:9/a.png" alt="a"></section>'
    )
    with pytest.raises(AssetError, match="outside"):
        renderer.submit(joined, order(single)).result(timeout=120)
    single.overlay("sections/asks.html", "{{ nothing_such }}")
    with pytest.raises(TemplateError, match=r"templates/sections/asks\.html:1"):
        renderer.submit(joined, order(single)).result(timeout=120)


def test_catalogues_are_read_again(single: Workspace, renderer: ProcessPoolExecutor) -> None:
    """A phrase that the workspace says differently is there the next time, in the same process."""
    job = Job(
        single.dossier(),
        EditionLanguage.EN,
        Medium.HTML,
        House(Text("a", "b"), timedelta(days=1), single.folder),
    )
    before = renderer.submit(sections.afresh, job, BOUND).result(timeout=120).decode()
    own = single.folder / "locale" / "en.po"
    own.parent.mkdir()
    own.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\nmsgid "Contents"\nmsgstr "What is in it"\n',
        encoding="utf-8",
    )
    after = renderer.submit(sections.afresh, job, BOUND).result(timeout=120).decode()
    assert "What is in it" not in before
    assert "What is in it" in after
