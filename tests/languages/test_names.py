"""Names of persons that stay on one line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefings.languages.names import unbreakable


def test_parts_of_a_name_stay_together() -> None:
    """Spaces become U+00A0, and those around the name go."""
    assert unbreakable(" Bùi Thanh  Sơn\n") == "Bùi\u00a0Thanh\u00a0Sơn"


@given(st.text())
def test_doing_it_twice_changes_nothing(name: str) -> None:
    """A name that is unbreakable stays as it is."""
    assert unbreakable(unbreakable(name)) == unbreakable(name)
