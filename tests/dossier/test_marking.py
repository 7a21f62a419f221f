"""The marking of a dossier: as high as what it shows, and no higher."""

from __future__ import annotations

import pytest

from briefings.languages.dates import Day
from briefings.model.conferences import Conference
from briefings.model.markings import Marking
from briefings.model.meetings import Place

from .house import (
    DAYS,
    TWO,
    commitment,
    counterpart,
    dossier,
    five,
    framework,
    gap,
    meeting,
    outcome,
    person,
    plan,
    post,
    present,
    records,
    source,
    statement,
    text,
)


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param((counterpart("FR", marking=Marking.INTERNAL),), id="the counterpart"),
        pytest.param((source("gazette", marking=Marking.INTERNAL), meeting("2031-01-01")), id="a source"),
        pytest.param((meeting("2031-01-01", marking=Marking.INTERNAL),), id="a meeting"),
        pytest.param((meeting("2031-01-01", statement(marking=Marking.INTERNAL)),), id="a statement"),
        pytest.param(
            (
                Conference("itc", text("Conference"), text("ITC"), Day(2031), Marking.INTERNAL),
                meeting("2031-01-01", conference="itc"),
            ),
            id="a conference",
        ),
        pytest.param(
            (
                Conference("itc", text("Conference"), text("ITC"), Day(2040), Marking.INTERNAL),
                plan("2040-01-01", conference="itc"),
            ),
            id="a conference to come",
        ),
        pytest.param((gap("2031-01-01", marking=Marking.INTERNAL),), id="a gap"),
        pytest.param((framework("first", "2013", marking=Marking.INTERNAL),), id="a framework"),
        pytest.param(
            (commitment("c", None, outcome("2031-01-01"), marking=Marking.INTERNAL),), id="a commitment"
        ),
        pytest.param((person("p", "FR", post("a", "2020"), marking=Marking.INTERNAL),), id="a person"),
        pytest.param(
            (
                meeting("2031-01-01", participants=present(own="VN")),
                person("own", "VN", marking=Marking.INTERNAL),
            ),
            id="one of ours at a meeting",
        ),
        pytest.param(
            (counterpart("NO", marking=Marking.INTERNAL), meeting("2031-01-01", place=Place("NO"))),
            id="a name taken from another counterpart's record",
        ),
    ],
)
def test_marking_is_that_of_what_is_shown(marked: tuple[object, ...]) -> None:
    """One internal thing that is shown makes the whole dossier internal."""
    assert dossier(records(*marked)).marking is Marking.INTERNAL


def test_marking_does_not_tell_of_what_is_not_shown() -> None:
    """What an audience may not see, or what the dossier does not need, does not raise its marking."""
    held = records(
        meeting("2031-01-01", statement("s1"), statement("s2", marking=Marking.RESTRICTED)),
        meeting("2032-01-01", marking=Marking.RESTRICTED),
        source("unused", marking=Marking.INTERNAL),
        gap("2033-01-01", counterparts=("NO",), marking=Marking.INTERNAL),
    )
    assert dossier(held, clearance=Marking.INTERNAL).marking is Marking.PUBLIC


def test_a_line_about_a_marked_meeting_marks_the_dossier() -> None:
    """A dossier that names an internal meeting is internal, although it shows none in full."""
    made = dossier(five(meeting("2030-06-01", marking=Marking.INTERNAL)), history=TWO)
    assert made.marking is Marking.INTERNAL


def test_a_trail_into_the_archive_marks_the_dossier() -> None:
    """A commitment that is told however old brings the marking of the point that made it."""
    made = meeting("2030-06-01", statement("s1", commitment="c", marking=Marking.INTERNAL))
    latest = (meeting(day, statement()) for day in DAYS[2:])
    assert dossier(records(made, *latest, commitment("c")), history=TWO).marking is Marking.INTERNAL
