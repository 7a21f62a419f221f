"""What a page has on a screen only: filters, links to what lies beside it, and its script."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from briefings.languages.text import EditionLanguage, Language, Text
from briefings.render.html import House, Medium, Part, html, own
from briefings.render.inert import Own, check

from .editions import EN, VI, Workspace
from .pages import Page

BESIDE = (EditionLanguage.VI, EditionLanguage.EN, EditionLanguage.PARALLEL)
HOUSE = House(Text("Ban Hồ sơ", "Desk"), timedelta(days=90), None, BESIDE)


def made(workspace: Workspace, language: Language = EN, house: House = HOUSE) -> Page:
    """Return a page of a workspace."""
    return Page(html(workspace.dossier(), language, Medium.HTML, house))


def test_links_to_what_lies_beside(bilateral: Workspace) -> None:
    """A page leads to its other editions, each under its own name, and to the reading room."""
    page = made(bilateral)
    beside = [
        one for one in page.all("a") if any(two.attributes.get("class") == "beside" for two in one.inside)
    ]
    assert [(one.attributes["href"], one.text, one.attributes.get("hreflang")) for one in beside] == [
        ("FR.vi.html", "Tiếng Việt", "vi"),
        ("FR.vi+en.html", "Tiếng Việt – English", "vi"),
        ("../index.html", "All dossiers", None),
    ]


def test_a_page_that_stands_alone(bilateral: Workspace) -> None:
    """A page made alone leads to nothing beside it."""
    page = made(bilateral, house=House(HOUSE.issuer, HOUSE.due_within))
    assert [one for one in page.targets if not one.startswith(("#", "https:"))] == []


@pytest.mark.parametrize("language", BESIDE)
def test_a_page_is_inert_but_for_what_is_its_own(bilateral: Workspace, language: EditionLanguage) -> None:
    """The last look lets through the page's own script and links, in every edition."""
    dossier = bilateral.dossier()
    check(
        html(dossier, language, Medium.HTML, HOUSE),
        "x",
        own(dossier, language, Medium.HTML, HOUSE, Part.WHOLE),
    )


def test_paper_has_none_of_it(bilateral: Workspace) -> None:
    """A page for paper has no script, no control, no link to a file and nothing for filters."""
    dossier = bilateral.dossier()
    page = html(dossier, VI, Medium.PDF, HOUSE)
    assert not re.search(r"<script|<button|<input|<select|data-point|class=\"pin\"|\.html\"", page)
    assert own(dossier, VI, Medium.PDF, HOUSE, Part.WHOLE) == Own()


def test_filters_offer_what_there_is(bilateral: Workspace) -> None:
    """Each filter offers the values that points have, all of them, and no other."""
    page = made(bilateral)
    rows = [one for one in page.elements if "data-point" in one.attributes]
    assert rows
    for name in ("topic", "year", "act", "side"):
        select = page.one("select", id=f"tool-{name}")
        options = [one for one in page.all("option") if select in one.inside]
        offered = [one.attributes["value"] for one in options]
        there = {value for row in rows for value in row.attributes[f"data-{name}"].split()}
        assert offered[0] == ""
        assert len(offered) == len(set(offered))
        assert set(offered[1:]) == there
        assert all(one.text.strip() for one in options)


def test_every_point_can_be_linked_to(bilateral: Workspace) -> None:
    """Each point has a link to itself; its address is the same in both languages."""
    pins = {
        language: [
            one.attributes["href"]
            for one in made(bilateral, language).all("a")
            if one.attributes.get("class") == "pin"
        ]
        for language in (VI, EN)
    }
    points = {f"#{one.address}" for encounter in bilateral.dossier().encounters for one in encounter.points}
    assert pins[VI] == pins[EN]
    assert set(pins[VI]) == points


def test_controls_wait_for_the_script(bilateral: Workspace) -> None:
    """Every control stands in a part that is hidden until the script runs."""
    page = made(bilateral)
    controls = page.all("button", "input", "select")
    assert controls
    assert all(any("hidden" in two.attributes for two in one.inside) for one in controls)


def test_a_script_of_the_workspace(bilateral: Workspace) -> None:
    """A script laid over ours is the page's own, and its policy names it."""
    folder = bilateral.overlay("scripts/page.js", "// nothing but this\n")
    house = House(HOUSE.issuer, HOUSE.due_within, folder, BESIDE)
    dossier = bilateral.dossier()
    page = html(dossier, EN, Medium.HTML, house)
    assert "// nothing but this" in page
    check(page, "x", own(dossier, EN, Medium.HTML, house, Part.WHOLE))
