"""The weight of acts: what binds or asks comes before what is merely said."""

from __future__ import annotations

from typing import Final

from briefings.model.meetings import Act

# The order of the members of Act is the order of weight, from agreeing to courtesies.
_WEIGHT: Final = {act: place for place, act in enumerate(Act)}
BINDING: Final = frozenset({Act.AGREED, Act.ADOPTED, Act.COMMITTED})
ASKING: Final = frozenset({Act.PROPOSED, Act.REQUESTED, Act.CALLED_FOR, Act.WISHED})


def weight(act: Act) -> int:
    """Return where an act stands among all acts; 0 weighs most."""
    return _WEIGHT[act]
