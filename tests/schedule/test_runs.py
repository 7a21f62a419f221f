"""Due times: each once, whatever the machine and the clocks do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from sqlite3 import Connection
from zoneinfo import ZoneInfo

import pytest

from briefings.circulation import Schedule
from briefings.delivery import store
from briefings.delivery.store import transaction
from briefings.schedule import runs, times
from briefings.schedule.runs import Due, Run, RunState

MONDAYS = Schedule("weekly", "0 7 * * 1", "Asia/Ho_Chi_Minh")
# Sunday before a Monday on which the run is due at midnight UTC
SUNDAY = datetime(2031, 11, 30, 12, tzinfo=UTC)
MONDAY = datetime(2031, 12, 1, tzinfo=UTC)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Connection]:
    """Return an empty database."""
    with store.opened(tmp_path / "delivery.sqlite3") as made:
        yield made


def made(opened: Connection, schedule: Schedule, now: datetime) -> Run | None:
    """Make the run that is due, if one is, and return it."""
    run = runs.due(opened, schedule, now=now).run
    if run is not None:
        with transaction(opened):
            runs.settle(opened, run, RunState.DONE, now=now)
    return run


def test_nothing_from_before_it_was_first_seen(opened: Connection) -> None:
    """A new schedule makes nothing up: nobody had asked for it."""
    assert runs.due(opened, MONDAYS, now=MONDAY + timedelta(hours=5)) == Due()


def test_a_run_is_due_once(opened: Connection) -> None:
    """From its time on until it is made."""
    assert made(opened, MONDAYS, SUNDAY) is None
    assert runs.due(opened, MONDAYS, now=MONDAY - timedelta(seconds=1)).run is None
    run = runs.due(opened, MONDAYS, now=MONDAY).run
    assert run is not None
    assert (run.due_at, run.name) == (MONDAY, "weekly 2031-12-01T00:00:00+00:00")
    assert runs.due(opened, MONDAYS, now=MONDAY + timedelta(hours=1)).run == run, "a crash: it is still due"
    assert made(opened, MONDAYS, MONDAY + timedelta(hours=2)) == run
    assert made(opened, MONDAYS, MONDAY + timedelta(hours=3)) is None


def test_a_machine_that_was_off_on_monday(opened: Connection) -> None:
    """Exactly one run is made up, on Wednesday."""
    made(opened, MONDAYS, SUNDAY)
    wednesday = MONDAY + timedelta(days=2, hours=3)
    run = made(opened, MONDAYS, wednesday)
    assert run is not None
    assert run.due_at == MONDAY
    assert made(opened, MONDAYS, wednesday + timedelta(minutes=5)) is None


def test_several_missed_runs_are_one(opened: Connection) -> None:
    """The last makes up for those before it."""
    daily = Schedule("daily", "0 7 * * *", "Asia/Ho_Chi_Minh")
    made(opened, daily, SUNDAY)
    run = made(opened, daily, MONDAY + timedelta(days=4, hours=1))
    assert run is not None
    assert run.due_at == MONDAY + timedelta(days=4)
    assert [one.state for one in runs.history(opened, ["daily"])] == [RunState.MADE_UP] * 4 + [RunState.DONE]


def test_a_run_whose_window_has_passed_is_given_up_and_told(opened: Connection) -> None:
    """It is not made, and not forgotten either."""
    made(opened, MONDAYS, SUNDAY)
    monthly = Schedule("monthly", "0 7 1 * *", "Asia/Ho_Chi_Minh")
    made(opened, monthly, SUNDAY)
    found = runs.due(opened, monthly, now=MONDAY + timedelta(days=7, minutes=1))
    assert found.run is None
    assert [one.due_at for one in found.given_up] == [MONDAY]
    assert runs.due(opened, monthly, now=MONDAY + timedelta(days=8)) == Due(), "it is told once"


def test_inside_the_window_to_the_last(opened: Connection) -> None:
    """Seven days less a second are inside it."""
    monthly = Schedule("monthly", "0 7 1 * *", "Asia/Ho_Chi_Minh")
    made(opened, monthly, SUNDAY)
    assert made(opened, monthly, MONDAY + timedelta(days=7) - timedelta(seconds=1)) is not None


def test_a_clock_set_back(opened: Connection) -> None:
    """What was made is not made again when its time comes a second time."""
    made(opened, MONDAYS, SUNDAY)
    assert made(opened, MONDAYS, MONDAY + timedelta(minutes=1)) is not None
    now = MONDAY - timedelta(days=3)
    while now < MONDAY + timedelta(days=6):
        assert made(opened, MONDAYS, now) is None
        now += timedelta(hours=1)
    assert made(opened, MONDAYS, MONDAY + timedelta(days=7)) is not None


def test_a_clock_that_was_ahead(opened: Connection) -> None:
    """A year that is mended does not silence the schedule until that year."""
    made(opened, MONDAYS, SUNDAY + timedelta(days=400))
    assert made(opened, MONDAYS, SUNDAY) is None
    assert made(opened, MONDAYS, MONDAY) is not None


def test_a_time_that_was_changed(opened: Connection) -> None:
    """Moving the hour on the day itself sends nothing a second time for hours that are past."""
    made(opened, MONDAYS, SUNDAY)
    assert made(opened, MONDAYS, MONDAY) is not None
    later = Schedule("weekly", "0 8 * * 1", "Asia/Ho_Chi_Minh")
    assert made(opened, later, MONDAY + timedelta(hours=2)) is None
    assert made(opened, later, MONDAY + timedelta(days=7, hours=1)) is not None


def test_a_run_that_stays_open_gives_way_to_the_next(opened: Connection) -> None:
    """What could not all be made on Monday is made up by the next Monday."""
    made(opened, MONDAYS, SUNDAY)
    assert runs.due(opened, MONDAYS, now=MONDAY).run is not None
    run = made(opened, MONDAYS, MONDAY + timedelta(days=7))
    assert run is not None
    assert run.due_at == MONDAY + timedelta(days=7)
    assert [one.state for one in runs.history(opened, ["weekly"])] == [RunState.MADE_UP, RunState.DONE]


ZONES = ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe"]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("clock", ["02:30", "01:30"])
def test_a_year_hour_by_hour(zone: str, clock: str, opened: Connection) -> None:
    """A daily run is made once for each day of the wall calendar, also in a gap and in an overlap."""
    hour, minute = map(int, clock.split(":"))
    schedule = Schedule("daily", f"{minute} {hour} * * *", zone)
    place = ZoneInfo(zone)
    now = datetime(2026, 1, 1, tzinfo=place).astimezone(UTC) - timedelta(hours=1)
    end = datetime(2027, 1, 1, tzinfo=place).astimezone(UTC)
    days: list[date] = []
    while now < end:
        run = made(opened, schedule, now)
        if run is not None:
            local = run.due_at.astimezone(place)
            days.append(local.date())
            expected = datetime(local.year, local.month, local.day, hour, minute, tzinfo=place)
            # in a gap, the moment to which the clocks jump
            assert run.due_at >= expected.astimezone(UTC) - timedelta(hours=1)
            assert abs(run.due_at - expected.astimezone(UTC)) <= timedelta(minutes=60)
        now += timedelta(hours=1)
    year = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    # at midnight, the last hour of the loop ends just before the next year's first run
    assert days == year


@pytest.mark.parametrize("zone", ZONES)
def test_a_year_of_mondays_on_a_machine_that_is_often_off(zone: str, opened: Connection) -> None:
    """Each Monday once, although the machine is on only every other day."""
    schedule = Schedule("weekly", "30 2 * * 1", zone)
    place = ZoneInfo(zone)
    now, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    days = []
    while now < end:
        if now.toordinal() % 2 and (run := made(opened, schedule, now)) is not None:
            days.append(run.due_at.astimezone(place).date())
        now += timedelta(hours=1)
    mondays = [date(2026, 1, 5) + timedelta(days=7 * number) for number in range(52)]
    assert days == mondays


@pytest.mark.parametrize(
    ("zone", "cron", "day", "expected"),
    [
        ("America/New_York", "30 2 * * *", date(2026, 3, 8), ["03:00-04:00"]),
        ("America/New_York", "30 1 * * *", date(2026, 11, 1), ["01:30-04:00"]),
        ("Australia/Lord_Howe", "45 1 * * *", date(2026, 4, 5), ["01:45+11:00"]),
        ("Asia/Ho_Chi_Minh", "0 7 * * 1", date(2026, 3, 9), ["07:00+07:00"]),
    ],
)
def test_where_the_clocks_are_changed(zone: str, cron: str, day: date, expected: list[str]) -> None:
    """A time that is left out falls on the jump; one that comes twice counts the first time."""
    schedule = Schedule("x", cron, zone)
    begin = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    found = times.between(schedule, begin - timedelta(seconds=1), begin + timedelta(hours=24))
    assert [one.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")[11:] for one in found] == expected


def test_a_start_inside_the_hour_that_comes_twice() -> None:
    """A run that was made in the first of the two hours is not due in the second."""
    schedule = Schedule("x", "30 1 * * *", "America/New_York")
    first = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    assert times.following(schedule, first) == datetime(2026, 11, 2, 6, 30, tzinfo=UTC)
    assert times.following(schedule, first + timedelta(minutes=20)) == datetime(
        2026, 11, 2, 6, 30, tzinfo=UTC
    )


def test_a_day_that_never_comes() -> None:
    """The thirtieth of February is due never."""
    assert times.following(Schedule("x", "0 7 30 2 *", "UTC"), MONDAY) is None
