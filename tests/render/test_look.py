"""What is wrong with the look of pages, before any is made."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from briefings.languages.text import Text
from briefings.render import look
from briefings.render.html import House

from .editions import Workspace

HOUSE = House(Text("Ban", "Desk"), timedelta(days=90))


def test_nothing_is_said_of_the_programs_own() -> None:
    """The look of the program is in order."""
    assert look.check(HOUSE, ()) == ()


def test_styles_letters_and_files_are_looked_at(single: Workspace) -> None:
    """A variable that is not there, a character that no font has and a misspelt file are said together."""
    single.overlay("styles/page.css", "p { color: var(--drawm) }")
    single.overlay("styles/colors.css", "")
    overlay = single.overlay("sections/asks.html", "<p>中</p>")
    said = [str(one).partition("\n")[0] for one in look.check(replace(HOUSE, templates=overlay), ())]
    assert said == ["templates/styles/page.css:1:12", "templates/styles/colors.css"]
    single.overlay("styles/page.css", "")
    said = [str(one).partition("\n")[0] for one in look.check(replace(HOUSE, templates=overlay), ())]
    assert said == ["templates/sections/asks.html:1:4", "templates/styles/colors.css"]


def test_what_is_wrong_with_both_media_is_said_once(single: Workspace) -> None:
    """A style that both media use is complained of once."""
    overlay = single.overlay("styles/tokens.css", ":root { --serif: var(--none) }")
    problems = look.check(replace(HOUSE, templates=overlay), ())
    assert len([one for one in problems if "--none" in one.what]) == 1
