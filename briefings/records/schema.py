"""Plain data as the dataclasses of the model, with every error of a file, not only the first.

The model says what there is. What is made of it to validate a file is imported only when there is
something to validate: it takes 40 ms.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from briefings.errors import Problem
from briefings.records import fields as field
from briefings.records.documents import Document

_T = TypeVar("_T")


def read(
    model: Callable[..., _T], document: Document, **identity: str
) -> tuple[_T | None, tuple[Problem, ...]]:
    """Return the record that a document states, or nothing and every reason why it states none.

    ``identity`` are the fields that are not written in the file, because its name says them.
    """
    if not isinstance(document.data, dict):
        what = f"This file is a mapping of fields, not {field.sort_of(document.data)}."
        return None, (Problem(what, document.at(()), None, "Write one field a line."),)
    from briefings.records import validators  # noqa: PLC0415 - only when a file has to be validated

    values, problems = validators.record(model, document, frozenset(identity))
    return (None if problems else model(**identity, **values)), problems


def read_list(model: Callable[..., _T], document: Document) -> tuple[tuple[_T, ...], tuple[Problem, ...]]:
    """Return the things of which a document is a list, or none and every reason why."""
    if not isinstance(document.data, list):
        what = f"This file is a list, not {field.sort_of(document.data)}."
        return (), (Problem(what, document.at(()), None, "Begin every entry with a hyphen."),)
    from briefings.records import validators  # noqa: PLC0415 - likewise

    found, problems = validators.listing(model, document)
    return (() if problems else found), problems
