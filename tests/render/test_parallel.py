"""Both languages side by side: in step, said once where they are alike."""

from __future__ import annotations

import re

import pytest

from briefings.languages.text import EditionLanguage, Language
from briefings.render.html import Medium

from .editions import REPOSITORY, WORKSPACES, dossier, written
from .pages import Page

PARALLEL = EditionLanguage.PARALLEL


def page(case: str = "bilateral", code: str = "FR") -> Page:
    """Return the parallel page of a workspace."""
    return Page(written(dossier(WORKSPACES / case / "records", code), PARALLEL))


def test_each_point_stands_in_both_languages() -> None:
    """A point's cell holds its Vietnamese and its English text, in that order, marked as such."""
    made = dossier(WORKSPACES / "bilateral" / "records")
    shown = Page(written(made, PARALLEL))
    for encounter in made.encounters:
        for point in encounter.points:
            row = next(one for one in shown.all("tr") if one.attributes.get("id") == point.address)
            pair = [
                (one.attributes["lang"], one.text)
                for one in shown.all("span")
                if row in one.inside and one.attributes.get("class") == "one"
            ]
            text = point.statement.text
            assert text.vi is None or ("vi", flat(text.vi)) in [(a, flat(b)) for a, b in pair], point.address
            assert text.en is None or ("en", flat(text.en)) in [(a, flat(b)) for a, b in pair], point.address


def flat(text: str) -> str:
    """Return a text without the marks of Markdown and with single spaces."""
    return " ".join(re.sub(r"\*\*|^- ", "", text, flags=re.MULTILINE).split())


def test_it_has_the_addresses_of_the_others() -> None:
    """Links to a point work in all three editions."""
    made = dossier(WORKSPACES / "bilateral" / "records")
    ids = [Page(written(made, one)).ids for one in (Language.VI, Language.EN, PARALLEL)]
    assert ids[0] == ids[1] == ids[2]


def test_what_is_alike_is_said_once() -> None:
    """A name spelt alike in both languages is not repeated."""
    shown = page().text
    assert "Geneva / Geneva" not in shown
    assert "Pháp / France" in shown


def test_phrases_are_joined() -> None:
    """Headings and acts stand in both languages, with a stroke between them."""
    headings = [one.text for one in page().all("h2")]
    assert "Tóm tắt một trang / At a glance" in headings


def test_no_element_stands_inside_a_link() -> None:
    """The renderer makes a link of its own of each element inside one, outside the PDF's structure."""
    shown = Page(written(dossier(REPOSITORY / "records", "US"), PARALLEL, Medium.PDF))
    assert [one.text for one in shown.elements if any(up.tag == "a" for up in one.inside)] == []


@pytest.mark.parametrize("medium", Medium)
def test_missing_language_is_shown_as_missing(medium: Medium) -> None:
    """A text that lacks a language says so in that language, beside the other."""
    shown = Page(written(dossier(WORKSPACES / "bilateral" / "records"), PARALLEL, medium)).text
    assert "[missing in English]" in shown or "[thiếu bản tiếng Việt]" in shown


def test_both_of_a_language() -> None:
    """An edition knows which languages stand in it."""
    assert PARALLEL.languages == (Language.VI, Language.EN)
    assert EditionLanguage.EN.languages == (Language.EN,)
