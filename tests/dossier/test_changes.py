"""What is new, as a value."""

from __future__ import annotations

import pytest

from briefings.dossier.changes import Change, Changes, Kind, News, misprint_address, post_address
from briefings.dossier.shown import Uncovered
from briefings.languages.dates import Day
from briefings.languages.text import Text
from briefings.model.markings import Marking


def gap(name: str) -> Uncovered:
    """Return a gap."""
    return Uncovered(name, Day(2031), Text(name, name), ())


def changes(*listed: Change) -> Changes:
    """Return what is new, of these changes."""
    return Changes(Day(2031), True, listed, (), {}, {}, {}, Marking.PUBLIC)


ADDED = Change(Kind.GAP, News.NEW, "a", None, gap("a"))
GONE = Change(Kind.GAP, News.WITHDRAWN, "b", gap("b"), None)
CORRECTED = Change(Kind.POINT, News.CORRECTED, "c", gap("c"), gap("c"), ("text",))


def test_what_was_withdrawn_comes_first() -> None:
    """Whoever relied on it has to know; what is new comes last."""
    assert changes(ADDED, GONE).of(Kind.GAP) == (GONE, ADDED)


def test_sorts_come_in_the_order_of_the_list() -> None:
    """Points before gaps, and none that did not change."""
    assert changes(ADDED, CORRECTED).kinds == (Kind.POINT, Kind.GAP)


def test_only_what_stands_is_marked() -> None:
    """What was withdrawn has no place on the page."""
    assert changes(ADDED, GONE, CORRECTED).marks == {"a": News.NEW, "c": News.CORRECTED}


@pytest.mark.parametrize(("change", "name"), [(ADDED, "a"), (GONE, "b"), (CORRECTED, "c")])
def test_an_entry_is_as_it_stands_or_stood(change: Change, name: str) -> None:
    """Its later form if there is one."""
    assert change.entry == gap(name)


def test_addresses_of_what_has_none_on_the_page() -> None:
    """Posts and misprints are looked up by these."""
    assert post_address("jeanne", 2) == "person-jeanne.2"
    assert misprint_address("gazette", "Geneve") == "gazette Geneve"
