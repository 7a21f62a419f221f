"""What a workspace can override, what it does, and what it lays over nothing."""

from __future__ import annotations

from pathlib import Path

from briefings.render import overlay
from briefings.render.environment import program_templates


def lay(folder: Path, **files: str) -> Path:
    """Write files of a workspace's templates; ``__`` stands for a stroke and ``_`` for a dot."""
    for name, text in files.items():
        file = folder / name.replace("__", "/").replace("_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def test_every_file_says_what_it_is() -> None:
    """Each file that can be overridden is listed with a sentence of its own first comment."""
    listed = {one.path: one.what for one in overlay.templates(None)}
    assert len(listed) > 30
    assert {path for path, what in listed.items() if not what.endswith((".", '"'))} == set()
    assert len(set(listed.values())) == len(listed)
    assert listed["styles/colours.css"] == "Your own colours, sizes and letters: empty here, loaded last."
    assert listed["sections/asks.html"] == "What each side asked for."
    assert listed["locale/vi.po"] == "The fixed phrases of dossiers, Vietnamese."


def test_every_file_is_listed_but_those_of_the_preview() -> None:
    """Whatever lies in the program's templates can be overridden, except the preview's own page."""
    there = {
        one.relative_to(program_templates()).as_posix()
        for one in program_templates().rglob("*")
        if one.is_file()
    }
    assert there - {one.path for one in overlay.templates(None)} == {
        "preview.html",
        "scripts/preview.js",
        "styles/preview.css",
    }


def test_what_is_overridden_is_marked(tmp_path: Path) -> None:
    """A file of the same name is what is overridden, and nothing else is."""
    folder = lay(tmp_path, sections__asks_html="x", styles__colours_css="")
    assert [one.path for one in overlay.templates(folder) if one.overridden] == [
        "sections/asks.html",
        "styles/colours.css",
    ]


def test_the_checkout_overrides_nothing() -> None:
    """Where a workspace's templates are the program's own, nothing lies over anything."""
    assert not any(one.overridden for one in overlay.templates(program_templates()))
    assert overlay.strays(program_templates()) == ()


def test_without_a_folder_nothing_is_overridden(tmp_path: Path) -> None:
    """A workspace without templates overrides nothing."""
    assert not any(one.overridden for one in overlay.templates(tmp_path / "templates"))
    assert overlay.strays(tmp_path / "templates") == ()


def test_a_misspelt_file_is_named_with_the_nearest(tmp_path: Path) -> None:
    """A file that overrides nothing is a warning that says which one may be meant."""
    (problem,) = overlay.strays(lay(tmp_path, sections__aks_html="x", sections__asks_html="y"))
    assert problem.severity == "warning"
    assert str(problem).startswith(
        "templates/sections/aks.html\n  It overrides nothing: no template of the program is called so. "
        'Did you mean "sections/asks.html"'
    )


def test_a_file_like_no_other_is_sent_to_the_list(tmp_path: Path) -> None:
    """Where no name is near, the way to the list is shown."""
    (problem,) = overlay.strays(lay(tmp_path, zzz_txt=""))
    assert problem.tip == "briefings templates lists what can be overridden."


def test_a_file_that_an_override_includes_is_its_own(tmp_path: Path) -> None:
    """A part of the workspace's own that its templates name overrides nothing and is meant."""
    folder = lay(tmp_path, sections__asks_html='{% include "sections/ours.html" %}', sections__ours_html="x")
    assert overlay.strays(folder) == ()


def test_hidden_files_are_no_templates(tmp_path: Path) -> None:
    """What a system leaves lying about is not looked at."""
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    assert overlay.strays(tmp_path) == ()
