"""Handling markings: an order, and no way from an unknown word to public."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.model.markings import Marking


def test_order() -> None:
    """Public is lowest, restricted highest."""
    assert Marking.PUBLIC < Marking.INTERNAL < Marking.RESTRICTED
    assert len(Marking) == 3


@pytest.mark.parametrize("marking", list(Marking))
def test_written_and_read_back(marking: Marking) -> None:
    """What a marking is called in records names it again."""
    assert Marking.parse(str(marking)) is marking


@pytest.mark.parametrize(
    "written", ["", " ", "Public", "PUBLIC", "public ", "0", "1", "open", "none", "publíc", "pub"]
)
def test_unknown_marking(written: str) -> None:
    """An unknown word is an error, never public, even where it is nearly right."""
    with pytest.raises(ValueError, match="is not a marking") as raised:
        Marking.parse(written)
    assert str(raised.value) == f'"{written}" is not a marking. Write public, internal or restricted.'


@pytest.mark.parametrize(
    "written",
    ["Mật", "mật", "MẬT", " Mật ", "Tối mật", "Tuyệt mật", "mat", "Toi Mat", "TUYET MAT", "secret",
     "Top Secret", "top-secret", "CONFIDENTIAL"],
)  # fmt: skip
def test_state_secrets(written: str) -> None:
    """A level of state secrecy is refused altogether, however it is written."""
    with pytest.raises(ValueError, match="state secrecy") as raised:
        Marking.parse(written)
    assert str(raised.value) == (
        f'"{written}" is a level of state secrecy. Such records are refused: take this file off the machine.'
    )


def test_state_secret_in_decomposed_letters() -> None:
    """``Mật`` typed with combining marks is refused as a state secret as well."""
    with pytest.raises(ValueError, match="state secrecy"):
        Marking.parse("Ma\u0323\u0302t")


@given(st.text(max_size=20))
def test_nothing_else_is_a_marking(written: str) -> None:
    """Only the three words name a marking."""
    try:
        marking = Marking.parse(written)
    except ValueError:
        assert written not in {"public", "internal", "restricted"}
    else:
        assert written == str(marking)
