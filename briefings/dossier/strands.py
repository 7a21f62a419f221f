"""Points by topic, oldest first, and the matrix of topics and meetings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefings.dossier.points import Cell, Encounter, Matrix, Point, Strand
from briefings.dossier.weight import weight
from briefings.dossier.wording import moves
from briefings.model.meetings import Act, Meeting
from briefings.model.topics import Topic


def strands(encounters: Iterable[Encounter], topics: Sequence[Topic]) -> tuple[Strand, ...]:
    """Return the topics that were spoken of, in the house's order, each with its points oldest first."""
    points = [point for encounter in reversed(tuple(encounters)) for point in encounter.points]
    by_topic = {
        topic.id: tuple(point for point in points if topic.id in point.statement.topics) for topic in topics
    }
    return tuple(
        Strand(topic, by_topic[topic.id], moves(by_topic[topic.id])) for topic in topics if by_topic[topic.id]
    )


def matrix(encounters: Iterable[Encounter], strands: Iterable[Strand]) -> Matrix:
    """Return who did what on each topic at each meeting, oldest meeting first."""
    meetings = tuple(one.meeting for one in reversed(tuple(encounters)) if one.points)
    return Matrix(
        meetings,
        tuple((strand.topic, tuple(_cell(strand, one) for one in meetings)) for strand in strands),
    )


def _cell(strand: Strand, meeting: Meeting) -> Cell | None:
    said = {
        (point.statement.by, point.statement.act): point
        for point in strand.points
        if point.meeting.id == meeting.id
    }
    acts: list[tuple[tuple[str, ...], Act]] = sorted(said, key=lambda pair: (weight(pair[1]), pair[0]))
    return Cell(tuple(acts)) if acts else None


def points_of(encounters: Iterable[Encounter]) -> tuple[Point, ...]:
    """Return all points, those of the latest meeting first."""
    return tuple(point for encounter in encounters for point in encounter.points)
