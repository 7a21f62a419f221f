"""How many pages a page of HTML takes on paper."""

from __future__ import annotations

from briefings.render.engine import Document
from briefings.render.gate import Gate


def count(html: str) -> int:
    """Return the number of sheets that a page is laid out on."""
    return len(Document(html, Gate()).render().pages)
