"""The data that travel inside a PDF, so that what a dossier shows can be read again without the program."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.dossier import data
from briefings.dossier.contents import Dossier
from briefings.dossier.showing import show
from briefings.languages.catalogues import Catalogue


@dataclass(frozen=True, slots=True)
class Attached:
    """Data inside a PDF: the name of their file, what they are, and their text."""

    name: str
    description: str
    content: str


def attached(dossier: Dossier, said: Catalogue) -> Attached:
    """Return what a dossier shows as ``US.json``, described in the language of a catalogue."""
    return Attached(
        f"{dossier.counterpart.code}{f'.{dossier.volume}' if dossier.volume else ''}.json",
        said.gettext("What this dossier shows, as data"),
        data.encode(show(dossier)).decode(),
    )
