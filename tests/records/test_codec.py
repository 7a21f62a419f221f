"""The codec: values of the model as plain data, and the same values again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from typing import Any

import pytest

from briefings.records.codec import codec


class Colour(Enum):
    """An enumeration of these tests."""

    RED = "red"


@dataclass(frozen=True, slots=True)
class Part:
    """A value inside another."""

    colour: Colour | None
    spans: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """A value of these tests."""

    name: str
    parts: tuple[Part, ...]
    other: Part | None = None


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (Whole("a", ()), ["a", [], None]),
        (Whole("a", (Part(Colour.RED, ((1, "x"), (2, "y"))),)), ["a", [["red", [[1, "x"], [2, "y"]]]], None]),
        (Whole("a", (), Part(None)), ["a", [], [None, []]]),
    ],
)
def test_there_and_back(value: Whole, data: list[Any]) -> None:
    """A value becomes lists and texts, and of these the same value in the same types, through JSON."""
    encode, decode = codec(Whole)
    assert encode(value) == data
    again = decode(json.loads(json.dumps(encode(value))))
    assert repr(again) == repr(value)


@pytest.mark.parametrize("data", [[], ["a", [], None, 1], ["a", [["blue", []]], None]])
def test_what_is_no_such_value(data: list[Any]) -> None:
    """Too few fields, too many, or a word that the enumeration does not have are refused."""
    with pytest.raises((ValueError, KeyError)):
        codec(Whole)[1](data)
