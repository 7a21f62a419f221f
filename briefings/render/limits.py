"""How much of the summary is shown, so that it always fits on one page: stated rules, no overflow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Limits:
    """How many live points, commitments and doubts are shown, and how many words of each text."""

    live: int
    due: int
    doubts: int
    words: int | None = None
    shortened: bool = True


# the summary inside a dossier shows everything that was picked
FULL: Final = Limits(live=99, due=99, doubts=99, shortened=False)
# the sheet tries these in turn until it fits: doubts go first, then commitments, then words, then points
STEPS: Final = (
    FULL,
    Limits(live=5, due=5, doubts=1),
    Limits(live=5, due=4, doubts=1, words=60),
    Limits(live=5, due=3, doubts=1, words=40),
    Limits(live=4, due=3, doubts=0, words=35),
    Limits(live=3, due=2, doubts=0, words=25),
    Limits(live=3, due=1, doubts=0, words=15),
)
