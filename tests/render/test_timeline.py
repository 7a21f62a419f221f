"""The drawn timeline: where bars, marks, lanes, ticks and labels stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from briefings.dossier.contents import Dossier
from briefings.dossier.relations import Event, EventKind, Level
from briefings.languages.dates import Day
from briefings.languages.text import Text
from briefings.model.confirmation import Confirmation
from briefings.model.frameworks import Framework
from briefings.model.markings import Marking
from briefings.render.timeline import WIDTH, Chart, chart

from .editions import EN, WORKSPACES, dossier

MEETING, FORUM, GAP, FRAMEWORK = EventKind.MEETING, EventKind.FORUM, EventKind.GAP, EventKind.FRAMEWORK


@pytest.fixture(scope="module")
def france() -> Dossier:
    """Return a dossier to put other events into."""
    return dossier(WORKSPACES / "bilateral" / "records")


def event(day: str, kind: EventKind = MEETING) -> Event:
    """Return an event on a day."""
    parts = [int(part) for part in day.split("-")]
    return Event(Day(*parts), kind, Text("x", f"x {day}"), day)


def level(
    start: int, end: int | None, *, title: str = "Partnership", parties: tuple[str, ...] = ("VN", "FR")
) -> Level:
    """Return a framework from one year to another."""
    framework = Framework(
        f"from-{start}",
        parties,
        Text(title, title),
        Confirmation.CONFIRMED,
        Marking.PUBLIC,
        Day(start),
        None if end is None else Day(end),
    )
    return Level(framework, end is None, ())


def drawn(france: Dossier, events: Sequence[Event], levels: Sequence[Level] = ()) -> Chart:
    """Return the drawing of some events."""
    found = chart(
        replace(france, timeline=tuple(events), levels=tuple(levels)), EN, str, lambda text: text.en or ""
    )
    assert found is not None
    return found


def test_nothing_is_drawn_of_two_events(france: Dossier) -> None:
    """A drawing needs three events."""
    two = replace(france, timeline=(event("2031-01-01"), event("2031-02-01")), levels=())
    assert chart(two, EN, str, str) is None
    assert drawn(france, [event("2031-01-01"), event("2031-02-01"), event("2031-03-01")]).marks


def test_time_runs_from_left_to_right(france: Dossier) -> None:
    """Marks stand in the order of their days, in proportion, inside the drawing."""
    made = drawn(france, [event("2031-01-01"), event("2032-01-01"), event("2033-01-01")])
    first, second, third = (mark.x for mark in made.marks)
    assert (first, made.ticks[0].x) == (12, 12)
    assert third < WIDTH - 12
    assert abs((second - first) - (third - second)) < 1
    assert [tick.label for tick in made.ticks] == ["2031", "2032", "2033", "2034"]
    assert second == made.ticks[1].x


def test_marks_that_would_cover_one_another_stand_in_lanes(france: Dossier) -> None:
    """Two marks in one lane are at least a mark's width apart; the axis is below the last lane."""
    events = [event("2021-01-01"), event("2031-05-01"), event("2031-05-02"), event("2031-05-03", GAP)]
    made = drawn(france, events)
    assert [round(mark.y - made.marks[0].y) for mark in made.marks] == [0, 0, 9, 18]
    for mark in made.marks:
        for other in made.marks:
            assert mark is other or mark.y != other.y or abs(mark.x - other.x) >= 9
    assert made.axis == made.marks[-1].y + 12
    assert made.height > made.legend_y > made.axis


def test_each_kind_has_its_mark_and_its_place_in_the_legend(france: Dossier) -> None:
    """Meetings, meetings in forums and gaps are told apart; frameworks are bars, not marks."""
    events = [
        event("2030-01-01", FRAMEWORK),
        event("2031-01-01", GAP),
        event("2032-01-01", FORUM),
        event("2033-01-01", FORUM),
    ]
    made = drawn(france, events, [level(2030, None)])
    assert [mark.kind for mark in made.marks] == [GAP, FORUM, FORUM]
    assert [key.kind for key in made.legend] == [FORUM, GAP]
    assert [key.label for key in made.legend] == ["forum", "gap"]
    assert [key.x for key in made.legend] == [16, 166]


def test_marks_name_their_day_and_what_it_was(france: Dossier) -> None:
    """Each mark has a label for those who point at it, or cannot see it."""
    made = drawn(france, [event("2031-01-01"), event("2031-06"), event("2032")])
    assert [mark.label.replace("\u00a0", " ") for mark in made.marks] == [
        "1 Jan 2031 – x 2031-01-01",
        "Jun 2031 – x 2031-06",
        "2032 – x 2032",
    ]


def test_a_framework_is_a_bar_to_its_end(france: Dossier) -> None:
    """A bar lasts as long as the framework; one without an end goes on to the edge."""
    events = [event("2030-01-01", FRAMEWORK), event("2031-06-01"), event("2033-06-01")]
    made = drawn(france, events, [level(2030, 2032), level(2032, None)])
    past, now = made.bars
    years = {tick.label: tick.x for tick in made.ticks}
    assert (past.x, round(past.x + past.width, 1)) == (years["2030"], years["2032"])
    assert (now.x, round(now.x + now.width, 1)) == (years["2032"], WIDTH - 12)
    assert (past.current, now.current) == (False, True)
    assert past.y + past.height < now.label_y < now.y
    assert all(mark.y > now.y + now.height for mark in made.marks)


def test_a_framework_that_hardly_lasted_is_still_seen(france: Dossier) -> None:
    """A bar is never narrower than three units."""
    events = [event("1990-01-01"), event("2031-06-01"), event("2033-06-01")]
    assert drawn(france, events, [level(2030, 2030)]).bars[0].width == 3


def test_a_label_that_does_not_fit_ends_at_the_edge(france: Dossier) -> None:
    """A label starts with its bar, or ends at the right edge where it would run out of the drawing."""
    events = [event("1990-01-01"), event("2031-06-01"), event("2033-06-01")]
    early, late = drawn(france, events, [level(1991, None), level(2033, None)]).bars
    assert (early.label_x, early.anchor) == (early.x, "start")
    assert (late.label_x, late.anchor) == (WIDTH - 12, "end")


def test_a_framework_of_others_names_its_parties(france: Dossier) -> None:
    """A framework in which the own side has no part says whose it is."""
    events = [event("2030-01-01"), event("2031-06-01"), event("2033-06-01")]
    ours, others = drawn(france, events, [level(2030, None), level(2031, None, parties=("FR", "FR"))]).bars
    assert ours.label == "Partnership"
    assert others.label == "Partnership (France – France)"


@pytest.mark.parametrize(("first", "most"), [(2026, 14), (1990, 16), (1500, 16)])
def test_years_do_not_crowd(france: Dossier, first: int, most: int) -> None:
    """However long the time, the axis has few enough years to be read, from the first on."""
    made = drawn(france, [event(f"{first}-03-01"), event("2031-06-01"), event("2033-06-01")])
    assert 3 <= len(made.ticks) <= most
    assert made.ticks[0].label == str(first)
    assert all(12 <= tick.x <= WIDTH - 12 for tick in made.ticks)


def test_the_end_of_a_framework_ahead_of_every_event_fits(france: Dossier) -> None:
    """A framework that ended after the last event is drawn to its end."""
    made = drawn(france, [event("2030-01-01")] * 3, [level(2030, 2040)])
    assert made.ticks[-1].label == str(date(2041, 1, 1).year)
    assert made.bars[0].x + made.bars[0].width < WIDTH - 12
