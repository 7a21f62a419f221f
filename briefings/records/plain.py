"""The data of a YAML file about which nothing has to be told, without the places where they stand.

Most files are such, and nobody asks where their values stand: leaving that out makes reading them
twice as fast. Whatever is refused in a file, and whatever is no YAML, is left to ``documents``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import yaml

from briefings.records import content

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"

MAX_DEPTH = 30
MAX_FIELD = 20_000
# what a plain scalar says that says nothing
NOTHING = frozenset({"", "null", "~"})


class OddError(Exception):
    """Something about a file has to be told."""


def read(text: str) -> Plain:
    """Return the data of the one document in a text, which are something.

    Raises:
        OddError: it is not readable, or has something in it that is not read.
    """
    try:
        # whose attributes depend on their sort, which is looked at below
        events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
        found = [
            _document(events) for event in events if type(event) is yaml.DocumentStartEvent and _plain(event)
        ]
    except (yaml.YAMLError, ValueError) as error:
        raise OddError from error
    if len(found) != 1 or found[0] is None:
        raise OddError
    return found[0]


def _plain(start: Any) -> bool:  # noqa: ANN401 - as above
    if start.version or start.tags:
        raise OddError
    return True


def _document(events: Iterator[Any]) -> Plain:
    return _value(next(events), events, 0)


def _value(event: Any, events: Iterator[Any], depth: int) -> Plain:  # noqa: ANN401 - as above
    if type(event) is yaml.ScalarEvent:
        text = _text(event)
        return None if event.implicit[0] and text in NOTHING else text
    # an alias has an anchor and nothing else
    if event.anchor is not None or event.tag is not None or depth == MAX_DEPTH:
        raise OddError
    return _list(events, depth) if type(event) is yaml.SequenceStartEvent else _mapping(events, depth)


def _list(events: Iterator[Any], depth: int) -> list[Plain]:
    items: list[Plain] = []
    for event in events:
        if type(event) is yaml.SequenceEndEvent:
            break
        items.append(_value(event, events, depth + 1))
    return items


def _mapping(events: Iterator[Any], depth: int) -> dict[str, Plain]:
    fields: dict[str, Plain] = {}
    for event in events:
        if type(event) is yaml.MappingEndEvent:
            break
        if type(event) is not yaml.ScalarEvent:
            raise OddError
        key = _text(event)
        if key in fields or (key == "<<" and event.implicit[0]):
            raise OddError
        fields[key] = _value(next(events), events, depth + 1)
    return fields


def _text(event: Any) -> str:  # noqa: ANN401 - as above
    text: str = event.value
    # elsewhere control characters would have been seen in the file's own text
    escapes = event.style == '"' and content.control_characters(text)
    if event.anchor is not None or event.tag is not None or escapes or len(text) > MAX_FIELD:
        raise OddError
    return text
