"""The fonts: the packages' own files, nothing of the system, and every letter that pages need."""

from __future__ import annotations

import base64
import io
import os
import re
import unicodedata
import xml.etree.ElementTree as ET
from pathlib import Path

import fontpkg
import pytest
from fontTools.ttLib import TTFont

from briefings.languages.text import Language
from briefings.render import fonts

from .editions import REPOSITORY, dossier, written
from .pages import Page

FACE = re.compile(
    r"@font-face\{font-family:'([^']+)';font-weight:(\d+);font-style:(\w+);font-display:swap;"
    r"src:url\(data:font/woff2;base64,([A-Za-z0-9+/=]+)\)format\('woff2'\)\}"
)
# the Vietnamese alphabet with every tone
VIETNAMESE = {
    unicodedata.normalize("NFC", letter + tone)
    for base in "aăâeêioôơuưy"
    for letter in (base, base.upper())
    for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
} | set("đĐ")


@pytest.fixture(scope="module")
def faces() -> dict[tuple[str, str, str], TTFont]:
    """Return the fonts that a page carries, by family, weight and style."""
    found = FACE.findall(fonts.faces())
    return {
        (family, weight, style): TTFont(io.BytesIO(base64.b64decode(data)))
        for family, weight, style, data in found
    }


def test_the_faces_that_the_styles_use(faces: dict[tuple[str, str, str], TTFont]) -> None:
    """Every rule carries its font as data; nothing else stands among them."""
    assert set(faces) == {
        ("Spectral", "400", "normal"),
        ("Spectral", "400", "italic"),
        ("Spectral", "600", "normal"),
        ("Be Vietnam Pro", "400", "normal"),
        ("Be Vietnam Pro", "600", "normal"),
    }
    assert FACE.sub("", fonts.faces()).strip() == ""


def test_every_vietnamese_letter_has_a_glyph(faces: dict[tuple[str, str, str], TTFont]) -> None:
    """All letters with all tones are in every face, as single characters."""
    assert len(VIETNAMESE) == 146
    for name, font in faces.items():
        lacking = {letter for letter in VIETNAMESE if ord(letter) not in font.getBestCmap()}
        assert lacking == set(), name


@pytest.mark.parametrize(("code", "language"), [("US", Language.VI), ("ASEAN", Language.EN)])
def test_every_character_of_a_page_is_carried(
    faces: dict[tuple[str, str, str], TTFont], code: str, language: Language
) -> None:
    """No page has a character that its fonts do not have."""
    page = Page(written(dossier(REPOSITORY / "records", code), language))
    for name, font in faces.items():
        lacking = {one for one in page.text if ord(one) not in font.getBestCmap()} - {"\n"}
        assert lacking == set(), name


def test_the_style_rules_are_the_same_every_time() -> None:
    """Cutting the fonts gives the same bytes again."""
    before = fonts.faces()
    fonts.faces.cache_clear()
    assert fonts.faces() == before


def test_the_fonts_are_small(faces: dict[tuple[str, str, str], TTFont]) -> None:
    """A page carries less than 200 kB of fonts, without instructions for hinting."""
    assert len(fonts.faces()) < 200_000
    assert all("fpgm" not in font and "glyf" in font for font in faces.values())


def test_fontconfig_sees_the_packages_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fontconfig is given the folders of the two packages and a cache of its own, whatever is set."""
    monkeypatch.setenv("FONTCONFIG_FILE", "/etc/fonts/fonts.conf")
    folder = tmp_path / "a & b <c>"
    folder.mkdir()
    fonts.isolate(folder)
    file = Path(os.environ["FONTCONFIG_FILE"])
    assert file.parent == folder
    tree = ET.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 - our own file
    assert [one.text for one in tree.findall("dir")] == sorted(
        str(Path(fontpkg.path(family)).parent) for family in ("Spectral", "Be Vietnam Pro")
    )
    assert [one.text for one in tree.findall("cachedir")] == [str(folder / "fontconfig")]
    assert {one.tag for one in tree} == {"dir", "cachedir", "config"}
