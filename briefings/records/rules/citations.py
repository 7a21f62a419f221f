"""Every citation leads to a place that can be looked up: no claim without a source."""

from __future__ import annotations

from collections.abc import Iterator

from briefings.errors import Problem
from briefings.model.sources import Citation, Source
from briefings.records import inside
from briefings.records.collection import Kind
from briefings.records.holdings import Holdings


def paragraphs_exist(holdings: Holdings) -> Iterator[Problem]:
    """Yield a problem for each citation whose paragraph is missing, or not in its source."""
    for (kind, identifier), entry in holdings.entries.items():
        for path, citation in inside.find(Citation, entry.states):
            source = holdings.records.sources.get(citation.id)
            if source is None:
                continue
            wrong = _wrong(citation, source, of_statement=path[-1] == "source")
            if wrong is not None:
                what, tip = wrong
                yield holdings.error(kind, identifier, (*path, "paragraph"), what, tip)


def errata_stand_in_their_source(holdings: Holdings) -> Iterator[Problem]:
    """Yield a problem for each erratum in a paragraph that its source does not list."""
    for source in holdings.records.sources.values():
        for at, erratum in enumerate(source.errata):
            for index, number in enumerate(erratum.paragraphs):
                if source.paragraph(number) is None:
                    path = ("errata", at, "paragraphs", index)
                    what = f"This source has no paragraph {number}."
                    yield holdings.error(Kind.SOURCES, source.id, path, what, _numbers(source))


def _wrong(citation: Citation, source: Source, *, of_statement: bool) -> tuple[str, str] | None:
    number = citation.paragraph
    if number is not None:
        if source.paragraph(number) is not None:
            return None
        return f'"{source.id}" has no paragraph {number}.', _numbers(source)
    if source.paragraphs:
        return f'The paragraph of "{source.id}" is missing.', _numbers(source)
    if of_statement:
        what = f'A statement names its paragraph, and "{source.id}" lists none.'
        return what, f"List them in records/sources/{source.id}.yaml, and name the one."
    return None


def _numbers(source: Source) -> str:
    """Return what paragraphs a source has, as a tip."""
    numbers = sorted(one.number for one in source.paragraphs)
    if not numbers:
        return "It lists no paragraphs: leave the number out, or list them there."
    if numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"Its paragraphs are {numbers[0]} to {numbers[-1]}."
    return f"Its paragraphs are {', '.join(map(str, numbers))}."
