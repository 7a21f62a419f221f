"""Sources get their numbers in the order in which a reader meets them."""

from __future__ import annotations

import pytest

from briefings.dossier.numbering import Numbering
from briefings.dossier.points import Reference
from briefings.errors import RecordError
from briefings.model.sources import Citation, Paragraph, ParagraphKind

from .house import dossier, framework, gap, meeting, places, records, source, statement


def numbering() -> Numbering:
    """Return a numbering of two sources; of one the first paragraph is a lead, the second a caption."""
    paragraphs = (
        Paragraph(1, (1,), ParagraphKind.LEAD),
        Paragraph(2, (2,), ParagraphKind.CAPTION),
        Paragraph(3, (3,)),
    )
    return Numbering({"a": source("a"), "b": source("b", paragraphs=paragraphs)})


def test_first_citation_decides_the_number() -> None:
    """A source keeps the number of its first citation, whatever order the records hold."""
    numbers = numbering()
    found = numbers.cite_all([Citation("b", 1), Citation("a", 1), Citation("b", 2)])
    assert [(one.number, one.source) for one in found] == [(1, "b"), (2, "a"), (1, "b")]


def test_reference_says_that_it_is_a_caption() -> None:
    """A caption is told from body text, and a citation without a paragraph is neither."""
    numbers = numbering()
    assert numbers.cite(Citation("b", 2)) == Reference(1, "b", 2, caption=True)
    assert numbers.cite(Citation("b", 1)) == Reference(1, "b", 1, caption=False)
    assert numbers.cite(Citation("b", 3)) == Reference(1, "b", 3, caption=False)
    assert numbers.cite(Citation("b")) == Reference(1, "b", None, caption=False)


def test_cited_sources_only() -> None:
    """A source that nothing cites has no number and is not listed."""
    numbers = numbering()
    numbers.cite(Citation("b"))
    assert [one.id for one in numbers.cited] == ["b"]


def test_unknown_source() -> None:
    """A citation that leads nowhere is an error, never a hole in the list."""
    with pytest.raises(RecordError) as raised:
        numbering().cite(Citation("c", 1))
    assert str(raised.value) == 'No record defines the source "c".'


def test_dossier_numbers_in_reading_order() -> None:
    """The latest meeting's sources come first, then older ones, frameworks and gaps."""
    held = records(
        *(source(name) for name in "abcdz"),
        meeting("2031-01-01", statement(source=Citation("b", 1)), sources=(Citation("c", 1),)),
        meeting(
            "2032-01-01",
            statement(source=Citation("z", 1), also=(Citation("d", 2),)),
            sources=(Citation("z", 3),),
        ),
        framework("fr", "2013", evidence=(Citation("a", 1), Citation("z", 9))),
        gap("2030-01-01"),
    )
    made = dossier(held)
    assert [one.id for one in made.sources] == ["z", "d", "c", "b", "a", "gazette"]
    assert places(made.encounters[0].points[0].references) == [(1, "z", 1), (2, "d", 2)]
    assert places(made.levels[0].references) == [(5, "a", 1), (1, "z", 9)]


def test_every_reference_leads_to_the_source_of_its_number() -> None:
    """The n-th source listed is the one that references with the number n mean."""
    held = records(source("a"), meeting("2031-01-01", statement(source=Citation("a", 1))), gap("2030-01-01"))
    made = dossier(held)
    references = [
        *made.encounters[0].references,
        *made.encounters[0].points[0].references,
        *made.doubts.gaps[0][1],
    ]
    assert len(references) == 3
    assert all(made.sources[one.number - 1].id == one.source for one in references)


def test_statement_without_a_source_record() -> None:
    """A dossier is not gathered where a statement's source does not exist."""
    held = records(meeting("2031-01-01", statement(source=Citation("nowhere", 1))))
    with pytest.raises(RecordError, match=r'^No record defines the source "nowhere"\.$'):
        dossier(held)
