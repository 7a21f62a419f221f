"""Text as a reader sees it: the letters of a record's Markdown, without its marks and link targets."""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser
from typing import Final

from briefings.languages.text import Text
from briefings.markup import markup

_BLOCKS: Final = frozenset({"p", "li", "ul", "ol", "br"})
_SPACES: Final = re.compile(r"[ \t\r\f\v]+")
_LINES: Final = re.compile(r"\s*\n\s*")


def plain(text: Text) -> Text:
    """Return a text without its Markdown: what a page shows of it, paragraphs and items a line each."""
    return Text(_shown(text.vi), _shown(text.en))


@lru_cache(maxsize=4096)
def _shown(written: str | None) -> str | None:
    if not written:
        return None
    letters = _Letters()
    letters.feed(markup(written).html)
    letters.close()
    return _LINES.sub("\n", _SPACES.sub(" ", "".join(letters.found))).strip() or None


class _Letters(HTMLParser):
    """Collects what HTML shows; a block ends the line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as inherited
        self._end_line(tag)

    def handle_endtag(self, tag: str) -> None:
        self._end_line(tag)

    def _end_line(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.found.append("\n")
