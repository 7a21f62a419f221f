"""What a page has on a screen only: its script, its filters, and links to what lies beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import jinja2

from briefings.dossier.points import Point
from briefings.languages.text import EditionLanguage
from briefings.model.meetings import Act
from briefings.render.environment import source
from briefings.render.inert import Own
from briefings.render.words import Words, first_upper

SCRIPTS: Final = tuple(f"scripts/{name}.js" for name in ("folding", "filters", "finding", "position", "page"))
READING_ROOM: Final = "../index.html"
# each language under its own name, so that whoever reads it finds it
NAMES: Final[Mapping[str, str]] = {
    EditionLanguage.VI: "Tiếng Việt",
    EditionLanguage.EN: "English",
    EditionLanguage.PARALLEL: "Tiếng Việt – English",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """A file that lies beside the page: where, how it is called, and in which language, if one."""

    file: str
    label: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its name, how it is called, and the values among which a reader chooses."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """What a page has on a screen only; ``say`` puts its phrases into the language that leads the page."""

    script: str
    filters: tuple[Filter, ...]
    beside: tuple[Beside, ...]
    say: Callable[[str], str]
    volumes: frozenset[str] = frozenset()

    @property
    def own(self) -> Own:
        """Return what the last look at the finished page has to let through."""
        return Own(self.script, self.volumes | {one.file for one in self.beside})


def screen(
    words: Words,
    env: jinja2.Environment,
    edition: EditionLanguage,
    languages: Iterable[EditionLanguage],
    volumes: Iterable[str] = (),
) -> Screen:
    """Return what the screen adds to a page in the language ``edition``.

    ``languages`` are those in which the dossier is built together with it; without any the page
    stands alone, and links to nothing. ``volumes`` are the files of its archive.
    """
    together = tuple(languages)
    code = words.dossier.counterpart.code
    volume = f".{words.dossier.volume}" if words.dossier.volume else ""
    others = tuple(
        Beside(f"{code}{volume}.{one}.html", NAMES[one], one.languages[0])
        for one in map(EditionLanguage, together)
        if one != edition
    )
    room = (Beside(READING_ROOM, words._("All dossiers")),) if together else ()
    whole = (Beside(f"{code}.{edition}.html", words._("The whole dossier")),) if together and volume else ()
    return Screen(script(env, SCRIPTS), filters(words), (*others, *whole, *room), words._, frozenset(volumes))


def script(env: jinja2.Environment, names: Iterable[str]) -> str:
    """Return scripts of the templates as one."""
    return "\n".join(source(env, name) for name in names)


def filters(words: Words) -> tuple[Filter, ...]:
    """Return the filters that a dossier's points allow: each value of theirs, and no other."""
    points = [point for encounter in words.dossier.encounters for point in encounter.points]
    acts = {one.statement.act for one in points}
    topics = ((one.topic.id, words.plain(one.topic.label)) for one in words.dossier.strands)
    years = sorted({str(one.meeting.date.year) for one in points}, reverse=True)
    return (
        Filter("topic", words._("Topic"), tuple(topics)),
        Filter("year", words._("Year"), tuple((year, year) for year in years)),
        Filter("act", words._("Act"), tuple((str(a), words.phrase("act", a)) for a in Act if a in acts)),
        Filter("side", words._("Side"), _sides(points, words)),
    )


def _sides(points: Iterable[Point], words: Words) -> tuple[tuple[str, str], ...]:
    """Return who speaks: ours, theirs, then the others by name."""
    first = {words.dossier.home: 0, words.dossier.counterpart.code: 1}
    codes = {code for point in points for code in point.statement.by}
    named = {code: first_upper(words.side(code)) for code in codes}
    return tuple(sorted(named.items(), key=lambda pair: (first.get(pair[0], 2), pair[1], pair[0])))
