"""Gathering a dossier: for one counterpart, one day, one audience."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date

import pytest

from briefings.errors import BriefingsError
from briefings.model.counterparts import CounterpartKind
from briefings.model.markings import Marking

from .house import (
    commitment,
    counterpart,
    dossier,
    framework,
    gap,
    meeting,
    records,
    source,
    statement,
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
