"""How one wording became another, whatever the spelling."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefings.languages.wording import Change, Piece, compare, likeness

WORDS = st.lists(st.sampled_from(["hòa", "bình", "ở", "Biển", "Đông", "COC", "2024", ","])).map(" ".join)


def test_what_was_added_and_dropped_is_told_apart() -> None:
    """A word that is new, one that is gone and those that stayed are pieces of their own."""
    assert compare("thực hiện đầy đủ DOC", "thực hiện hiệu quả DOC") == (
        Piece(Change.KEPT, "thực hiện"),
        Piece(Change.DROPPED, "đầy đủ"),
        Piece(Change.ADDED, "hiệu quả"),
        Piece(Change.KEPT, "DOC"),
    )


def test_a_spelling_is_no_change() -> None:
    """Tone placement, listed variants and capitals change nothing; the later spelling is shown."""
    assert compare("Hoà bình ở Mê Kông, thỏa thuận", "hòa bình ở Mekong, thoả thuận") == (
        Piece(Change.KEPT, "hòa bình ở Mekong, thoả thuận"),
    )


def test_a_number_stays_whole() -> None:
    """A number with marks in it is one word."""
    assert compare("560.000 đô la", "650.000 đô la")[:2] == (
        Piece(Change.DROPPED, "560.000"),
        Piece(Change.ADDED, "650.000"),
    )


def test_other_tones_are_other_words() -> None:
    """Words that differ by a tone differ."""
    assert [piece.change for piece in compare("má", "ma")] == [Change.DROPPED, Change.ADDED]


@given(WORDS, WORDS)
def test_both_texts_can_be_read_back(before: str, after: str) -> None:
    """Kept and dropped pieces make the earlier text, kept and added ones the later."""
    pieces = compare(before, after)
    old = " ".join(piece.text for piece in pieces if piece.change is not Change.ADDED)
    new = " ".join(piece.text for piece in pieces if piece.change is not Change.DROPPED)
    assert old.split() == before.split()
    assert new.split() == after.split()


@given(WORDS)
def test_a_text_is_entirely_like_itself(text: str) -> None:
    """The same words in the same order are alike to the full, and nothing changed."""
    assert likeness(text, text) == 1
    assert all(piece.change is Change.KEPT for piece in compare(text, text))


def test_texts_without_a_common_word_are_not_alike() -> None:
    """Nothing in common is 0."""
    assert likeness("hòa bình", "thương mại") == 0


@given(WORDS, WORDS, st.floats(0, 1))
def test_a_likeness_that_is_too_small_need_not_be_known(before: str, after: str, at_least: float) -> None:
    """What reaches a bound is told as without one; what does not is told as less than it."""
    exact = likeness(before, after)
    bounded = likeness(before, after, at_least=at_least)
    assert bounded == exact if exact >= at_least else bounded < at_least
