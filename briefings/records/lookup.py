"""Finding a counterpart by what people call it: code, name in either language, or alias."""

from __future__ import annotations

from briefings.errors import Problem, UsageError, did_you_mean
from briefings.languages.text import Language, normalise
from briefings.model.counterparts import Counterpart
from briefings.records.collection import Records


def counterpart(asked: str, records: Records) -> Counterpart:
    """Return the counterpart that ``US``, ``us``, ``Hoa Kỳ`` or ``the United States`` names.

    Capitals do not matter, everything else does: a name with a stray character is not guessed at.

    Raises:
        UsageError: nobody is called so; the message suggests the nearest names.
    """
    names = {name: one for one in records.counterparts.values() for name in _names(one)}
    wanted = normalise(asked).casefold()
    for name, one in names.items():
        if normalise(name).casefold() == wanted:
            return one
    shown = asked if asked.isprintable() else ascii(asked)[1:-1]
    near = did_you_mean(asked, names)
    tip = near or f"Known are {', '.join(sorted(records.counterparts))}."
    raise UsageError(Problem(f'No counterpart is called "{shown}".', tip=tip))


def _names(counterpart: Counterpart) -> tuple[str, ...]:
    bilingual = (counterpart.name, counterpart.in_sentence, counterpart.official)
    written = [one.in_(language) for one in bilingual if one is not None for language in Language]
    return (counterpart.code, *(one for one in written if one), *counterpart.aliases)
