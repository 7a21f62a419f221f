"""What is new in a dossier since an earlier state of it: entry by entry, at their stable addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from briefings.dossier.shown import Met, Misprint, Promise, Read, Relation, Spoken, Tenure, Uncovered
from briefings.languages.dates import Day
from briefings.languages.text import Text
from briefings.model.markings import Marking


class News(StrEnum):
    """What became of an entry, in the order in which a reader has to know of it."""

    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    ENDED = "ended"
    MOVED = "moved"
    NEW = "new"


class Kind(StrEnum):
    """What sort of entry it is, in the order of the list."""

    MEETING = "meeting"
    POINT = "point"
    FRAMEWORK = "framework"
    POST = "post"
    COMMITMENT = "commitment"
    DOUBT = "doubt"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Held:
    """A post and who held it; ``address`` is where the page shows it."""

    address: str
    person: str
    name: Text
    post: Tenure


Entry: TypeAlias = Spoken | Met | Relation | Held | Promise | Misprint | Uncovered


@dataclass(frozen=True, slots=True)
class Change:
    """An entry before and after, and the names of the fields in which the two differ."""

    kind: Kind
    news: News
    address: str
    before: Entry | None
    after: Entry | None
    fields: tuple[str, ...] = ()

    @property
    def entry(self) -> Entry:
        """Return the entry as it stands, or as it stood if it stands no more."""
        found = self.before if self.after is None else self.after
        assert found is not None  # noqa: S101 - nothing changes from nothing into nothing
        return found


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new in a dossier since an earlier state of it.

    ``since`` is the earlier day; ``edition`` whether it is that of an edition, or one as of which
    the same records were read. ``others`` are the parts that differ besides what is listed.
    ``sides``, ``topics`` and ``sources`` name what either state mentions; ``marking`` is that of
    the earlier state if anything of it is shown.
    """

    since: Day
    edition: bool
    listed: tuple[Change, ...]
    others: tuple[str, ...]
    sides: Mapping[str, Text]
    topics: Mapping[str, Text]
    sources: Mapping[str, Read]
    marking: Marking

    @property
    def nothing(self) -> bool:
        """Return whether the two states show the same."""
        return not self.listed and not self.others

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Return the sorts of entries that changed, in the order of the list."""
        return tuple(kind for kind in Kind if self.of(kind))

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """Return the changes of one sort: what was withdrawn or corrected first, what is new last."""
        return tuple(one for news in News for one in self.listed if one.kind is kind and one.news is news)

    @property
    def marks(self) -> Mapping[str, News]:
        """Return what became of the entries that stand on the page, by their addresses."""
        return {one.address: one.news for one in self.listed if one.after is not None}


def misprint_address(source: str, printed: str) -> str:
    """Return under what a misprint is looked up, which has no address of its own on the page."""
    return f"{source} {printed}"


def post_address(person: str, place: int) -> str:
    """Return under what a post is looked up: the person's identifier and the post's place among theirs."""
    return f"person-{person}.{place}"
