"""The quick reading: the same data as the one that knows every place, or none at all."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefings.records import content, documents, plain
from briefings.records.plain import OddError


@settings(deadline=None, max_examples=500)
@given(st.text("ab:-[]{},'\"|>#&*!%?@~<\\ \n\t0", max_size=40))
@example("{a: 1, a: 2}")
@example("{<<: a}")
@example('{"<<": a}')
@example("a: *b")
@example("&a b: c")
@example("a: !x b")
@example("? [a]\n: b")
@example('a: "\\0"')
@example("a\n---\nb")
@example("%YAML 1.2\n---\na")
@example("~")
@example("")
@example("[" * 31 + "]" * 31)
@example("a: " + "b" * 20_001)
def test_the_same_or_nothing(text: str) -> None:
    """What it reads is what the other reads without a problem, and what it does not has one."""
    if content.decode(text.encode(), "x.yaml")[1]:
        return
    slow = documents._reader(text, "x.yaml")
    try:
        found = plain.read(text)
    except OddError:
        assert slow.problems
    else:
        assert (found, []) == (slow.root, slow.problems)


def test_a_long_key_is_left_to_the_other() -> None:
    """A key may be longer than a text; it is so odd that it is not read quickly."""
    text = f"{'a' * 20_001}: b"
    with pytest.raises(OddError):
        plain.read(text)
    problems = documents.parse(text.encode(), "x.yaml").problems
    assert problems == tuple(documents._reader(text, "x.yaml").problems)
