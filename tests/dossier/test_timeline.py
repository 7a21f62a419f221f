"""Levels of relations and the timeline of everything dated."""

from __future__ import annotations

from datetime import date

from briefings.dossier.numbering import Numbering
from briefings.dossier.timeline import levels
from briefings.model.sources import Citation

from .house import counterpart, dossier, framework, gap, meeting, places, records


def test_levels_of_the_two_come_before_those_of_others() -> None:
    """Frameworks with the own side stand first, oldest first; then those that others have with it."""
    held = records(
        counterpart("ASEAN"),
        framework("second", "2023-09-10"),
        framework("first", "2013", "2023-09-10"),
        framework("asean", "2001", parties=("ASEAN", "FR")),
        framework("other", "2001", parties=("VN", "NO")),
    )
    assert [one.framework.id for one in dossier(held).levels] == ["first", "second", "asean"]
    assert [one.framework.id for one in dossier(held, "ASEAN").levels] == ["asean"]


def test_framework_in_force_that_day() -> None:
    """The day of succession belongs to the new framework, the day before it to the old one."""
    held = records(framework("first", "2013", "2023-09-10"), framework("second", "2023-09-10"))
    for on, in_force in (("2023-09-09", ["first"]), ("2023-09-10", ["second"])):
        made = dossier(held, on=on)
        assert [one.framework.id for one in made.summary.levels] == in_force
        assert [one.framework.id for one in made.levels if one.current] == in_force


def test_levels_of_a_day_before_the_end() -> None:
    """Whether a framework is in force is asked of the day, not of whether an end is recorded."""
    held = records(framework("first", "2013", "2023-09-10"), framework("second", "2023-09-10"))
    numbers = Numbering(held.sources)
    made = levels("FR", held, numbers, home="VN", as_of=date(2023, 9, 9))
    assert [(one.framework.id, one.current) for one in made] == [("first", True), ("second", False)]


def test_levels_are_cited() -> None:
    """A level cites where it was read."""
    held = records(framework("first", "2013", evidence=(Citation("gazette", 7),)))
    assert places(dossier(held).levels[0].references) == [(1, "gazette", 7)]


def test_timeline_is_oldest_first() -> None:
    """Frameworks, meetings, meetings in forums and gaps stand in one row by their first possible day."""
    held = records(
        counterpart("ASEAN"),
        framework("first", "2031"),
        meeting("2032-02-02", counterparts=("FR", "ASEAN"), forum="ASEAN"),
        meeting("2031-01-02"),
        gap("2031-01-03"),
    )
    assert [(str(one.day), one.kind.value, one.address) for one in dossier(held).timeline] == [
        ("2031", "framework", "first"),
        ("2031-01-02", "meeting", "2031-01-02"),
        ("2031-01-03", "gap", "gap-2031-01-03"),
        ("2032-02-02", "forum", "2032-02-02"),
    ]


def test_events_say_what_they_are() -> None:
    """An event carries the words of its record, a framework also its parties."""
    events = dossier(records(framework("first", "2030"), meeting("2031-01-02"), gap("2032-01-03"))).timeline
    assert [(one.text.en, one.parties) for one in events] == [
        ("first", ("VN", "FR")),
        ("Meeting 2031-01-02", ()),
        ("Gap 2032-01-03", ()),
    ]
