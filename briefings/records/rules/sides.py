"""Who speaks at a meeting, and to whom, is somebody who was there."""

from __future__ import annotations

from collections.abc import Iterator

from briefings.errors import Problem, did_you_mean
from briefings.model.meetings import BOTH, COLLECTIVES, DOCUMENT, Meeting, Statement
from briefings.records.collection import Kind
from briefings.records.documents import Path
from briefings.records.fields import quoted
from briefings.records.holdings import Holdings


def participants_take_a_side(holdings: Holdings) -> Iterator[Problem]:
    """Yield a problem for each participant whose side is not one of the meeting's."""
    for meeting in holdings.records.meetings.values():
        sides = _sides(meeting, holdings.home)
        for at, participant in enumerate(meeting.participants):
            # a code that nobody has is reported as such
            if participant.side not in sides and participant.side in holdings.known(Kind.COUNTERPARTS):
                what = f"{participant.side} is not a side of this meeting."
                path = ("participants", at, "side")
                yield holdings.error(Kind.MEETINGS, meeting.id, path, what, _are(sides))


def speaking_sides_are_there(holdings: Holdings) -> Iterator[Problem]:
    """Yield a problem for each side in ``by`` and ``to`` that takes no part in the meeting."""
    for meeting, at, statement in _statements(holdings):
        for name, written in (("by", statement.by), ("to", statement.to)):
            for index, side in enumerate(written):
                wrong = _wrong(side, name, meeting, holdings.home)
                if wrong is not None:
                    path: Path = ("statements", at, name, index)
                    yield holdings.error(Kind.MEETINGS, meeting.id, path, *wrong)


def speakers_take_part(holdings: Holdings) -> Iterator[Problem]:
    """Yield a problem for each speaker who is no participant, or not of a side that speaks."""
    for meeting, at, statement in _statements(holdings):
        speaker = statement.speaker
        if speaker is None or speaker not in holdings.known(Kind.PEOPLE):
            continue
        there = {one.person: one.side for one in meeting.participants}
        path: Path = ("statements", at, "speaker")
        if speaker not in there:
            tip = did_you_mean(speaker, there) or "Add the person to the participants."
            what = f"{quoted(speaker)} is not a participant of this meeting."
            yield holdings.error(Kind.MEETINGS, meeting.id, path, what, tip)
        elif there[speaker] not in statement.by and set(statement.by) <= {
            holdings.home,
            *meeting.counterparts,
        }:
            what = f"{quoted(speaker)} takes part for {there[speaker]}, but {_and(statement.by)} speaks here."
            yield holdings.error(Kind.MEETINGS, meeting.id, path, what, 'Mend "by" or "speaker".')


def documents_are_named(holdings: Holdings) -> Iterator[Problem]:
    """Yield a problem where a document speaks that has no name, or is named and does not speak."""
    for meeting, at, statement in _statements(holdings):
        speaks = DOCUMENT in statement.by
        if speaks and statement.document is None:
            what = "A document speaks here, but the statement does not say which."
            tip = "Write document: {vi: …, en: …}."
            yield holdings.error(Kind.MEETINGS, meeting.id, ("statements", at, "by"), what, tip)
        elif statement.document is not None and not speaks:
            what = "A document is named here, but it does not speak."
            path: Path = ("statements", at, "document")
            yield holdings.error(Kind.MEETINGS, meeting.id, path, what, "Write by: document, or delete it.")


def _statements(holdings: Holdings) -> Iterator[tuple[Meeting, int, Statement]]:
    for meeting in holdings.records.meetings.values():
        for at, statement in enumerate(meeting.statements):
            yield meeting, at, statement


def _sides(meeting: Meeting, home: str) -> tuple[str, ...]:
    return (home, *meeting.counterparts)


def _wrong(side: str, name: str, meeting: Meeting, home: str) -> tuple[str, str] | None:
    sides = _sides(meeting, home)
    if side in sides:
        return None
    if side == BOTH and len(meeting.counterparts) > 1:
        return '"both" is for meetings of two sides.', f'Name the sides, or write "all". {_are(sides)}'
    if side == DOCUMENT and name == "to":
        return "A document cannot be spoken to.", _are(sides)
    if side in COLLECTIVES:
        return None
    near = did_you_mean(side, [*sides, *sorted(COLLECTIVES)])
    return f"{quoted(side)} is not a side of this meeting.", near or _are(sides)


def _are(sides: tuple[str, ...]) -> str:
    return f"Its sides are {_and(sides)}."


def _and(words: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
