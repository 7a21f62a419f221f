"""Plain data as the dataclasses of the model, with every error of a file, not only the first.

The model says what there is; this module reads it from the dataclasses' annotations and hands it
to pydantic's validator. Only the core of pydantic is imported (40 ms, not 370), and only when
there is something to validate.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

from briefings.errors import Problem
from briefings.languages.dates import Day
from briefings.languages.text import Name, Text
from briefings.model.commitments import Commitment, Outcome
from briefings.model.conferences import Conference
from briefings.model.frameworks import Framework
from briefings.model.gaps import Gap
from briefings.model.glossary import Glossary
from briefings.model.markings import Marking
from briefings.model.meetings import Meeting, Place, Statement
from briefings.model.people import Post
from briefings.model.plans import Plan
from briefings.model.sources import File, Paragraph, Source
from briefings.model.topics import Topic
from briefings.records import complaints
from briefings.records import fields as field
from briefings.records.documents import Document, Plain

if TYPE_CHECKING:
    from pydantic_core import CoreSchema, SchemaValidator

_T = TypeVar("_T")

_TYPES: Final[Mapping[object, field.Field]] = {
    str: field.text,
    int: field.number,
    bool: field.truth,
    Day: field.day,
    Marking: field.marking,
}
# fields that hold something narrower than their type says
_NARROWER: Final[Mapping[tuple[type, str], field.Field]] = {
    (Statement, "id"): field.identifier,
    (Topic, "id"): field.identifier,
    (Post, "office"): field.identifier,
    (Place, "country"): field.country,
    (Conference, "country"): field.country,
    (Source, "url"): field.url,
    (File, "sha256"): field.sha256,
}
# lists that say nothing when they are empty
_NEVER_EMPTY: Final = frozenset({
    (Commitment, "by"), (Commitment, "counterparts"), (Framework, "parties"), (Gap, "counterparts"),
    (Plan, "counterparts"), (Plan, "objectives"),
    (Meeting, "counterparts"), (Meeting, "sources"), (Outcome, "evidence"), (Paragraph, "lines"),
    (Statement, "by"), (Statement, "topics"),
})  # fmt: skip
# lists in which one text may stand for a list of one
_ONE_OR_MANY = frozenset({"by", "to"})


def read(
    model: Callable[..., _T], document: Document, **identity: str
) -> tuple[_T | None, tuple[Problem, ...]]:
    """Return the record that a document states, or nothing and every reason why it states none.

    ``identity`` are the fields that are not written in the file, because its name says them.
    """
    if not isinstance(document.data, dict):
        what = f"This file is a mapping of fields, not {field.sort_of(document.data)}."
        return None, (Problem(what, document.at(()), None, "Write one field a line."),)
    values, problems = _validated(_record(model, frozenset(identity)), model, document, frozenset(identity))
    return (None if problems else model(**identity, **values)), problems


def read_list(model: Callable[..., _T], document: Document) -> tuple[tuple[_T, ...], tuple[Problem, ...]]:
    """Return the things of which a document is a list, or none and every reason why."""
    if not isinstance(document.data, list):
        what = f"This file is a list, not {field.sort_of(document.data)}."
        return (), (Problem(what, document.at(()), None, "Begin every entry with a hyphen."),)
    found, problems = _validated(_list(model), model, document, frozenset())
    return (() if problems else found), problems


def _validated(
    validator: SchemaValidator,
    model: Any,  # noqa: ANN401  a dataclass
    document: Document,
    identity: frozenset[str],
) -> tuple[Any, tuple[Problem, ...]]:
    from pydantic_core import ValidationError  # noqa: PLC0415  only when a file has to be validated

    try:
        return validator.validate_python(document.data), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, tuple(complaints.problem(one, document, model, identity) for one in details)


@cache
def _record(model: Any, identity: frozenset[str]) -> SchemaValidator:  # noqa: ANN401  a dataclass
    from pydantic_core import SchemaValidator  # noqa: PLC0415

    return SchemaValidator(_fields(model, identity))


@cache
def _list(model: Any) -> SchemaValidator:  # noqa: ANN401  a dataclass
    from pydantic_core import SchemaValidator  # noqa: PLC0415

    return SchemaValidator(_many(_dataclass(model)))


def _fields(model: type, identity: frozenset[str] = frozenset()) -> CoreSchema:
    from pydantic_core import core_schema  # noqa: PLC0415

    hints = get_type_hints(model)
    known = {
        one.name: core_schema.typed_dict_field(
            _schema(hints[one.name], model, one.name),
            required=one.default is MISSING and one.default_factory is MISSING,
        )
        for one in fields(model)
        if one.name not in identity
    }
    return core_schema.typed_dict_schema(known, extra_behavior="forbid")


def _schema(hint: Any, model: type, name: str) -> CoreSchema:  # noqa: ANN401  a type, or what typing makes of one
    from pydantic_core import core_schema  # noqa: PLC0415

    if get_origin(hint) in {Union, types.UnionType}:
        inner = next(one for one in get_args(hint) if one is not type(None))
        return core_schema.nullable_schema(_schema(inner, model, name))
    if (model, name) == (Glossary, "territories"):
        return _territories()
    if get_origin(hint) is tuple:
        least = 1 if (model, name) in _NEVER_EMPTY else 0
        many = _many(_schema(get_args(hint)[0], model, name), least)
        return _before(_as_list, many) if name in _ONE_OR_MANY else many
    if hint in {Text, Name}:
        return _bilingual(hint)
    if is_dataclass(hint) and hint not in _TYPES:
        return _dataclass(hint)
    return _leaf(_NARROWER.get((model, name)) or _TYPES.get(hint) or _choice(hint))


def _choice(hint: type) -> field.Field:
    if issubclass(hint, StrEnum):
        return partial(field.choice, hint)
    msg = f"records cannot hold {hint}"
    raise TypeError(msg)


def _dataclass(model: Any) -> CoreSchema:  # noqa: ANN401  a dataclass
    from pydantic_core import core_schema  # noqa: PLC0415

    return core_schema.no_info_after_validator_function(lambda values: model(**values), _fields(model))


def _many(one: CoreSchema, least: int = 0) -> CoreSchema:
    from pydantic_core import core_schema  # noqa: PLC0415

    return core_schema.tuple_schema([one], variadic_item_index=0, min_length=least)


def _bilingual(kind: type[Text]) -> CoreSchema:
    from pydantic_core import core_schema  # noqa: PLC0415

    language = core_schema.nullable_schema(_leaf(field.language))
    written = {one.name: core_schema.typed_dict_field(language, required=False) for one in fields(Text)}
    both = core_schema.typed_dict_schema(written, extra_behavior="forbid")
    before = field.name_as_mapping if kind is Name else field.text_as_mapping
    made = core_schema.no_info_after_validator_function(
        complaints.passing_on(lambda values: field.bilingual(kind, values)), both
    )
    return _before(before, made)


def _territories() -> CoreSchema:
    from pydantic_core import core_schema  # noqa: PLC0415

    names = core_schema.dict_schema(_leaf(field.country), _bilingual(Name))
    return core_schema.no_info_after_validator_function(lambda found: tuple(found.items()), names)


def _leaf(read_field: field.Field) -> CoreSchema:
    from pydantic_core import core_schema  # noqa: PLC0415

    return core_schema.no_info_plain_validator_function(complaints.passing_on(read_field))


def _before(prepare: field.Field, then: CoreSchema) -> CoreSchema:
    from pydantic_core import core_schema  # noqa: PLC0415

    return core_schema.no_info_before_validator_function(complaints.passing_on(prepare), then)


def _as_list(written: Plain) -> Plain:
    return [written] if isinstance(written, str) else written
