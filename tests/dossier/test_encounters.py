"""Meetings: their order, who was there in which post, where they were held, what is cited."""

from __future__ import annotations

from itertools import permutations

from briefings.dossier.encounters import latest_first
from briefings.languages.dates import Day
from briefings.languages.text import Name
from briefings.model.conferences import Conference
from briefings.model.counterparts import CounterpartKind
from briefings.model.markings import Marking
from briefings.model.sources import Citation

from .house import (
    counterpart,
    dossier,
    meeting,
    met,
    person,
    places,
    post,
    present,
    records,
    source,
    statement,
    text,
)


def test_order_of_meetings() -> None:
    """The latest comes first; on one day bilateral meetings before forums, then by name."""
    expected = [
        meeting("2032-01-01"),
        meeting("2031-05-05", id="b"),
        meeting("2031-05-05", id="c"),
        meeting("2031-05-05", id="a", forum="ASEAN"),
        meeting("2030-12-31", forum="ASEAN"),
    ]
    for shuffled in permutations(expected):
        assert latest_first(list(shuffled)) == expected


def test_roughly_known_day_counts_by_its_end() -> None:
    """A meeting known to the month stands where the last day of that month would."""
    names = [
        one.id for one in latest_first([meeting("2031-05-30"), meeting("2031-05"), meeting("2031-06-01")])
    ]
    assert names == ["2031-06-01", "2031-05", "2031-05-30"]


def test_only_the_meetings_of_the_counterpart() -> None:
    """A meeting stands in the dossiers of all its counterparts and in no other."""
    with_both = meeting("2031-01-02", counterparts=("FR", "NO"))
    with_norway = meeting("2031-01-01", counterparts=("NO",))
    assert [one.meeting.id for one in met(with_both, with_norway, code="FR")] == ["2031-01-02"]
    assert [one.meeting.id for one in met(with_both, with_norway, code="NO")] == ["2031-01-02", "2031-01-01"]


def test_titles_of_the_day() -> None:
    """A participant stands in the posts held on the day of each meeting, in order of precedence."""
    held = records(
        person(
            "jeanne",
            "FR",
            post("fr-prime-minister", "2032-01-01"),
            post("fr-minister", "2030-01-01", "2033-01-01"),
            post("fr-mayor", "2020-01-01", "2029-12-31"),
        ),
        *(meeting(day, participants=present(jeanne="FR")) for day in ("2031-05-05", "2032-05-05")),
    )
    titles = [
        (one.meeting.id, [held_post.office for held_post in one.attendances[0].posts])
        for one in dossier(held).encounters
    ]
    assert titles == [("2032-05-05", ["fr-prime-minister", "fr-minister"]), ("2031-05-05", ["fr-minister"])]


def test_participants_stay_in_the_order_of_the_record() -> None:
    """Who is named first in the record is named first in the dossier."""
    held = records(
        person("zoe", "VN"),
        person("anna", "FR"),
        meeting("2031-01-01", participants=present(zoe="VN", anna="FR")),
    )
    attendances = dossier(held).encounters[0].attendances
    assert [(one.person.id, one.participant.side) for one in attendances] == [("zoe", "VN"), ("anna", "FR")]


def test_inside_names_the_forum_to_its_members_only() -> None:
    """A member's dossier says inside which forum it took part; the forum's own does not."""
    held = records(
        counterpart("ASEAN", CounterpartKind.ORGANISATION),
        meeting("2031-01-02", counterparts=("ASEAN", "FR"), forum="ASEAN"),
        meeting("2031-01-01"),
    )
    assert [one.inside for one in dossier(held).encounters] == ["ASEAN", None]
    assert [one.inside for one in dossier(held, "ASEAN").encounters] == [None]


def test_conference_is_looked_up() -> None:
    """The conference on whose margins a meeting was held comes with it."""
    conference = Conference("itc", text("Conference"), Name("ITC", "ITC"), Day(2031), Marking.PUBLIC)
    held = records(conference, meeting("2031-01-02", conference="itc"), meeting("2031-01-01"))
    assert [one.conference for one in dossier(held).encounters] == [conference, None]


def test_where_a_meeting_and_its_day_are_read() -> None:
    """The meeting, its date and its points each have citations of their own."""
    held = records(
        source("almanac"),
        meeting(
            "2031-01-01",
            statement(source=Citation("gazette", 5), also=(Citation("almanac", 6),)),
            sources=(Citation("gazette", 1), Citation("gazette", 3)),
            date_evidence=(Citation("almanac", 2),),
        ),
    )
    (one,) = dossier(held).encounters
    assert places(one.references) == [(1, "gazette", 1), (1, "gazette", 3)]
    assert places(one.date_references) == [(2, "almanac", 2)]
    assert places(one.points[0].references) == [(1, "gazette", 5), (2, "almanac", 6)]


def test_address_of_a_point() -> None:
    """A point is linked to by its meeting and its own name."""
    (one,) = met(meeting("2031-01-01", statement("s7")))
    assert one.points[0].address == "2031-01-01.s7"


def test_meeting_known_from_a_caption_only() -> None:
    """A meeting without points of which only captions tell is said to be known from captions."""
    held = records(
        source("photos", captions=(1, 2)),
        meeting("2031-01-04", sources=(Citation("photos", 1), Citation("photos", 2))),
        meeting("2031-01-03", sources=(Citation("photos", 1), Citation("photos", 3))),
        meeting("2031-01-02", statement(), sources=(Citation("photos", 1),)),
    )
    assert [one.from_caption_only for one in dossier(held).encounters] == [True, False, False]
