"""The fonts: the packages' own files, nothing of the system, and every letter that pages need."""

from __future__ import annotations

import os
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import fontpkg
import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

from briefings.render import fonts

from .alphabet import VIETNAMESE


def test_fontconfig_sees_these_families_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fontconfig is given a folder with the files of the families and a cache of its own, whatever is set."""
    monkeypatch.setenv("FONTCONFIG_FILE", "/etc/fonts/fonts.conf")
    folder = tmp_path / "a & b <c>"
    folder.mkdir()
    spectral, *_ = fonts.ours()
    fonts.isolate(folder, (spectral,))
    file = Path(os.environ["FONTCONFIG_FILE"])
    assert file.parent == folder
    tree = ET.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 - our own file
    (letters,) = [Path(str(one.text)) for one in tree.findall("dir")]
    assert letters.parent == folder
    assert {one.resolve() for one in letters.iterdir()} == {face.file.resolve() for face in spectral.faces}
    assert [one.text for one in tree.findall("cachedir")] == [str(folder / "fontconfig")]
    assert {one.tag for one in tree} == {"dir", "cachedir", "config"}


def test_each_set_of_families_has_a_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another theme in the same process sees other files; going back finds the first ones again."""
    monkeypatch.setenv("FONTCONFIG_FILE", "/etc/fonts/fonts.conf")
    written = []
    for families in (fonts.ours(), fonts.ours()[:1], fonts.ours()):
        fonts.isolate(tmp_path, families)
        written.append((tmp_path / "fonts.conf").read_text(encoding="utf-8"))
    assert written[0] == written[2] != written[1]


def test_the_first_family_at_hand_is_found() -> None:
    """Of several families the first that is there is taken; where none is there is nothing."""
    found = fonts.find(("Minion", "Be Vietnam Pro", "Spectral"))
    assert found is not None
    assert found.name == "Be Vietnam Pro"
    assert fonts.find(("Minion",)) is None
    assert fonts.find(()) is None


def test_families_are_static() -> None:
    """No file of a family varies: such files cost time, and their bytes differ."""
    for family in fonts.ours():
        assert len(family.faces) > 10
        for face in family.faces:
            with TTFont(face.file, lazy=True) as font:
                assert "fvar" not in font


def test_a_folder_of_the_workspace_comes_first(tmp_path: Path) -> None:
    """A family is known by the name in its files, not by theirs; what is no font is passed over."""
    for weight, style, name in ((400, "normal", "a.ttf"), (700, "italic", "b.TTF")):
        shutil.copy(fontpkg.path("Spectral", weight=weight, style=style), tmp_path / name)
    (tmp_path / "c.ttf").write_bytes(b"no font")
    (tmp_path / "README.txt").write_text("Spectral", encoding="utf-8")
    found = fonts.find(("Spectral",), tmp_path)
    assert found is not None
    assert {(one.weight, one.style, one.file.name) for one in found.faces} == {
        (400, "normal", "a.ttf"),
        (700, "italic", "b.TTF"),
    }
    assert fonts.find(("Be Vietnam Pro",), tmp_path) == fonts.find(("Be Vietnam Pro",))


def test_a_family_of_the_system_has_to_have_every_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that lacks Vietnamese letters, as old ones do, is passed over for the next that has them."""
    monkeypatch.setattr(fonts, "_SYSTEM_FOLDERS", (str(tmp_path),))
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    shutil.copy(fontpkg.path("Spectral"), tmp_path / "2" / "LiberationSerif-Regular.ttf")
    options = subset.Options()
    font = subset.load_font(str(fontpkg.path("Spectral")), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text="abc")
    cutter.subset(font)
    font.save(tmp_path / "1" / "LiberationSerif-Regular.ttf")
    font.close()
    fonts.find.cache_clear()
    found = fonts.find(("Tinos", "Liberation Serif"))
    fonts.find.cache_clear()
    assert found is not None
    assert [face.file.parent.name for face in found.faces] == ["2"]


@pytest.mark.parametrize("name", ["Tinos", "Liberation Serif"])
def test_families_like_times_are_those_of_the_system(name: str) -> None:
    """What is found under the names of the decree's families has upright, slanted and bold letters."""
    found = fonts.find((name, "Tinos", "Liberation Serif"))
    assert found is not None, "install fonts-croscore"
    assert {(one.weight, one.style) for one in found.faces} == {
        (400, "normal"),
        (400, "italic"),
        (700, "normal"),
        (700, "italic"),
    }
    assert found.face((600, 700)) == found.face((700,))
    assert {ord(letter) for letter in VIETNAMESE} <= fonts.characters((found,))
