"""WeasyPrint as pages are given to it: the same bytes as without the short cuts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import weasyprint

from briefings.languages.text import Language
from briefings.render import fonts
from briefings.render.engine import Document
from briefings.render.gate import Gate
from briefings.render.html import Medium
from briefings.render.inert import parsed

from .editions import REPOSITORY, dossier, written

PAGE = "<html lang='vi'><head><title>x</title><style>{}</style></head><body>{}</body></html>"
LIST = "<ol><li>một<li>hai</ol><ul><li>ba</ul><details open><summary>bốn</summary></details>"


@pytest.fixture(autouse=True)
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give pages our fonts and a day."""
    monkeypatch.setenv("FONTCONFIG_FILE", "")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    fonts.isolate(tmp_path, fonts.ours())


def plain(page: str) -> bytes:
    """Return a PDF as WeasyPrint makes it by itself."""
    made: bytes = weasyprint.HTML(string=page, base_url="page:", url_fetcher=Gate()).write_pdf(pdf_tags=True)
    return made


@pytest.mark.parametrize(
    "page",
    [
        lambda: written(dossier(REPOSITORY / "records", "RU"), Language.VI, Medium.PDF),
        lambda: PAGE.format("", LIST),
        lambda: PAGE.format("p { display: list-item; margin-left: 2em }", "<p>một<p>hai"),
        lambda: PAGE.format("i { float: footnote }", "<p>một <i>hai</i>"),
        lambda: PAGE.format("", '<p>một <i style="float: footnote">hai</i>'),
        lambda: PAGE.format(
            "i { position: note(below) } @page { @note-area { content: x } }", "<p>a <i>b</i>"
        ),
        lambda: PAGE.format("li::marker { color: #f00 }", LIST),
    ],
    ids=["a dossier", "lists", "items of a list", "footnotes", "a footnote", "notes", "markers"],
)
def test_the_same_bytes(page: Callable[[], str]) -> None:
    """Whatever a page has, it comes out as WeasyPrint itself would make it, parsed before or not."""
    text = page()
    expected = plain(text)
    assert Document(text, Gate()).write_pdf(pdf_tags=True) == expected
    assert Document(text, Gate(), parsed(text)).write_pdf(pdf_tags=True) == expected


def test_styles_that_no_page_uses_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """An element without a marker or notes is given no styles for them."""
    counted: list[str | None] = []
    real = weasyprint.css.StyleFor.set_computed_styles

    def count(
        self: object, element: object, *given: object, pseudo_type: str | None = None, **named: object
    ) -> object:
        counted.append(pseudo_type)
        return real(self, element, *given, pseudo_type=pseudo_type, **named)

    monkeypatch.setattr(weasyprint.css.StyleFor, "set_computed_styles", count)
    Document(PAGE.format("", "<p>một</p>" * 50), Gate()).render()
    assert "marker" not in counted
    assert "footnote-call" not in counted
