"""The drawn ledger: what a commitment is called beside its bar."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefings.dossier.relations import Pledge
from briefings.languages.text import Text
from briefings.render.dues import drawing

from .editions import WORKSPACES, dossier

FRANCE = WORKSPACES / "bilateral" / "records"


def named(pledge: Pledge, title: str) -> Pledge:
    """Return a commitment under another name."""
    return replace(pledge, commitment=replace(pledge.commitment, title=Text(title, title)))


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Joint study", ("Joint study",)),
        (
            "Continue the dialogue on the peaceful use of outer space and the sea",
            ("Continue the dialogue on the peaceful use of outer space", "and the sea"),
        ),
        (
            "word " * 40,
            (
                "word word word word word word word word word word word",
                "word word word word word word word word word word word…",
            ),
        ),
    ],
)
def test_a_long_name_takes_two_lines(title: str, lines: tuple[str, ...]) -> None:
    """A name that one line cannot hold is broken between words; only a third line is left out."""
    made = dossier(FRANCE)
    pledge = named(made.pledges[0], title)
    drawn = drawing(replace(made, pledges=(pledge, pledge)), lambda text: text.en or "")
    assert drawn is not None
    assert [bar.label for bar in drawn.bars] == [lines, lines]


def test_one_commitment_is_not_drawn() -> None:
    """There is nothing to see where there is only one."""
    made = dossier(FRANCE)
    assert drawing(replace(made, pledges=made.pledges[:1]), lambda text: text.en or "") is None
