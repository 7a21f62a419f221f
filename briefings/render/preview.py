"""The preview's own page: what there is to look at, and two frames in which it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefings.languages.text import EditionLanguage
from briefings.render.catalogues import messages
from briefings.render.environment import environment, source, write


@dataclass(frozen=True, slots=True)
class Frame:
    """What the page offers and shows: counterparts by code and name, and the addresses of one of them."""

    counterparts: Sequence[tuple[str, str]]
    code: str
    language: EditionLanguage
    as_of: str
    html: str
    pdf: str
    exact: str
    events: str


def preview(frame: Frame) -> str:
    """Return the page, in the language that is looked at; a workspace has no part in it."""
    catalogue = messages(frame.language.languages[0], None)

    def said(message: str, **values: object) -> str:
        return catalogue.gettext(message) % values

    values = {"_": said, "frame": frame, "language": frame.language.languages[0]}
    return write(environment(None), "preview.html", {**values, "languages": list(EditionLanguage)})


def part(name: str) -> str:
    """Return the script or the style of the page."""
    return source(environment(None), name)
