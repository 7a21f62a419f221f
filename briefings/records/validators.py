"""What validates the values of a file, made of the annotations of the model's dataclasses.

Only the core of pydantic is imported (40 ms, not 370).
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache, partial
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from pydantic_core import CoreSchema, SchemaValidator, ValidationError, core_schema

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
from briefings.records.documents import Document
from briefings.records.plain import Plain

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


def record(model: Any, document: Document, identity: frozenset[str]) -> tuple[Any, tuple[Problem, ...]]:  # noqa: ANN401  a dataclass
    """Return the fields of a record as values, or nothing and every reason why they are none.

    ``identity`` are the fields that the file does not state.
    """
    return _validated(_record(model, identity), model, document, identity)


def listing(model: Any, document: Document) -> tuple[Any, tuple[Problem, ...]]:  # noqa: ANN401  a dataclass
    """Return the things of a list, or nothing and every reason why they are none."""
    return _validated(_list(model), model, document, frozenset())


def _validated(
    validator: SchemaValidator,
    model: Any,  # noqa: ANN401  a dataclass
    document: Document,
    identity: frozenset[str],
) -> tuple[Any, tuple[Problem, ...]]:
    try:
        return validator.validate_python(document.data), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, tuple(complaints.problem(one, document, model, identity) for one in details)


@cache
def _record(model: Any, identity: frozenset[str]) -> SchemaValidator:  # noqa: ANN401  a dataclass
    return SchemaValidator(_fields(model, identity))


@cache
def _list(model: Any) -> SchemaValidator:  # noqa: ANN401  a dataclass
    return SchemaValidator(_many(_dataclass(model)))


def _fields(model: type, identity: frozenset[str] = frozenset()) -> CoreSchema:
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
    return core_schema.no_info_after_validator_function(lambda values: model(**values), _fields(model))


def _many(one: CoreSchema, least: int = 0) -> CoreSchema:
    return core_schema.tuple_schema([one], variadic_item_index=0, min_length=least)


def _bilingual(kind: type[Text]) -> CoreSchema:
    language = core_schema.nullable_schema(_leaf(field.language))
    written = {one.name: core_schema.typed_dict_field(language, required=False) for one in fields(Text)}
    both = core_schema.typed_dict_schema(written, extra_behavior="forbid")
    before = field.name_as_mapping if kind is Name else field.text_as_mapping
    made = core_schema.no_info_after_validator_function(
        complaints.passing_on(lambda values: field.bilingual(kind, values)), both
    )
    return _before(before, made)


def _territories() -> CoreSchema:
    names = core_schema.dict_schema(_leaf(field.country), _bilingual(Name))
    return core_schema.no_info_after_validator_function(lambda found: tuple(found.items()), names)


def _leaf(read_field: field.Field) -> CoreSchema:
    return core_schema.no_info_plain_validator_function(complaints.passing_on(read_field))


def _before(prepare: field.Field, then: CoreSchema) -> CoreSchema:
    return core_schema.no_info_before_validator_function(complaints.passing_on(prepare), then)


def _as_list(written: Plain) -> Plain:
    return [written] if isinstance(written, str) else written
