"""The fixed phrases: one for each value of the model that a page can show."""

from __future__ import annotations

from dataclasses import fields
from enum import Enum

import pytest

from briefings.dossier.changes import Kind, News
from briefings.dossier.relations import EventKind, Standing
from briefings.dossier.shown import Met, Misprint, Promise, Relation, Spoken, Tenure, Uncovered
from briefings.model.commitments import Status
from briefings.model.confirmation import Confirmation
from briefings.model.markings import Marking
from briefings.model.meetings import COLLECTIVES, Act, Mode, Role
from briefings.render.environment import program_templates
from briefings.render.phrases import PHRASES

ENUMERATIONS: dict[str, type[Enum]] = {
    "act": Act,
    "mode": Mode,
    "role": Role,
    "status": Status,
    "standing": Standing,
    "confirmation": Confirmation,
    "marking": Marking,
    "event": EventKind,
    "news": News,
    "kind": Kind,
}


@pytest.mark.parametrize(("context", "values"), ENUMERATIONS.items())
def test_every_value_has_a_phrase(context: str, values: type[Enum]) -> None:
    """Each member of an enumeration has a phrase, and no two share one."""
    assert set(PHRASES[context]) == set(values)
    assert len(set(PHRASES[context].values())) == len(values)


@pytest.mark.parametrize("context", ["side", "side in the matrix"])
def test_every_collective_has_a_phrase(context: str) -> None:
    """Whoever can speak besides a counterpart has a name."""
    assert set(PHRASES[context]) == COLLECTIVES


def test_every_section_has_a_heading_and_a_template() -> None:
    """The sections of a page are those that have a heading; each has its own template."""
    folder = program_templates() / "sections"
    assert {f"{section}.html" for section in PHRASES["section"]} == {
        file.name for file in folder.glob("*.html")
    } - {"cover.html", "letterhead.html", "recipients.html", "tools.html"}


def test_every_field_that_can_be_corrected_has_a_phrase() -> None:
    """Whatever differs between two states of an entry can be named."""
    entries = (Spoken, Met, Relation, Tenure, Promise, Misprint, Uncovered)
    known_by = {"address", "id", "meeting", "points", "reported", "source", "printed"}
    assert set(PHRASES["field"]) == {one.name for entry in entries for one in fields(entry)} - known_by


def test_no_other_context_is_known() -> None:
    """Every context is one of those above."""
    others = {"addressee", "side", "side in the matrix", "section", "field", "part that changed"}
    assert set(PHRASES) == {*ENUMERATIONS, *others}
