"""What the validator complains of, in words that name the field, the line and what to do."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import wraps
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from pydantic_core import ErrorDetails, PydanticCustomError

from briefings.errors import Problem, did_you_mean
from briefings.languages.text import Text
from briefings.records import fields as field
from briefings.records.documents import Document, Path, shown

_OURS: Final = "field"
_KEY: Final = "[key]"


def passing_on(read_field: Callable[[Any], object]) -> Callable[[Any], Any]:
    """Return a field's function, raising what the validator collects instead of a ``FieldError``."""

    @wraps(read_field)
    def wrapped(written: Any) -> object:  # noqa: ANN401  whatever stands in the file
        try:
            return read_field(written)
        except field.FieldError as error:
            said = {"what": error.what, "tip": error.tip}
            raise PydanticCustomError(_OURS, "{what}", said) from None

    return wrapped


def problem(error: ErrorDetails, document: Document, model: type, identity: frozenset[str]) -> Problem:
    """Return one error of the validator as a problem at its place in the file."""
    path: Path = tuple(part for part in error["loc"] if part != _KEY)
    what, tip = _said(error, model, path, identity)
    by_key = error["type"] == "extra_forbidden" or error["loc"][-1] == _KEY
    place = document.at_key(path) if by_key else document.at(path)
    return Problem(what, place, shown(path), tip)


def _said(error: ErrorDetails, model: type, path: Path, identity: frozenset[str]) -> tuple[str, str | None]:
    match error["type"]:
        case "field":
            return error["ctx"]["what"], error["ctx"]["tip"]
        case "missing":
            return _missing(str(path[-1]))
        case "extra_forbidden":
            return _unknown(str(path[-1]), error["input"], model, path[:-1], identity)
        case sort:
            return _wrong_sort(sort, error, _names(model, path, identity))


def _missing(name: str) -> tuple[str, str]:
    if name == "marking":
        return "No marking is given, and none is assumed.", "Write public, internal or restricted."
    return f'The field "{name}" is missing.', "Write it."


def _wrong_sort(sort: str, error: ErrorDetails, names: tuple[str, ...]) -> tuple[str, str | None]:
    if error["input"] is None:
        return "Nothing is written here.", "Write it, or leave the field out if it may be left out."
    written = field.sort_of(error["input"])
    said = {
        "too_short": ("The list is empty.", "Write at least one entry."),
        "dict_type": (f"A mapping is wanted here, not {written}.", _known(names)),
        "tuple_type": (
            f"A list is wanted here, not {written}.",
            "Write its entries in brackets, or one a line after a hyphen.",
        ),
    }
    return said.get(sort, (f"{error['msg']}.", None))


def _unknown(
    written: str, value: object, model: type, around: Path, identity: frozenset[str]
) -> tuple[str, str]:
    what = f"No field is called {field.quoted(written)} here."
    if value is None and " " in written:
        # {vi: Hòa bình, ổn định, en: …} is three entries, one of them without a value
        return what, "In braces a comma ends the text before it: put that text in quotation marks."
    if not around and written in identity:
        return what, "The name of the file says it. Delete this line."
    known = _names(model, around, identity)
    return what, did_you_mean(written, known) or _known(known)


def _known(names: tuple[str, ...]) -> str:
    return f"Its fields are: {', '.join(names)}."


def _names(model: type, path: Path, identity: frozenset[str]) -> tuple[str, ...]:
    """Return the names of the fields that may be written at a path."""
    here: Any = model
    for name in (part for part in path if isinstance(part, str)):
        here = _inner(get_type_hints(here).get(name, Text)) if is_dataclass(here) else Text
    known = fields(here) if is_dataclass(here) else fields(Text)
    return tuple(one.name for one in known if path or one.name not in identity)


def _inner(hint: Any) -> Any:  # noqa: ANN401  a type, or what typing makes of one
    """Return the type of a field without what makes it optional or a list."""
    if get_origin(hint) in {Union, types.UnionType}:
        return _inner(next(one for one in get_args(hint) if one is not type(None)))
    return _inner(get_args(hint)[0]) if get_origin(hint) is tuple else hint
