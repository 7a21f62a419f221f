"""The records of this repository, as the dossiers made from them show them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from briefings.dossier import Dossier, gather
from briefings.dossier.contents import Lack
from briefings.dossier.relations import Pledge, Standing
from briefings.errors import Severity
from briefings.languages.dates import write_period
from briefings.languages.text import Language
from briefings.model.markings import Marking
from briefings.model.meetings import Act
from briefings.records import Reading, read

HERE = Path(__file__).parents[2]
CODES = ["ARF", "ASEAN", "CA", "EAS", "EU", "ID", "JP", "KR", "NZ", "RU", "US"]
TODAY = date(2026, 11, 22)
TWICE_PRINTED = "nhandan-2021-07-06-asean-russia"


@pytest.fixture(scope="module")
def reading() -> Reading:
    """Return the records of this repository."""
    return read(HERE / "records", home="VN")


def about(reading: Reading, code: str, on: date = TODAY) -> Dossier:
    """Return the dossier of a counterpart as of a day."""
    held = reading.records
    return gather(held.counterparts[code], held, home="VN", as_of=on, clearance=Marking.INTERNAL)


def pledges(made: Dossier) -> dict[str, Pledge]:
    """Return the commitments of a dossier by name."""
    return {one.commitment.id: one for one in made.pledges}


def titles(made: Dossier, person: str) -> dict[str, list[str | None]]:
    """Return the titles of a person at each meeting of a dossier, by its name."""
    return {
        one.meeting.id: [post.title.en for post in who.posts]
        for one in made.encounters
        for who in one.attendances
        if who.person.id == person
    }


def test_nothing_is_wrong(reading: Reading) -> None:
    """The records have no errors, and nobody's dossier has to wait."""
    assert [str(one) for one in reading.problems if one.severity is Severity.ERROR] == []
    assert reading.blocked == {}


def test_meetings_and_statements(reading: Reading) -> None:
    """There are sixteen meetings and more than a hundred statements, none of them said twice."""
    meetings = reading.records.meetings.values()
    assert len(meetings) == 16
    assert sum(len(one.statements) for one in meetings) > 100
    said = Counter(
        (one.id, point.text.in_(language))
        for one in meetings
        for point in one.statements
        for language in Language
    )
    assert [text for text, times in said.items() if times > 1] == []


@pytest.mark.parametrize("code", CODES)
def test_every_counterpart_has_a_dossier(reading: Reading, code: str) -> None:
    """Of each counterpart there is a dossier with meetings, points, sources and a timeline."""
    made = about(reading, code)
    assert list(reading.records.counterparts) == CODES
    assert (made.counterpart.code, made.marking, made.edition) == (code, Marking.PUBLIC, TODAY)
    assert all((made.encounters, made.strands, made.sources, made.timeline, made.summary.last))


@pytest.mark.parametrize("code", CODES)
def test_every_point_is_cited_with_its_paragraph(reading: Reading, code: str) -> None:
    """Each point leads to a paragraph that exists in a source that is listed under its number."""
    made = about(reading, code)
    points = [point for one in made.encounters for point in one.points]
    assert all(point.references for point in points)
    for reference in (one for point in points for one in point.references):
        source = made.sources[reference.number - 1]
        assert source.id == reference.source
        assert reference.paragraph is not None
        assert source.paragraph(reference.paragraph) is not None


@pytest.mark.parametrize("code", CODES)
def test_everybody_stands_in_a_post_of_that_day(reading: Reading, code: str) -> None:
    """Nobody is shown at a meeting without the title they held that day."""
    for one in about(reading, code).encounters:
        assert [who.person.id for who in one.attendances if not who.posts] == []


def test_united_states_before_the_upgrade(reading: Reading) -> None:
    """On 1 August 2023 the Comprehensive Partnership was in force, and nothing later was known."""
    made = about(reading, "US", date(2023, 8, 1))
    ours = [one for one in made.levels if "VN" in one.framework.parties]
    assert [(one.framework.id, one.framework.end, one.current) for one in ours] == [("vn-us-cp", None, True)]
    assert [one.meeting.id for one in made.encounters] == [
        "2023-07-14-amm-56-partner-conferences-jakarta",
        "2023-07-14-asean-us-jakarta",
        "2023-07-13-us-blinken-jakarta",
        "2022-08-05-us-blinken-phnom-penh",
    ]
    assert max(one.day.latest for one in made.timeline) == date(2023, 7, 14)
    assert max(step.day.latest for one in made.pledges for step in one.trail) == date(2023, 7, 14)
    assert made.edition == date(2023, 7, 14)


