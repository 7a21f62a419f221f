"""Bilingual text and the normal form of Vietnamese."""

from __future__ import annotations

from briefings.languages.text import Language, Text, normalise_vietnamese


def test_eth_becomes_d_with_stroke() -> None:
    """The Icelandic letter that looks like Đ becomes Đ, and letters are composed."""
    assert normalise_vietnamese("Ða\u0300 Na\u0306\u0303ng, ði") == "Đà Nẵng, đi"


def test_english_keeps_eth() -> None:
    """In English text eth may be meant."""
    assert Text(en="Davíð").en == "Davíð"


def test_equal_texts_compare_equal() -> None:
    """Texts that differ only in their Unicode form are equal."""
    assert Text(vi="Ha\u0300 Nội") == Text(vi="Hà Nội")


def test_a_language_is_never_replaced() -> None:
    """What one language does not say is missing, not taken from the other."""
    text = Text(vi="Hà Nội")
    assert text.in_(Language.VI) == "Hà Nội"
    assert text.in_(Language.EN) is None
    assert text.missing == (Language.EN,)
    assert Text(vi="", en="x").missing == (Language.VI,)
