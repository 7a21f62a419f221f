"""Frameworks on a day: one gives way to the next on the day of succession."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.languages.dates import Day
from briefings.languages.text import Text
from briefings.model.confirmation import Confirmation
from briefings.model.frameworks import Framework
from briefings.model.markings import Marking


@pytest.mark.parametrize(
    ("start", "end", "on", "in_force"),
    [
        ("2013-07-25", "2023-09-10", "2013-07-24", False),
        ("2013-07-25", "2023-09-10", "2013-07-25", True),
        ("2013-07-25", "2023-09-10", "2023-09-09", True),
        ("2013-07-25", "2023-09-10", "2023-09-10", False),
        ("2023-09-10", None, "2023-09-10", True),
        ("2023-09-10", None, "2099-01-01", True),
        ("2013-07", "2022-12", "2013-06-30", False),
        ("2013-07", "2022-12", "2013-07-01", True),
        ("2013-07", "2022-12", "2022-11-30", True),
        ("2013-07", "2022-12", "2022-12-01", False),
    ],
)
def test_in_force_on(start: str, end: str | None, on: str, *, in_force: bool) -> None:
    """It is in force from its first possible day until the day before its end."""
    last = None if end is None else Day.parse(end)
    framework = Framework(
        "f", ("VN", "FR"), Text("f", "f"), Confirmation.CONFIRMED, Marking.PUBLIC, Day.parse(start), last
    )
    assert framework.in_force_on(date.fromisoformat(on)) is in_force
