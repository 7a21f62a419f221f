"""Their asks and ours: who asked, never who was asked."""

from __future__ import annotations

import pytest

from briefings.dossier.asks import asks
from briefings.dossier.points import Asks
from briefings.model.meetings import Act

from .house import meeting, met, statement


def sides(made: Asks) -> tuple[list[str], list[str]]:
    """Return the addresses of their asks and of ours."""
    return [one.address for one in made.theirs], [one.address for one in made.ours]


@pytest.mark.parametrize(
    ("by", "theirs", "ours"),
    [
        ("FR", True, False),
        ("VN", False, True),
        ("VN FR", True, True),
        ("both", True, True),
        ("all", True, True),
        ("NO", False, False),
        ("NO FR", True, False),
        ("chair", False, False),
        ("document", False, False),
    ],
)
def test_side_of_an_ask(by: str, *, theirs: bool, ours: bool) -> None:
    """An ask belongs to each side that made it; one of a third side alone belongs to neither."""
    encounters = met(
        meeting("2031-01-01", statement("s1", by, Act.REQUESTED, to=("FR",)), counterparts=("FR", "NO"))
    )
    address = ["2031-01-01.s1"]
    assert sides(asks("FR", encounters, home="VN")) == (address * theirs, address * ours)


@pytest.mark.parametrize("act", list(Act))
def test_acts_that_ask(act: Act) -> None:
    """Requests, proposals, calls and wishes are asks; agreements, support and the like are not."""
    asking = act in {Act.REQUESTED, Act.PROPOSED, Act.CALLED_FOR, Act.WISHED}
    made = asks("FR", met(meeting("2031-01-01", statement("s1", "FR", act))), home="VN")
    assert sides(made) == (["2031-01-01.s1"] * asking, [])


def test_latest_first() -> None:
    """Asks of the latest meeting come first."""
    earlier, later = (meeting(day, statement("s1", "VN", Act.WISHED)) for day in ("2031-01-01", "2032-01-01"))
    assert sides(asks("FR", met(earlier, later), home="VN")) == ([], ["2032-01-01.s1", "2031-01-01.s1"])