def test_commitments_with_the_united_states_before_the_upgrade(reading: Reading) -> None:
    """On that day the upgrade was open and of the annual dialogue nobody had spoken yet."""
    upgrade = "vn-us-upgrade"
    before, after = pledges(about(reading, "US", date(2023, 8, 1))), pledges(about(reading, "US"))
    assert (before[upgrade].standing, before[upgrade].reported) == (Standing.OPEN, False)
    assert (after[upgrade].standing, after[upgrade].reported) == (Standing.DONE, True)
    assert "vn-us-annual-dialogue" not in before
    assert after["vn-us-annual-dialogue"].standing is Standing.OVERDUE


def test_title_of_our_minister_before_his_promotion(reading: Reading) -> None:
    """As of 1 August 2023 Bui Thanh Son is Minister of Foreign Affairs and nothing else."""
    made = about(reading, "US", date(2023, 8, 1))
    shown = titles(made, "bui-thanh-son")
    assert len(shown) == 4
    assert all(one == ["Minister of Foreign Affairs"] for one in shown.values())
    people = {who.person.id: who.person for one in made.encounters for who in one.attendances}
    assert [(one.title.en, one.end) for one in people["bui-thanh-son"].posts] == [
        ("Minister of Foreign Affairs", None)
    ]


def test_title_of_our_minister_on_14_november_2024(reading: Reading) -> None:
    """In Lima he is Deputy Prime Minister and Minister, in Washington eight months before only the latter."""
    shown = titles(about(reading, "US"), "bui-thanh-son")
    assert shown["2024-11-14-us-blinken-lima"] == ["Deputy Prime Minister", "Minister of Foreign Affairs"]
    assert shown["2024-03-25-us-fm-dialogue-1-washington"] == ["Minister of Foreign Affairs"]


@pytest.mark.parametrize("code", ["CA", "JP", "NZ", "US"])
def test_title_of_our_minister_in_all_meetings_in_lima(reading: Reading, code: str) -> None:
    """All four meetings of that day show both of his posts."""
    shown = titles(about(reading, code), "bui-thanh-son")
    assert [one for name, one in shown.items() if name.startswith("2024-11-14")] == [
        ["Deputy Prime Minister", "Minister of Foreign Affairs"]
    ]


def test_framework_with_the_united_states_on_the_day_of_the_upgrade(reading: Reading) -> None:
    """The Comprehensive Strategic Partnership takes over on 10 September 2023, not a day before."""

    def in_force(day: int) -> list[str]:
        levels = about(reading, "US", date(2023, 9, day)).summary.levels
        return [one.framework.id for one in levels if "VN" in one.framework.parties]

    assert (in_force(9), in_force(10)) == (["vn-us-cp"], ["vn-us-csp"])


def test_requests_to_the_european_union(reading: Reading) -> None:
    """Two requests of ours to the EU are open: EVIPA and the yellow card; both are live."""
    made = about(reading, "EU")
    requests = [one for one in made.asks.ours if one.statement.act is Act.REQUESTED]
    assert [(one.statement.commitment, one.statement.to) for one in requests] == [
        ("evipa-ratification", ("EU",)),
        ("iuu-yellow-card", ("EU",)),
    ]
    standing = {name: one.standing for name, one in pledges(made).items()}
    assert (standing["evipa-ratification"], standing["iuu-yellow-card"]) == (Standing.OPEN, Standing.OPEN)
    assert {one.address for one in requests} <= {one.address for one in made.summary.live}


@pytest.mark.parametrize("code", ["US", "KR"])
def test_doubt_on_thirty_years(reading: Reading, code: str) -> None:
    """It is open to doubt with whom 30 years were to be marked, and both dossiers say so up front."""
    (doubt,) = about(reading, code).summary.doubts
    assert doubt.erratum.printed == "30 năm thiết lập quan hệ"
    assert {one.source for one in doubt.references} == {"press-2022-08-05-phnom-penh"}


