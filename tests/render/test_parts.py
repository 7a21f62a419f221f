"""Parts of a dossier: the one page to carry into the room, and the sheet for a meeting to come."""

from __future__ import annotations

import itertools
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from briefings.errors import RenderError
from briefings.languages.text import EditionLanguage, Text
from briefings.model.markings import Marking
from briefings.render import worker
from briefings.render.html import House, Medium, Part, html
from briefings.render.limits import FULL, STEPS
from briefings.render.worker import Job

from .editions import REPOSITORY, WORKSPACES, Workspace, dossier
from .pages import Page

HOUSE = House(Text("Ban Hồ sơ", "Desk"), timedelta(days=90))


def sheet(part: Part, case: str = "bilateral") -> Page:
    """Return the English page of one part."""
    made = dossier(WORKSPACES / case / "records")
    return Page(html(made, EditionLanguage.EN, Medium.HTML, HOUSE, part))


def pages(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    import pypdfium2  # noqa: PLC0415 - only these tests count

    return len(pypdfium2.PdfDocument(pdf))


@pytest.mark.parametrize("language", EditionLanguage)
@pytest.mark.parametrize("code", ["US", "EU", "ASEAN"])
def test_the_summary_is_one_page(renderer: ProcessPoolExecutor, code: str, language: EditionLanguage) -> None:
    """The summary of a real dossier takes exactly one page in each edition."""
    made = dossier(REPOSITORY / "records", code)
    job = Job(made, language, Medium.PDF, HOUSE, Part.SUMMARY)
    assert pages(renderer.submit(worker.make, job).result(timeout=120)) == 1


def test_a_long_summary_is_shortened_and_says_so(renderer: ProcessPoolExecutor) -> None:
    """Where the points are too long for a page they are cut, and the page tells what it leaves out."""
    made = dossier(REPOSITORY / "records", "US")
    long = Text("một lời " * 120, "a word " * 120)
    live = tuple(replace(one, statement=replace(one.statement, text=long)) for one in made.summary.live)
    grown = replace(made, summary=replace(made.summary, live=live))
    job = Job(grown, EditionLanguage.EN, Medium.PDF, HOUSE, Part.SUMMARY)
    made_pdf = renderer.submit(worker.make, job).result(timeout=120)
    import pypdfium2  # noqa: PLC0415 - only these tests count

    document = pypdfium2.PdfDocument(made_pdf)
    assert len(document) == 1
    text = " ".join(document[0].get_textpage().get_text_range().split())
    assert "Shortened to fit on one page. The full dossier holds: live points 5," in text
    assert "word a …" in text or "a word …" in text


def test_a_summary_that_cannot_fit_is_refused(renderer: ProcessPoolExecutor, single: Workspace) -> None:
    """A style that needs more than a page for the shortest summary is an error, not an overflow."""
    overlay = single.overlay("styles/parts.css", "section { height: 900mm }")
    job = Job(
        single.dossier(), EditionLanguage.EN, Medium.PDF, replace(HOUSE, templates=overlay), Part.SUMMARY
    )
    with pytest.raises(RenderError) as raised:
        renderer.submit(worker.make, job).result(timeout=120)
    assert str(raised.value) == (
        "FR.summary.en.pdf\n  The summary does not fit on one page, however much is left out. "
        "Shorten the texts of the latest meeting, or look at the styles of this workspace."
    )


def both_ways(job: Job) -> tuple[bytes, bytes]:
    """Return a dossier as a worker makes it, and its page laid out as it is; runs in the renderer."""
    from briefings.render.pdf import pdf  # noqa: PLC0415 - WeasyPrint is loaded there only

    edition = datetime.combine(job.dossier.edition, time(), tzinfo=UTC)
    page = worker.written(job).text
    return worker.make(job), pdf(page, job.page, edition=edition, attached=worker._attached(job))


def test_a_dossier_whose_summary_cannot_fit(renderer: ProcessPoolExecutor, single: Workspace) -> None:
    """It runs over, and nothing is lost: the dossier comes out as if nobody had tried to shorten it."""
    overlay = single.overlay("styles/parts.css", "section { height: 900mm }")
    job = Job(single.dossier(), EditionLanguage.EN, Medium.PDF, replace(HOUSE, templates=overlay))
    made, plain = renderer.submit(both_ways, job).result(timeout=120)
    assert made == plain


def test_steps_leave_out_more_and_more() -> None:
    """Each step shows no more than the one before; the first shows everything."""
    assert STEPS[0] is FULL
    for before, after in itertools.pairwise(STEPS):
        assert (before.live, before.due, before.doubts) >= (after.live, after.due, after.doubts)
        assert (before.words or 999) >= (after.words or 999)


def test_the_summary_links_to_nothing_that_is_not_there() -> None:
    """A part has no link into the rest of the dossier, and says where its numbers lead."""
    page = sheet(Part.SUMMARY)
    assert {target.removeprefix("#") for target in page.targets} <= set(page.ids)
    assert "Numbers in brackets are those of the sources in the full dossier." in page.text
    assert [one.text for one in page.all("h2")] == ["At a glance"]


def test_the_checklist_says_what_the_officer_wrote() -> None:
    """The sheet holds objectives, points to make, what to expect and the prepared answers."""
    text = sheet(Part.CHECKLIST).text
    for said in (
        "Checklist for the meeting of 15\u00a0December\u00a02031",
        "Settle when the working group on railways meets.",
        "Recall what was agreed in Geneva.",
        "Scholarships for students. Reply: We are considering it.",
        "Written on 28\u00a0November\u00a02031",
    ):
        assert said in text


def test_the_checklist_stands_in_front_of_the_whole() -> None:
    """A dossier with a meeting to come begins with its sheet; one without has none."""
    assert sheet(Part.WHOLE).all("h2")[1].text.startswith("Checklist for the meeting of")
    assert "Checklist" not in sheet(Part.WHOLE, "restricted").text


@pytest.mark.parametrize(("code", "shortened"), [("ASEAN", True), ("JP", False)])
def test_a_dossier_has_its_summary_on_one_page(
    renderer: ProcessPoolExecutor, code: str, *, shortened: bool
) -> None:
    """What would run over is shortened by the rules of the sheet, and says so; what fits is left alone."""
    import pypdfium2  # noqa: PLC0415 - only these tests count

    made = dossier(REPOSITORY / "records", code, date(2026, 11, 22), Marking.PUBLIC)
    job = Job(made, EditionLanguage.EN, Medium.PDF, HOUSE)
    document = pypdfium2.PdfDocument(renderer.submit(worker.make, job).result(timeout=120))
    second, third = (document[at].get_textpage().get_text_bounded() for at in (1, 2))
    assert "At a glance" in second
    assert "How relations developed" in third
    assert ("Shortened to fit on one page." in second) is shortened
