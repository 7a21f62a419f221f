"""Dossier in, HTML out: one self-contained page in one language, for the screen or for the PDF."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from briefings.dossier.contents import Dossier
from briefings.languages.text import Language, Text
from briefings.render import dues, fonts, matrix, offices
from briefings.render.catalogues import messages
from briefings.render.environment import environment, source, write
from briefings.render.phrases import PHRASES
from briefings.render.timeline import chart
from briefings.render.words import Words

_SECTIONS: Final = tuple(str(section) for section in PHRASES["section"])


class Medium(StrEnum):
    """What the page is for: a browser, or the renderer of the PDF."""

    HTML = "html"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class House:
    """How this house writes its dossiers: who issues them, and which templates it lays over ours."""

    issuer: Text
    due_within: timedelta
    templates: Path | None = None


_STYLES: Final = {
    Medium.HTML: ("styles/tokens.css", "styles/parts.css", "styles/screen.css"),
    Medium.PDF: ("styles/tokens.css", "styles/parts.css", "styles/page.css"),
}


def html(dossier: Dossier, language: Language, medium: Medium, house: House) -> str:
    """Return the page of a dossier in one language.

    Raises:
        TemplateError: a template is missing, malformed or uses what is not there, or a phrase has
            no translation.
    """
    env = environment(house.templates)
    words = Words(dossier, messages(language, house.templates))
    style = "".join(source(env, name) for name in _STYLES[medium])
    if medium is Medium.HTML:
        style = f"{fonts.faces()}\n{style}"
    return write(env, "dossier.html", _values(words, medium, house, style))


def _values(words: Words, medium: Medium, house: House, style: str) -> dict[str, Any]:
    dossier = words.dossier
    headings = {section: words.phrase("section", section) for section in _SECTIONS}
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    by_context = {
        "act": "act",
        "mode": "mode",
        "role": "role",
        "status": "status",
        "standing": "standing",
        "confirmation": "confirmation",
        "marking": "marking",
        "event_kind": "event",
    }
    return {
        "_": words._,
        "ngettext": words.catalogue.ngettext,
        "language": words.language,
        "medium": medium,
        "policy": f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        "style": Markup(style),  # noqa: S704 - a style of the house, checked with the finished page
        "dossier": dossier,
        "sections": _SECTIONS,
        "headings": headings,
        "title": words._(
            "Briefing dossier: %(counterpart)s", counterpart=words.plain(dossier.counterpart.name)
        ),
        "issuer": words.plain(house.issuer),
        "due_days": house.due_within.days,
        "in_sentence": words.in_sentence(dossier.counterpart.code),
        "counts": _counts(words),
        "covered": _covered(words),
        "matrix_drawn": matrix.drawing(dossier, words.short_day, words.plain),
        "dues_drawn": dues.drawing(dossier, words.plain),
        "offices_drawn": offices.drawing(dossier, words.plain),
        "chart": chart(dossier, words.language, partial(words.phrase, "event"), words.plain),
        **{name: partial(words.phrase, context) for name, context in by_context.items()},
        **{name: getattr(words, name) for name in _FUNCTIONS},
    }


_FUNCTIONS: Final = (
    "addressee", "by_side", "cell_text", "cite", "day", "due", "lack", "moved", "name", "period", "place",
    "plain", "say", "short_day", "side", "sides", "since", "tenure", "titles",
)  # fmt: skip


def _counts(words: Words) -> dict[str, str]:
    dossier, count = words.dossier, words.catalogue.ngettext
    forums = sum(1 for one in dossier.encounters if one.meeting.forum is not None)
    bilateral = len(dossier.encounters) - forums
    points = sum(len(one.points) for one in dossier.encounters)
    kinds = [
        count(one, many, number) % {"n": number}
        for one, many, number in (
            ("%(n)d bilateral", "%(n)d bilateral", bilateral),
            ("%(n)d in a forum", "%(n)d in forums", forums),
        )
        if number
    ]
    pieces = {
        "points": count("%(n)d point", "%(n)d points", points) % {"n": points},
        "sources": count("%(n)d source", "%(n)d sources", len(dossier.sources)) % {"n": len(dossier.sources)},
    }
    return {
        "meetings": ", ".join(kinds) or words._("none"),
        "points": f"{pieces['points']}, {pieces['sources']}",
    }


def _covered(words: Words) -> str:
    days = [one.meeting.date for one in words.dossier.encounters]
    return words.period(days[-1], days[0]) if days else words._("no meeting is on record")
