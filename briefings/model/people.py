"""People and the posts they held, each with its dates: titles are always those of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefings.languages.dates import Day
from briefings.languages.text import Name, Text
from briefings.model.confirmation import Confirmation
from briefings.model.markings import Marking
from briefings.model.sources import Citation


@dataclass(frozen=True, slots=True)
class Post:
    """A post that a person held from one day to another.

    ``office`` names the post itself, the same for every holder, so that two holders on one day
    are noticed. A missing ``end`` means that the end is unknown, not that the post is current.
    """

    office: str
    counterpart: str
    title: Text
    confirmation: Confirmation
    start: Day | None = None
    end: Day | None = None
    evidence: tuple[Citation, ...] = ()
    note: Text | None = None
    shared: bool = False

    def held_on(self, day: date) -> bool:
        """Return whether the post was held on this day, as far as its dates tell."""
        begun = self.start is not None and self.start.earliest <= day
        return begun and (self.end is None or day <= self.end.latest)


@dataclass(frozen=True, slots=True)
class Person:
    """A public official: name, side, posts in order of precedence, and how to address them.

    ``variants`` are other spellings found in sources.
    """

    id: str
    name: Name
    counterpart: str
    marking: Marking
    posts: tuple[Post, ...]
    address: Text | None = None
    variants: tuple[str, ...] = ()
    died: Day | None = None

    def posts_on(self, day: date) -> tuple[Post, ...]:
        """Return the posts held on this day, in order of precedence."""
        return tuple(post for post in self.posts if post.held_on(day))
