"""How many pages a page of HTML takes on paper."""

from __future__ import annotations

import weasyprint

from briefings.render.gate import Gate


def count(html: str) -> int:
    """Return the number of sheets that a page is laid out on."""
    return len(weasyprint.HTML(string=html, base_url="page:", url_fetcher=Gate()).render().pages)
