"""Pages of a long history: the meetings before those shown in full, and the archive volumes."""

from __future__ import annotations

import io
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import page as validation
import pypdf
import pytest

from briefings.config import History, Theme
from briefings.dossier import Dossier, archive, gather, gather_volume
from briefings.languages.text import EditionLanguage, Text
from briefings.model.markings import Marking
from briefings.records import read
from briefings.render.html import House, Medium, Part, html, own
from briefings.render.inert import check
from briefings.render.worker import Job, make

from .editions import AS_OF, WORKSPACES
from .pages import Page, flat

LANGUAGES = (EditionLanguage.VI, EditionLanguage.EN)
HOUSE = House(Text("Ban", "Desk"), timedelta(days=90), beside=LANGUAGES)
ONE = History(years=5, meetings=1)
OLD = "2030-11-03-fr-hanoi"


def bounded() -> Dossier:
    """Return a dossier that shows one meeting of three in full."""
    records = read(WORKSPACES / "bilateral" / "records", home="VN").records
    return gather(
        records.counterparts["FR"],
        records,
        home="VN",
        as_of=AS_OF,
        clearance=Marking.RESTRICTED,
        history=ONE,
    )


def volume(name: str) -> Dossier:
    """Return an archive volume of it."""
    records = read(WORKSPACES / "bilateral" / "records", home="VN").records
    seen: dict[str, Any] = {"as_of": AS_OF, "clearance": Marking.RESTRICTED}
    held = next(one for one in archive("FR", records, history=ONE, **seen) if one.name == name)
    return gather_volume(records.counterparts["FR"], records, held, home="VN", **seen)


def written(made: Dossier, medium: Medium = Medium.HTML, house: House = HOUSE) -> Page:
    """Return the English page of a dossier or a volume, after the last look at it."""
    part = Part.WHOLE if made.volume is None else Part.VOLUME
    text = html(made, EditionLanguage.EN, medium, house, part)
    check(text, "FR.en.html", own(made, EditionLanguage.EN, medium, house, part))
    return Page(text)


def test_earlier_meetings_lead_to_their_volume() -> None:
    """On the screen each line leads to the meeting in its volume, and the volumes are listed."""
    page = written(bounded())
    article = page.one("article", id="earlier")
    assert "12 May 20312031Meeting on the margins of the International Tourism" in flat(article.text)
    targets = [one.attributes["href"] for one in page.all("a") if any(up is article for up in one.inside)]
    assert targets == [
        "FR.2031.en.html",
        "FR.2030.en.html",
        "FR.2031.en.html#2031-05-12-fr-geneva",
        f"FR.2030.en.html#{OLD}",
    ]
    assert "1 bilateral, 2 earlier in archive volumes" in flat(page.one("header", id="top").text)


def test_a_trail_leads_into_the_archive() -> None:
    """What a commitment goes back to is linked where it stands now."""
    page = written(bounded())
    ledger = page.one("section", id="commitments")
    targets = [one.attributes.get("href") for one in page.all("a") if any(up is ledger for up in one.inside)]
    assert "FR.2031.en.html#2031-05-12-fr-geneva.s1" in targets


@pytest.mark.parametrize(("medium", "house"), [(Medium.PDF, HOUSE), (Medium.HTML, replace(HOUSE, beside=()))])
def test_on_paper_nothing_leads_out(medium: Medium, house: House) -> None:
    """A page that has no files beside it names the volumes, and links to nothing that is not in it."""
    page = written(bounded(), medium, house)
    assert "2030" in page.one("article", id="earlier").text
    inside = {one.removeprefix("#") for one in page.targets if not one.startswith("https:")}
    assert inside <= set(page.ids)


def test_a_volume_says_what_it_is() -> None:
    """Its title and cover name the year; it has no summary, and leads back to the whole dossier."""
    page = written(volume("2031"))
    assert page.all("title")[0].text == "Briefing dossier: France – Archive volume 2031"
    assert "Briefing dossier · Archive volume 2031" in flat(page.one("header", id="top").text)
    assert [one.attributes["id"] for one in page.all("section")] == ["meetings", "doubts", "sources"]
    assert {"FR.2031.vi.html", "FR.en.html", "../index.html"} <= set(page.targets)
    assert [one.attributes["id"] for one in page.all("article")][:2] == [
        "2031-09-20-fr-call",
        "2031-05-12-fr-geneva",
    ]


@pytest.mark.parametrize("theme", Theme)
def test_a_volume_is_for_archives_and_screen_readers(renderer: ProcessPoolExecutor, theme: Theme) -> None:
    """Its file is PDF/A-3a and PDF/UA-1, and carries its data under its own name."""
    house = replace(HOUSE, theme=theme)
    job = Job(volume("2030"), EditionLanguage.VI, Medium.PDF, house, Part.VOLUME)
    assert job.page == "FR.2030.vi.pdf"
    made = renderer.submit(make, job).result(timeout=120)
    for profile in (validation.ValidationProfile.PDF_UA_1, validation.ValidationProfile.PDF_A_3A):
        assert validation.validate_pdf_bytes(made, profile=profile).is_compliant
    reader = pypdf.PdfReader(io.BytesIO(made))
    assert list(reader.attachments) == ["FR.2030.json"]
    assert "tập lưu trữ 2030" in flat(reader.pages[0].extract_text()).lower()
