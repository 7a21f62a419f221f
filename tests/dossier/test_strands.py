"""Points by topic, and the matrix of topics and meetings."""

from __future__ import annotations

from briefings.dossier.points import Cell
from briefings.dossier.strands import matrix, points_of, strands
from briefings.model.meetings import Act

from .house import TOPICS, meeting, met, statement


def test_topics_stand_in_the_order_of_the_house() -> None:
    """Topics come in the order of the list, whichever was spoken of first."""
    made = strands(met(meeting("2031-01-01", statement(topics=("sea", "trade")))), TOPICS)
    assert [one.topic.id for one in made] == ["trade", "sea"]


def test_topic_that_nobody_spoke_of() -> None:
    """A topic without points is left out."""
    made = strands(met(meeting("2031-01-01", statement(topics=("sea",)))), TOPICS)
    assert [one.topic.id for one in made] == ["sea"]


def test_points_of_a_topic_are_oldest_first() -> None:
    """Points of a topic run from the oldest meeting to the latest, within one as recorded."""
    met_twice = met(
        meeting("2032-01-01", statement("s1"), statement("s2")), meeting("2031-01-01", statement("s1"))
    )
    (trade,) = strands(met_twice, TOPICS)
    assert [one.address for one in trade.points] == ["2031-01-01.s1", "2032-01-01.s1", "2032-01-01.s2"]


def test_once() -> None:
    """A topic of a single point has no wording that could have moved."""
    made = strands(
        met(
            meeting("2031-01-01", statement("s1", topics=("trade", "sea")), statement("s2", topics=("sea",)))
        ),
        TOPICS,
    )
    assert [(one.topic.id, one.once) for one in made] == [("trade", True), ("sea", False)]


def test_points_of_are_latest_first() -> None:
    """All points come with those of the latest meeting first."""
    addresses = [
        one.address
        for one in points_of(met(meeting("2031-01-01", statement()), meeting("2032-01-01", statement())))
    ]
    assert addresses == ["2032-01-01.s1", "2031-01-01.s1"]


def test_matrix() -> None:
    """Meetings with points stand oldest first; a cell holds distinct acts, weightiest first, or nothing."""
    encounters = met(
        meeting("2033-01-01"),
        meeting("2032-01-01", statement(topics=("sea",))),
        meeting(
            "2031-01-01",
            statement("s1", "FR", Act.WELCOMED),
            statement("s2", "VN", Act.REQUESTED),
            statement("s3", "FR", Act.AGREED),
            statement("s4", "FR", Act.WELCOMED),
        ),
    )
    made = matrix(encounters, strands(encounters, TOPICS))
    assert [one.id for one in made.meetings] == ["2031-01-01", "2032-01-01"]
    acts = ((("FR",), Act.AGREED), (("VN",), Act.REQUESTED), (("FR",), Act.WELCOMED))
    trade, sea = made.rows
    assert (trade[0].id, trade[1]) == ("trade", (Cell(acts), None))
    assert (sea[0].id, sea[1]) == ("sea", (None, Cell(((("both",), Act.AGREED),))))
