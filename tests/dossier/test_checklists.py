"""The sheets for meetings to come: as written, until the day has passed."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.model.markings import Marking
from briefings.model.plans import PointToMake, Raise

from .house import commitment, dossier, meeting, person, plan, post, present, records, statement, text

MET = meeting("2031-05-12", statement("s1", commitment="railway"), participants=present(jeanne="FR"))
JEANNE = person("jeanne", "FR", post("fr-minister", "2030-01-01"))


@pytest.mark.parametrize(
    ("on", "sheets"), [("2031-11-27", 0), ("2031-11-28", 1), ("2031-12-15", 1), ("2031-12-16", 0)]
)
def test_from_its_writing_to_its_day(on: str, sheets: int) -> None:
    """A sheet is there from the day on which it was written until its meeting's day has passed."""
    assert len(dossier(records(plan()), on=on).checklists) == sheets


@pytest.mark.parametrize("on", ["2031-11-28", "2031-12-15", "2031-12-16"])
def test_edition_moves_with_a_sheet(on: str) -> None:
    """The edition bears the day on which a sheet came, and the day after its meeting when it went."""
    expected = {"2031-12-16": date(2031, 12, 16)}.get(on, date(2031, 11, 28))
    assert dossier(records(plan(), MET, JEANNE, commitment("railway")), on=on).edition == expected


def test_next_one_first() -> None:
    """Sheets stand in the order of their meetings."""
    made = dossier(records(plan("2031-12-20"), plan("2031-12-15")), on="2031-12-01")
    assert [str(one.plan.date) for one in made.checklists] == ["2031-12-15", "2031-12-20"]


def test_what_it_builds_on() -> None:
    """A line is linked to the points and the commitment of this dossier, and keeps its answer."""
    made = dossier(
        records(
            plan(
                points_to_make=(PointToMake(text("Recall"), ("2031-05-12.s1", "2031-09-09.s1"), "railway"),),
                they_may_raise=(Raise(text("Fares"), text("Later")),),
            ),
            MET,
            JEANNE,
            commitment("railway"),
        ),
        on="2031-12-01",
    )
    (sheet,) = made.checklists
    (make,), (expect,) = sheet.to_make, sheet.to_expect
    assert [point.address for point in make.points] == ["2031-05-12.s1"]
    assert make.commitment is not None
    assert make.commitment.id == "railway"
    assert (expect.text, expect.reply, expect.points, expect.commitment) == (
        text("Fares"),
        text("Later"),
        (),
        None,
    )


def test_titles_are_those_of_the_day_of_the_dossier() -> None:
    """Who is to take part is shown in the posts held when the dossier is made."""
    made = dossier(records(plan(participants=present(jeanne="FR")), JEANNE), on="2031-12-01")
    (attendance,) = made.checklists[0].attendances
    assert [one.office for one in attendance.posts] == ["fr-minister"]


def test_clearance() -> None:
    """A sheet above the clearance is not there, moves no edition, and marks no dossier."""
    held = records(plan(marking=Marking.INTERNAL), MET, JEANNE, commitment("railway"))
    made = dossier(held, on="2031-12-01", clearance=Marking.PUBLIC)
    assert made.checklists == ()
    assert made.marking is Marking.PUBLIC
    assert made.edition == date(2031, 5, 12)
    assert dossier(held, on="2031-12-01").marking is Marking.INTERNAL
