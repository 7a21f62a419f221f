"""Taking back what was wrong: a correction to exactly those who were sent it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import date, datetime

from briefings.circulation import Recipient
from briefings.delivery import editions, register
from briefings.delivery.drafts import Draft, Kind
from briefings.delivery.editions import Copy
from briefings.delivery.office import About, Office, addressed, house
from briefings.delivery.register import Row, State
from briefings.dossier import gather
from briefings.dossier.contents import Dossier
from briefings.dossier.showing import show
from briefings.dossier.shown import Spoken
from briefings.errors import Problem, UsageError
from briefings.languages.text import EditionLanguage
from briefings.model.markings import Marking
from briefings.render import letters
from briefings.render.letters import Correction, Occasion


@dataclass(slots=True)
class Recall:
    """What a recall comes to: the corrections, and whom none can be sent to, with the reason."""

    drafts: list[Draft] = field(default_factory=list)
    right: list[Row] = field(default_factory=list)
    unsent: list[tuple[Row, str]] = field(default_factory=list)


def recall(office: Office, store: sqlite3.Connection, address: str, *, as_of: date, at: datetime) -> Recall:
    """Return the corrections of a point for everybody who was sent it otherwise than it stands now.

    Somebody whose message is *unknown* may have it: they are named, and not written to. What is
    corrected once is not corrected again, until the point changes again.

    Raises:
        UsageError: nobody was sent such a point.
    """
    made = Recall()
    newest: dict[tuple[str, str | None, str], list[Copy]] = {}
    for copy in editions.copies(store, address):
        newest.setdefault((copy.row.recipient, copy.row.counterpart, copy.row.language), []).append(copy)
    if not newest:
        tip = "A point's address is that of its meeting, a dot, that of the statement: 2031-05-12-fr.s1."
        raise UsageError(Problem(f'No point with the address "{address}" was sent to anybody.', tip=tip))
    known = {one.id: one for one in office.delivery.recipients}
    for copies in newest.values():
        _one(office, store, made, copies, known.get(copies[0].row.recipient), as_of=as_of, at=at)
    return made


def _one(  # noqa: PLR0913 - one reader's copies, and what is needed to write to them
    office: Office,
    store: sqlite3.Connection,
    made: Recall,
    copies: list[Copy],
    who: Recipient | None,
    *,
    as_of: date,
    at: datetime,
) -> None:
    row = copies[0].row
    if who is None:
        made.unsent.append((row, "is no recipient any more"))
        return
    dossier = _dossier(office, row, who, as_of)
    now = None if dossier is None else _now(dossier, copies[0].point.address)
    wrong = [one for one in copies if now is None or editions.digest(one.point) != editions.digest(now)]
    if not wrong:
        made.right.append(row)
        return
    sure = [one for one in wrong if one.row.state is State.SENT]
    if not sure:
        made.unsent.append((wrong[0].row, "may have received it: what became of the message is unknown"))
    elif Marking.parse(sure[0].row.clearance) > who.clearance:
        made.unsent.append((sure[0].row, "had a higher clearance then; tell them in person"))
    elif dossier is None:
        made.unsent.append((sure[0].row, f"may not see a dossier on {row.counterpart} any more"))
    else:
        draft = _draft(office, sure[0], now, dossier, who, at)
        if register.standing(store, draft.key) is None:
            made.drafts.append(draft)
        else:
            made.unsent.append((sure[0].row, "has this correction in the outbox already"))


def _dossier(office: Office, row: Row, who: Recipient, as_of: date) -> Dossier | None:
    counterpart = office.reading.records.counterparts.get(row.counterpart or "")
    if (
        counterpart is None
        or counterpart.marking > who.clearance
        or row.counterpart in office.reading.blocked
    ):
        return None
    # without a bound on its history: a point that lies in the archive by now was not withdrawn
    return gather(
        counterpart,
        office.reading.records,
        home=office.config.home,
        as_of=as_of,
        clearance=who.clearance,
        due_within=office.config.due_within,
    )


def _now(dossier: Dossier, address: str) -> Spoken | None:
    return next((one for one in show(dossier).points if one.address == address), None)


def _draft(  # noqa: PLR0913, PLR0917 - what was sent, what is right, to whom
    office: Office, copy: Copy, now: Spoken | None, dossier: Dossier, who: Recipient, at: datetime
) -> Draft:
    row, point = copy.row, copy.point
    language = EditionLanguage(row.language).languages[0]
    found = (Correction(point, now),)
    letter = letters.correction(dossier, language, house(office), Occasion(who.name), found)
    became = "withdrawn" if now is None else editions.digest(now)
    key = f"correction {point.address} {became}|{who.id}|{row.counterpart}|{row.language}"
    about = About(key, Kind.CORRECTION, f"recall {point.address}", row.counterpart, row.language)
    return addressed(office, letter, who, at=at, about=about)
