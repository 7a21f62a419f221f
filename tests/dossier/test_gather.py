"""Gathering a dossier: for one counterpart, one day, one audience."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date

import pytest

from briefings.dossier.contents import Side
from briefings.errors import BriefingsError
from briefings.languages.dates import Day
from briefings.languages.text import Name
from briefings.model.conferences import Conference
from briefings.model.counterparts import CounterpartKind
from briefings.model.glossary import Glossary
from briefings.model.markings import Marking
from briefings.model.meetings import Participant, Place

from .house import (
    commitment,
    counterpart,
    dossier,
    framework,
    gap,
    meeting,
    outcome,
    person,
    post,
    present,
    records,
    source,
    statement,
    text,
)


def test_forums_own_dossier() -> None:
    """A forum has a dossier like any other counterpart, with what was said there by anybody."""
    held = records(
        counterpart("ARF", CounterpartKind.FORUM),
        meeting(
            "2031-01-01", statement("s1", "NO"), statement("s2", "chair"), counterparts=("ARF",), forum="ARF"
        ),
        meeting("2032-01-01", statement()),
    )
    made = dossier(held, "ARF")
    assert [point.address for one in made.encounters for point in one.points] == [
        "2031-01-01.s1",
        "2031-01-01.s2",
    ]
    assert made.doubts.missing == ()


def test_names_of_sides() -> None:
    """Every side, country and addressee that the dossier names has a name, collectives have none."""
    held = records(
        counterpart("FR", in_sentence=Name("nước Pháp", "the French Republic")),
        counterpart("NO"),
        framework("asean", "2013", parties=("FR", "SE")),
        commitment("railway", by=("DK",)),
        meeting(
            "2031-01-01",
            statement("s1", "both", to=("all",), commitment="railway"),
            statement("s2", "FI", to=("partners",)),
            statement("s3", "document", to=("IS",)),
            counterparts=("FR", "NO"),
            participants=(Participant("zoe", "PE"),),
            place=Place("CH"),
        ),
        person("zoe", "PE"),
    )
    made = dossier(held)
    assert sorted(made.sides) == ["CH", "DK", "FI", "FR", "IS", "NO", "PE", "SE", "VN"]
    assert made.sides["FR"] == Side(Name("FR (vi)", "FR (en)"), Name("nước Pháp", "the French Republic"))
    assert made.sides["NO"] == Side(Name("NO (vi)", "NO (en)"), Name("NO (vi)", "NO (en)"))
    assert made.sides["CH"].name == Name("Thụy Sĩ", "Switzerland")


def test_glossary_names_come_before_those_of_cldr() -> None:
    """A territory that the house names itself has that name."""
    house = Glossary(territories=(("VN", Name("Việt Nam", "Viet Nam")),))
    assert dossier(replace(records(), glossary=house)).sides["VN"].name == Name("Việt Nam", "Viet Nam")


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


def test_counterpart_above_the_clearance() -> None:
    """There is no dossier of a counterpart for those who may not know of it."""
    held = records(counterpart("FR", marking=Marking.RESTRICTED))
    with pytest.raises(BriefingsError):
        dossier(held, clearance=Marking.INTERNAL)


def test_commitment_made_in_what_an_audience_may_not_see() -> None:
    """A public commitment that only a restricted statement speaks of is not there for the public."""
    held = records(
        commitment("railway"),
        meeting("2031-01-01", statement(commitment="railway", marking=Marking.RESTRICTED)),
    )
    assert dossier(held, clearance=Marking.INTERNAL).pledges == ()
    assert len(dossier(held).pledges) == 1


def test_dossier_travels_between_processes() -> None:
    """A dossier can be pickled and comes back equal."""
    held = records(meeting("2031-01-01", statement()), framework("first", "2013"))
    made = dossier(held)
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301  our own bytes


def test_same_records_same_dossier() -> None:
    """The order in which records were read changes nothing."""
    things = [
        source("a"),
        meeting("2031-01-01", statement(), id="m1"),
        meeting("2031-01-01", statement(), id="m2"),
        framework("f1", "2013"),
        framework("f2", "2013", parties=("FR", "NO")),
        gap("2031-01-01"),
    ]
    held = records(*things)
    turned = replace(
        held,
        **{
            kind: dict(reversed(getattr(held, kind).items()))
            for kind in ("meetings", "sources", "frameworks", "gaps", "counterparts")
        },
    )
    assert dossier(turned) == dossier(held)


def test_what_the_dossier_is_about() -> None:
    """The counterpart and the own side are those that were asked for."""
    made = dossier(records(), on=date(2031, 1, 1))
    assert (made.counterpart.code, made.home) == ("FR", "VN")
