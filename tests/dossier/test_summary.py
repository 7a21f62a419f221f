"""The page that is read first: the last meeting, the live points, what falls due."""

from __future__ import annotations

from datetime import timedelta

from briefings.dossier.contents import Dossier
from briefings.dossier.summary import live_points
from briefings.model.commitments import Status
from briefings.model.counterparts import CounterpartKind
from briefings.model.meetings import Act

from .house import commitment, counterpart, dossier, meeting, met, outcome, records, statement


def live(made: Dossier) -> list[str]:
    """Return the addresses of the live points."""
    return [one.address for one in made.summary.live]


def test_live_points_bind_or_ask() -> None:
    """Only what binds or asks is live; what is merely said is not."""
    acts = (Act.AGREED, Act.ADOPTED, Act.COMMITTED, Act.PROPOSED, Act.REQUESTED, Act.CALLED_FOR, Act.WISHED)
    for act in Act:
        found = live_points(met(meeting("2031-01-01", statement(act=act))), ())
        assert bool(found) is (act in acts), act


def test_live_points_are_five_at_most() -> None:
    """The first page has room for five."""
    held = records(meeting("2031-01-01", *(statement(f"s{at}") for at in range(1, 8))))
    assert live(dossier(held)) == [f"2031-01-01.s{at}" for at in range(1, 6)]


def test_binding_points_come_before_asks_within_a_meeting() -> None:
    """Within a meeting what binds comes first; a later meeting comes before an earlier one."""
    held = records(
        meeting("2031-01-01", statement("s1")),
        meeting(
            "2032-01-01",
            statement("s1", "VN", Act.REQUESTED),
            statement("s2", "FR", Act.COMMITTED),
            statement("s3"),
        ),
    )
    assert live(dossier(held)) == ["2032-01-01.s3", "2032-01-01.s2", "2032-01-01.s1", "2031-01-01.s1"]


def test_bilateral_meetings_come_before_forums() -> None:
    """An older bilateral meeting comes before a later one in a forum."""
    held = records(meeting("2032-01-01", statement(), forum="ASEAN"), meeting("2031-01-01", statement()))
    assert live(dossier(held)) == ["2031-01-01.s1", "2032-01-01.s1"]


def test_settled_points_are_not_live() -> None:
    """A point whose commitment is done or lapsed is settled; one whose commitment is open is not."""
    held = records(
        commitment("done", None, outcome("2031-02-01")),
        commitment("lapsed", None, outcome("2031-02-01", Status.LAPSED)),
        commitment("going", None, outcome("2031-02-01", Status.IN_PROGRESS)),
        meeting(
            "2031-01-01",
            *(statement(name, commitment=name) for name in ("done", "lapsed", "going")),
            statement("free"),
        ),
    )
    assert live(dossier(held)) == ["2031-01-01.going", "2031-01-01.free"]
    assert len(live(dossier(held, on="2031-01-31"))) == 4


def test_last_meeting_is_the_last_bilateral_one() -> None:
    """The last meeting is the last bilateral one, even where a forum met later."""
    held = records(meeting("2032-01-01", forum="ASEAN"), meeting("2031-01-01"), meeting("2030-01-01"))
    last = dossier(held).summary.last
    assert last is not None
    assert last.meeting.id == "2031-01-01"


def test_last_meeting_inside_forums() -> None:
    """Where there are meetings in forums only, the last of them is the last meeting."""
    held = records(
        counterpart("ASEAN", CounterpartKind.ORGANISATION),
        *(meeting(day, counterparts=("ASEAN", "FR"), forum="ASEAN") for day in ("2031-01-01", "2032-01-01")),
    )
    for code in ("FR", "ASEAN"):
        last = dossier(held, code).summary.last
        assert last is not None
        assert last.meeting.id == "2032-01-01"


def test_nothing_recorded() -> None:
    """Of a counterpart of whom nothing is recorded there is a dossier that invents nothing."""
    summary = dossier(records()).summary
    assert (summary.last, summary.live, summary.due, summary.holders, summary.levels, summary.doubts) == (
        None, (), (), (), (), (),
    )  # fmt: skip


def test_due_holds_what_is_overdue_or_due() -> None:
    """The first page names commitments that are overdue or fall due, and no others."""
    held = records(
        commitment("far", "2035-01-01"),
        commitment("near", "2031-06-20"),
        commitment("past", "2031-05-01"),
        commitment("done", "2031-05-01", outcome("2031-05-01")),
        meeting(
            "2031-01-01", *(statement(name, commitment=name) for name in ("far", "near", "past", "done"))
        ),
    )
    made = dossier(held, on="2031-06-01", due_within=timedelta(days=30))
    assert [one.commitment.id for one in made.summary.due] == ["past", "near"]
