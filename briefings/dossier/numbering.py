"""The numbering of sources: each gets its number when it is first cited, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefings.dossier.points import Reference
from briefings.errors import RecordError
from briefings.model.sources import Citation, ParagraphKind, Source


class Numbering:
    """Gives sources their numbers while a dossier is put together."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._numbers: dict[str, int] = {}

    def cite(self, citation: Citation) -> Reference:
        """Return the citation with the number of its source, a new one at the first citation.

        Raises:
            RecordError: no record defines the source.
        """
        source = self._sources.get(citation.id)
        if source is None:
            msg = f'No record defines the source "{citation.id}".'
            raise RecordError(msg)
        number = self._numbers.setdefault(citation.id, len(self._numbers) + 1)
        paragraph = None if citation.paragraph is None else source.paragraph(citation.paragraph)
        caption = paragraph is not None and paragraph.kind is ParagraphKind.CAPTION
        return Reference(number, citation.id, citation.paragraph, caption)

    def cite_all(self, citations: Iterable[Citation]) -> tuple[Reference, ...]:
        """Return several citations with their numbers."""
        return tuple(self.cite(citation) for citation in citations)

    @property
    def cited(self) -> tuple[Source, ...]:
        """Return the sources cited so far, in the order of their numbers."""
        return tuple(self._sources[key] for key in self._numbers)
