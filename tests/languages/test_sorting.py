"""The order of Vietnamese and English lists."""

from __future__ import annotations

from itertools import pairwise

import pytest

from briefings.languages.sorting import sort_key
from briefings.languages.text import Language

VI, EN = Language.VI, Language.EN


@pytest.mark.parametrize(
    "ordered",
    [
        list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"),
        ["ma", "mà", "mả", "mã", "má", "mạ", "mac"],
        ["ma", "ma xa", "má", "má ba"],
        ["An", "Anh", "Ăn", "Ân", "Đan Mạch", "Điện Biên", "Em"],
        ["AMM 9", "AMM-9", "AMM9", "AMMa"],
        ["Can", "Ca-na-đa"][::-1],
        ["Hà Nội", "Hải Phòng", "Hoa Kỳ", "Hòa Bình", "Hungary"],
        ["hòa", "Hòa", "hoan"],
        ["2", "9", "A"],
    ],
)
def test_vietnamese_order(ordered: list[str]) -> None:
    """Letters come first, then tones, then case; spaces and hyphens precede figures, figures letters."""
    keys = [sort_key(text, VI) for text in ordered]
    assert all(one < other for one, other in pairwise(keys))


def test_the_place_of_a_tone_does_not_matter() -> None:
    """What follows decides between words of which only the place of a tone differs."""
    assert sort_key("hoà an", VI) < sort_key("hòa bình", VI) < sort_key("hoà ca", VI)


def test_the_kind_of_space_does_not_matter() -> None:
    """A name that is kept on one line sorts where it would otherwise."""
    assert sort_key("Hà\u00a0Nội", VI) == sort_key("Hà Nội", VI)


def test_other_alphabets_come_last() -> None:
    """A name in Cyrillic follows z, a dash precedes figures."""
    assert sort_key("–", VI) < sort_key("0", VI) < sort_key("z", VI) < sort_key("Я", VI)


def test_english_order() -> None:
    """English sorts by bare letters, then diacritics, then small letters before capitals."""
    ordered = ["Aland", "Åland", "Da Nang", "Đà Nẵng", "polish", "Polish", "Viet Nam", "Vietnam"]
    keys = [sort_key(text, EN) for text in ordered]
    assert all(one < other for one, other in pairwise(keys))
