"""Dossiers in, one page over all of them out: what there is, where it lies, and a search across it.

The page speaks both languages: each phrase stands in it twice, and the script shows one of them.
What it knows of a dossier is what that dossier shows to its audience, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from markupsafe import Markup

from briefings.dossier.contents import Dossier, Doubts
from briefings.dossier.points import Asks, Encounter, Matrix, Point
from briefings.dossier.relations import Level
from briefings.languages.sorting import sort_key
from briefings.languages.text import Language, Text
from briefings.markup import markup
from briefings.render import carried, themes
from briefings.render.catalogues import messages
from briefings.render.environment import environment, write
from briefings.render.html import House, policy
from briefings.render.inert import Own
from briefings.render.phrases import PHRASES
from briefings.render.screen import NAMES, script
from briefings.render.words import Words, first_upper

PAGE: Final = "index.html"
_SCRIPTS: Final = ("scripts/folding.js", "scripts/room.js")
_STYLES: Final = ("styles/tokens.css", "styles/parts.css", "styles/screen.css")

Said = Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class File:
    """A file of a dossier: its path from the page, the language it is in, and its format."""

    path: str
    language: str
    format: str

    @property
    def leading(self) -> str:
        """Return the language that leads in it."""
        return self.language.partition("+")[0]


@dataclass(frozen=True, slots=True)
class Shelved:
    """A dossier whose files lie in the folder of results, by language, the HTML before the PDF."""

    dossier: Dossier
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class ReadingRoom:
    """What a worker needs to make the page over all dossiers."""

    shelved: tuple[Shelved, ...]
    house: House

    @property
    def page(self) -> str:
        """Return how the page is called in messages."""
        return PAGE


def outside(dossier: Dossier) -> Dossier:
    """Return a dossier without what the page does not show of it; all of them travel to a worker at once."""
    return replace(
        dossier,
        timeline=(),
        strands=(),
        matrix=Matrix((), ()),
        asks=Asks((), ()),
        pledges=(),
        profiles=(),
        doubts=Doubts((), (), (), ()),
        sources=(),
        checklists=(),
        past=(),
    )


def own(room: ReadingRoom) -> Own:
    """Return what the last look at the page has to let through: its script, and links to the dossiers."""
    text = script(environment(room.house.templates), _SCRIPTS)
    return Own(text, frozenset(file.path for one in room.shelved for file in one.files))


def html(room: ReadingRoom) -> str:
    """Return the page over all dossiers.

    Raises:
        TemplateError: a template is missing, malformed or uses what is not there.
    """
    env = environment(room.house.templates)
    ordered = sorted(room.shelved, key=lambda one: sort_key(_name(one.dossier).vi or "", Language.VI))
    house = room.house
    made = themes.sheet(env, (*_STYLES, f"themes/{house.theme}.css", "styles/room.css"), house.fonts)
    style = f"{carried.faces(made.families)}\n{made.text}"
    text = script(env, _SCRIPTS)
    both = _Both(room.house)
    values = {
        "_": both.phrase,
        "gettext": both.attribute,
        "policy": policy(style, text),
        "style": Markup(style),  # noqa: S704 - checked with the finished page
        "script": Markup(text),  # noqa: S704 - likewise
        "data": Markup(_data(ordered, both)),  # noqa: S704 - no sign of HTML is left in it
        "issuer": both.text(room.house.issuer),
        "languages": {one: NAMES[one] for one in Language},
        "marking": both.of(max(one.dossier.marking for one in ordered), "marking"),
        "edition": max(one.dossier.edition for one in ordered),
        "rows": [_row(one, both) for one in ordered],
    }
    return write(env, PAGE, values)


@dataclass(frozen=True, slots=True)
class _Both:
    """Everything said in both languages, each part marked with its own."""

    house: House

    def phrase(self, message: str) -> Markup:
        return _marked({one: self._catalogue(one).gettext(message) for one in Language})

    def attribute(self, message: str) -> str:
        """Return a phrase for where no element can stand: in both languages, joined by a stroke."""
        return " / ".join(dict.fromkeys(self._catalogue(one).gettext(message) for one in Language))

    def of(self, value: Any, context: str) -> Markup:  # noqa: ANN401 - any value of the model
        said = PHRASES[context][value]
        return _marked({one: self._catalogue(one).pgettext(context, said) for one in Language})

    def text(self, text: Text) -> Markup:
        return _marked({one: text.in_(one) or "–" for one in Language})

    def words(self, dossier: Dossier) -> dict[Language, Words]:
        return {one: Words(dossier, self._catalogue(one)) for one in Language}

    def _catalogue(self, language: Language) -> Any:  # noqa: ANN401
        return messages(language, self.house.templates)


def _marked(said: Said) -> Markup:
    """Return what is said in both languages, each marked; what is alike stands once, as a name does."""
    if len(set(said.values())) == 1:
        return Markup("<bdi>{}</bdi>").format(*set(said.values()))
    spans = (Markup('<span lang="{}">{}</span>').format(one, text) for one, text in said.items())
    return Markup(' <span class="or">/</span> ').join(spans)


def _name(dossier: Dossier) -> Text:
    return Text(dossier.counterpart.name.vi, dossier.counterpart.name.en)


def _row(shelved: Shelved, both: _Both) -> dict[str, Any]:
    """Return what the shelf shows of a dossier."""
    dossier = shelved.dossier
    words = both.words(dossier)
    last = dossier.summary.last
    days = {} if last is None else {one: words[one].day(last.meeting.date) for one in Language}
    return {
        "code": dossier.counterpart.code,
        "name": both.text(_name(dossier)),
        "kind": str(dossier.counterpart.kind),
        "levels": [_level(one, words, both) for one in dossier.summary.levels],
        "last": None if last is None else _marked(days),
        "title": None if last is None else both.text(last.meeting.title),
        "meetings": len(dossier.encounters),
        "points": sum(len(one.points) for one in dossier.encounters),
        "files": [
            (NAMES[one], tuple(held)) for one, held in groupby(shelved.files, lambda one: one.language)
        ],
    }


def _level(level: Level, words: Mapping[Language, Words], both: _Both) -> dict[str, Any]:
    """Return what a framework is called, and between whom it is where that is not with us."""
    parties = level.framework.parties
    ours = all(said.dossier.home in parties for said in words.values())
    named = {one: said.sides(parties, " – ") for one, said in words.items()}
    return {"title": both.text(level.framework.title), "parties": None if ours else _marked(named)}


def _data(shelved: Iterable[Shelved], both: _Both) -> str:
    """Return as JSON what the script searches: each point once, with the dossiers that hold it."""
    dossiers: dict[str, Any] = {}
    points: dict[str, dict[str, Any]] = {}
    meetings: dict[str, Any] = {}
    for one in shelved:
        dossier, words = one.dossier, both.words(one.dossier)
        code = dossier.counterpart.code
        pages = {file.language: file.path for file in one.files if file.format == "html"}
        name = {lang: said.plain(_name(dossier)) for lang, said in words.items()}
        dossiers[code] = {"name": name, "pages": pages}
        for encounter in dossier.encounters:
            meetings[encounter.meeting.id] = _meeting(encounter, words)
            for point in encounter.points:
                held = points.setdefault(point.address, _point(point, words))
                held["in"].append(code)
    found = {"dossiers": dossiers, "meetings": meetings, "points": points}
    written = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    # nothing in it can end the element that holds it
    return written.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _meeting(encounter: Encounter, words: Mapping[Language, Words]) -> dict[str, str]:
    meeting = encounter.meeting
    return {
        one: f"{said.short_day(meeting.date)} – {said.plain(meeting.title)}" for one, said in words.items()
    }


def _point(point: Point, words: Mapping[Language, Words]) -> dict[str, Any]:
    statement = point.statement
    return {
        "in": [],
        "meeting": point.meeting.id,
        "who": {
            one: f"{said.sides(statement.by)}: {said.phrase('act', statement.act)}"
            for one, said in words.items()
        },
        "text": {one: _plain(statement.text, said) for one, said in words.items()},
    }


def _plain(text: Text, words: Words) -> str:
    return first_upper(Markup(markup(words.plain(text)).html).striptags())  # noqa: S704 - made inert
