"""What one audience sees of a counterpart, gathered at its clearance and never above it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from briefings.build import workers
from briefings.build.earlier import withheld
from briefings.delivery.office import Office
from briefings.dossier import gather
from briefings.dossier.comparison import compare
from briefings.dossier.contents import Dossier
from briefings.dossier.showing import show
from briefings.dossier.shown import Shown
from briefings.errors import BriefingsError, Problem, did_you_mean
from briefings.model.markings import Marking
from briefings.records import Reading


@dataclass(frozen=True, slots=True)
class View:
    """What one audience sees of a counterpart, and how many recent changes are held back from it."""

    dossier: Dossier
    shown: Shown
    held_back: int


def view(
    office: Office, code: str, clearance: Marking, as_of: date, others: Iterable[View]
) -> View | tuple[Problem, ...] | None:
    """Return what an audience sees; nothing if it may not know of the counterpart; or why none is made."""
    reading = office.reading
    if code in reading.blocked:
        return reading.blocked[code] or (Problem(f"The records of {code} have to be mended."),)
    counterpart = reading.records.counterparts.get(code)
    if counterpart is None:
        tip = did_you_mean(code, reading.records.counterparts) or "briefings list counterparts names all."
        return (Problem(f'No counterpart has the code "{code}".', None, "delivery.subscriptions", tip),)
    if counterpart.marking > clearance:
        return None
    try:
        dossier = _gathered(office, reading, code, clearance, as_of)
        # equal dossiers are one object, so that each file is laid out once
        dossier = next((one.dossier for one in others if one.dossier == dossier), dossier)
        shown = show(dossier)
        return View(dossier, shown, _held_back(office, shown, code, clearance, as_of))
    except BriefingsError as error:
        return error.problems
    except Exception as error:  # noqa: BLE001 - one counterpart must not cost the others theirs
        return workers.told(error, code, office.config).problems


def _gathered(office: Office, reading: Reading, code: str, clearance: Marking, as_of: date) -> Dossier:
    return gather(
        reading.records.counterparts[code],
        reading.records,
        home=office.config.home,
        as_of=as_of,
        clearance=clearance,
        due_within=office.config.due_within,
        history=office.config.history,
    )


def _held_back(office: Office, shown: Shown, code: str, clearance: Marking, as_of: date) -> int:
    """Return how many changes that this audience may see wait to be reviewed."""
    whole = office.whole
    if whole is None or code in whole.blocked or code not in whole.records.counterparts:
        return 0
    if whole.records.counterparts[code].marking > clearance:
        return 0
    full = show(_gathered(office, whole, code, clearance, as_of))
    found = compare(shown, full, clearance=clearance, withheld=withheld(whole.records, clearance))
    return len(found.listed) + len(found.others)
