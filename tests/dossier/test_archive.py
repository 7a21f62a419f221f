"""Archive volumes: what each holds, for whom, and that it stays as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import Any

import pytest

from briefings.dossier import Dossier, Held, archive, gather_volume, history
from briefings.errors import RecordError
from briefings.model.confirmation import Confirmation
from briefings.model.markings import Marking
from briefings.records import Records

from .house import HOME, LATE, TWO, dossier, five, gap, meeting, person, post, present, records, statement


def volume(of: Records, name: str, **more: object) -> Dossier:
    """Return an archive volume for those who may see everything."""
    given: dict[str, Any] = {"as_of": LATE, "clearance": Marking.RESTRICTED, **more}
    held = next(one for one in archive("FR", of, history=TWO, **given) if one.name == name)
    return gather_volume(of.counterparts["FR"], of, held, home=HOME, **given)


def test_a_volume_holds_its_whole_year() -> None:
    """Also what is still shown in full, so that a volume changes only with its year."""
    made = volume(five(), "2031")
    assert [one.meeting.id for one in made.encounters] == ["2031-09-20", "2031-05-12", "2031-03-01"]
    assert made.volume == "2031"
    assert [one.id for one in made.sources] == ["gazette"]
    assert (made.pledges, made.levels, made.profiles, made.timeline) == ((), (), (), ())


def test_what_others_have_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 10,000 meetings a counterpart has fifty; cutting off all of them each time takes long."""
    others = [meeting(f"2029-01-{day:02}", counterparts=("NO",)) for day in range(1, 29)]
    archives = import_module("briefings.dossier.archive")
    real, looked = archives.cut, []

    def cut(held: Records, **seen: Any) -> Records:  # noqa: ANN401
        looked.append(len(held.meetings))
        return real(held, **seen)

    monkeypatch.setattr(archives, "cut", cut)
    seen: dict[str, Any] = {"as_of": LATE, "clearance": Marking.PUBLIC, "history": TWO}
    assert archive("FR", five(*others), **seen) == archive("FR", five(), **seen) != ()
    assert looked == [5, 5]


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
            Held("2030", (), ()),
            home=HOME,
            as_of=LATE,
            clearance=Marking.PUBLIC,
        )


def test_a_title_that_is_not_confirmed() -> None:
    """Whoever looks up an old meeting is told so where the title stands, and of no title but those shown."""
    unsure = post("consul", "2029", confirmation=Confirmation.UNCONFIRMED)
    held = records(
        *five(meeting("2030-06-01", participants=present(jeanne="FR"))).meetings.values(),
        person("jeanne", "FR", unsure, post("minister", "2033", confirmation=Confirmation.PARTLY)),
        person("paul", "FR", post("envoy", "2029", confirmation=Confirmation.UNCONFIRMED)),
    )
    assert [one.what.en for one in volume(held, "2030").doubts.unconfirmed] == [unsure.title.en]
    assert volume(held, "2031").doubts.unconfirmed == ()


def uncovered(made: Dossier) -> list[str]:
    """Return the days of the contacts that a dossier or a volume tells of."""
    return [str(one.date) for one, _ in made.doubts.gaps]


@pytest.mark.parametrize(
    ("day", "place"),
    [
        pytest.param("2029-06-01", None, id="in a year without a volume, before the first meeting ever"),
        pytest.param("2030-01-01", "2030", id="before the first meeting of a year"),
        pytest.param("2030-12-01", "2030", id="between the meetings of a year"),
        pytest.param("2030-12-30", "2030", id="after the last meeting of a year"),
        pytest.param("2031-01-15", "2031", id="before the first meeting of another year"),
        pytest.param("2031-04", "2031", id="before the first meeting shown in full"),
        pytest.param("2031-05-12", None, id="on the day of the first meeting shown in full"),
        pytest.param("2031", None, id="perhaps among the meetings shown in full"),
        pytest.param("2032-02-01", None, id="after the last meeting"),
    ],
)
def test_each_gap_stands_once(day: str, place: str | None) -> None:
    """A contact stands in the volume of its time or in the dossier, and marks what it stands in alone."""
    held = five()
    held = replace(held, gaps={"gap": gap(day, marking=Marking.INTERNAL)})
    made = {None: dossier(held, history=TWO), **{name: volume(held, name) for name in ("2030", "2031")}}
    assert {name: uncovered(one) for name, one in made.items() if uncovered(one)} == {place: [day]}
    assert [name for name, one in made.items() if one.marking is Marking.INTERNAL] == [place]
    other = next(name for name in ("2030", "2031") if name != place)
    assert volume(held, other) == volume(five(), other)


def test_a_gap_of_a_year_between_the_volumes() -> None:
    """The dossier tells of it: no volume is of its year."""
    days = ("2027-05-01", "2030-11-03", "2031-05-12", "2031-09-20")
    held = records(*(meeting(day, statement()) for day in days), gap("2028-01-01"), gap("2027-01-01"))
    assert uncovered(dossier(held, history=TWO)) == ["2028-01-01"]
    assert [uncovered(volume(held, name)) for name in ("2027", "2030")] == [["2027-01-01"], []]


def test_gaps_of_a_year_of_several_volumes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies between two volumes goes with the meetings before it."""
    monkeypatch.setattr(history, "LARGEST", 2)
    days = ("2030-02-01", "2030-03-01", "2030-05-01", "2030-06-01", "2031-05-12", "2031-09-20")
    gaps = ("2030-01-01", "2030-02-15", "2030-04-01", "2030-05-01", "2030-07-01")
    held = records(*(meeting(day, statement()) for day in days), *map(gap, gaps))
    assert uncovered(dossier(held, history=TWO)) == []
    assert uncovered(volume(held, "2030-1")) == ["2030-04-01", "2030-02-15", "2030-01-01"]
    assert uncovered(volume(held, "2030-2")) == ["2030-07-01", "2030-05-01"]


def test_a_volume_does_not_depend_on_the_day() -> None:
    """It is the same whenever it is built, and when other years are added to."""
    made = volume(five(), "2030")
    assert volume(five(), "2030", as_of=date(2039, 1, 1)) == made
    assert volume(five(meeting("2031-10-01", statement())), "2030") == made
