"""Paragraphs of a source are found by their number."""

from __future__ import annotations

from briefings.languages.dates import Day
from briefings.model.markings import Marking
from briefings.model.sources import Paragraph, ParagraphKind, Source, SourceKind


def test_paragraph_by_its_number() -> None:
    """A paragraph is found by the number it bears, wherever it stands in the list."""
    second, fifth = Paragraph(2, (7,), ParagraphKind.CAPTION), Paragraph(5, (9, 11))
    source = Source("s", SourceKind.ARTICLE, Marking.PUBLIC, Day(2031), paragraphs=(fifth, second))
    assert [source.paragraph(number) for number in (2, 5)] == [second, fifth]
    assert [source.paragraph(number) for number in (0, 1, 3)] == [None, None, None]
