"""Letters: what a reader is told in front, in their language, as HTML and as text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from briefings.dossier.comparison import compare
from briefings.dossier.showing import show
from briefings.errors import AssetError
from briefings.languages.text import Language, Text
from briefings.model.markings import Marking
from briefings.render import letters
from briefings.render.html import House
from briefings.render.letters import Correction, Enclosure, Occasion

from .editions import EN, VI, WORKSPACES, Workspace, dossier

HOUSE = House(Text("Ban Hồ sơ", "Desk"), timedelta(days=90))
RECORDS = WORKSPACES / "bilateral" / "records"
SINCE = date(2031, 5, 13)


def occasion(held_back: int = 0) -> Occasion:
    """Return an occasion on which much is new."""
    made, earlier = dossier(RECORDS), dossier(RECORDS, as_of=SINCE)
    changes = compare(show(earlier), show(made), clearance=Marking.RESTRICTED)
    return Occasion("Nguyễn Văn An", SINCE, changes, held_back)


def test_what_is_new_stands_in_front() -> None:
    """Before the summary, with the day of the edition that the reader has."""
    letter = letters.edition(dossier(RECORDS), EN, HOUSE, occasion(), Enclosure("a.pdf"))
    text = letter.text.replace("\u00a0", " ")
    assert text.index("Dear Nguyễn Văn An,") < text.index("The dossier is attached: a.pdf")
    assert text.index("Since the edition that was sent to you on 13 May 2031:") < text.index("AT A GLANCE")
    assert "- [new] 20 September 2031 – Telephone call\n" in text
    assert "standing: [-open-] {+falls due soon+}" in text
    assert text.startswith("INTERNAL\n")
    assert text.endswith("Desk\nINTERNAL\n")


def test_both_bodies_say_the_same() -> None:
    """What the HTML lists, the text lists."""
    letter = letters.edition(dossier(RECORDS), VI, HOUSE, occasion(), Enclosure())
    for said in ("Paul Modèle", "Đối tác chiến lược toàn diện", "Điện đàm", "LƯU HÀNH NỘI BỘ"):
        assert said in letter.text
        assert said in letter.html


@pytest.mark.parametrize("language", Language)
def test_no_link_leads_into_a_page_that_is_not_there(language: Language) -> None:
    """The list of changes is that of the page, without its inner links."""
    letter = letters.edition(dossier(RECORDS), language, HOUSE, occasion(), Enclosure())
    assert 'href="#' not in letter.html
    assert "<a" not in letter.text
    assert "<ins>" in letter.html


def test_a_first_edition() -> None:
    """Nothing is compared with what the reader never had."""
    letter = letters.edition(dossier(RECORDS), EN, HOUSE, Occasion("An"), Enclosure())
    assert "This is the first edition that is sent to you." in letter.text
    assert letter.subject == "Briefing dossier: France (28 Nov 2031)"


def test_a_file_that_is_too_large() -> None:
    """The letter goes alone and says why."""
    text = letters.edition(dossier(RECORDS), EN, HOUSE, Occasion("An"), Enclosure(None, 12.3, 10)).text
    assert "the message would have 12.3 megabytes, and at most 10 are allowed." in text


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 recent change is not in this edition yet: it waits to be reviewed."),
        (3, "3 recent changes are not in this edition yet: they wait to be reviewed."),
    ],
)
def test_what_waits_to_be_reviewed(count: int, said: str) -> None:
    """It is said how many changes are not in the edition."""
    letter = letters.edition(dossier(RECORDS), EN, HOUSE, occasion(count), Enclosure())
    assert said in letter.text
    assert said in letter.html


def test_nothing_new() -> None:
    """A note names the day of the edition that still holds."""
    letter = letters.unchanged(dossier(RECORDS), VI, HOUSE, Occasion("An", SINCE))
    assert letter.subject == "Hồ sơ đối tác: Pháp: không có gì mới"
    said = letter.text.replace("\u00a0", " ")
    assert "không có gì thay đổi so với bản đã gửi đồng chí ngày 13 tháng 5 năm 2031." in said


def test_a_correction_and_a_withdrawal() -> None:
    """What was said, and what is right."""
    made = dossier(RECORDS)
    first, second = show(made).points[:2]
    points = [Correction(first, second), Correction(second, None)]
    letter = letters.correction(made, EN, HOUSE, Occasion("An"), points)
    assert letter.subject == "Correction: Briefing dossier: France"
    assert (
        letter.text.index(str(first.text.en))
        < letter.text.index("Right is:")
        < letter.text.index("withdrawn")
    )


def test_trouble_is_plain_text() -> None:
    """The owner reads it on any screen; Vietnamese frames what the program says."""
    letter = letters.trouble(VI, None, "Chi", ["Refused: message 1"], ["briefings outbox retry 1"])
    assert letter.subject == "Briefings: có việc cần xử lý"
    assert "- Refused: message 1\n" in letter.text
    assert letter.html == ""


def test_markup_in_a_name_is_inert() -> None:
    """A reader's name cannot become markup."""
    letter = letters.edition(dossier(RECORDS), EN, HOUSE, Occasion("<script>"), Enclosure("<b>.pdf"))
    assert "<script>" not in letter.html
    assert "<b>" not in letter.html
    assert "Dear <script>," in letter.text


def test_a_template_that_asks_for_something_outside(single: Workspace) -> None:
    """A letter that would tell a server that it was read is not written."""
    templates = single.overlay("mail/unchanged.html", '<img src="https://example.com/seen.gif">')
    house = House(HOUSE.issuer, HOUSE.due_within, templates)
    with pytest.raises(AssetError, match=r"mail/unchanged\.html"):
        letters.unchanged(dossier(RECORDS), EN, house, Occasion("An", SINCE))


def test_letters_do_not_take_each_others_templates() -> None:
    """Whatever was written before, a page escapes and a text does not."""
    first, again = (
        letters.edition(dossier(RECORDS), EN, HOUSE, Occasion("<script>"), Enclosure("<b>.pdf"))
        for _ in range(2)
    )
    assert (first.html, first.text) == (again.html, again.text)
    assert "Dear <script>," in again.text
    assert "Dear &lt;script&gt;," in again.html
