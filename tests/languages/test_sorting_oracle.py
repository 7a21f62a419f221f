"""The Vietnamese order, compared with ICU's collation."""

from __future__ import annotations

import icu
from hypothesis import given
from hypothesis import strategies as st

from briefings.languages.sorting import sort_key
from briefings.languages.text import Language

VI = Language.VI
COLLATOR = icu.Collator.createInstance(icu.Locale("vi"))
LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
SYLLABLES = st.builds(
    "".join,
    st.tuples(
        st.text("bcdđfghjklmnpqrstvwxz0259", max_size=3),
        st.sampled_from("aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"),
        st.text("cghmnptaiouy", max_size=2),
    ),
)
WORDS = st.lists(SYLLABLES, min_size=1, max_size=3)


@given(SYLLABLES, SYLLABLES)
def test_syllables_sort_as_icu_sorts_them(one: str, other: str) -> None:
    """A syllable stands where ICU's Vietnamese collation puts it."""
    expected = COLLATOR.getSortKey(one) < COLLATOR.getSortKey(other)
    assert (sort_key(one, VI) < sort_key(other, VI)) == expected


@given(WORDS, WORDS)
def test_words_sort_syllable_by_syllable(one: list[str], other: list[str]) -> None:
    """Of several syllables the first that differs decides, as in dictionaries (ICU looks at tones last)."""
    expected = [*map(COLLATOR.getSortKey, one)] < [*map(COLLATOR.getSortKey, other)]
    assert (sort_key(" ".join(one), VI) < sort_key(" ".join(other), VI)) == expected


@given(st.text(LETTERS, max_size=4), st.text(LETTERS, max_size=4))
def test_letters_sort_as_icu_sorts_them(one: str, other: str) -> None:
    """ă, â, đ, ê, ô, ơ and ư are letters of their own; f, j, w and z have their Latin places."""
    expected = COLLATOR.getSortKey(one) < COLLATOR.getSortKey(other)
    assert (sort_key(one, VI) < sort_key(other, VI)) == expected
