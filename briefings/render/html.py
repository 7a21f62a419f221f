"""Dossier in, HTML out: one self-contained page in one language, for the screen or for the PDF."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from briefings.config import Theme
from briefings.dossier.changes import Changes, misprint_address, post_address
from briefings.dossier.contents import Dossier
from briefings.languages.text import EditionLanguage, Language, Text
from briefings.render import carried, dues, fonts, matrix, news, offices, themes
from briefings.render.catalogues import messages
from briefings.render.environment import environment, write
from briefings.render.glyphs import spelled
from briefings.render.inert import Own
from briefings.render.limits import FULL, Limits
from briefings.render.parallel import beside
from briefings.render.phrases import PHRASES
from briefings.render.screen import Screen, screen
from briefings.render.themes import Letterhead, Sheet, numbered
from briefings.render.timeline import chart
from briefings.render.vocabulary import vocabulary
from briefings.render.words import Words

_SECTIONS: Final = tuple(str(section) for section in PHRASES["section"])


class Part(StrEnum):
    """What of a dossier is made: all, the page for the room, the sheet for a meeting, an archive volume."""

    WHOLE = "whole"
    SUMMARY = "summary"
    CHECKLIST = "checklist"
    VOLUME = "volume"


class Medium(StrEnum):
    """What the page is for: a browser, or the renderer of the PDF."""

    HTML = "html"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class House:
    """How this house writes its dossiers: who issues them, and which templates it lays over ours.

    ``beside`` are the languages in which each dossier is built, so that its pages can lead to each
    other; without any a page stands alone.
    """

    issuer: Text
    due_within: timedelta
    templates: Path | None = None
    beside: tuple[EditionLanguage, ...] = ()
    theme: Theme = Theme.HOUSE
    fonts: Path | None = None
    letterhead: Letterhead = Letterhead()  # noqa: RUF009 - frozen


_STYLES: Final = {
    Medium.HTML: ("styles/tokens.css", "styles/parts.css", "styles/screen.css"),
    Medium.PDF: ("styles/tokens.css", "styles/parts.css", "styles/page.css"),
}


def html(  # noqa: PLR0913, PLR0917 - what it says, how it is written, for what, by whom, how much of it
    dossier: Dossier,
    language: EditionLanguage | Language,
    medium: Medium,
    house: House,
    part: Part = Part.WHOLE,
    limits: Limits = FULL,
    changes: Changes | None = None,
) -> str:
    """Return the page of a dossier in one language or in both, whole or in part.

    ``changes`` are told in front, and marked where they stand.

    Raises:
        TemplateError: a template is missing, malformed or uses what is not there, or a phrase has
            no translation.
    """
    env = environment(house.templates)
    edition = EditionLanguage(language)
    changes = changes if part is Part.WHOLE else None
    style = sheet(house, medium, edition, changed=changes is not None)
    rules = f"{carried.faces(style.families)}\n{style.text}" if medium is Medium.HTML else style.text
    head = _head(rules, _screen(dossier, edition, medium, house, part))
    values = {**_values(dossier, edition, medium, house, changes), **head}
    sections = _sections(dossier, part, changes)
    if house.theme is Theme.DECREE30 and part in {Part.WHOLE, Part.VOLUME}:
        values["headings"] = numbered(values["headings"], sections)
    values |= {"part": part, "limits": limits, "sections": sections}
    values["volume_file"] = partial(volume_file, dossier, edition) if _are_together(house, medium) else None
    values |= {"palette": _palette(style, medium), "drawn_size": style.drawn_size}
    page = write(env, "dossier.html", values)
    if medium is Medium.PDF:
        page = spelled(page, fonts.characters(style.families))
    if part is Part.WHOLE and not dossier.past:
        return page
    return _unlinked(page, _elsewhere(dossier, edition) if _are_together(house, medium) else {})


def sheet(house: House, medium: Medium, edition: EditionLanguage, *, changed: bool = False) -> Sheet:
    """Return the style of a page.

    Raises:
        TemplateError: a style is missing or malformed, or uses what is not there.
    """
    more = ["styles/parallel.css"] if len(edition.languages) > 1 else []
    more += ["styles/changes.css"] if changed else []
    names = [*_STYLES[medium], f"themes/{house.theme}.css"]
    # margins with text in them are for paper: a browser prints its own
    names += [f"themes/{house.theme}-page.css"] if medium is Medium.PDF else []
    return themes.sheet(environment(house.templates), (*names, *more), house.fonts)


def volume_file(dossier: Dossier, edition: EditionLanguage, volume: str) -> str:
    """Return where an archive volume lies beside its dossier, as a page for the screen."""
    return f"{dossier.counterpart.code}.{volume}.{edition}.html"


def _are_together(house: House, medium: Medium) -> bool:
    """Return whether links may lead from file to file: on the screen, where the whole shelf is made."""
    return medium is Medium.HTML and bool(house.beside)


def _palette(style: Sheet, medium: Medium) -> Mapping[str, str]:
    """Return what drawings are drawn with; on the screen colours go by name, for day and night."""
    if medium is Medium.PDF:
        return style.palette
    return {
        name: f"var(--{name.replace('_', '-')})" if value.startswith("#") else value
        for name, value in style.palette.items()
    }


def _unlinked(page: str, elsewhere: Mapping[str, str]) -> str:
    """Return a page that links to what stands in it, or in the file ``elsewhere`` that has the meeting."""
    there = set(re.findall(r'\sid="([^"]+)"', page))

    def link(at: re.Match[str]) -> str:
        if at[2] in there:
            return at[0]
        file = elsewhere.get(at[2].partition(".")[0])
        return at[1] if file is None else f'{at[1]} href="{file}#{at[2]}"'

    return re.sub(r'(<a\b[^>]*?) href="#([^"]*)"', link, page)


def _elsewhere(dossier: Dossier, edition: EditionLanguage) -> dict[str, str]:
    """Return the file that holds each earlier meeting."""
    return {one.meeting.id: volume_file(dossier, edition, one.volume) for one in dossier.past}


def _sections(dossier: Dossier, part: Part, changes: Changes | None) -> tuple[str, ...]:
    if part is Part.VOLUME:
        return ("meetings", *(["doubts"] if dossier.doubts.errata or dossier.doubts.gaps else []), "sources")
    if part is not Part.WHOLE:
        return (str(part),)
    absent = {Part.CHECKLIST: not dossier.checklists, "changes": changes is None}
    return tuple(one for one in _SECTIONS if not absent.get(one, False))


def own(
    dossier: Dossier, language: EditionLanguage | Language, medium: Medium, house: House, part: Part
) -> Own:
    """Return what the last look at a page has to let through: its script, and links to files beside it."""
    made = _screen(dossier, EditionLanguage(language), medium, house, part)
    return Own() if made is None else made.own


def _screen(
    dossier: Dossier, edition: EditionLanguage, medium: Medium, house: House, part: Part
) -> Screen | None:
    """Return what a browser gets besides; a part of a dossier is short enough to go without."""
    if medium is not Medium.HTML or part not in {Part.WHOLE, Part.VOLUME}:
        return None
    words = Words(dossier, messages(edition.languages[0], house.templates))
    volumes = (volume_file(dossier, edition, one.volume) for one in dossier.shelf)
    return screen(words, environment(house.templates), edition, house.beside, volumes if house.beside else ())


def _head(style: str, made: Screen | None) -> dict[str, Any]:
    """Return style and script of a page, and the policy that names them and lets through nothing else."""
    script = "" if made is None else made.script
    return {
        "policy": policy(style, script),
        "style": Markup(style),  # noqa: S704 - a style of the house, checked with the finished page
        "screen": made,
        "script": Markup(script),  # noqa: S704 - likewise
    }


def policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy of a page: its own style and script to the letter, no request."""
    return (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script) if script else _NONE}; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )


