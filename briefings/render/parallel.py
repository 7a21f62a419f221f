"""Both languages side by side: every phrase, name and text in the one and in the other, in step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from markupsafe import Markup, escape

from briefings.languages.text import Language
from briefings.render.words import Group

Languages: TypeAlias = tuple[Language, ...]

_PAIR = Markup(
    '<span class="pair"><span class="one" lang="{}">{}</span><span class="or"> / </span>'
    '<span class="one" lang="{}">{}</span></span>'
)


def beside(first: Mapping[str, Any], second: Mapping[str, Any], languages: Languages) -> dict[str, Any]:
    """Return a vocabulary that says everything in both languages; what is alike is said once.

    Texts of the records become a pair that a style can set in two columns; short phrases, which
    also stand in attributes, are joined by a stroke.
    """
    return {name: _beside(first[name], second[name], languages) for name in first}


def _beside(one: Any, other: Any, languages: Languages) -> Any:  # noqa: ANN401 - a vocabulary's values
    if callable(one):
        return _function(one, other, languages)
    if isinstance(one, dict):
        return {name: _beside(one[name], other[name], languages) for name in one}
    if isinstance(one, tuple):
        return tuple(_beside(a, b, languages) for a, b in zip(one, other, strict=True))
    if isinstance(one, Group):
        return Group(_said(one.heading, other.heading, languages), one.points)
    return _said(one, other, languages)


def _said(one: str, other: str, languages: Languages) -> str:
    if one == other:
        return one
    if isinstance(one, Markup) or isinstance(other, Markup):
        return _PAIR.format(languages[0], escape(one), languages[1], escape(other))
    return f"{one} / {other}"


def _function(one: Callable[..., Any], other: Callable[..., Any], languages: Languages) -> Callable[..., Any]:
    def both(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever a template hands over
        return _beside(one(*given, **named), other(*given, **named), languages)

    return both
