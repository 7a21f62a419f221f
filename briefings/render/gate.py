"""The asset gate: whatever the renderer asks for while it lays out a page comes through here.

A page carries everything it needs: the gate hands out a picture that stands in the page itself,
and nothing else. It remembers what was asked, since WeasyPrint swallows a fetcher's exceptions in
some places (SVG), so that only this list tells whether a page tried.
"""

from __future__ import annotations

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from briefings.errors import Problem
from briefings.render.pictures import PREFIXES, TIP, refusal


class Gate(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """A fetcher of the page's own pictures; ``refused`` holds everything else it was asked for, and why."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",))
        self.refused: dict[str, str | None] = {}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return a picture that stands in the page; refuse, and remember, anything else."""
        why = refusal(url) if url.startswith(PREFIXES) else None
        if url.startswith(PREFIXES) and why is None:
            body = super().fetch(url, headers).read()
            return URLFetcherResponse(url, body, {"Content-Type": url[len("data:") : url.index(";")]})
        self.refused[url] = why
        msg = f"refused: {url}"
        raise FatalURLFetchingError(msg)

    def problems(self, page: str) -> tuple[Problem, ...]:
        """Return what was refused while ``page`` was laid out, each thing once."""
        return tuple(
            Problem(why, None, page, TIP)
            if why is not None
            else Problem(
                f'"{asked}" was asked for while the page was laid out.',
                None,
                page,
                "Only the page's own parts may be used.",
            )
            for asked, why in self.refused.items()
        )
