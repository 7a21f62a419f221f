"""People take part in a meeting in a post that they held on its day."""

from __future__ import annotations

from collections.abc import Iterator

from briefings.errors import Problem
from briefings.languages.dates import Day
from briefings.languages.text import Text
from briefings.model.people import Person, Post
from briefings.records.collection import Kind
from briefings.records.holdings import Holdings


def participants_hold_a_post(holdings: Holdings) -> Iterator[Problem]:
    """Yield a problem for each participant who, as far as is known, held no post on the day."""
    for meeting in holdings.records.meetings.values():
        for at, participant in enumerate(meeting.participants):
            person = holdings.records.people.get(participant.person)
            if person is None or any(_may_be_held(post, meeting.date) for post in person.posts):
                continue
            what = f"{_name(person.name)} held no post on {meeting.date}. {_posts(person)}"
            path = ("participants", at, "person")
            tip = f"Mend the date, the person, or records/people/{person.id}.yaml."
            yield holdings.error(Kind.MEETINGS, meeting.id, path, what, tip)


def participants_are_alive(holdings: Holdings) -> Iterator[Problem]:
    """Yield a problem for each participant who died before the meeting."""
    for meeting in holdings.records.meetings.values():
        for at, participant in enumerate(meeting.participants):
            person = holdings.records.people.get(participant.person)
            if person is None or person.died is None or person.died.latest >= meeting.date.earliest:
                continue
            what = f"{_name(person.name)} died on {person.died}, before this meeting on {meeting.date}."
            path = ("participants", at, "person")
            tip = f"Mend the date, the person, or records/people/{person.id}.yaml."
            yield holdings.error(Kind.MEETINGS, meeting.id, path, what, tip)


def posts_end_after_they_begin(holdings: Holdings) -> Iterator[Problem]:
    """Yield a problem for each post and each framework that ends before it begins."""
    for person in holdings.records.people.values():
        for at, post in enumerate(person.posts):
            if _ends_before(post.start, post.end):
                what = f"The post ends on {post.end}, before it begins on {post.start}."
                path = ("posts", at, "end")
                yield holdings.error(Kind.PEOPLE, person.id, path, what, "Mend one of the two.")
    for framework in holdings.records.frameworks.values():
        if _ends_before(framework.start, framework.end):
            what = f"The framework ends on {framework.end}, before it begins on {framework.start}."
            yield holdings.error(Kind.FRAMEWORKS, framework.id, ("end",), what, "Mend one of the two.")


def _ends_before(start: Day | None, end: Day | None) -> bool:
    return start is not None and end is not None and end.latest < start.earliest


def _may_be_held(post: Post, day: Day) -> bool:
    """Return whether the post was held on some day that this one may mean."""
    begun = post.start is not None and post.start.earliest <= day.latest
    return begun and (post.end is None or day.earliest <= post.end.latest)


def _posts(person: Person) -> str:
    if not person.posts:
        return "No posts are recorded."
    said = (f"{_name(post.title)} ({post.start or '?'} to {post.end or '?'})" for post in person.posts)
    return f"On record: {', '.join(said)}."


def _name(text: Text) -> str:
    return text.en or text.vi or ""