_NONE: Final = "'none'"


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"


def _values(
    dossier: Dossier, edition: EditionLanguage, medium: Medium, house: House, changes: Changes | None
) -> dict[str, Any]:
    words = [Words(dossier, messages(one, house.templates)) for one in edition.languages]
    spoken = [{**vocabulary(one, house.issuer), **news.vocabulary(one, changes)} for one in words]
    leading = words[0]
    return {
        **(spoken[0] if len(spoken) == 1 else beside(spoken[0], spoken[1], edition.languages)),
        "language": leading.language,
        "medium": medium,
        "theme": house.theme,
        "letterhead": house.letterhead,
        "dossier": dossier,
        "changes": changes,
        "misprint_address": misprint_address,
        "post_address": post_address,
        "due_days": house.due_within.days,
        # drawings have no room for two languages: they speak the leading one, the tables both
        "matrix_pieces": matrix.pieces(dossier.matrix) if medium is Medium.PDF else (dossier.matrix,),
        "matrix_marks": matrix.marks(dossier.matrix.meetings),
        "matrix_drawn": matrix.drawing(dossier, leading.short_day, leading.plain),
        "dues_drawn": dues.drawing(dossier, leading.plain),
        "offices_drawn": offices.drawing(dossier, leading.plain),
        "chart": chart(dossier, leading.language, partial(leading.phrase, "event"), leading.plain),
    }
