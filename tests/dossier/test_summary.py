"""The page that is read first: the last meeting, the live points, what falls due."""

from __future__ import annotations

from datetime import timedelta

from briefings.dossier.contents import Dossier, Lack
from briefings.dossier.summary import live_points
from briefings.model.commitments import Status
from briefings.model.counterparts import CounterpartKind
from briefings.model.meetings import Act

from .house import (
    commitment,
    counterpart,
    dossier,
    framework,
    gap,
    meeting,
    met,
    outcome,
    person,
    post,
    present,
    records,
    statement,
)


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


def test_points_of_somebody_elses_forum() -> None:
    """Of a meeting inside another's forum only what a single side said is live, not what all did."""
    held = records(
        counterpart("ASEAN", CounterpartKind.ORGANISATION),
        meeting(
            "2031-01-01",
            statement("s1", "all"),
            statement("s2", "FR", Act.COMMITTED),
            statement("s3", "VN", Act.REQUESTED, to=("partners",)),
            forum="ASEAN",
            counterparts=("ASEAN", "FR"),
        ),
    )
    assert live(dossier(held)) == ["2031-01-01.s2", "2031-01-01.s3"]
    assert live(dossier(held, "ASEAN")) == ["2031-01-01.s1", "2031-01-01.s2", "2031-01-01.s3"]


def test_our_side_is_the_posts_that_sat_at_the_table() -> None:
    """Who holds our post today is told, also where somebody else sat at the table then."""
    held = records(
        person("before", "VN", post("minister", "2029-01-01", "2031-06-30"), post("chair", "2029-01-01")),
        person("after", "VN", post("minister", "2031-07-01")),
        person("other", "VN", post("president", "2029-01-01")),
        meeting("2031-01-01", statement(), participants=present(before="VN")),
    )
    ours = dossier(held, on="2032-01-01").summary.ours
    assert {(one.person.id, one.post.office, one.current) for one in ours} == {
        ("before", "chair", True),
        ("after", "minister", True),
    }
    then = dossier(held, on="2031-02-01").summary.ours
    assert {(one.person.id, one.post.office) for one in then} == {("before", "minister"), ("before", "chair")}


def test_later_contact() -> None:
    """A contact after the last meeting is named; an earlier one is not."""
    held = records(meeting("2031-01-01", statement()), gap("2030-05-05"), gap("2031-05-05"))
    contact = dossier(held).summary.contact
    assert contact is not None
    assert contact.id == "gap-2031-05-05"
    assert dossier(held, on="2031-05-04").summary.contact is None


def test_what_is_taken_for_granted_and_lacking() -> None:
    """A state with which there is neither a bilateral meeting nor a framework with the own side says so."""
    held = records(
        meeting("2031-01-01", statement(), forum="ASEAN"),
        framework("theirs", "2030", parties=("ASEAN", "FR")),
    )
    assert [one.lack for one in dossier(held).summary.lacking] == [Lack.BILATERAL, Lack.FRAMEWORK]
    held = records(meeting("2031-01-01", statement()), framework("ours", "2030"))
    assert dossier(held).summary.lacking == ()


def test_open_commitments_without_a_near_date_are_counted() -> None:
    """Commitments that are open, but not falling due, are counted on the first page."""
    held = records(
        commitment("a", None, outcome("2031-02-01", Status.OPEN)),
        commitment("b", "2031-03-01", outcome("2031-02-01", Status.OPEN)),
        commitment("c", None, outcome("2031-02-01")),
    )
    assert dossier(held, on="2031-02-15").summary.undated == 1
