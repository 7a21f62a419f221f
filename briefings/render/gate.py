"""The asset gate: whatever the renderer asks for while it lays out a page comes through here.

Pages carry everything they need, so that the right number of requests is none. The gate answers
nothing, and remembers what was asked: WeasyPrint swallows a fetcher's exceptions in some places
(SVG), so that only this list tells whether a page tried.
"""

from __future__ import annotations

from typing import NoReturn

from weasyprint.urls import FatalURLFetchingError, URLFetcher


class Gate(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """A fetcher that fetches nothing; ``refused`` lists what it was asked for."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=())
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> NoReturn:  # noqa: ARG002 - its contract
        """Refuse, and remember what was asked for."""
        self.refused.append(url)
        msg = f"refused: {url}"
        raise FatalURLFetchingError(msg)
