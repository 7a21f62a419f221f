"""The weight of acts."""

from __future__ import annotations

from briefings.dossier.weight import ASKING, BINDING, weight
from briefings.model.meetings import Act


def test_what_binds_weighs_more_than_what_asks_and_that_more_than_the_rest() -> None:
    """Binding acts come first, asking ones next, and everything merely said after them."""
    ordered = sorted(Act, key=weight)
    assert set(ordered[:3]) == BINDING == {Act.AGREED, Act.ADOPTED, Act.COMMITTED}
    assert set(ordered[3:7]) == ASKING == {Act.PROPOSED, Act.REQUESTED, Act.CALLED_FOR, Act.WISHED}


def test_courtesies_weigh_least() -> None:
    """Thanks, congratulations, greetings and pleasure come last."""
    assert set(sorted(Act, key=weight)[-4:]) == {
        Act.THANKED, Act.CONGRATULATED, Act.CONVEYED_GREETINGS, Act.EXPRESSED_PLEASURE,
    }  # fmt: skip
