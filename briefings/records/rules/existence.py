"""Every record that another one refers to is there."""

from __future__ import annotations

from collections.abc import Iterator

from briefings.errors import Problem, did_you_mean
from briefings.records.collection import Kind
from briefings.records.fields import IDENTIFIER, quoted
from briefings.records.holdings import Entry, Holdings
from briefings.records.references import Reference

# who a record is about or was said to; the rule on sides looks at a statement's own
_OF_STATEMENTS = frozenset({"by", "to"})
_DOSSIERS = frozenset({"counterparts", "forum"})


def references_exist(holdings: Holdings) -> Iterator[Problem]:
    """Yield a problem for each reference to a record of which there is no file.

    A record whose file is broken counts as being there: its own problems say enough.
    """
    known = {kind: frozenset(holdings.known(kind)) for kind in Kind}
    sides = known[Kind.COUNTERPARTS] | {holdings.home}
    for entry in holdings.entries.values():
        for reference in entry.references:
            there = sides if reference.kind is Kind.COUNTERPARTS else known[reference.kind]
            if reference.id not in there and not _said_elsewhere(entry, reference, holdings):
                what, tip = _missing(reference, there)
                yield holdings.error(entry.kind, entry.id, reference.path, what, tip)


def home_has_no_dossier(holdings: Holdings) -> Iterator[Problem]:
    """Yield a problem where the own side is recorded as if it were a counterpart."""
    home = holdings.home
    if (Kind.COUNTERPARTS, home) in holdings.entries:
        what = f"{home} is the own side, which has no record."
        yield holdings.error(Kind.COUNTERPARTS, home, (), what, "Delete this file.")
    for entry in holdings.entries.values():
        for reference in entry.references:
            if reference.id == home and reference.field in _DOSSIERS:
                what = f"{home} is the own side: no dossier is made about it."
                yield holdings.error(entry.kind, entry.id, reference.path, what, "Leave it out.")


def _said_elsewhere(entry: Entry, reference: Reference, holdings: Holdings) -> bool:
    if reference.kind is Kind.TOPICS:
        return holdings.is_broken(Kind.TOPICS)
    return entry.kind is Kind.MEETINGS and reference.field in _OF_STATEMENTS


def _missing(reference: Reference, there: frozenset[str]) -> tuple[str, str]:
    near = did_you_mean(reference.id, sorted(there))
    if reference.kind is Kind.COUNTERPARTS:
        what = f"No counterpart has the code {quoted(reference.id)}."
        return what, near or f"The codes are: {', '.join(sorted(there))}."
    what = f"No {reference.kind.one} is called {quoted(reference.id)}."
    if reference.kind is Kind.TOPICS:
        return what, near or "Add it to records/topics.yaml."
    if near is None and not IDENTIFIER.fullmatch(reference.id):
        near = "Write the name of its file, without .yaml."
    return what, near or f"Write records/{reference.kind}/{reference.id}.yaml."
