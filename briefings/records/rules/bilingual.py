"""Both languages say everything, and the same."""

from __future__ import annotations

from collections.abc import Iterator

from briefings.errors import Problem
from briefings.languages import parity
from briefings.languages.text import Language
from briefings.records.holdings import Holdings
from briefings.records.rules import texts

_NAMES = {Language.VI: "Vietnamese", Language.EN: "English"}


def both_languages_are_there(holdings: Holdings) -> Iterator[Problem]:
    """Yield a warning for each text that lacks one of the languages."""
    for place in texts.everywhere(holdings):
        for language in place.text.missing:
            what = f"{_NAMES[language]} is missing."
            tip = "The dossier shows it as missing."
            yield holdings.warning(place.kind, place.id, place.path, what, tip)


def both_languages_say_the_same(holdings: Holdings) -> Iterator[Problem]:
    """Yield an error for each text whose languages state different numbers or dates.

    A wrong number is a wrong dossier, so this is no warning.
    """
    for place in texts.everywhere(holdings):
        found = parity.differences(place.text)
        if found:
            what = f"The two languages differ: {'; '.join(map(str, found))}."
            yield holdings.error(place.kind, place.id, place.path, what, "Mend the one that is wrong.")
