"""Ordinals and lettered points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.languages.ordinals import letter_point, ordinal
from briefings.languages.text import Language


@pytest.mark.parametrize(
    ("n", "written"),
    [
        *[(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th")],
        *[(21, "21st"), (22, "22nd"), (29, "29th"), (101, "101st"), (111, "111th"), (112, "112th")],
    ],
)
def test_english_ordinals(n: int, written: str) -> None:
    """English endings follow the last figure, but for 11, 12 and 13."""
    assert ordinal(n, Language.EN) == written


@pytest.mark.parametrize(("n", "written"), [(1, "lần thứ nhất"), (4, "lần thứ 4"), (29, "lần thứ 29")])
def test_vietnamese_ordinals(n: int, written: str) -> None:
    """The first has a word of its own; the others have figures."""
    assert ordinal(n, Language.VI) == written


@pytest.mark.parametrize(
    ("language", "letters"), [("vi", "abcdđeghiklmnopqrstuvxy"), ("en", "abcdefghijklmnopqrstuvwxyz")]
)
def test_letters_of_points(language: str, letters: str) -> None:
    """đ follows d in Vietnamese, which has no f, j, w or z; after the last letter come aa, ab."""
    count = len(letters)
    written = [letter_point(index, Language(language)) for index in range(1, count + 3)]
    assert written == [*letters, "aa", "ab"]


@given(st.integers(1, 5000), st.integers(1, 5000), st.sampled_from(Language))
def test_no_two_points_share_a_letter(one: int, other: int, language: Language) -> None:
    """However long a list is, each point has letters of its own."""
    assert (letter_point(one, language) == letter_point(other, language)) == (one == other)


@pytest.mark.parametrize("write", [ordinal, letter_point])
def test_places_count_from_one(write: object) -> None:
    """There is no zeroth place."""
    assert callable(write)
    with pytest.raises(ValueError, match=r"^0 is not a place in a series\. Places count from 1\.$"):
        write(0, Language.EN)
