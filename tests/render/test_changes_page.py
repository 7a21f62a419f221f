"""What is new, as a reader sees it: the list in front, and the marks where each entry stands."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import page as validation
import pypdfium2
import pytest

from briefings.dossier.changes import Changes
from briefings.dossier.comparison import compare
from briefings.dossier.contents import Dossier
from briefings.dossier.showing import show
from briefings.languages.text import EditionLanguage, Text
from briefings.model.markings import Marking
from briefings.render.html import House, Medium, Part, html
from briefings.render.inert import check
from briefings.render.worker import Job, make

from .editions import WORKSPACES, Workspace, dossier
from .pages import Element, Page, flat, pdf_pages, skipped

HOUSE = House(Text("Ban Hồ sơ", "Desk"), timedelta(days=90))
RECORDS = WORKSPACES / "bilateral" / "records"
MEETING = "records/meetings/2031-05-12-fr-geneva.yaml"
Pair = tuple[Dossier, Dossier]
POINT = "2031-05-12-fr-geneva.s1"


def since(before: Dossier, after: Dossier, language: EditionLanguage, *, edition: bool = True) -> Changes:
    """Return what is new, for those who may see everything."""
    return compare(
        show(before), show(after), clearance=Marking.RESTRICTED, edition=edition, languages=language.languages
    )


def page(before: Dossier, after: Dossier, language: str = "en", medium: Medium = Medium.HTML) -> str:
    """Return the page of a dossier with what is new since an earlier one."""
    edition = EditionLanguage(language)
    return html(after, edition, medium, HOUSE, changes=since(before, after, edition))


def listed(made: str) -> list[str]:
    """Return the list of changes: headings, captions and rows, a line each."""
    parsed = Page(made)
    inside = [
        one for one in parsed.elements if any(up.attributes.get("id") == "changes" for up in one.inside)
    ]
    rows = [one for one in inside if one.tag in {"h2", "h3", "caption", "tr"} or one.tag == "p"]
    kept = (one for one in rows if not any(up.tag == "thead" for up in one.inside))
    return [" | ".join(map(flat, _cells(parsed, one))) for one in kept]


def _cells(page: Page, one: Element) -> list[str]:
    cells = [inner.text for inner in page.all("td") if any(up is one for up in inner.inside)]
    return cells or [one.text]


def marked(made: str) -> list[str]:
    """Return what bears a bar: the identifiers of rows and articles, and the text of items."""
    found = [one for one in Page(made).elements if "changed" in one.attributes.get("class", "").split()]
    return [one.attributes.get("id") or f"{one.tag}: {flat(one.text)[:24]}" for one in found]


@pytest.fixture
def corrected(bilateral: Workspace) -> Pair:
    """Return a dossier before and after corrections of its records."""
    before = bilateral.dossier()
    bilateral.change(MEETING, "Mở lại nhóm công tác về đường sắt", "Lập lại tổ công tác về đường sắt")
    bilateral.change(MEETING, "Reopen the working group", "Re-establish the working group")
    bilateral.change(MEETING, "    act: affirmed\n", "    act: reaffirmed\n")
    cited = "source: {id: gazette-2031-05-13, paragraph: %d}\n    also"
    bilateral.change(MEETING, cited % 4, cited % 3)
    bilateral.change("records/commitments/railway-working-group.yaml", "status: open", "status: in-progress")
    bilateral.change(
        "records/frameworks/vn-fr-csp.yaml", "marking: public", "end: 2031-11-01\nmarking: public"
    )
    (bilateral.folder / "records/gaps/2031-02-14-fr-call.yaml").unlink()
    return before, bilateral.dossier()


ENGLISH = """\
What is new
Compared with the edition of 28 November 2031. A bar in the margin, and a word beside it, mark each of these \
entries where it stands.
Points
2 corrected
corrected | 12 May 2031 Both sides agreed: Reopen Re-establish the working group on railways before the \
end of 2031. [2, ¶ 3] [2, ¶ 2] source: [2, ¶ 4] [2, ¶ 2] [2, ¶ 3] [2, ¶ 2]
corrected | 12 May 2031 France reaffirmed: Attaches importance to relations with Viet Nam; food, the arts \
and digital technology are priorities. [2, ¶ 3] act: affirmed reaffirmed
Frameworks of relations
1 ended
ended | Comprehensive Strategic Partnership (Viet Nam – France), 12 May 2031 – 1 November 2031
Commitments
1 moved
moved | Reopening of the working group on railways falls due soon status: open in progress
Contacts without a record of what was said
1 withdrawn
withdrawn | 14 Feb 2031 Telephone call between the two ministers"""
VIETNAMESE = """\
Những điểm mới
So với ấn bản ngày 28 tháng 11 năm 2031. Mỗi mục nêu tại đây được đánh dấu bằng vạch bên lề kèm chữ ghi chú \
ở đúng chỗ của mục đó.
Nội dung
2 đã sửa
đã sửa | 12/5/2031 Hai bên nhất trí: Mở Lập lại nhóm tổ công tác về đường sắt trước cuối năm 2031. [2, ¶ 3] \
[2, ¶ 2] nguồn: [2, ¶ 4] [2, ¶ 2] [2, ¶ 3] [2, ¶ 2]
đã sửa | 12/5/2031 Pháp tái khẳng định: Coi trọng quan hệ với Việt Nam; phở, nghệ thuật, kỹ thuật số – những \
lĩnh vực ưu tiên. [2, ¶ 3] hành vi: khẳng định tái khẳng định
Khuôn khổ quan hệ
1 đã kết thúc
đã kết thúc | Đối tác chiến lược toàn diện (Việt Nam – Pháp), ngày 12 tháng 5 năm 2031 – \
ngày 01 tháng 11 năm 2031
Cam kết
1 đổi tình trạng
đổi tình trạng | Mở lại nhóm công tác về đường sắt sắp đến hạn tình trạng: còn để ngỏ đang thực hiện
Những tiếp xúc chưa có nội dung trong hồ sơ
1 đã rút
đã rút | 14/02/2031 Điện đàm giữa hai Bộ trưởng"""


@pytest.mark.parametrize(("language", "expected"), [("en", ENGLISH), ("vi", VIETNAMESE)])
def test_the_list(language: str, expected: str, corrected: Pair) -> None:
    """Each change says what it is, what stood there and what stands there now, in both languages."""
    assert "\n".join(listed(page(*corrected, language))) == expected


def test_what_changed_in_a_wording_is_marked(corrected: Pair) -> None:
    """What is gone is struck through, what is new underlined; the rest stands as it is."""
    made = page(*corrected)
    assert "<del>Reopen</del> <ins>Re-establish</ins> the working group on railways" in made
    assert '<span class="remark">act: <del>affirmed</del> <ins>reaffirmed</ins></span>' in made


def test_every_entry_bears_a_bar_where_it_stands(corrected: Pair) -> None:
    """Its row or article in full, and every row in which a topic or a trail repeats a point."""
    assert marked(page(*corrected)) == [
        "vn-fr-csp",
        POINT,
        "2031-05-12-fr-geneva.s2",
        "tr: 12 May 2031 corrected Fr",
        "tr: 12 May 2031 corrected Bo",
        "railway-working-group",
    ]


def test_a_word_says_the_same_as_the_bar(corrected: Pair) -> None:
    """Nobody has to see a bar: each bears the tag in words as well, and nothing else does."""
    for language, words in (
        ("en", {"corrected", "ended", "moved"}),
        ("vi", {"đã sửa", "đã kết thúc", "đổi tình trạng"}),
    ):
        made = Page(page(*corrected, language))
        tags = [one for one in made.elements if one.attributes.get("class") == "tag news"]
        assert {flat(one.text) for one in tags} == words
        barred = [one for one in made.elements if "changed" in one.attributes.get("class", "").split()]
        assert all(any(tag in inside(made, one) for tag in tags) for one in barred)
        summary = [one for one in tags if any(up.attributes.get("id") == "summary" for up in one.inside)]
        assert len(tags) == len(barred) + len(summary)


def inside(made: Page, element: Element) -> list[Element]:
    """Return the elements inside one of a page."""
    return [one for one in made.elements if any(up is element for up in one.inside)]


def test_the_list_leads_to_what_stands(corrected: Pair) -> None:
    """Each entry links to its place on the page; what was withdrawn has none."""
    made = Page(page(*corrected))
    links = [
        one.attributes["href"][1:]
        for one in made.all("a")
        if any(up.attributes.get("id") == "changes" for up in one.inside)
        and "cite" not in one.attributes.get("class", "")
    ]
    assert links == [POINT, "2031-05-12-fr-geneva.s2", "vn-fr-csp", "railway-working-group"]
    assert set(links) <= set(made.ids)
    assert "2031-02-14-fr-call" not in made.ids


def test_it_stands_in_the_contents_before_the_summary(corrected: Pair) -> None:
    """It is a section of its own, the first after the cover."""
    made = Page(page(*corrected))
    assert [one.attributes["id"] for one in made.all("section")][:1] == ["changes"]
    contents = [one.attributes["href"] for one in made.all("a") if any(up.tag == "nav" for up in one.inside)]
    assert contents[0] == "#changes"
    assert skipped(made) == []


def test_a_new_meeting_in_front(bilateral: Workspace) -> None:
    """Since an earlier day: the meeting, its points, what began with them; each linked."""
    before = dossier(bilateral.folder / "records", as_of=date(2031, 5, 1))
    after = bilateral.dossier()
    changes = since(replace(before, stated=date(2031, 5, 1)), after, EditionLanguage.EN, edition=False)
    made = html(after, EditionLanguage.EN, Medium.HTML, HOUSE, changes=changes)
    rows = listed(made)
    assert rows[1].startswith("Compared with what was on record on 1 May 2031.")
    assert "new | 12 May 2031 – Meeting on the margins of the International Tourism Conference" in rows
    assert "new | 12 May 2031 Viet Nam informed: [missing in English] [2, ¶ 3]" in rows
    assert "2031-05-12-fr-geneva" in marked(made)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Nothing that this dossier shows has changed since then."),
        ("vi", "Từ đó đến nay, nội dung hồ sơ này không có gì thay đổi."),
    ],
)
def test_nothing_new_is_said_in_a_sentence(language: str, said: str) -> None:
    """An empty list is no list: one sentence, and no bar anywhere."""
    made = dossier(RECORDS)
    found = page(made, made, language)
    assert listed(found)[2:] == [said]
    assert marked(found) == []


def test_details_that_are_not_listed_are_named(bilateral: Workspace) -> None:
    """A form of address is no entry of the list, and a change of it is said nevertheless."""
    before = bilateral.dossier()
    changed = [
        replace(one, person=replace(one.person, address=Text("Bà", "Madam"))) for one in before.profiles
    ]
    found = page(before, replace(before, profiles=tuple(changed)))
    assert listed(found)[2:] == [
        "Details were also changed in: names, spellings and forms of address of people."
    ]


def test_without_it_a_page_is_as_it_was() -> None:
    """Neither style nor section nor mark is there when there is nothing to compare with."""
    made = html(dossier(RECORDS), EditionLanguage.EN, Medium.PDF, HOUSE)
    assert "changes" not in Page(made).ids
    assert "compared" not in made
    assert 'class="tag news"' not in made
    assert marked(made) == []


def test_a_part_does_not_tell_it(corrected: Pair) -> None:
    """The summary alone is what is to be known, not what is new."""
    before, after = corrected
    changes = since(before, after, EditionLanguage.EN)
    part = html(after, EditionLanguage.EN, Medium.PDF, HOUSE, Part.SUMMARY, changes=changes)
    assert "changes" not in Page(part).ids
    assert 'class="tag news"' not in part


def test_both_languages_side_by_side(corrected: Pair) -> None:
    """The parallel edition tells each change in both languages."""
    rows = listed(page(*corrected, "vi+en"))
    assert rows[0] == "Những điểm mới / What is new"
    assert any("Hai bên nhất trí" in row and "Both sides agreed" in row for row in rows)


def test_old_wording_is_inert(bilateral: Workspace) -> None:
    """What an earlier edition said is shown to the letter and can do nothing."""
    before = bilateral.dossier()
    hostile = "<script>alert(1)</script> {{ 7*7 }} </td></table> %(day)s"
    point = before.encounters[1].points[0]
    worse = replace(point, statement=replace(point.statement, text=Text(hostile, hostile)))
    encounters = (
        before.encounters[0],
        replace(before.encounters[1], points=(worse,)),
        *before.encounters[2:],
    )
    made = page(
        replace(before, encounters=encounters), replace(before, encounters=encounters[:1]), medium=Medium.PDF
    )
    check(made, "FR.en.pdf")
    assert Page(made).all("script") == []
    (row,) = [one for one in listed(made) if "alert(1)" in one]
    assert hostile in row


def test_the_pdf_conforms_and_shows_the_bars(
    corrected: Pair, renderer: ProcessPoolExecutor, tmp_path: Path
) -> None:
    """With the list in front it is PDF/UA-1 and PDF/A-3a, byte for byte the same when made again."""
    for language in (EditionLanguage.VI, EditionLanguage.EN):
        job = Job(corrected[1], language, Medium.PDF, HOUSE, changes=since(*corrected, language))
        first, second = (renderer.submit(make, job).result(timeout=120) for _ in range(2))
        assert first == second
        for profile in (validation.ValidationProfile.PDF_UA_1, validation.ValidationProfile.PDF_A_3A):
            report = validation.validate_pdf_bytes(first, profile=profile)
            assert report.is_compliant, report.to_json()
        file = tmp_path / f"{language}.pdf"
        file.write_bytes(first)
        assert flat(pdf_pages(file)[1]).count({"vi": "Những điểm mới", "en": "What is new"}[language]) == 1
        bare = tmp_path / "bare.pdf"
        bare.write_bytes(renderer.submit(make, replace(job, changes=None)).result(timeout=120))
        assert dark_in_the_margin(file) - dark_in_the_margin(bare) > 100


def dark_in_the_margin(file: Path) -> int:
    """Return how many dots beside the text are darker than a mid grey, on all pages."""
    document = pypdfium2.PdfDocument(file)
    try:
        images = [document[number].render(scale=2).to_pil().convert("L") for number in range(len(document))]
    finally:
        document.close()
    # the text begins 24 mm from the edge
    edge = round(23.5 / 25.4 * 72 * 2)
    strips = (image.crop((0, 0, edge, image.height)) for image in images)
    return sum(sum(strip.histogram()[:110]) for strip in strips)
