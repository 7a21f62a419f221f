"""How a wording moved: only what one voice said of one thing is compared."""

from __future__ import annotations

from briefings.dossier.wording import moves
from briefings.languages.wording import Change
from briefings.model.meetings import Meeting

from .house import meeting, met, statement, text

BEFORE = text("Tiếp tục thực hiện đầy đủ tuyên bố về ứng xử của các bên")
AFTER = text("Tiếp tục thực hiện hiệu quả tuyên bố về ứng xử của các bên")
OTHER = text("Mở rộng thương mại nông sản và du lịch")


def moved(*meetings: Meeting) -> list[tuple[str, str]]:
    """Return which point took up which, by address."""
    points = [point for one in reversed(met(*meetings)) for point in one.points]
    return [(one.before.address, one.after.address) for one in moves(points)]


def test_a_later_wording_stands_beside_the_earlier_one() -> None:
    """A point that takes up an earlier one is shown with what is new and what is gone in it."""
    meetings = met(
        meeting("2031-01-01", statement(text=BEFORE)), meeting("2032-01-01", statement(text=AFTER))
    )
    (move,) = moves([point for one in reversed(meetings) for point in one.points])
    assert (move.before.address, move.after.address) == ("2031-01-01.s1", "2032-01-01.s1")
    changed = [(piece.change, piece.text) for piece in move.vi if piece.change is not Change.KEPT]
    assert changed == [(Change.DROPPED, "đầy đủ"), (Change.ADDED, "hiệu quả")]


def test_the_likest_of_the_earlier_ones() -> None:
    """Of several earlier points the most similar one is taken."""
    first = meeting("2031-01-01", statement("s1", text=OTHER), statement("s2", text=BEFORE))
    assert moved(first, meeting("2032-01-01", statement(text=AFTER))) == [("2031-01-01.s2", "2032-01-01.s1")]


def test_other_things_are_not_compared() -> None:
    """Points that share little are no wordings of the same thing."""
    assert (
        moved(meeting("2031-01-01", statement(text=OTHER)), meeting("2032-01-01", statement(text=AFTER)))
        == []
    )


def test_another_voice_is_not_compared() -> None:
    """What one side says alone is no wording of what both agreed."""
    one, both = statement(by="VN", text=BEFORE), statement(by="both", text=AFTER)
    assert moved(meeting("2031-01-01", one), meeting("2032-01-01", both)) == []


def test_a_forum_is_not_compared_with_a_bilateral_meeting() -> None:
    """The same side speaks otherwise in a forum than across a table."""
    forum = meeting("2031-01-01", statement(by="VN", text=BEFORE), forum="ASEAN")
    assert moved(forum, meeting("2032-01-01", statement(by="VN", text=AFTER))) == []


def test_points_of_one_meeting_are_not_compared() -> None:
    """A wording moves from meeting to meeting."""
    assert moved(meeting("2031-01-01", statement("s1", text=BEFORE), statement("s2", text=AFTER))) == []
