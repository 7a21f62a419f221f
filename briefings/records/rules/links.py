"""Links in the records' texts lead where links may lead, and their Markdown stays within limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from briefings.errors import LimitError, Problem
from briefings.languages.text import Language
from briefings.records.fields import quoted
from briefings.records.holdings import Holdings
from briefings.records.rules import texts

# What can become a link or nest: brackets, and lists or quotations, which only whole lines are.
# Nearly every text has neither, and the libraries behind ``markup`` take 80 ms to import.
_MAY_BE_MARKUP: Final = re.compile(r"[\[<]|^(?:[ \t]*[-*+>]|[ \t]*\d+[.)])", re.MULTILINE)


def links_lead_to_allowed_places(holdings: Holdings) -> Iterator[Problem]:
    """Yield a warning for each link that is taken out, and an error for a text beyond the limits."""
    for place in texts.everywhere(holdings):
        for language in Language:
            written = place.text.in_(language)
            if written is not None and _MAY_BE_MARKUP.search(written):
                yield from _wrong(holdings, place, language, written)


def _wrong(holdings: Holdings, place: texts.Place, language: Language, written: str) -> Iterator[Problem]:
    from briefings.markup import markup  # noqa: PLC0415  only when there is something to look at

    path = (*place.path, language.value)
    try:
        refused = markup(written).refused
    except LimitError as error:
        for one in error.problems:
            yield holdings.error(place.kind, place.id, path, one.what, one.tip)
        return
    for target in refused:
        what = f"A link to {quoted(target)} was taken out."
        tip = "Links may lead to https: and mailto: only."
        yield holdings.warning(place.kind, place.id, path, what, tip)
