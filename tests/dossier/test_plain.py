"""Text as a reader sees it."""

from __future__ import annotations

import pytest

from briefings.dossier.plain import plain
from briefings.languages.text import Name, Text


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Open the **railway** _group_.", "Open the railway group."),
        ("See [the note](https://example.org/a?b=1&c=2).", "See the note."),
        ("See [the note](file:///etc/passwd).", "See the note."),
        ("<b>five</b> & <TBD>", "<b>five</b> & <TBD>"),
        ("First:\n\n- one\n- two", "First:\none\ntwo"),
        ("a\nline  and   spaces", "a\nline and spaces"),
        ("5 < 6 > 4", "5 < 6 > 4"),
    ],
)
def test_it_is_what_a_page_shows(written: str, seen: str) -> None:
    """Marks and link targets go; letters stay, and a paragraph or an item ends its line."""
    assert plain(Text(written, written)) == Text(seen, seen)


def test_a_missing_language_stays_missing() -> None:
    """Nothing takes the place of a language that is not there."""
    assert plain(Text("có", None)) == Text("có", None)


def test_a_name_becomes_a_text() -> None:
    """What is read back from data equals what was written, so one type serves for both."""
    assert type(plain(Name("Pháp", "France"))) is Text
