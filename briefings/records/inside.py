"""Values of one type inside a record, with the path at which each stands in its file."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from briefings.model.glossary import Glossary
from briefings.records.documents import Path

_T = TypeVar("_T")


def find(wanted: type[_T], value: object, path: Path = ()) -> Iterator[tuple[Path, _T]]:
    """Yield every value of a type inside a value of the model, in the order of the model's fields."""
    if isinstance(value, wanted):
        yield path, value
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from find(wanted, one, (*path, number))
    elif value is not None:
        # mypy takes classes for values that cannot be hashed
        for name in _branches(type(value), wanted):  # type: ignore[arg-type]
            if name == "territories" and isinstance(value, Glossary):
                # a mapping in the file, pairs in the model
                for code, one in value.territories:
                    yield from find(wanted, one, (*path, name, code))
            else:
                yield from find(wanted, getattr(value, name), (*path, name))


@cache
def _branches(model: type, wanted: type) -> tuple[str, ...]:
    """Return the fields of a dataclass in which such a value may be found."""
    hints = get_type_hints(model)
    return tuple(one.name for one in fields(model) if _may_hold(hints[one.name], wanted))


def _may_hold(hint: Any, wanted: type) -> bool:  # noqa: ANN401  a type, or what typing makes of one
    if get_origin(hint) in {Union, types.UnionType, tuple}:
        return any(_may_hold(one, wanted) for one in get_args(hint))
    if not isinstance(hint, type):
        return False
    return issubclass(hint, wanted) or (is_dataclass(hint) and bool(_branches(hint, wanted)))
