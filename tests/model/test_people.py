"""Posts on a day: held from the first day to the last, as far as the dates tell."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.languages.dates import Day
from briefings.languages.text import Name, Text
from briefings.model.confirmation import Confirmation
from briefings.model.markings import Marking
from briefings.model.people import Person, Post


def post(office: str, start: str | None, end: str | None) -> Post:
    """Return a post with these dates."""
    first, last = (None if one is None else Day.parse(one) for one in (start, end))
    return Post(office, "FR", Text(office, office), Confirmation.CONFIRMED, first, last)


@pytest.mark.parametrize(
    ("start", "end", "on", "held"),
    [
        ("2030-05-12", "2032-06-30", "2030-05-11", False),
        ("2030-05-12", "2032-06-30", "2030-05-12", True),
        ("2030-05-12", "2032-06-30", "2032-06-30", True),
        ("2030-05-12", "2032-06-30", "2032-07-01", False),
        ("2030-05-12", None, "2039-01-01", True),
        ("2030-05-12", None, "2030-05-11", False),
        (None, "2032-06-30", "2031-01-01", False),
        (None, None, "2031-01-01", False),
        ("2030", "2032", "2029-12-31", False),
        ("2030", "2032", "2030-01-01", True),
        ("2030", "2032", "2032-12-31", True),
        ("2030", "2032", "2033-01-01", False),
        ("2030-02", "2030-02", "2030-02-28", True),
        ("2030-02", "2030-02", "2030-03-01", False),
    ],
)
def test_held_on(start: str | None, end: str | None, on: str, *, held: bool) -> None:
    """A post counts from its first possible day to its last; without a beginning it cannot be told."""
    assert post("minister", start, end).held_on(date.fromisoformat(on)) is held


def test_posts_on_a_day_in_order_of_precedence() -> None:
    """Of several posts those held on the day are given, in the order of the record."""
    posts = (
        post("deputy-prime-minister", "2024-08-26", None),
        post("minister", "2021-04-08", "2025-08-30"),
        post("ambassador", "2010", "2014"),
    )
    son = Person("son", Name("Sơn", "Son"), "VN", Marking.PUBLIC, posts)
    found = {
        on: [one.office for one in son.posts_on(date.fromisoformat(on))]
        for on in ("2009-01-01", "2014-06-01", "2023-08-01", "2024-11-14", "2025-08-31")
    }
    assert found == {
        "2009-01-01": [],
        "2014-06-01": ["ambassador"],
        "2023-08-01": ["minister"],
        "2024-11-14": ["deputy-prime-minister", "minister"],
        "2025-08-31": ["deputy-prime-minister"],
    }
