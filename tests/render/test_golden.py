"""The pages of whole workspaces, compared with what is expected of them as readable text."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest

from .pages import pdf_pages, read

WORKSPACES = Path(__file__).parent.parent / "workspaces"
CASES = {"bilateral": ("FR",), "forum": ("OFT", "FR"), "restricted": ("FR",)}
EDITIONS = [
    (case, f"{code}.{language}.{kind}")
    for case, codes in CASES.items()
    for code in codes
    for language in ("vi", "en")
    for kind in ("pdf", "html")
]
ACCEPT = "If this is what the page should say, run pytest --refresh and review the difference.\n"


@pytest.mark.parametrize(("case", "name"), EDITIONS)
def test_a_page_says_what_is_expected(
    case: str, name: str, built: Callable[[str], Path], pytestconfig: pytest.Config
) -> None:
    """The text of a page is the one that was last reviewed."""
    found = text(built(case) / name.partition(".")[0] / name)
    file = WORKSPACES / case / "expected" / f"{name}.txt"
    if pytestconfig.getoption("refresh"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(found, encoding="utf-8")
    expected = file.read_text(encoding="utf-8") if file.exists() else ""
    difference = difflib.unified_diff(
        expected.splitlines(keepends=True),
        found.splitlines(keepends=True),
        f"expected {name}",
        f"found {name}",
    )
    if expected != found:
        pytest.fail(ACCEPT + "".join(difference), pytrace=False)


def test_nothing_is_expected_of_pages_that_nobody_makes() -> None:
    """Every expected page belongs to an edition."""
    files = {(file.parent.parent.name, file.name) for file in WORKSPACES.glob("*/expected/*")}
    assert files == {(case, f"{name}.txt") for case, name in EDITIONS}


def text(file: Path) -> str:
    """Return the readable text of a page; the pages of a PDF are separated by a line."""
    if file.suffix == ".html":
        return read(file).text
    pages = (page.strip() for page in pdf_pages(file))
    return "".join(f"======== page {number} ========\n{page}\n" for number, page in enumerate(pages, start=1))