def test_doubt_on_the_membership_of_canada(reading: Reading) -> None:
    """The article counts ASEAN among Canada's forums; Canada's dossier doubts it up front."""
    (doubt,) = about(reading, "CA").summary.doubts
    assert (doubt.erratum.right.en or "").startswith("Canada is not a member of ASEAN")
    assert [one.paragraph for one in doubt.references] == [14]


def test_doubt_concerns_nobody_else(reading: Reading) -> None:
    """Neither doubt stands in the dossier of somebody who met on the same occasion."""
    for code in ("JP", "NZ", "EU"):
        assert about(reading, code).summary.doubts == ()


def test_paragraphs_printed_twice(reading: Reading) -> None:
    """What the article prints twice is recorded once: each statement of paragraphs 15 to 17 alone."""
    source = reading.records.sources[TWICE_PRINTED]
    twice = {one.number for one in source.paragraphs if len(one.lines) == 2}
    assert {15, 16, 17} <= twice
    cited = [
        (point.source.paragraph, point.text.vi)
        for one in reading.records.meetings.values()
        for point in one.statements
        if point.source.id == TWICE_PRINTED and point.source.paragraph in {15, 16, 17}
    ]
    assert {paragraph for paragraph, _ in cited} == {15, 16, 17}
    assert len(cited) == len(set(cited)) == len({text for _, text in cited})


def test_meeting_known_from_a_caption(reading: Reading) -> None:
    """Of the meeting with Jake Sullivan there is a caption, no point, and the dossier says both."""
    made = about(reading, "US")
    found = {one.meeting.id: one for one in made.encounters if one.from_caption_only}
    (sullivan,) = found.values()
    assert sullivan.meeting.id == "2024-03-25-us-sullivan-washington"
    assert sullivan.points == ()
    assert [one.caption for one in sullivan.references] == [True]
    assert [one.address for one in made.doubts.missing if one.lack is Lack.CONTENT] == [sullivan.meeting.id]


def test_no_post_without_an_end_is_called_current_without_saying_so(reading: Reading) -> None:
    """The period of a post without an end says that no end is recorded, not that it goes on."""
    open_ended = [
        (code, one)
        for code in CODES
        for one in about(reading, code).summary.holders
        if one.current and one.post.end is None
    ]
    assert [(code, one.person.id) for code, one in open_ended] == [
        ("NZ", "winston-peters"),
        ("RU", "sergey-lavrov"),
    ]
    for _, one in open_ended:
        assert one.last_seen is not None
        assert "end not recorded" in write_period(one.post.start, None, Language.EN)
        assert "chưa rõ thời điểm kết thúc" in write_period(one.post.start, None, Language.VI)


@pytest.mark.parametrize(
    ("code", "offices"),
    [
        ("CA", ["ca-foreign-minister"]),
        ("EU", ["eu-high-representative"]),
        ("US", ["us-secretary-of-state", "us-national-security-advisor"]),
    ],
)
def test_posts_that_have_ended_have_no_holder(reading: Reading, code: str, offices: list[str]) -> None:
    """Where the people met have left, the dossier names the post as vacant in the records."""
    made = about(reading, code)
    assert [one.post.office for one in made.summary.holders if not one.current] == offices
    assert len([one for one in made.doubts.missing if one.lack is Lack.HOLDER]) == len(offices)


def test_counterparts_met_inside_forums_only(reading: Reading) -> None:
    """Of Indonesia and Russia no bilateral meeting is recorded, and their dossiers say so."""
    without = [
        code for code in CODES if Lack.BILATERAL in {one.lack for one in about(reading, code).doubts.missing}
    ]
    assert without == ["ID", "RU"]
    for code in without:
        assert {one.inside is None for one in about(reading, code).encounters} == {False}


def test_gaps_of_the_united_states(reading: Reading) -> None:
    """Contacts known to have taken place, and covered by no source, are named latest first."""
    assert [one.id for one, _ in about(reading, "US").doubts.gaps] == [
        "2024-07-27-us-blinken-hanoi",
        "2024-03-25-us-power",
        "2023-04-15-us-blinken-hanoi",
        "2022-05-13-us-sullivan-washington",
        "2022-05-13-us-blinken-washington",
        "2021-05-27-us-blinken-call",
    ]
