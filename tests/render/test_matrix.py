"""The drawn matrix: what tells its columns apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from briefings.dossier import gather
from briefings.model.markings import Marking
from briefings.records import read
from briefings.render.matrix import Mark, marks

from .editions import REPOSITORY, WORKSPACES, dossier, written
from .pages import Page, flat


def test_a_meeting_inside_a_forum_bears_its_code() -> None:
    """Columns of bilateral meetings bear nothing; those inside a forum its code."""
    meetings = dossier(WORKSPACES / "bilateral" / "records").matrix.meetings
    inside = (replace(meetings[0], id="a", forum="OFT"), *meetings[1:])
    found = marks(inside)
    assert found["a"] == Mark("OFT", numbered=False)
    assert {found[one.id] for one in meetings[1:]} == {Mark("", numbered=False)}


def test_meetings_of_one_day_and_forum_are_numbered() -> None:
    """Two of one day that nothing else tells apart are numbered, in the order of the columns."""
    first = dossier(WORKSPACES / "bilateral" / "records").matrix.meetings[0]
    one, two, other = (
        replace(first, id=name, forum=forum) for name, forum in (("a", "X"), ("b", "X"), ("c", None))
    )
    assert marks((one, two, other)) == {
        "a": Mark("X (1)", numbered=True),
        "b": Mark("X (2)", numbered=True),
        "c": Mark("", numbered=False),
    }


def test_the_numbers_are_explained_below_the_table() -> None:
    """A page says which meeting each number stands for, and the drawing bears the same marks."""
    reading = read(REPOSITORY / "records", home="VN")
    made = gather(
        reading.records.counterparts["US"],
        reading.records,
        home="VN",
        as_of=date(2026, 11, 22),
        clearance=Marking.PUBLIC,
    )
    page = Page(written(made))
    section = page.one("section", id="topics")
    assert (
        "14 Jul 2023 ASEAN (1): ASEAN–United States Foreign Ministers' Meeting; 14 Jul 2023 ASEAN (2): "
        "Meetings between ASEAN and its partners in the framework of AMM-56."
    ) in flat(section.text)
    drawn = [one.text for one in page.all("text")]
    assert {"ASEAN (1)", "ASEAN (2)"} <= set(drawn)
