"""Archive volumes: what each holds, for whom, and that it stays as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefings.dossier import Dossier, gather_volume
from briefings.errors import RecordError
from briefings.model.markings import Marking
from briefings.records import Records

from .house import HOME, LATE, TWO, dossier, five, gap, meeting, statement


def volume(of: Records, name: str, **more: object) -> Dossier:
    """Return an archive volume for those who may see everything."""
    given = {"home": HOME, "as_of": LATE, "clearance": Marking.RESTRICTED, "history": TWO}
    return gather_volume(of.counterparts["FR"], of, name, **{**given, **more})  # type: ignore[arg-type]


def test_a_volume_holds_its_whole_year() -> None:
    """Also what is still shown in full, so that a volume changes only with its year."""
    made = volume(five(), "2031")
    assert [one.meeting.id for one in made.encounters] == ["2031-09-20", "2031-05-12", "2031-03-01"]
    assert made.volume == "2031"
    assert [one.id for one in made.sources] == ["gazette"]
    assert (made.pledges, made.levels, made.profiles, made.timeline) == ((), (), (), ())


def test_no_such_volume() -> None:
    """A year that has no volume is refused."""
    with pytest.raises(RecordError, match=r"^The dossier on FR has no archive volume 2029\.$"):
        volume(five(), "2029")


def test_a_volume_is_not_for_everybody() -> None:
    """Meetings above the clearance are in no volume, and a counterpart above it has none."""
    secret = meeting("2030-06-01", statement(), marking=Marking.RESTRICTED)
    made = volume(five(secret), "2030", clearance=Marking.PUBLIC)
    assert "2030-06-01" not in [one.meeting.id for one in made.encounters]
    assert made.marking is Marking.PUBLIC
    assert volume(five(secret), "2030").marking is Marking.RESTRICTED
    france = replace(five().counterparts["FR"], marking=Marking.INTERNAL)
    with pytest.raises(RecordError, match=r"^This audience may not see a dossier on FR\.$"):
        gather_volume(
            france,
            five(),
            "2030",
            home=HOME,
            as_of=LATE,
            clearance=Marking.PUBLIC,
            history=TWO,
        )


def test_gaps_go_with_the_meetings_around_them() -> None:
    """A contact before the meetings shown in full stands in the volume of its time."""
    made = five()
    made = replace(made, gaps={one.id: one for one in (gap("2030-12-01"), gap("2031-06-01"))})
    assert [one.id for one, _ in dossier(made, history=TWO).doubts.gaps] == ["gap-2031-06-01"]
    assert [one.id for one, _ in volume(made, "2030").doubts.gaps] == ["gap-2030-12-01"]


def test_a_volume_does_not_depend_on_the_day() -> None:
    """It is the same whenever it is built, and when other years are added to."""
    made = volume(five(), "2030")
    assert volume(five(), "2030", as_of=date(2039, 1, 1)) == made
    assert volume(five(meeting("2031-10-01", statement())), "2030") == made
