"""Finding a counterpart by what people call it: code, name in either language, or alias."""

from __future__ import annotations

import unicodedata

from briefings.errors import Problem, UsageError, did_you_mean
from briefings.languages.text import Language, normalise_vietnamese
from briefings.model.counterparts import Counterpart
from briefings.model.markings import Marking
from briefings.records.collection import Records


def counterpart(asked: str, records: Records, *, clearance: Marking) -> Counterpart:
    """Return the counterpart that ``US``, ``us``, ``Hoa Kỳ`` or ``the United States`` names.

    Capitals do not matter, everything else does: a name with a stray character is not guessed at.
    One that is marked above ``clearance`` is unknown, and is neither suggested nor listed.

    Raises:
        UsageError: nobody is called so; the message suggests the nearest names.
    """
    visible = [one for one in records.counterparts.values() if one.marking <= clearance]
    called = {name: one for one in visible for name in names(one)}
    for name, one in called.items():
        if _same(name) == _same(asked):
            return one
    shown = asked if asked.isprintable() else ascii(asked)[1:-1]
    # what looks like a name is suggested, never taken for it: full-width letters, blanks around it
    tip = did_you_mean(unicodedata.normalize("NFKC", asked).strip(), called)
    if tip is None and visible:
        tip = f"Known are {', '.join(sorted(one.code for one in visible))}."
    raise UsageError(Problem(f'No counterpart is called "{shown}".', tip=tip))


def names(counterpart: Counterpart) -> tuple[str, ...]:
    """Return everything by which a counterpart may be asked for."""
    bilingual = (counterpart.name, counterpart.in_sentence, counterpart.official)
    written = [one.in_(language) for one in bilingual if one is not None for language in Language]
    return (counterpart.code, *(one for one in written if one), *counterpart.aliases)


def _same(name: str) -> str:
    # not casefold(), for which "ß" is "SS"
    return normalise_vietnamese(name).lower()
