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
from briefings.render import dues, fonts, matrix, news, offices, themes
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
    """What of a dossier is made: all of it, the one page to carry into the room, the sheet for a meeting."""

    WHOLE = "whole"
    SUMMARY = "summary"
    CHECKLIST = "checklist"


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
    carried = f"{fonts.faces(style.families)}\n{style.text}" if medium is Medium.HTML else style.text
    head = _head(carried, _screen(dossier, edition, medium, house, part))
    values = {**_values(dossier, edition, medium, house, changes), **head}
    sections = _sections(dossier, part, changes)
    if house.theme is Theme.DECREE30 and part is Part.WHOLE:
        values["headings"] = numbered(values["headings"], sections)
    values |= {"part": part, "limits": limits, "sections": sections}
    values |= {"palette": _palette(style, medium), "drawn_size": style.drawn_size}
    page = write(env, "dossier.html", values)
    if medium is Medium.PDF:
        page = spelled(page, fonts.characters(style.families))
    return page if part is Part.WHOLE else _unlinked(page)


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


def _palette(style: Sheet, medium: Medium) -> Mapping[str, str]:
    """Return what drawings are drawn with; on the screen colours go by name, for day and night."""
    if medium is Medium.PDF:
        return style.palette
    return {
        name: f"var(--{name.replace('_', '-')})" if value.startswith("#") else value
        for name, value in style.palette.items()
    }


def _unlinked(page: str) -> str:
    """Return a part of a dossier without links to what stands in the rest of it."""
    there = set(re.findall(r'\sid="([^"]+)"', page))
    return re.sub(r'(<a\b[^>]*?) href="#([^"]*)"', lambda at: at[0] if at[2] in there else at[1], page)


def _sections(dossier: Dossier, part: Part, changes: Changes | None) -> tuple[str, ...]:
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
    if medium is not Medium.HTML or part is not Part.WHOLE:
        return None
    words = Words(dossier, messages(edition.languages[0], house.templates))
    return screen(words, environment(house.templates), edition, house.beside)


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
        "matrix_marks": matrix.marks(dossier.matrix.meetings),
        "matrix_drawn": matrix.drawing(dossier, leading.short_day, leading.plain),
        "dues_drawn": dues.drawing(dossier, leading.plain),
        "offices_drawn": offices.drawing(dossier, leading.plain),
        "chart": chart(dossier, leading.language, partial(leading.phrase, "event"), leading.plain),
    }
