"""How pages look, from the command line: themes, letters that no font has, what stops a page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from records.workspaces import FR_MEETING, Workspace

from briefings.build.orders import Order
from briefings.config import Theme

from .conftest import Run

FR = Path("out/FR")
MISSING = (
    'No font of the theme has "中" (U+4E2D, CJK UNIFIED IDEOGRAPH-4E2D). '
    "A PDF shows it as [U+4E2D]. Write it with other letters."
)


@pytest.fixture
def chinese(workspace: Workspace) -> Workspace:
    """Return the workspace with a title that no font can show."""
    workspace.change(FR_MEETING, "vi: Gặp tại Geneva", "vi: Gặp 中 tại Geneva")
    return workspace


@pytest.mark.parametrize("arguments", [("--theme", "decree30"), ()])
def test_the_theme_is_a_flag(run: Run, orders: list[Order], arguments: tuple[str, ...]) -> None:
    """The flag says how pages look; without it the settings do."""
    assert run("build", "--all", *arguments).code == 0
    assert orders[0].config.theme is (Theme.DECREE30 if arguments else Theme.HOUSE)


def test_an_unknown_theme(run: Run) -> None:
    """A theme that there is not is wrong usage."""
    result = run("build", "--all", "--theme", "decree31")
    assert result.code == 2
    assert "'decree31' is not one of 'house', 'decree30'." in result.err


@pytest.mark.usefixtures("chinese")
def test_a_letter_that_no_font_has_is_a_warning(run: Run, orders: list[Order]) -> None:
    """Building and checking name the record, its line and field; the dossier is built."""
    checked = run("check", "--quiet")
    assert (checked.code, checked.out) == (0, "")
    place, what = checked.err.splitlines()
    assert place.startswith(f"warning records/{FR_MEETING}:")
    assert place.endswith(": title.vi")
    assert what.strip() == MISSING
    built = run("build", "--country", "FR", "--quiet")
    assert (built.code, built.err) == (0, checked.err)
    assert orders[0].counterparts == ("FR",)


@pytest.mark.usefixtures("chinese")
def test_a_letter_that_no_font_has_is_an_error_if_asked_for(run: Run, orders: list[Order]) -> None:
    """With ``--strict`` nothing is built while a page would show a number for a letter."""
    result = run("build", "--country", "FR", "--strict", "--json")
    assert result.code == 1
    assert [one["field"] for one in json.loads(result.out)["problems"]] == ["title.vi"]
    assert orders == []


def unknown_variable(workspace: Workspace) -> str:
    """Use a variable that no style defines; return what has to be said."""
    workspace.write("../templates/styles/colours.css", "\np { color: var(--drawm) }")
    return (
        "templates/styles/colours.css:2:12\n"
        '  No style defines the variable "--drawm". Did you mean "--drawn"?\n'
    )


def missing_font(workspace: Workspace) -> str:
    """Ask for a font that is nowhere."""
    workspace.write("../templates/styles/colours.css", ':root { --sans: "Minion" }')
    return 'templates/styles/colours.css:1:9: --sans\n  No font that it names is here: "Minion".'


def no_picture(workspace: Workspace) -> str:
    """Show a picture that is none."""
    workspace.write("../templates/dossier.html", '<p>x</p>\n<img alt="x" src="data:image/png;base64,AAAA">')
    return (
        'templates/dossier.html:2: FR.vi.html\n  The picture "data:image/png;base64,AAAA…" cannot be used: '
        "it is no picture that can be read. Use a smaller PNG or JPEG, or leave it out.\n"
    )


@pytest.mark.parametrize("spoil", [unknown_variable, missing_font, no_picture])
def test_what_cannot_be_shown_keeps_the_old_page(
    workspace: Workspace, run: Run, spoil: Callable[[Workspace], str]
) -> None:
    """The fault is named with file and line, once, and the file from before is as it was."""
    assert run("build", "--country", "FR", "--quiet").code == 0
    (file,) = FR.iterdir()
    before = file.read_bytes()
    said = spoil(workspace)
    result = run("build", "--country", "FR", "--quiet")
    assert result.code == 1
    assert result.err.startswith(said)
    assert result.err.count(said) == 1
    assert "FR/FR.vi.html: not built; what was there before is unchanged.\n" in result.err
    assert file.read_bytes() == before


def test_check_names_what_would_keep_pages_from_being_made(workspace: Workspace, run: Run) -> None:
    """What is wrong with styles is found before anything is built."""
    said = unknown_variable(workspace)
    result = run("check", "--quiet")
    assert (result.code, result.err) == (1, said)
