"""The meetings of a dossier, each with its participants in their titles of that day and its points."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from briefings.dossier.numbering import Numbering
from briefings.dossier.points import Attendance, Encounter, Point
from briefings.model.meetings import Meeting, Statement
from briefings.records import Records


def latest_first(meetings: list[Meeting]) -> list[Meeting]:
    """Return meetings with the latest first; on one day, bilateral ones before forums, then by name."""
    return sorted(
        sorted(meetings, key=lambda one: (one.forum is not None, one.id)),
        key=lambda one: one.date.latest,
        reverse=True,
    )


def meetings_of(code: str, records: Records) -> list[Meeting]:
    """Return the counterpart's meetings, latest first."""
    return latest_first([one for one in records.meetings.values() if code in one.counterparts])


def encounters(
    code: str, meetings: Iterable[Meeting], records: Records, numbering: Numbering
) -> tuple[Encounter, ...]:
    """Return meetings as the counterpart's dossier shows them, in the order given."""
    return tuple(_encounter(one, code, records, numbering) for one in meetings)


def _encounter(meeting: Meeting, code: str, records: Records, numbering: Numbering) -> Encounter:
    return Encounter(
        meeting=meeting,
        attendances=_attendances(meeting, records),
        references=numbering.cite_all(meeting.sources),
        points=tuple(_point(meeting, one, numbering) for one in meeting.statements),
        date_references=numbering.cite_all(meeting.date_evidence),
        conference=None if meeting.conference is None else records.conferences[meeting.conference],
        inside=meeting.forum if meeting.forum != code else None,
    )


def _attendances(meeting: Meeting, records: Records) -> tuple[Attendance, ...]:
    day: date = meeting.date.earliest
    people = ((one, records.people[one.person]) for one in meeting.participants)
    return tuple(Attendance(one, person, person.posts_on(day)) for one, person in people)


def _point(meeting: Meeting, statement: Statement, numbering: Numbering) -> Point:
    return Point(meeting, statement, numbering.cite_all((statement.source, *statement.also)))
