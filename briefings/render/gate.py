"""The asset gate: whatever the renderer asks for while it lays out a page comes through here.

A page carries everything it needs: the gate hands out a picture that stands in the page itself,
and nothing else. It remembers what was asked, since WeasyPrint swallows a fetcher's exceptions in
some places (SVG), so that only this list tells whether a page tried.
"""

from __future__ import annotations

import io
import warnings
from typing import Final

from PIL import Image
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

PICTURES: Final = ("data:image/png;base64,", "data:image/jpeg;base64,")
LARGEST_BYTES: Final = 4_000_000
LARGEST_PIXELS: Final = 16_000_000


class Gate(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """A fetcher of the page's own pictures; ``refused`` lists everything else it was asked for."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",))
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return a picture that stands in the page; refuse, and remember, anything else."""
        if url.startswith(PICTURES):
            body = super().fetch(url, headers).read()
            if fault(body) is None:
                return URLFetcherResponse(url, body, {"Content-Type": url[len("data:") : url.index(";")]})
        self.refused.append(url)
        msg = f"refused: {url}"
        raise FatalURLFetchingError(msg)


def fault(picture: bytes) -> str | None:
    """Return why a picture cannot be used, judging by its head alone: it is not decoded here.

    A few bytes can declare a picture that takes gigabytes to lay out.
    """
    if len(picture) > LARGEST_BYTES:
        return f"it has {len(picture)} bytes; at most {LARGEST_BYTES} are taken"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(picture)) as opened:
                width, height = opened.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return "it is no picture that can be read"
    if width * height > LARGEST_PIXELS:
        return f"it declares {width} × {height} pixels; at most {LARGEST_PIXELS} are taken"
    return None
