"""A counterpart is known by its names alone."""

from __future__ import annotations

from collections.abc import Iterator

from briefings.errors import Problem
from briefings.languages.text import Language, Text, normalise_vietnamese
from briefings.model.counterparts import Counterpart
from briefings.records.collection import Kind
from briefings.records.documents import Path
from briefings.records.fields import quoted
from briefings.records.holdings import Holdings


def counterparts_share_no_name(holdings: Holdings) -> Iterator[Problem]:
    """Yield an error for each name by which two counterparts could be asked for.

    A code belongs to its counterpart, whoever else bears it as a name.
    """
    # a record of the own side is refused as such
    counterparts = [one for one in holdings.records.counterparts.values() if one.code != holdings.home]
    owners = {_folded(one.code): one.code for one in counterparts}
    for one in counterparts:
        said: set[str] = set()
        for path, name in _names(one):
            folded = _folded(name)
            owner = owners.setdefault(folded, one.code)
            if owner != one.code and folded not in said:
                said.add(folded)
                what = f"{owner} and {one.code} are both called {quoted(name)}."
                tip = "Take it from one of them, so that it is clear who is asked for."
                yield holdings.error(Kind.COUNTERPARTS, one.code, path, what, tip)


def _names(counterpart: Counterpart) -> Iterator[tuple[Path, str]]:
    for field in ("name", "in_sentence", "official"):
        text: Text | None = getattr(counterpart, field)
        for language in Language:
            written = None if text is None else text.in_(language)
            if written:
                yield (field, language.value), written
    for at, alias in enumerate(counterpart.aliases):
        yield ("aliases", at), alias


def _folded(name: str) -> str:
    return normalise_vietnamese(name).casefold()
