"""How days are written in each language, and how they are read from ISO 8601."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.languages.dates import Day, write_day, write_period, write_short
from briefings.languages.text import Language

VI, EN = Language.VI, Language.EN


def spaced(text: str) -> str:
    """Return the text with plain spaces, to be read."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("written", "vi", "en"),
    [
        ("2022-08-05", "ngày 05 tháng 8 năm 2022", "5 August 2022"),
        ("2024-02-05", "ngày 05 tháng 02 năm 2024", "5 February 2024"),
        ("2024-01-31", "ngày 31 tháng 01 năm 2024", "31 January 2024"),
        ("2024-03-10", "ngày 10 tháng 3 năm 2024", "10 March 2024"),
        ("2022-12", "tháng 12 năm 2022", "December 2022"),
        ("2022-02", "tháng 02 năm 2022", "February 2022"),
        ("2018", "năm 2018", "2018"),
    ],
)
def test_running_text(written: str, vi: str, en: str) -> None:
    """A day is written as precisely as it is known, Vietnamese with the decree's zeros."""
    day = Day.parse(written)
    assert spaced(write_day(day, VI)) == vi
    assert spaced(write_day(day, EN)) == en


@pytest.mark.parametrize(
    ("written", "vi", "en"),
    [
        ("2022-08-05", "05/8/2022", "5 Aug 2022"),
        ("2024-02-15", "15/02/2024", "15 Feb 2024"),
        ("2023-09-10", "10/9/2023", "10 Sept 2023"),
        ("2022-12", "12/2022", "Dec 2022"),
        ("2018", "2018", "2018"),
    ],
)
def test_tables(written: str, vi: str, en: str) -> None:
    """Tables have a short form with the same zeros."""
    day = Day.parse(written)
    assert spaced(write_short(day, VI)) == vi
    assert spaced(write_short(day, EN)) == en


@given(st.dates(), st.sampled_from(Language), st.sampled_from([write_day, write_short]))
def test_no_line_ends_inside_a_date(day: date, language: Language, write: object) -> None:
    """No date has a space at which a line may end, and none loses its year."""
    assert callable(write)
    written = write(Day.of(day), language)
    assert " " not in written
    assert written.endswith(str(day.year))


PERIODS = [
    (
        "2018-04-26",
        "2021-01-20",
        "26 April 2018 – 20 January 2021",
        "ngày 26 tháng 4 năm 2018 – ngày 20 tháng 01 năm 2021",
    ),
    ("2018", None, "from 2018 (end not recorded)", "từ năm 2018 (chưa rõ thời điểm kết thúc)"),
    (
        None,
        "2022-12",
        "until December 2022 (start not recorded)",
        "đến tháng 12 năm 2022 (chưa rõ thời điểm bắt đầu)",
    ),
    (None, None, "dates not recorded", "chưa rõ thời gian"),
    ("2018", "2018", "2018", "năm 2018"),
]


@pytest.mark.parametrize(("start", "end", "en", "vi"), PERIODS)
def test_periods(start: str | None, end: str | None, en: str, vi: str) -> None:
    """A period says which of its ends is not known, and never that it goes on until today."""
    first, last = start and Day.parse(start), end and Day.parse(end)
    assert spaced(write_period(first or None, last or None, EN)) == en
    assert spaced(write_period(first or None, last or None, VI)) == vi


def test_the_dash_of_a_period_does_not_begin_a_line() -> None:
    """A line may end after the dash of a period, not before it."""
    assert write_period(Day(2018), Day(2019), EN) == "2018\u00a0– 2019"


def test_short_periods() -> None:
    """In a table the days of a period are short."""
    assert spaced(write_period(Day(2018, 4, 6), Day(2021, 1), VI, short=True)) == "06/4/2018 – 01/2021"


@given(st.dates(), st.integers(1, 3))
def test_a_day_is_read_as_it_is_printed(day: date, precision: int) -> None:
    """What ``str`` prints, ``parse`` reads back, to the day, the month or the year."""
    known = Day(*(day.year, day.month, day.day)[:precision])
    assert Day.parse(str(known)) == known
    assert known.earliest <= day <= known.latest


@pytest.mark.parametrize("written", ["2026-02-30", "2024-13", "0000"])
def test_a_day_that_does_not_exist(written: str) -> None:
    """A date that no calendar has is refused by its text."""
    with pytest.raises(ValueError, match=rf'^"{written}" is not a day of the calendar\.$'):
        Day.parse(written)


@pytest.mark.parametrize("written", ["5/8/2022", "2022-8-5", "20220805", " 2022", "2022-08-05T00:00", "٢٠٢٢"])
def test_another_notation(written: str) -> None:
    """A date in another notation is refused with the notation to use."""
    with pytest.raises(ValueError, match=r"is not a date\. Write it as YYYY-MM-DD, YYYY-MM or YYYY\.$"):
        Day.parse(written)
