"""The words of what is new: each change as an entry of the list in front, in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Any, Final

from markupsafe import Markup, escape

from briefings.dossier.changes import Change, Changes, Entry, Held, Kind, News
from briefings.dossier.points import Reference
from briefings.dossier.relations import Standing
from briefings.dossier.shown import (
    Became,
    Cited,
    Met,
    Misprint,
    Present,
    Promise,
    Relation,
    Spoken,
    Uncovered,
    Venue,
)
from briefings.languages.dates import Day
from briefings.languages.numbers import write_list
from briefings.languages.text import Text
from briefings.languages.wording import compare
from briefings.model.commitments import Due, Status
from briefings.model.confirmation import Confirmation
from briefings.model.meetings import COLLECTIVES, Act, Mode
from briefings.render.words import Words, first_upper

_CONTEXTS: Final[Mapping[type, str]] = {
    Act: "act",
    Mode: "mode",
    Status: "status",
    Standing: "standing",
    Confirmation: "confirmation",
}


def vocabulary(words: Words, changes: Changes | None) -> dict[str, Any]:
    """Return what templates call to tell what is new; without anything to compare, nothing is."""
    return {"news": _no_news} if changes is None else Telling(words, changes).vocabulary()


def _no_news(address: str) -> str:  # noqa: ARG001 - nothing is new, wherever it stands
    return ""


class Telling:
    """What templates call to tell what is new in a dossier, in the language of its words."""

    def __init__(self, words: Words, changes: Changes) -> None:
        self._words = words
        self._changes = changes
        self._marks = changes.marks
        self._numbers = {one.id: number for number, one in enumerate(words.dossier.sources, 1)}
        self._writers: Mapping[type, Callable[[Change, Any], Markup]] = {
            Spoken: self._point,
            Met: self._meeting,
            Relation: self._framework,
            Held: self._post,
            Promise: self._commitment,
            Misprint: self._misprint,
            Uncovered: self._gap,
        }
        self._values: Mapping[type, Callable[[Any], Markup | str]] = {
            Text: self._text,
            Day: words.day,
            Due: words.due,
            Venue: self._venue,
            str: self._side,
        }

    def vocabulary(self) -> dict[str, Any]:
        """Return what templates call, by name."""
        return {
            "compared": self.compared(),
            "also_changed": self.also_changed(),
            "news": self.news,
            "became": self.became,
            "kind": self.kind,
            "tally": self.tally,
            "entry": self.entry,
            "amended": self.amended,
        }

    # sentences and headings

    def compared(self) -> str:
        """Return with what the dossier was compared."""
        day = self._words.day(self._changes.since)
        if self._changes.edition:
            return self._words._("Compared with the edition of %(day)s.", day=day)
        return self._words._("Compared with what was on record on %(day)s.", day=day)

    def also_changed(self) -> str:
        """Return which parts differ in details that are not listed, or nothing."""
        parts = [self._words.phrase("part that changed", one) for one in self._changes.others]
        said = write_list(parts, self._words.language)
        return self._words._("Details were also changed in: %(parts)s.", parts=said) if parts else ""

    def kind(self, kind: Kind) -> str:
        """Return the heading of a sort of entries."""
        return self._words.phrase("kind", kind)

    def tally(self, kind: Kind) -> str:
        """Return how many entries of a sort became what."""
        found = [one.news for one in self._changes.of(kind)]
        counted = ((news, found.count(news)) for news in News)
        return ", ".join(
            f"{number}\u00a0{self._words.phrase('news', news)}" for news, number in counted if number
        )

    def news(self, address: str) -> str:
        """Return what became of the entry that stands at an address, or nothing if it is as it was."""
        found = self._marks.get(address)
        return "" if found is None else self._words.phrase("news", found)

    def became(self, change: Change) -> str:
        """Return what became of an entry of the list."""
        return self._words.phrase("news", change.news)

    # entries

    def entry(self, change: Change) -> Markup:
        """Return an entry in a line: when, who, what; linked to where it stands, if it still does."""
        return self._writers[type(change.entry)](change, change.entry)

    def _meeting(self, change: Change, meeting: Met) -> Markup:
        said = Markup("{} – {}").format(first_upper(self._words.day(meeting.date)), self._text(meeting.title))
        return self._link(change, meeting.id, said)

    def _framework(self, change: Change, framework: Relation) -> Markup:
        return Markup("{} ({}), {}").format(
            self._link(change, framework.id, self._text(framework.title)),
            self._sides(framework.parties, " – "),
            self._words.period(framework.start, framework.end),
        )

    def _post(self, change: Change, held: Held) -> Markup:
        return Markup("{}, {}, {}").format(
            self._link(change, f"person-{held.person}", self._text(held.name)),
            self._text(held.post.title),
            self._words.period(held.post.start, held.post.end),
        )

    def _commitment(self, change: Change, promise: Promise) -> Markup:
        said = self._link(change, promise.id, self._text(promise.title))
        standing = self._words.phrase("standing", promise.standing)
        return Markup('{} <span class="detail">{}</span>').format(said, standing)

    def _misprint(self, change: Change, misprint: Misprint) -> Markup:
        printed = self._link(change, "doubts", f"“{misprint.printed}”")
        return Markup("{} → {}. {}").format(printed, self._text(misprint.right), self._text(misprint.why))

    def _gap(self, change: Change, gap: Uncovered) -> Markup:
        day = self._link(change, gap.id, self._words.short_day(gap.date))
        return Markup("{} {}").format(day, self._text(gap.what))

    def _point(self, change: Change, point: Spoken) -> Markup:
        text = self._text(point.text)
        if isinstance(change.before, Spoken) and "text" in change.fields:
            text = self._reworded(change.before.text, point.text)
        return Markup('{} <span class="who">{}</span> <span class="act">{}</span>{}: {} {}').format(
            self._link(change, point.address, self._words.short_day(point.date)),
            self._sides(point.by),
            self._words.phrase("act", point.act),
            self._addressee(point),
            text,
            self._cited(point.sources),
        )

    def amended(self, change: Change) -> tuple[Markup, ...]:
        """Return, for each field that was changed, what stood there and what stands there now."""
        if change.before is None or change.after is None:
            return ()
        old, new = _fields_of(change.before), _fields_of(change.after)
        # what the entry's own line says already
        said = {"text"} if isinstance(new, Spoken) else {"end"} if change.news is News.ENDED else set()
        fields = (one for one in change.fields if one not in said)
        return tuple(self._amended(one, getattr(old, one), getattr(new, one)) for one in fields)

    def _amended(self, field: str, before: object, after: object) -> Markup:
        label = self._words.phrase("field", field)
        if isinstance(before, Text) and isinstance(after, Text):
            return Markup("{}: {}").format(label, self._reworded(before, after))
        old, new = self._value(field, before), self._value(field, after)
        parts = [Markup("<del>{}</del>").format(old)] if old else []
        parts += [Markup("<ins>{}</ins>").format(new)] if new else []
        return Markup("{}: {}").format(label, Markup(" ").join(parts))

    # values

    def _value(self, field: str, value: Any) -> Markup | str:  # noqa: ANN401 - the value of any field
        if value is None or value is False or value == ():
            return ""
        if value is True:
            return self._words._("doubt")
        if isinstance(value, Enum):
            return self._words.phrase(_CONTEXTS[type(value)], value)
        if isinstance(value, tuple):
            return self._listed(field, value)
        said: Markup | str = self._values[type(value)](value)
        return said

    def _listed(self, field: str, values: tuple[Any, ...]) -> Markup | str:
        match values[0]:
            case Cited():
                return self._cited(values)
            case Present():
                return Markup("; ").join(self._present(one) for one in values)
            case Became():
                return Markup("; ").join(self._became(one) for one in values)
        if field == "topics":
            labels = [self._words.plain(self._changes.topics[one]) for one in values]
            return write_list(labels, self._words.language)
        return self._sides(values)

    def _text(self, text: Text) -> Markup:
        return Markup("<br>").join(self._words.plain(text).split("\n"))

    def _reworded(self, before: Text, after: Text) -> Markup:
        language = self._words.language
        pieces = compare(before.in_(language) or "", after.in_(language) or "")
        return self._words.marked(pieces)

    def _link(self, change: Change, address: str, said: str) -> Markup:
        if change.after is None:
            return Markup(escape(said))  # noqa: S704 - escaped
        return Markup('<a href="#{}">{}</a>').format(address, said)

    def _side(self, code: str) -> str:
        if code in COLLECTIVES:
            return self._words.phrase("side", code)
        name = self._changes.sides.get(code)
        return code if name is None else self._words.plain(name)

    def _sides(self, codes: Iterable[str], between: str | None = None) -> str:
        names = [self._side(one) for one in codes]
        joined = write_list(names, self._words.language) if between is None else between.join(names)
        return first_upper(joined)

    def _addressee(self, point: Spoken) -> str:
        if not point.to:
            return ""
        known = {*COLLECTIVES, *self._words.dossier.sides}
        names = [self._words.in_sentence(one) if one in known else self._side(one) for one in point.to]
        said = self._words.phrase("addressee", point.act)
        return f" {said}" % {"side": write_list(names, self._words.language)}

    def _venue(self, venue: Venue) -> str:
        parts = [self._words.plain(one) for one in (venue.venue, venue.city) if one is not None]
        return ", ".join([*parts, self._side(venue.country)])

    def _present(self, one: Present) -> Markup:
        titles = [self._words.plain(title) for title in one.titles]
        said = f"{self._words.plain(one.name)} ({', '.join([self._side(one.side), *titles])})"
        return Markup(escape(said))  # noqa: S704 - escaped

    def _became(self, one: Became) -> Markup:
        status = self._words.phrase("status", one.status)
        return Markup("{} ({}): {}").format(status, self._words.short_day(one.date), self._text(one.text))

    def _cited(self, places: Iterable[Cited]) -> Markup:
        return Markup(" ").join(self._citation(one) for one in places)

    def _citation(self, place: Cited) -> Markup:
        number = self._numbers.get(place.source)
        if number is not None:
            return self._words.cite([Reference(number, place.source, place.paragraph)])
        source = self._changes.sources.get(place.source)
        said = place.source if source is None or source.title is None else f"“{source.title}”"
        if place.paragraph is not None:
            said += f", ¶\u00a0{place.paragraph}"
        return Markup('<span class="cite">[{}]</span>').format(said)


def _fields_of(entry: Entry) -> object:
    """Return what holds the fields of an entry: those of a post are its own, not its holder's."""
    return entry.post if isinstance(entry, Held) else entry
