"""WeasyPrint, as pages are given to it: already parsed, and without styles for what no page has.

Both save time and change no byte. WeasyPrint's own style sheet gives every element six styles for
markers and notes, 13,000 on a dossier of 16 pages, of which only list items ever use one.
"""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element

import cssselect2
import weasyprint
from weasyprint.html import UA, UA_COUNTER_STYLE

from briefings.render.gate import Gate
from briefings.render.inert import parsed

_OF_NOTES: Final = re.compile(r"^::(?:footnote|note)-[a-z]+ \{[^}]*\}$", re.MULTILINE)
_OF_MARKERS: Final = re.compile(r"^::marker \{", re.MULTILINE)
# with one of these words, somewhere in it, a page may have what the lean style sheet leaves out
_NEEDS_ALL: Final = re.compile(r"footnote|note\(|list-item", re.IGNORECASE)
_LEAN: Final = weasyprint.CSS(
    string=_OF_MARKERS.sub("li::marker {", _OF_NOTES.sub("", UA)), counter_style=UA_COUNTER_STYLE.copy()
)


class Document(weasyprint.HTML):  # type: ignore[misc]  # WeasyPrint has no types
    """A page to be laid out, which gets from ``gate`` alone what it asks for."""

    def __init__(self, html: str, gate: Gate, tree: Element | None = None) -> None:
        """Take a page, and what it was parsed to if it has been already; nothing is read."""
        self.base_url = "page:"
        self.url_fetcher = gate
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(
            parsed(html) if tree is None else tree, content_language=None
        )
        self.etree_element = self.wrapper_element.etree_element
        self._is_lean = _NEEDS_ALL.search(html) is None

    def _ua_stylesheets(self, forms: bool = False) -> list[weasyprint.CSS]:
        if self._is_lean and not forms:
            return [_LEAN]
        found: list[weasyprint.CSS] = super()._ua_stylesheets(forms)
        return found
