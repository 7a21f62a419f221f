"""The page over all dossiers: what there is, where it lies, and what its search reads."""

from __future__ import annotations

import json
import pickle
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from briefings.errors import AssetError, TemplateError
from briefings.languages.text import Text
from briefings.model.markings import Marking
from briefings.render import reading_room
from briefings.render.html import House
from briefings.render.inert import check
from briefings.render.reading_room import File, ReadingRoom, Shelved, outside

from .editions import WORKSPACES, Workspace, dossier
from .pages import Page, skipped

HOUSE = House(Text("Ban Hồ sơ", "Desk"), timedelta(days=90))
RECORDS = WORKSPACES / "forum" / "records"


def shelved(code: str, **more: Any) -> Shelved:  # noqa: ANN401
    """Return a dossier of the forum's workspace with two files."""
    files = (File(f"{code}/{code}.vi.html", "vi", "html"), File(f"{code}/{code}.vi.pdf", "vi", "pdf"))
    return Shelved(dossier(RECORDS, code, **more), files)


def room(house: House = HOUSE) -> ReadingRoom:
    """Return a reading room over two dossiers that share meetings."""
    return ReadingRoom((shelved("OFT"), shelved("FR")), house)


@pytest.fixture(scope="module")
def page() -> Page:
    """Return the page."""
    return Page(reading_room.html(room()))


def data(written: str) -> dict[str, Any]:
    """Return what the search reads."""
    (found,) = re.findall(
        r'<script type="application/json" id="tool-data">(.*?)</script>', written, re.DOTALL
    )
    return dict(json.loads(found))


def test_it_asks_for_nothing() -> None:
    """Its own script and the files it leads to are let through, and nothing else."""
    made = room()
    written = reading_room.html(made)
    check(written, made.page, reading_room.own(made))
    with pytest.raises(AssetError, match=r'<a href="FR/FR.vi.html"> leads outside'):
        check(written, made.page, reading_room.own(ReadingRoom((shelved("OFT"),), HOUSE)))


def test_each_dossier_stands_in_it(page: Page) -> None:
    """Each counterpart has a row, by its Vietnamese name, with links to its files."""
    names = [one.text for one in page.all("th") if one.attributes.get("scope") == "row"]
    assert len(names) == 2
    assert sorted(one for one in page.targets if "/" in one) == [
        f"{code}/{code}.vi.{kind}" for code in ("FR", "OFT") for kind in ("html", "pdf")
    ]


def test_it_is_well_formed(page: Page) -> None:
    """Headings skip no level, no identifier stands twice, links inside it have a target."""
    assert skipped(page) == []
    assert len(page.ids) == len(set(page.ids))
    assert {one[1:] for one in page.targets if one.startswith("#")} <= set(page.ids)


def test_both_languages_stand_in_it(page: Page) -> None:
    """Each phrase stands there in both languages, each marked with its own."""
    title = page.one("h1")
    spans = [one for one in page.all("span") if title in one.inside and "lang" in one.attributes]
    assert [(one.attributes["lang"], one.text) for one in spans] == [
        ("vi", "Phòng đọc"),
        ("en", "Reading room"),
    ]


def test_the_search_reads_each_point_once() -> None:
    """A point of a meeting with several counterparts is there once, with every dossier that holds it."""
    found = data(reading_room.html(room()))
    both = [dossier(RECORDS, code) for code in ("FR", "OFT")]
    points = [{one.address for met in each.encounters for one in met.points} for each in both]
    assert set(found["points"]) == points[0] | points[1]
    for address, point in found["points"].items():
        assert sorted(point["in"]) == [
            code for code, held in zip(("FR", "OFT"), points, strict=True) if address in held
        ]
        assert set(point["text"]) == set(point["who"]) == {"vi", "en"}
        assert set(found["meetings"][point["meeting"]]) == {"vi", "en"}
    assert found["dossiers"]["FR"]["pages"] == {"vi": "FR/FR.vi.html"}


def test_what_an_audience_may_not_see_is_not_in_it() -> None:
    """It holds what its dossiers hold: nothing of records marked higher, no higher marking."""
    records = WORKSPACES / "restricted" / "records"
    files = (File("FR/FR.vi.html", "vi", "html"),)
    written = {
        clearance: reading_room.html(
            ReadingRoom((Shelved(dossier(records, clearance=clearance), files),), HOUSE)
        )
        for clearance in (Marking.INTERNAL, Marking.RESTRICTED)
    }
    assert set(data(written[Marking.INTERNAL])["points"]) < set(data(written[Marking.RESTRICTED])["points"])
    assert "RESTRICTED" not in written[Marking.INTERNAL]
    banner = Page(written[Marking.RESTRICTED]).one("footer").text
    assert banner == "HẠN CHẾ PHỔ BIẾN / RESTRICTED"


def test_nothing_in_the_data_ends_it(bilateral: Workspace) -> None:
    """Text of a record that looks like HTML stays text, in the data as on the shelf."""
    made = bilateral.dossier()
    point = next(one for met in made.encounters for one in met.points)
    file = f"records/meetings/{point.meeting.id}.yaml"
    said = str(point.statement.text.en)
    bilateral.change(file, said[:20], "</script><b>x</b> <!-- " + said[:20])
    files = (File("FR/FR.en.html", "en", "html"),)
    again = ReadingRoom((Shelved(bilateral.dossier(), files),), HOUSE)
    written = reading_room.html(again)
    check(written, again.page, reading_room.own(again))
    assert "</script><b>x</b>" in data(written)["points"][point.address]["text"]["en"]


def test_the_same_dossiers_give_the_same_bytes() -> None:
    """The order in which dossiers are handed over does not matter."""
    turned = ReadingRoom(tuple(reversed(room().shelved)), HOUSE)
    assert reading_room.html(turned) == reading_room.html(room())


def test_what_it_does_not_show_need_not_travel() -> None:
    """Without it the page is the same, and there is less to send."""
    whole = room()
    carried = replace(
        whole, shelved=tuple(replace(one, dossier=outside(one.dossier)) for one in whole.shelved)
    )
    assert reading_room.html(carried) == reading_room.html(whole)
    assert len(pickle.dumps(carried)) < len(pickle.dumps(whole)) * 0.9


def test_a_template_of_the_workspace(bilateral: Workspace) -> None:
    """The page can be laid over; a mistake in it is named with its line."""
    folder = bilateral.overlay("index.html", "{{ rows|length }}\n{{ nothing }}")
    with pytest.raises(TemplateError, match=r"templates/index.html:2\n  'nothing' is undefined"):
        reading_room.html(room(House(HOUSE.issuer, HOUSE.due_within, folder)))
