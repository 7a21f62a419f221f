"""The sides and countries that a dossier names, and what each is called."""

from __future__ import annotations

from collections.abc import Iterable

from briefings.dossier.contents import Checklist, Side
from briefings.dossier.points import Encounter
from briefings.dossier.relations import Level, Pledge
from briefings.languages.territories import territory
from briefings.languages.text import Language, Name
from briefings.model.meetings import COLLECTIVES
from briefings.records import Records


def sides(codes: Iterable[str], records: Records) -> dict[str, Side]:
    """Return what sides are called, by their codes and in the order of these."""
    return {one: _side(one, records) for one in sorted(codes)}


def _side(code: str, records: Records) -> Side:
    """Return what a side is called: by its record, by the house glossary, or by CLDR."""
    counterpart = records.counterparts.get(code)
    if counterpart is not None:
        return Side(counterpart.name, counterpart.in_sentence or counterpart.name)
    name = dict(records.glossary.territories).get(code) or Name(
        territory(code, Language.VI) or code, territory(code, Language.EN) or code
    )
    return Side(name, name)


def named_in(
    encounters: Iterable[Encounter], levels: Iterable[Level] = (), pledges: Iterable[Pledge] = ()
) -> set[str]:
    """Return the codes of the sides and countries that these parts of a dossier name."""
    codes: set[str] = set()
    for encounter in encounters:
        codes.update(encounter.meeting.counterparts)
        codes.update(one.participant.side for one in encounter.attendances)
        for point in encounter.points:
            codes.update(point.statement.by, point.statement.to)
        if encounter.meeting.place is not None:
            codes.add(encounter.meeting.place.country)
    for level in levels:
        codes.update(level.framework.parties)
    for pledge in pledges:
        codes.update(pledge.commitment.by)
    return codes - COLLECTIVES


def planned(checklists: Iterable[Checklist]) -> set[str]:
    """Return the codes of the sides and countries of meetings to come."""
    codes: set[str] = set()
    for sheet in checklists:
        codes.update(one.participant.side for one in sheet.attendances)
        if sheet.plan.place is not None:
            codes.add(sheet.plan.place.country)
    return codes
