"""Whether two values say the same."""

from __future__ import annotations

import pytest

from briefings.dossier.sameness import only, same
from briefings.dossier.shown import Cited, Label, Party
from briefings.languages.dates import Day
from briefings.languages.text import Language, Text
from briefings.model.commitments import Due


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Text("Hoà bình", "Peace"), Text("Hòa bình", "peace")),
        (Text("Mê Kông", "Mekong"), Text("Mekong", "Mekong")),
        (("VN", "FR"), ("FR", "VN")),
        ((Cited("a", 1), Cited("b")), (Cited("b"), Cited("a", 1))),
        (Due(Day(2031), note=Text("thuỷ", None)), Due(Day(2031), note=Text("thủy", None))),
        (None, None),
    ],
)
def test_spelling_and_order_are_no_difference(one: object, other: object) -> None:
    """Another spelling, other capitals and another order of a list say the same."""
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Text("má", "a"), Text("ma", "a")),
        (Text("a", "Trade."), Text("a", "Trade")),
        (Text("a", "Trade"), Text("a", None)),
        (Text("a", "Trade"), None),
        (("VN",), ("VN", "FR")),
        ((Cited("a"), Cited("a", 1)), (Cited("a"), Cited("a"))),
        (Cited("a", 1), Cited("a", 2)),
        (Party("a", Text("a", "a")), Label("a", Text("a", "a"))),
        (Day(2031), Day(2031, 1)),
        (1, 2),
    ],
)
def test_anything_else_is(one: object, other: object) -> None:
    """A tone, a full stop, a language, a paragraph, a precision: each is a difference."""
    assert not same(one, other)
    assert not same(other, one)


def test_data_of_one_language() -> None:
    """Texts keep the languages asked for, however deep they lie; everything else stays."""
    whole = (Party("FR", Text("Pháp", "France")), Due(Day(2031), "sớm", Text("ghi chú", "note")), 5)
    assert only(whole, [Language.EN]) == (
        Party("FR", Text(None, "France")),
        Due(Day(2031), "sớm", Text(None, "note")),
        5,
    )
    assert only(whole, list(Language)) == whole
