"""Finding values of a type inside a record."""

from __future__ import annotations

from briefings.languages.text import Name, Text
from briefings.model.glossary import Glossary, Term
from briefings.model.sources import Citation
from briefings.records import inside

from .workspaces import Workspace


def test_every_citation_of_a_meeting_with_its_path(workspace: Workspace) -> None:
    """Values are found however deep they lie, with the path in the file."""
    meeting = workspace.read().records.meetings["2031-05-12-fr"]
    assert list(inside.find(Citation, meeting)) == [
        (("sources", 0), Citation("gazette", 1)),
        (("statements", 0, "source"), Citation("gazette", 2)),
    ]


def test_names_are_texts() -> None:
    """A value of a narrower type is found as well; territories stand under their codes."""
    why = Text("a", "b")
    glossary = Glossary((Term("x", "y", why=why),), (("FR", Name("Pháp", "France")),))
    assert list(inside.find(Text, glossary)) == [
        (("terms", 0, "why"), why),
        (("territories", "FR"), Name("Pháp", "France")),
    ]
