"""Numbers and enumerations in running text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.languages.numbers import write_list, write_number
from briefings.languages.text import Language

VI, EN = Language.VI, Language.EN


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (560000, "560.000", "560,000"),
        (1000, "1.000", "1,000"),
        (1.5, "1,5", "1.5"),
        (Decimal("1234.56789"), "1.234,56789", "1,234.56789"),
        (0, "0", "0"),
        (-5, "-5", "-5"),
    ],
)
def test_marks(value: Decimal | float, vi: str, en: str) -> None:
    """Each language has its own marks, and no digit is rounded away."""
    assert write_number(value, VI) == vi
    assert write_number(value, EN) == en


@given(st.integers(-(10**15), 10**15))
def test_the_languages_swap_their_marks(value: int) -> None:
    """Vietnamese has a point where English has a comma, and nothing else differs."""
    assert write_number(value, VI).replace(".", ",") == write_number(value, EN)


@pytest.mark.parametrize(
    ("items", "vi", "en"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a và b", "a and b"),
        (["a", "b", "c"], "a, b và c", "a, b and c"),
    ],
)
def test_enumerations(items: list[str], vi: str, en: str) -> None:
    """The last item follows the conjunction, without a comma before it."""
    assert write_list(items, VI) == vi
    assert write_list(iter(items), EN) == en
