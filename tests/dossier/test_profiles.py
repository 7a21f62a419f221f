"""The people across the table: their posts so far, who holds them now, and when they were met."""

from __future__ import annotations

from briefings.dossier.contents import Dossier
from briefings.model.people import Person
from briefings.model.sources import Citation
from briefings.records import Records

from .house import dossier, meeting, person, places, post, present, records, source


def held_by(made: Dossier) -> list[tuple[str, str, bool, str]]:
    """Return who holds, or held, each post met, and when they were last seen in it."""
    return [(one.person.id, one.post.office, one.current, str(one.last_seen)) for one in made.summary.holders]


def across_the_table(*people: Person) -> Records:
    """Return records in which each of these people was met once, a year after the other."""
    meetings = (
        meeting(f"203{at}-06-01", participants=present(**{one.id: "FR"})) for at, one in enumerate(people)
    )
    return records(*people, *meetings)


def test_people_met_most_recently_come_first() -> None:
    """People stand by their last meeting; those never met come last, by name."""
    held = records(
        *(person(name, "FR", post(name, "2020-01-01")) for name in ("anna", "zoe", "carl", "bert")),
        meeting("2031-01-01", participants=present(anna="FR")),
        meeting("2032-01-01", participants=present(zoe="FR")),
    )
    assert [one.person.id for one in dossier(held).profiles] == ["zoe", "anna", "bert", "carl"]


def test_only_people_of_the_counterpart_with_posts() -> None:
    """Our own people, a third side's and those without any post so far have no profile."""
    held = records(
        person("own", "VN", post("a", "2020-01-01")),
        person("third", "NO", post("b", "2020-01-01")),
        person("without", "FR"),
        person("not-yet", "FR", post("c", "2038-01-01")),
        person("jeanne", "FR", post("d", "2020-01-01")),
    )
    assert [one.person.id for one in dossier(held, on="2031-01-01").profiles] == ["jeanne"]


def test_posts_are_cited() -> None:
    """Each post of a profile cites where it was read."""
    held = records(
        source("almanac"), person("jeanne", "FR", post("a", "2020-01-01", evidence=(Citation("almanac", 4),)))
    )
    ((held_post, references),) = dossier(held).profiles[0].posts
    assert (held_post.office, places(references)) == ("a", [(1, "almanac", 4)])


def test_meetings_that_a_person_took_part_in() -> None:
    """A profile lists the meetings of this person, latest first."""
    held = records(
        person("jeanne", "FR", post("a", "2020-01-01")),
        meeting("2031-01-01", participants=present(jeanne="FR")),
        meeting("2032-01-01"),
        meeting("2033-01-01", participants=present(jeanne="FR")),
    )
    assert [one.id for one in dossier(held).profiles[0].met] == ["2033-01-01", "2031-01-01"]


def test_holder_after_the_end_is_not_current() -> None:
    """Up to the last day somebody holds a post; after it they are the last known holder."""
    held = across_the_table(person("jeanne", "FR", post("minister", "2029-01-01", "2031-12-31")))
    assert held_by(dossier(held, on="2031-12-31")) == [("jeanne", "minister", True, "2030-06-01")]
    assert held_by(dossier(held, on="2032-01-01")) == [("jeanne", "minister", False, "2030-06-01")]


def test_successor_takes_the_post() -> None:
    """Of two people met in one post the one who took it up last holds it."""
    held = across_the_table(
        person("jeanne", "FR", post("minister", "2029-01-01", "2030-12-31")),
        person("marie", "FR", post("minister", "2031-01-01")),
    )
    assert held_by(dossier(held)) == [("marie", "minister", True, "2031-06-01")]
    assert held_by(dossier(held, on="2030-12-31")) == [("jeanne", "minister", True, "2030-06-01")]


def test_successor_whom_nobody_has_met() -> None:
    """Who holds a post is said also of somebody who has not been met yet."""
    held = records(
        *across_the_table(
            person("jeanne", "FR", post("minister", "2029-01-01", "2030-12-31"))
        ).people.values(),
        person("marie", "FR", post("minister", "2031-01-01")),
        meeting("2030-06-01", participants=present(jeanne="FR")),
    )
    made = dossier(held)
    assert held_by(made) == [("marie", "minister", True, "None")]
    assert [one.lack.value for one in made.doubts.missing if one.lack.value == "holder"] == []


def test_post_that_nobody_was_met_in() -> None:
    """A post that somebody left before they were first met is not one whose holder is looked for."""
    held = across_the_table(
        person("jeanne", "FR", post("minister", "2029-01-01"), post("mayor", "2010-01-01", "2015-01-01"))
    )
    assert [office for _, office, _, _ in held_by(dossier(held))] == ["minister"]


def test_people_never_met_are_no_holders() -> None:
    """A post in which nobody was met is not among those that the first page names."""
    held = records(person("jeanne", "FR", post("minister", "2029-01-01")))
    assert held_by(dossier(held)) == []


def test_post_without_an_end() -> None:
    """Of a post without an end it is known that none is recorded, and when its holder was last met."""
    held = across_the_table(person("jeanne", "FR", post("minister", "2029-01-01")))
    (one,) = dossier(held).summary.holders
    assert (one.current, one.post.end, str(one.last_seen)) == (True, None, "2030-06-01")


def test_last_seen_in_this_very_post() -> None:
    """Somebody with two posts one after the other was last met in each at its own time."""
    held = records(
        person("jeanne", "FR", post("president", "2031-01-01"), post("minister", "2029-01-01", "2030-12-31")),
        *(
            meeting(day, participants=present(jeanne="FR"))
            for day in ("2030-06-01", "2031-06-01", "2032-06-01")
        ),
    )
    assert held_by(dossier(held)) == [
        ("jeanne", "president", True, "2032-06-01"),
        ("jeanne", "minister", False, "2030-06-01"),
    ]
