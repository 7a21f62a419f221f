"""Dossier in, letter out: the subject and the body of a message, as HTML and as plain text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import jinja2
from markupsafe import Markup

from briefings.dossier.changes import Changes
from briefings.dossier.contents import Dossier
from briefings.dossier.shown import Spoken
from briefings.languages.dates import Day
from briefings.languages.text import Language
from briefings.render import news
from briefings.render.catalogues import messages
from briefings.render.environment import environment, write
from briefings.render.html import House
from briefings.render.inert import check
from briefings.render.vocabulary import vocabulary
from briefings.render.words import Words


class Sort(StrEnum):
    """What a letter is for; each has templates of its own in ``templates/mail``."""

    EDITION = "edition"
    UNCHANGED = "unchanged"
    CORRECTION = "correction"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in one language; ``html`` is empty where plain text says it all."""

    language: Language
    subject: str
    text: str
    html: str = ""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What a letter says about its attachment: the file's name, or why there is none.

    ``size`` and ``limit`` are megabytes; both are there when the file was too large to be sent.
    """

    file: str | None = None
    size: float | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """To whom a letter goes, and what they had before.

    ``received`` is the day on which they were sent the edition that ``changes`` start from.
    ``held_back`` says how many recent changes wait to be reviewed and are not in the edition.
    """

    name: str
    received: date | None = None
    changes: Changes | None = None
    held_back: int = 0


@dataclass(frozen=True, slots=True)
class Correction:
    """A point as it was sent and as it stands now; without ``after`` it was withdrawn."""

    before: Spoken
    after: Spoken | None


def edition(
    dossier: Dossier, language: Language, house: House, occasion: Occasion, enclosure: Enclosure
) -> Letter:
    """Return the letter with an edition: what changed for this very reader in front, then the summary.

    Raises:
        TemplateError: a template cannot be filled.
        AssetError: the letter would ask for something outside.
    """
    return _dossiers(Sort.EDITION, dossier, language, house, occasion, {"enclosure": enclosure})


def unchanged(dossier: Dossier, language: Language, house: House, occasion: Occasion) -> Letter:
    """Return the note that nothing has changed since the edition that this reader has."""
    return _dossiers(Sort.UNCHANGED, dossier, language, house, occasion, {})


def correction(
    dossier: Dossier, language: Language, house: House, occasion: Occasion, points: Sequence[Correction]
) -> Letter:
    """Return the letter that takes back or corrects points which this reader was sent."""
    return _dossiers(Sort.CORRECTION, dossier, language, house, occasion, {"points": points})


def trouble(
    language: Language, templates: Path | None, name: str, said: Sequence[str], advice: Sequence[str]
) -> Letter:
    """Return the letter that tells the owner what failed and what to do; it tells nothing of any dossier."""
    catalogue = messages(language, templates)
    values = {
        "_": _bound(catalogue.gettext),
        "ngettext": catalogue.ngettext,
        "language": language,
        "name": name,
        "said": said,
        "advice": advice,
    }
    return _written(Sort.TROUBLE, language, templates, values)


def title(dossier: Dossier, language: Language, house: House) -> str:
    """Return what a dossier is called, in one language."""
    words = Words(dossier, messages(language, house.templates))
    return str(vocabulary(words, house.issuer)["title"])


def _dossiers(  # noqa: PLR0913, PLR0917 - what is written, of what, for whom
    sort: Sort,
    dossier: Dossier,
    language: Language,
    house: House,
    occasion: Occasion,
    more: Mapping[str, Any],
) -> Letter:
    words = Words(dossier, messages(language, house.templates))
    changes = occasion.changes
    marked = dossier.marking if changes is None else max(dossier.marking, changes.marking)
    values = {
        **vocabulary(words, house.issuer),
        **news.vocabulary(words, changes),
        "language": language,
        "dossier": dossier,
        "edition_day": Day.of(dossier.edition),
        "due_days": house.due_within.days,
        "changes": changes,
        "occasion": occasion,
        "banner": words.phrase("marking", marked),
        **more,
    }
    return _written(sort, language, house.templates, values)


def _written(sort: Sort, language: Language, templates: Path | None, values: Mapping[str, Any]) -> Letter:
    rich, plain = _environments(templates)
    values = {**values, "unlinked": _unlinked, "as_text": _as_text}
    subject = " ".join(write(plain, "mail/subject.txt", {**values, "sort": sort}).split())
    text = _tidy(write(plain, f"mail/{sort}.txt", values))
    if sort is Sort.TROUBLE:
        return Letter(language, subject, text)
    page = write(rich, f"mail/{sort}.html", {**values, "subject": subject})
    check(page, f"mail/{sort}.html")
    return Letter(language, subject, text, page)


@lru_cache(maxsize=4)
def _environments(templates: Path | None) -> tuple[jinja2.Environment, jinja2.Environment]:
    """Return what HTML and what text is written with; a template that changes is read again."""
    rich = environment(templates)
    # what is compiled with escaping and without must never be taken for each other
    return rich, rich.overlay(autoescape=False, bytecode_cache=None)


def _bound(gettext: Callable[[str], str]) -> Callable[..., str]:
    def say(message: str, **values: object) -> str:
        said = gettext(message)
        return said % values if values else said

    return say


# a letter holds less than the page: links into the page would lead nowhere
_INNER_LINK: Final = re.compile(r'<a\b[^>]*\bhref="#[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_GONE: Final = re.compile(r"<del>(.*?)</del>", re.DOTALL)
_ADDED: Final = re.compile(r"<ins>(.*?)</ins>", re.DOTALL)
_BREAK: Final = re.compile(r"<br\s*/?>|</(?:p|li)>")
_BLANK: Final = re.compile(r"\n{3,}")


def _unlinked(said: str) -> Markup:
    """Return markup without links into a page that is not there."""
    return Markup(_INNER_LINK.sub(r"\1", Markup.escape(said)))  # noqa: S704 - as safe as it was


def _as_text(said: str) -> str:
    """Return markup as text: ``[-gone-]``, ``{+added+}``, a line for each paragraph."""
    text = str(Markup.escape(said))
    text = _ADDED.sub(r"{+\1+}", _GONE.sub(r"[-\1-]", text))
    text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    return "\n".join(" ".join(line.split(" ")).strip() for line in text.strip().splitlines())


def _tidy(text: str) -> str:
    """Return text without spaces at the ends of lines and with one empty line at most between two."""
    lines = (line.rstrip() for line in text.splitlines())
    return f"{_BLANK.sub(chr(10) * 2, chr(10).join(lines)).strip()}\n"
