"""The letters that a page for the screen carries: all that it needs, cut once and kept."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from briefings.languages.text import Language
from briefings.render import carried, fonts

from .alphabet import VIETNAMESE
from .editions import REPOSITORY, dossier, written
from .pages import Page

FACE = re.compile(
    r"@font-face\{font-family:'([^']+)';font-weight:(\d+);font-style:(\w+);font-display:swap;"
    r"src:url\(data:font/woff2;base64,([A-Za-z0-9+/=]+)\)format\('woff2'\)\}"
)


@pytest.fixture(scope="module")
def faces() -> dict[tuple[str, str, str], TTFont]:
    """Return the fonts that a page carries, by family, weight and style."""
    found = FACE.findall(carried.faces(fonts.ours()))
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
    assert FACE.sub("", carried.faces(fonts.ours())).strip() == ""


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
    """No page has a character that neither of its families has: what one lacks the other brings."""
    page = Page(written(dossier(REPOSITORY / "records", code), language))
    upright = [font.getBestCmap() for (_, weight, style), font in faces.items() if style == "normal"]
    assert {one for one in page.text if not any(ord(one) in known for known in upright)} == {"\n"}


def test_the_style_rules_are_the_same_every_time() -> None:
    """Cutting the fonts gives the same bytes again."""
    before = carried.faces(fonts.ours())
    carried.faces.cache_clear()
    assert carried.faces(fonts.ours()) == before


def test_the_fonts_are_small(faces: dict[tuple[str, str, str], TTFont]) -> None:
    """A page carries less than 200 kB of fonts, without instructions for hinting."""
    assert len(carried.faces(fonts.ours())) < 200_000
    assert all("fpgm" not in font and "glyf" in font for font in faces.values())


def test_a_page_carries_a_family_once() -> None:
    """A theme that sets everything in one family carries its upright, slanted and bold letters."""
    (serif, _) = fonts.ours()
    found = [(weight, style) for _, weight, style, _ in FACE.findall(carried.faces((serif,)))]
    assert found == [("400", "normal"), ("400", "italic"), ("600", "normal")]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder where letters are kept, empty, with nothing in memory."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    carried.faces.cache_clear()
    return tmp_path / "briefings" / "letters"


def refuse(_: Path) -> bytes:
    """Cut nothing."""
    msg = "cut again"
    raise AssertionError(msg)


def again() -> str:
    """Return the rules of the serif, as another process would."""
    carried.faces.cache_clear()
    return carried.faces(fonts.ours()[:1])


def test_letters_are_cut_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one process has cut, the next one only reads; nothing half written lies beside it."""
    first = again()
    assert [one.suffix for one in cache.iterdir()] == [".woff2"] * 3
    monkeypatch.setattr(carried, "_cut", refuse)
    assert again() == first


@pytest.mark.parametrize("harm", [b"", b"short", bytes(50_000)])
def test_letters_that_are_not_what_was_kept(cache: Path, harm: bytes) -> None:
    """What was damaged is cut again, and put right."""
    first = again()
    kept = {file: file.read_bytes() for file in cache.iterdir()}
    for file in kept:
        file.write_bytes(harm)
    assert again() == first
    assert {file: file.read_bytes() for file in cache.iterdir()} == kept


def test_another_way_of_cutting(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an older version cut, or out of another font, is not taken for it."""
    first = again()
    monkeypatch.setattr(carried, "_FEATURES", ())
    second = again()
    assert second != first
    monkeypatch.setattr(carried.metadata, "version", lambda _: "0")
    assert again() == second
    assert len(list(cache.iterdir())) == 9


def test_nowhere_to_keep_letters(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that takes nothing, or none at all, costs the time and nothing else."""
    first = again()
    cache.parent.parent.joinpath("file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache.parent.parent / "file"))
    assert again() == first
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", "relative")
    monkeypatch.chdir(cache.parent.parent)
    assert again() == first
    assert not Path("relative").exists()


def test_the_oldest_letters_go(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters of fonts that nobody uses any more do not pile up."""
    monkeypatch.setattr(carried, "_KEPT", 3)
    cache.mkdir(parents=True)
    for number in range(5):
        (cache / f"{number}.woff2").write_bytes(b"")
    again()
    assert len(list(cache.iterdir())) == 3
    monkeypatch.setattr(carried, "_cut", refuse)
    again()
