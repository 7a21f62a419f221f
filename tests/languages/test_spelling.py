"""Folding for search, and one spelling for comparing wording."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.languages.spelling import canonical, fold, same_wording

VIETNAMESE = st.text("aăâeêioôơuưyđhklmnqst ÁÀảãạéỳýỷỹỵóòỏõọoaOAuyUY.", max_size=20)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đối tác chiến lược", "doi tac chien luoc"),
        ("hòa bình", "hoa binh"),
        ("hoà bình", "hoa binh"),
        ("Ðà Nẵng", "da nang"),
        ("Bùi\u00a0Thanh  Sơn", "bui thanh son"),
        ("Straße", "strasse"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    """Case, diacritics, đ (and eth in its place) and the kind of white space do not matter in a search."""
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("hoà", "hòa"),
        ("hoá", "hóa"),
        ("thoả thuận", "thỏa thuận"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("HOÀ BÌNH", "HÒA BÌNH"),
        ("Uỷ ban", "Ủy ban"),
        ("toạ đàm", "tọa đàm"),
    ],
)
def test_tones_stand_in_the_older_place(newer: str, older: str) -> None:
    """Newer placement of a tone becomes the older one, which stays as it is."""
    assert canonical(newer) == older
    assert canonical(older) == older


@pytest.mark.parametrize(
    "word", ["quý", "Quỳ", "hoàng", "toàn", "ngoái", "thuyết", "hoạt", "khuỷu", "quả", "của", "tuý-lúy"]
)
def test_other_tones_stay(word: str) -> None:
    """After "qu" and in closed syllables both ways of spelling place the tone alike."""
    assert canonical(word) == word.replace("tuý", "túy")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sông Mekong", "sông Mê Kông"),
        ("Mê-kông", "Mê Công"),
        ("Liên Hợp Quốc", "Liên hợp quốc"),
        ("Liên hiệp quốc", "Liên hợp quốc"),
        ("Cam-pu-chia", "Campuchia"),
        ("Thoả\u00a0thuận", "thỏa thuận"),
    ],
)
def test_one_wording_in_two_spellings(one: str, other: str) -> None:
    """Listed variants, the place of a tone, case and white space make no other wording."""
    assert same_wording(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("má", "ma"),
        ("hoa", "hòa"),
        ("đa", "da"),
        ("thỏa thuận", "thuận thỏa"),
        ("Mekongs", "Mê Côngs"),
        ("xMekong", "xMê Công"),
        ("hòa", "họa"),
    ],
)
def test_different_words(one: str, other: str) -> None:
    """Other letters, other tones and parts of longer words remain different."""
    assert not same_wording(one, other)


@given(VIETNAMESE)
def test_placing_tones_is_stable(text: str) -> None:
    """Placing tones anew changes nothing the second time, and nothing that a search finds."""
    once = canonical(text)
    assert canonical(once) == once
    assert fold(once) == fold(text)
