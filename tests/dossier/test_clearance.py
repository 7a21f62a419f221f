"""Whatever is marked how: nothing above the clearance is reachable in a dossier, in any form."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.dossier import Dossier, gather
from briefings.languages.dates import Day
from briefings.languages.text import Name
from briefings.model.conferences import Conference
from briefings.model.counterparts import CounterpartKind
from briefings.model.markings import Marking
from briefings.model.meetings import Meeting
from briefings.model.sources import Citation
from briefings.records import Kind, Records, references
from briefings.records.collection import FOLDERS, Record
from briefings.records.holdings import Content, Entry, Holdings
from briefings.records.rules.markings import references_are_not_marked_higher, statements_are_marked_no_lower

from .house import (
    HOME,
    commitment,
    counterpart,
    erratum,
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


def _workspace() -> Records:
    """Return records in which every identifier and every text names itself."""
    cited = {name: (Citation(f"zq-source-{name}", 1),) for name in "abcdefg"}
    return records(
        replace(counterpart("FR"), name=Name("zq-counterpart-FR", "zq-counterpart-FR")),
        replace(counterpart("NO"), name=Name("zq-counterpart-NO", "zq-counterpart-NO")),
        replace(
            counterpart("ASEAN", CounterpartKind.ORGANISATION),
            name=Name("zq-counterpart-ASEAN", "zq-counterpart-ASEAN"),
        ),
        *(source(f"zq-source-{name}") for name in "bcdefg"),
        source("zq-source-a", errata=(erratum("x", "FR", "NO", evidence=cited["g"]),)),
        person("zq-person-own", "VN", post("own", "2020-01-01", evidence=cited["b"])),
        person("zq-person-fr", "FR", post("fr", "2020-01-01", "2032-01-01", evidence=cited["c"])),
        person("zq-person-fr-unmet", "FR", post("fr2", "2020-01-01")),
        person("zq-person-no", "NO", post("no", "2020-01-01", counterpart="NO")),
        Conference("zq-conference", text("zq-conference"), text("C"), Day(2031), Marking.PUBLIC),
        commitment("zq-commitment-a", "2031-06-01"),
        commitment(
            "zq-commitment-b", None, outcome("2031-03-01", evidence=cited["d"]), counterparts=("FR", "NO")
        ),
        framework("zq-framework-fr", "2013", evidence=cited["e"]),
        framework("zq-framework-asean", "2014", parties=("ASEAN", "FR")),
        gap("2030-01-01", id="zq-gap", evidence=cited["f"]),
        meeting(
            "2031-01-01",
            statement("s1", text=text("zq-statement-1"), source=cited["a"][0], commitment="zq-commitment-a"),
            statement("s2", text=text("zq-statement-2"), source=cited["b"][0], speaker="zq-person-fr"),
            id="zq-meeting-fr",
            title=text("zq-meeting-fr"),
            participants=present(zq_person_own="VN", zq_person_fr="FR"),
            sources=cited["a"],
            conference="zq-conference",
        ),
        meeting(
            "2031-02-01",
            statement("s3", "ASEAN", text=text("zq-statement-3"), source=cited["c"][0]),
            statement(
                "s4", "NO", text=text("zq-statement-4"), source=cited["d"][0], commitment="zq-commitment-b"
            ),
            id="zq-meeting-forum",
            title=text("zq-meeting-forum"),
            counterparts=("ASEAN", "FR", "NO"),
            forum="ASEAN",
            participants=present(zq_person_no="NO"),
            sources=cited["c"],
        ),
    )


def _plain(value: Any) -> Any:  # noqa: ANN401  whatever a record holds
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items() if one is not None}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, Enum | int) else value


WORKSPACE = _workspace()
RECORDS: dict[tuple[Kind, str], Record] = {
    (kind, name): one for kind in FOLDERS for name, one in WORKSPACE.of(kind).items()
}
NOTHING = Content(Path(), None, b"")
REFERS = {key: tuple(references.find(_plain(asdict(one)))) for key, one in RECORDS.items()}
STATEMENTS = [
    (key, at) for key, one in RECORDS.items() if isinstance(one, Meeting) for at in range(len(one.statements))
]
MARKINGS = st.sampled_from(Marking)


@st.composite
def marked(draw: st.DrawFn) -> Records:
    """Draw markings for all records and statements, raised until the rules of the house hold."""
    level = {key: draw(MARKINGS) for key in RECORDS}
    points: dict[tuple[tuple[Kind, str], int], Marking | None] = {
        place: draw(st.none() | MARKINGS) for place in STATEMENTS
    }
    while True:
        before = dict(level), dict(points)
        for key, found in REFERS.items():
            for one in found:
                target = level.get((one.kind, one.id), Marking.PUBLIC)
                place = (key, one.path[1]) if one.path[0] == "statements" else None
                own = points.get(place)
                if own is not None:
                    points[place] = max(own, target, level[key])
                else:
                    level[key] = max(level[key], target)
        if before == (level, points):
            return _with(level, points)


def _with(
    level: Mapping[tuple[Kind, str], Marking],
    points: Mapping[tuple[tuple[Kind, str], int], Marking | None],
) -> Records:
    made: dict[str, dict[str, Any]] = {kind.value: {} for kind in FOLDERS}
    for key, one in RECORDS.items():
        new: Any = replace(one, marking=level[key])
        if isinstance(new, Meeting):
            said = tuple(replace(it, marking=points[key, at]) for at, it in enumerate(new.statements))
            new = replace(new, statements=said)
        made[key[0].value][key[1]] = new
    return replace(WORKSPACE, **made)


def _secrets(held: Records) -> Iterator[tuple[str, Marking]]:
    """Yield what gives each record and each statement away, and how it is marked."""
    for kind in FOLDERS:
        for name, one in held.of(kind).items():
            yield (f"zq-counterpart-{name}" if kind is Kind.COUNTERPARTS else name), one.marking
    for one in held.meetings.values():
        for said in one.statements:
            yield str(said.text.en), said.marking if said.marking is not None else one.marking


def _dossiers(held: Records, clearance: Marking) -> Iterator[Dossier]:
    for one in held.counterparts.values():
        if one.marking <= clearance:
            for day in (date(2031, 1, 15), date(2039, 1, 1)):
                yield gather(one, held, home=HOME, as_of=day, clearance=clearance)


@given(marked())
@settings(max_examples=150, deadline=None)
def test_drawn_markings_satisfy_the_rules(held: Records) -> None:
    """The markings that the other tests here draw are such as a workspace may have."""
    entries = {
        (kind, name): Entry(kind, name, f"{name}.yaml", NOTHING, one, (), REFERS[kind, name], parsed=True)
        for kind in FOLDERS
        for name, one in held.of(kind).items()
    }
    holdings = Holdings(HOME, entries, held)
    problems = [*references_are_not_marked_higher(holdings), *statements_are_marked_no_lower(holdings)]
    assert problems == []


@given(marked(), MARKINGS)
@settings(max_examples=150, deadline=None)
def test_nothing_above_the_clearance_is_reachable(held: Records, clearance: Marking) -> None:
    """Neither what a dossier prints nor what travels to other processes names what is marked higher."""
    hidden = [name for name, marking in _secrets(held) if marking > clearance]
    for made in _dossiers(held, clearance):
        printed, packed = repr(made), pickle.dumps(made)
        assert [
            name
            for name in hidden
            if f"{name}'" in printed or (name.encode() in packed and _whole(name, packed))
        ] == []


def _whole(name: str, packed: bytes) -> bool:
    """Return whether the bytes hold this very name, not only a longer one that begins with it."""
    return bytes([len(name)]) + name.encode() in packed


@given(marked(), MARKINGS)
@settings(max_examples=150, deadline=None)
def test_marking_is_the_highest_of_what_is_shown(held: Records, clearance: Marking) -> None:
    """A dossier is marked as high as the highest thing in it, never lower and never higher."""
    for made in _dossiers(held, clearance):
        printed = repr(made)
        assert made.marking == max(marking for name, marking in _secrets(held) if f"{name}'" in printed)


def test_everything_is_reachable_for_those_who_may_see_everything() -> None:
    """What the tests here look for is in the dossier of France when nothing is hidden."""
    printed = repr(
        gather(
            WORKSPACE.counterparts["FR"],
            WORKSPACE,
            home=HOME,
            as_of=date(2039, 1, 1),
            clearance=Marking.PUBLIC,
        )
    )
    unseen = [name for name, _ in _secrets(WORKSPACE) if f"{name}'" not in printed]
    assert unseen == ["gazette"]
