"""The sides that a dossier names, and what each is called."""

from __future__ import annotations

from dataclasses import replace

from briefings.dossier.contents import Side
from briefings.languages.text import Name
from briefings.model.glossary import Glossary
from briefings.model.meetings import Participant, Place

from .house import commitment, counterpart, dossier, framework, meeting, person, records, statement


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
