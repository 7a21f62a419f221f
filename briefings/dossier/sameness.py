"""Whether two values say the same to a reader of some languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from briefings.languages.dates import Day
from briefings.languages.spelling import same_wording
from briefings.languages.text import Language, Text

_T = TypeVar("_T")


def same(one: object, other: object) -> bool:
    """Return whether two values say the same; another spelling or another order of a list is no change."""
    if isinstance(one, Text) and isinstance(other, Text):
        pairs = ((one.in_(language) or "", other.in_(language) or "") for language in Language)
        return all(same_wording(*pair) for pair in pairs)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and _among(one, other) and _among(other, one)
    if isinstance(one, Day):
        return one == other
    if is_dataclass(one) and type(one) is type(other):
        return all(same(getattr(one, part.name), getattr(other, part.name)) for part in fields(one))
    return bool(one == other)


def _among(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    return all(any(same(one, other) for other in others) for one in some)


def only(value: _T, languages: Sequence[Language]) -> _T:
    """Return data with the texts of these languages alone."""
    kept: _T = _only(value, languages)
    return kept


def _only(value: Any, languages: Sequence[Language]) -> Any:  # noqa: ANN401 - data of any shape
    if isinstance(value, Text):
        return Text(**{one: value.in_(one) for one in languages})
    if isinstance(value, tuple):
        return tuple(_only(one, languages) for one in value)
    if not is_dataclass(value) or isinstance(value, Day | type):
        return value
    return type(value)(**{one.name: _only(getattr(value, one.name), languages) for one in fields(value)})
