"""The words of one dossier in one language: everything a template says that is not fixed text.

Each public method is a function of the templates. What is missing in the language is shown as
missing; the other language never takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from markupsafe import Markup, escape

from briefings.dossier.contents import Dossier, Lack, Missing
from briefings.dossier.points import Cell, Encounter, Move, Point, Reference
from briefings.dossier.relations import Holder
from briefings.dossier.weight import ASKING, BINDING, weight
from briefings.languages.catalogues import Catalogue
from briefings.languages.dates import Day, write_day, write_period, write_short
from briefings.languages.names import unbreakable
from briefings.languages.numbers import write_list
from briefings.languages.text import Language, Text
from briefings.languages.wording import Change, Piece
from briefings.markup import markup
from briefings.model.commitments import Due
from briefings.model.meetings import COLLECTIVES, Act, Place, Statement
from briefings.model.people import Person, Post
from briefings.render.phrases import PHRASES


@dataclass(frozen=True, slots=True)
class Group:
    """The points of one meeting that one side, through one speaker, put forward."""

    heading: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What templates call to put one dossier into one language."""

    dossier: Dossier
    catalogue: Catalogue

    @property
    def language(self) -> Language:
        """Return the language that is written."""
        return self.catalogue.language

    def _(self, message: str, **values: object) -> str:
        said = self.catalogue.gettext(message)
        return said % values if values else said

    # text

    def say(self, text: Text) -> Markup:
        """Return a text of the records as inert HTML, or a note that it is missing."""
        said = text.in_(self.language)
        if not said:
            return Markup('<span class="missing">{}</span>').format(self.missing())
        return Markup(markup(said).inline)  # noqa: S704 - made inert by briefings.markup

    def plain(self, text: Text) -> str:
        """Return a text of the records as it stands, or a note that it is missing."""
        return text.in_(self.language) or self.missing()

    def brief(self, text: Text, most: int | None) -> Markup:
        """Return a text of the records cut after so many words, with an ellipsis where it was cut."""
        said = (text.in_(self.language) or "").split()
        if most is None or len(said) <= most:
            return self.say(text)
        cut = " ".join(said[:most]).rstrip(",;:.")
        return Markup(markup(f"{cut} …").inline)  # noqa: S704 - made inert by briefings.markup

    def missing(self) -> str:
        """Return the note that stands where this language is missing."""
        return self._("[missing in English]")

    # enumerations

    def phrase(self, context: str, value: Enum | str) -> str:
        """Return what a value of the model is called."""
        return self.catalogue.pgettext(context, PHRASES[context][value])

    # sides and people

    def side(self, code: str) -> str:
        """Return the name of a side or of a collective, as it stands on its own."""
        return self.phrase("side", code) if code in COLLECTIVES else self.plain(self.dossier.sides[code].name)

    def sides(self, codes: Iterable[str], between: str | None = None) -> str:
        """Return several sides as a list, or joined by a sign."""
        names = [self.side(code) for code in codes]
        joined = write_list(names, self.language) if between is None else between.join(names)
        return first_upper(joined)

    def in_sentence(self, code: str) -> str:
        """Return the name of a side as it stands inside a sentence."""
        if code in COLLECTIVES:
            return self.phrase("side", code)
        return self.plain(self.dossier.sides[code].in_sentence)

    def addressee(self, statement: Statement) -> str:
        """Return whom a request, thanks or greetings were addressed to."""
        sides = write_list(map(self.in_sentence, statement.to), self.language)
        return self.phrase("addressee", statement.act) % {"side": sides}

    def name(self, person: Person) -> str:
        """Return a person's name, kept on one line."""
        return unbreakable(self.plain(person.name))

    def titles(self, posts: tuple[Post, ...]) -> Markup:
        """Return the titles held together on a day, in order of precedence."""
        if not posts:
            return Markup(escape(self._("title not recorded")))  # noqa: S704 - escaped
        said = [self.say(post.title) for post in posts]
        # Vietnamese protocol puts the posts of one person side by side, with a comma
        joined = ", ".join(said) if self.language is Language.VI else write_list(said, self.language)
        return Markup(joined)  # noqa: S704 - each made inert

    def tenure(self, holder: Holder) -> str:
        """Return since or until when somebody holds a post, and when they were last met in it."""
        start, end = holder.post.start, holder.post.end
        if holder.current:
            parts = [self.since(start) if start else self._("beginning not recorded")]
            if end is None:
                parts.append(self._("end not recorded"))
        else:
            parts = [self._("until %(day)s; no successor on record", day=self.day(end)) if end else ""]
        if holder.last_seen is not None:
            parts.append(
                self._("last met in this post on %(day)s", day=self.day(holder.last_seen, bare=True))
            )
        return "; ".join(part for part in parts if part)

    # days and places

    def day(self, day: Day | date, *, bare: bool = False) -> str:
        """Return a day in running text; ``bare`` leaves out the Vietnamese "ngày" after a preposition."""
        written = write_day(day if isinstance(day, Day) else Day.of(day), self.language)
        return written.removeprefix("ngày\u00a0") if bare and self.language is Language.VI else written

    def short_day(self, day: Day) -> str:
        """Return a day for a table or a margin."""
        return write_short(day, self.language)

    def period(self, start: Day | None, end: Day | None) -> str:
        """Return the time from one day to another, with what is not known of it."""
        return write_period(start, end, self.language)

    def since(self, day: Day) -> str:
        """Return from when something holds."""
        return self._("since %(day)s", day=self.day(day))

    def place(self, place: Place) -> str:
        """Return where something was: venue, city, country."""
        parts = [self.plain(one) for one in (place.venue, place.city) if one is not None]
        return ", ".join([*parts, self.side(place.country)])

    # commitments

    def due(self, due: Due | None) -> Markup:
        """Return when a commitment falls due, with the words of the source."""
        if due is None:
            return Markup(escape(self._("no date given")))  # noqa: S704 - escaped
        said = escape(self.day(due.date) if due.date else self._("no date given"))
        if due.printed:
            quoted = Markup('<span lang="vi">“{}”</span>').format(due.printed)
            said += Markup(" ({} {})").format(self._("in the source:"), quoted)
        if due.note:
            said += Markup(' <span class="remark">{}</span>').format(self.say(due.note))
        return said

    # citations

    def cite(self, references: Iterable[Reference]) -> Markup:
        """Return citations as links to the list of sources."""
        links = [
            Markup('<a class="cite" href="#source-{}">[{}]</a>').format(one.source, self.reference(one))
            for one in dict.fromkeys(references)
        ]
        return Markup(" ").join(links)

    def reference(self, reference: Reference) -> str:
        """Return the text of one citation: number, paragraph, and whether it is a caption."""
        said = str(reference.number)
        if reference.paragraph is not None:
            said += f", ¶\u00a0{reference.paragraph}"
        return f"{said}, {self._('photo caption')}" if reference.caption else said

    # meetings

    def by_side(self, encounter: Encounter) -> tuple[Group, ...]:
        """Return a meeting's points by side and speaker: together first, then ours, theirs, others."""
        order = {self.dossier.home: 1, self.dossier.counterpart.code: 2}
        groups: dict[tuple[tuple[str, ...], str | None], list[Point]] = {}
        for point in encounter.points:
            groups.setdefault((point.statement.by, point.statement.speaker), []).append(point)

        def rank(key: tuple[tuple[str, ...], str | None]) -> int:
            by = key[0]
            return 0 if len(by) > 1 or by[0] in COLLECTIVES else order.get(by[0], 3)

        people = {one.person.id: one.person for one in encounter.attendances}
        return tuple(
            Group(
                self._heading(by, None if speaker is None else people.get(speaker)),
                tuple(sorted(groups[by, speaker], key=lambda one: weight(one.statement.act))),
            )
            for by, speaker in sorted(groups, key=rank)
        )

    def _heading(self, by: tuple[str, ...], speaker: Person | None) -> str:
        return self.sides(by) if speaker is None else f"{self.sides(by)} – {self.name(speaker)}"

    def cell_text(self, cell: Cell) -> Markup:
        """Return who spoke on a topic at a meeting: bold what binds, italic what asks."""
        heaviest: dict[str, Act] = {}
        for by, act in cell.acts:
            label = "+".join(
                self.phrase("side in the matrix", code) if code in COLLECTIVES else code for code in by
            )
            heaviest.setdefault(label, act)
        frames = {True: Markup("<strong>{}</strong>"), False: Markup("<em>{}</em>")}
        said = [
            frames[act in BINDING].format(label) if act in BINDING | ASKING else escape(label)
            for label, act in heaviest.items()
        ]
        return Markup(", ").join(said)

    def moved(self, move: Move) -> Markup:
        """Return a later wording with what is new in it and what is gone marked as such."""
        return self.marked(move.vi if self.language is Language.VI else move.en)

    def marked(self, pieces: Iterable[Piece]) -> Markup:
        """Return pieces of two wordings with what is new and what is gone marked as such."""
        marks = {
            Change.KEPT: Markup("{}"),
            Change.ADDED: Markup("<ins>{}</ins>"),
            Change.DROPPED: Markup("<del>{}</del>"),
        }
        said = Markup("")
        for piece in pieces:
            # a stop or a comma belongs to the word before it
            space = "" if not said or piece.text[0] in ".,;:)…" else " "
            said += space + marks[piece.change].format(piece.text)
        return said

    # gaps

    def lack(self, missing: Missing) -> Markup:
        """Return what the records do not say, as a sentence."""
        about: str | Markup = self.say(missing.about)
        if missing.address is not None:
            about = Markup('<a href="#{}">{}</a>').format(missing.address, about)
        day = "" if missing.day is None else self.day(missing.day)
        sentences = {
            Lack.HOLDER: "Nobody is on record for the post of %(about)s after %(day)s.",
            Lack.CONTENT: "What was said at the meeting of %(day)s (%(about)s) is not on record.",
            Lack.REPORT: "No source on file reports what became of this commitment: %(about)s.",
            Lack.BILATERAL: "No bilateral meeting with %(about)s is on record.",
            Lack.FRAMEWORK: "No framework in force with %(about)s is on record.",
        }
        return Markup(self.catalogue.gettext(sentences[missing.lack])) % {"about": about, "day": day}  # noqa: S704


def first_upper(text: str) -> str:
    """Return the text with its first letter capital and the rest as it is."""
    return text[:1].upper() + text[1:]
