"""Values of the model as plain data that JSON can hold, and back, by their types."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

_Code = Callable[[Any], Any]


@cache
def codec(hint: Any) -> tuple[_Code, _Code]:  # noqa: ANN401 - a type, or what typing makes of one
    """Return what makes plain data of a value of this type, and what makes the value of them.

    Types are those of the model: dataclasses, enumerations, tuples and what JSON has, each or nothing.
    """
    if get_origin(hint) in {Union, types.UnionType}:
        encode, decode = codec(next(one for one in get_args(hint) if one is not type(None)))
        return _optional(encode), _optional(decode)
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        if inner[-1] is not Ellipsis:
            both = [codec(one) for one in inner]
            return _each([one for one, _ in both], list), _each([one for _, one in both], tuple)
        encode, decode = codec(inner[0])
        return (lambda many: [encode(one) for one in many]), (
            lambda many: tuple([decode(one) for one in many])
        )
    if is_dataclass(hint) and isinstance(hint, type):
        return _of_dataclass(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        members = {one.value: one for one in hint}
        return (lambda one: one.value), members.__getitem__
    return _as_it_is, _as_it_is


def _as_it_is(value: Any) -> Any:  # noqa: ANN401 - text, numbers and truth are the same in JSON
    return value


def _optional(change: _Code) -> _Code:
    return change if change is _as_it_is else lambda one: None if one is None else change(one)


def _each(changes: list[_Code], make: Callable[[list[Any]], Any]) -> _Code:
    return lambda many: make([change(one) for change, one in zip(changes, many, strict=True)])


def _of_dataclass(model: type) -> tuple[_Code, _Code]:
    """Return the codec of a dataclass as the list of its fields.

    A value is put together without its constructor: that of a text would normalise it again, which
    takes longer than all the rest.
    """
    hints = get_type_hints(model)
    names = [one.name for one in fields(model)]
    codecs = [codec(hints[name]) for name in names]
    setters = [getattr(model, name).__set__ for name in names]
    encoders = [encode for encode, _ in codecs]
    decoders = [None if decode is _as_it_is else decode for _, decode in codecs]
    steps = list(zip(setters, decoders, strict=True))

    def encode(value: Any) -> list[Any]:  # noqa: ANN401 - of this dataclass
        return [change(getattr(value, name)) for name, change in zip(names, encoders, strict=True)]

    def decode(found: Any) -> Any:  # noqa: ANN401 - plain data in, of this dataclass out
        made: Any = object.__new__(model)
        for (put, change), one in zip(steps, found, strict=True):
            put(made, one if change is None else change(one))
        return made

    return encode, decode
