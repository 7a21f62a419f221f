"""The preview in a real Chromium: what an officer sees while records and templates are being written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from .chromium import Chromium
from .conftest import AS_OF, Preview, running

RECORD = "records/meetings/2031-05-12-fr-geneva.yaml"
BEFORE, AFTER = "Reopen the working group on railways", "Open the working group on railways anew"
FRAME = "document.querySelector('#page iframe:not(.coming)')"
TEXT = f"{FRAME}.contentDocument.body.textContent"
OVERLAY = "document.getElementById('problems')"
PAPER = "document.querySelector('#paper iframe')"
SETTLED = "document.getElementById('state').textContent === 'As it stands now'"
# measured: half a second on a quiet machine; a busy one is given time
SOON = 15


@dataclass(frozen=True, slots=True)
class Desk:
    """A browser that looks at the preview of a workspace."""

    preview: Preview
    browser: Chromium

    def open(self, language: str = "en") -> None:
        """Look at the dossier until page and PDF are there."""
        self.browser.go(f"{self.preview.address}?country=FR&lang={language}&as-of={AS_OF}")
        self.browser.until(f"{FRAME}.dataset.mark && {PAPER}.dataset.mark && {SETTLED}")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return a browser that shows the English dossier of a workspace, page and PDF."""
    with running(tmp_path / "desk") as preview, Chromium(tmp_path / "profile") as browser:
        made = Desk(preview, browser)
        made.open()
        yield made


def test_the_page_follows_a_record(desk: Desk) -> None:
    """A record is saved: the words change in the page, at the same point of it, and the PDF follows."""
    browser = desk.browser
    paper = browser.run(f"{PAPER}.dataset.mark")
    browser.run(f"{FRAME}.contentDocument.getElementById('topics').scrollIntoView()")
    top = f"{FRAME}.contentDocument.getElementById('topics').getBoundingClientRect().top"
    before = browser.run(top)
    desk.preview.change(RECORD, BEFORE, f"{AFTER}, as was said at length and by everybody who was there")
    browser.until(f"{TEXT}.includes({AFTER!r})", SOON)
    assert browser.run(top) == pytest.approx(before, abs=2)
    browser.until(f"{PAPER}.dataset.mark !== {paper!r} && {SETTLED}", SOON)
    assert browser.run(f"{OVERLAY}.hidden") is True


def test_a_broken_record_is_named_over_the_page(desk: Desk) -> None:
    """File, line and column, what and what to do stand over the last good page, until it is mended."""
    browser = desk.browser
    desk.preview.change(RECORD, "mode: in-person", "moed: in-person")
    browser.until(f"!{OVERLAY}.hidden", SOON)
    said = browser.run(f"{OVERLAY}.innerText")
    places = browser.run(f"[...{OVERLAY}.querySelectorAll('.place')].map((one) => one.textContent)")
    assert [one for one in places if re.fullmatch(rf"{RECORD}:\d+:1: moed", one)]
    assert 'No field is called "moed" here.\nDid you mean "mode"?' in said
    assert browser.run(f"{TEXT}.includes({BEFORE!r})") is True
    desk.preview.change(RECORD, "moed: in-person", "mode: in-person")
    browser.until(f"{OVERLAY}.hidden && {SETTLED}", SOON)


def test_a_template_and_a_style_are_followed(desk: Desk) -> None:
    """A mistake in a template is named with its line; mended, it is shown; a style takes effect."""
    browser, preview = desk.browser, desk.preview
    preview.write("templates/sections/asks.html", '<section id="asks">\n{{ nothing_such }}</section>')
    browser.until(f"!{OVERLAY}.hidden", SOON)
    assert "templates/sections/asks.html:2\n'nothing_such' is undefined." in browser.run(
        f"{OVERLAY}.innerText"
    )
    preview.write("templates/sections/asks.html", '<section id="asks"><h2>Our own</h2></section>')
    browser.until(f"{OVERLAY}.hidden && {TEXT}.includes('Our own')", SOON)
    preview.write("templates/styles/parts.css", "h2 { color: rgb(1, 2, 3); }")
    heading = f"{FRAME}.contentDocument.querySelector('main h2')"
    browser.until(f"getComputedStyle({heading}).color === 'rgb(1, 2, 3)'", SOON)


def test_language_and_day_are_switched(desk: Desk) -> None:
    """A choice in the bar shows the other language, or the dossier as it was; the address keeps it."""
    browser = desk.browser
    browser.run(
        "(() => { const s = document.querySelector('[name=lang]'); s.value = 'vi';"
        " s.dispatchEvent(new Event('change')); })()"
    )
    browser.until(
        f"document.documentElement.lang === 'vi' && {FRAME}.contentDocument.documentElement.lang === 'vi'"
    )
    browser.run(
        "(() => { const s = document.querySelector('[name=\"as-of\"]'); s.value = '2030-12-01';"
        " s.dispatchEvent(new Event('change')); })()"
    )
    browser.until("location.search.includes('as-of=2030-12-01')")
    browser.until(f"{FRAME}.dataset.mark && {FRAME}.contentDocument.getElementById('summary')")
    assert browser.run(f"{FRAME}.contentDocument.getElementById('2031-05-12-fr-geneva')") is None


def test_nobody_else_is_asked(desk: Desk) -> None:
    """Neither the preview nor what it shows asks any other address; the browser shows the PDF itself."""
    desk.preview.change(RECORD, BEFORE, AFTER)
    desk.browser.until(f"{TEXT}.includes({AFTER!r}) && {SETTLED}", SOON)
    own = (desk.preview.address, "data:", "chrome-extension:", "about:")
    assert desk.browser.asked
    assert [one for one in desk.browser.asked if not one.startswith(own)] == []


def test_the_end_is_said(desk: Desk) -> None:
    """When the preview has ended, the page says so and keeps what it showed."""
    desk.preview.process.terminate()
    desk.browser.until(
        "document.getElementById('state').textContent.startsWith('The preview has ended.')", SOON
    )
    assert desk.browser.run(f"{TEXT}.includes({BEFORE!r})") is True
