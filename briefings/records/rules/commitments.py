"""A commitment was made somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from briefings.errors import Problem
from briefings.records.collection import Kind
from briefings.records.holdings import Holdings


def somebody_refers_to_them(holdings: Holdings) -> Iterator[Problem]:
    """Yield a warning for each commitment with no outcome that no statement makes or recalls."""
    made = {
        reference.id
        for entry in holdings.entries.values()
        for reference in entry.references
        if reference.kind is Kind.COMMITMENTS
    }
    for one in holdings.records.commitments.values():
        if one.id not in made and not one.outcomes:
            what = "No statement refers to this commitment, and it has no outcome."
            tip = f"Write commitment: {one.id} in the statement that makes it."
            yield holdings.warning(Kind.COMMITMENTS, one.id, (), what, tip)
