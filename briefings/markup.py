"""The safe subset of Markdown that text in records may use, turned into HTML that can do nothing.

HTML in a record is text like any other: its tags are shown, never obeyed. Links lead to ``https:``
and ``mailto:`` only; what else a link names is taken away, its words stay.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import nh3
from markdown import Markdown

from briefings.errors import LimitError

SCHEMES: Final = frozenset({"https", "mailto"})
# nh3 lets title and lang through everywhere, unless it is told attribute by attribute
_ATTRIBUTES: Final = {("a", "href"), ("a", "rel"), ("ol", "start")}
_TAGS: Final = {"p", "em", "strong", "ul", "ol", "li", "a", "br"}
# Python-Markdown needs quadratic time and more for unclosed brackets and deep nesting
_MOST_BRACKETS: Final = 100
_DEEPEST: Final = 12
_INDENT: Final = re.compile(r"^(?:[ \t>]|[-*+]\s|\d+[.)]\s)+", re.MULTILINE)
_HREF: Final = re.compile(r'<a\s[^>]*?href="([^"]*)"')
_PARAGRAPH: Final = re.compile(r"\A<p>(.*)</p>\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML made from a text, and the link targets that were taken out of it."""

    html: str
    refused: tuple[str, ...]

    @property
    def inline(self) -> str:
        """Return the HTML without its paragraph, where it is a single one."""
        match = _PARAGRAPH.match(self.html)
        return match[1] if match and "<p>" not in match[1] else self.html


@lru_cache(maxsize=4096)
def markup(text: str) -> Markup:
    """Return a text's Markdown as inert HTML.

    Raises:
        LimitError: brackets or nesting beyond what a person writes.
    """
    _measure(text)
    # a character written by its number could be one that records may not hold
    written = _markdown().convert(text.replace("&#", "&amp;#"))
    clean = nh3.clean(
        written,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        attribute_filter=lambda tag, name, value: value if (tag, name) in _ATTRIBUTES else None,
        url_schemes=set(SCHEMES),
        url_relative="deny",
        link_rel="noopener noreferrer",
    )
    kept = {html.unescape(target) for target in _HREF.findall(clean)}
    targets = (html.unescape(target) for target in _HREF.findall(written))
    return Markup(clean.strip(), tuple(target for target in targets if target not in kept))


def _measure(text: str) -> None:
    if text.count("[") > _MOST_BRACKETS:
        msg = f"More than {_MOST_BRACKETS} square brackets stand in one text. Shorten it, or split it."
        raise LimitError(msg)
    deepest = max(
        (len(indent[0].split()) + len(indent[0]) // 4 for indent in _INDENT.finditer(text)), default=0
    )
    if deepest > _DEEPEST:
        msg = f"Lists are nested more than {_DEEPEST} levels deep. Flatten them."
        raise LimitError(msg)


def _markdown() -> Markdown:
    made = Markdown(extensions=["sane_lists"], output_format="html")
    # without these, tags in a record stay what they are: text
    made.preprocessors.deregister("html_block")
    made.inlinePatterns.deregister("html")
    # an image would have to be fetched; code is no part of a diplomatic record
    for name in ("image_link", "image_reference", "short_image_ref", "backtick"):
        made.inlinePatterns.deregister(name)
    for name in ("reference", "code", "hashheader", "setextheader", "hr"):
        made.parser.blockprocessors.deregister(name)
    return made
