"""Gettext .po files, read strictly: what Babel mends or drops in silence is refused by line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser

from briefings.errors import Location, Problem, TemplateError
from briefings.languages.text import Language

LANGUAGE_NAMES = {Language.VI: "Vietnamese", Language.EN: "English"}
PLURAL_FORMS = {Language.VI: 1, Language.EN: 2}

Key = tuple[str | None, str]

# Babel cuts the first and the last character off a string, whether or not they are quotes
_WELL_FORMED = re.compile(r'(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[[0-9]\])?) )?"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a .po file; ``forms`` has one translation, or one for each plural form."""

    context: str | None
    message: str
    plural: str | None
    forms: tuple[str, ...]
    fuzzy: bool
    location: Location

    @property
    def key(self) -> Key:
        """Return what the message is looked up by."""
        return self.context, self.message


def read(language: Language, folder: Path) -> tuple[Entry, ...]:
    """Return every message of ``<folder>/<language>.po`` in its order, translated or not.

    Raises:
        TemplateError: the file is missing, not UTF-8, malformed, has a message twice, or counts
            plural forms otherwise than the language does.
    """
    file = folder / f"{language}.po"
    parsed = _parse(language, file, _text(file))
    return tuple(_entry(message, file) for message in parsed if message.id)


def _entry(message: Message, file: Path) -> Entry:
    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return Entry(
        context=message.context,
        message=ids[0],
        plural=ids[1] if len(ids) > 1 else None,
        forms=forms,
        fuzzy=message.fuzzy,
        location=Location(file.as_posix(), message.lineno),
    )


class _OnceOnly(Catalog):
    """A Babel catalogue that refuses a message given twice, where Babel keeps the first in silence."""

    def __setitem__(self, id: str | tuple[str, ...] | list[str], message: Message) -> None:  # noqa: A002 - as in Babel
        first = self.get(id, message.context) if id else None
        if first is not None:
            name = id if isinstance(id, str) else id[0]
            msg = f'"{name}" stands here and on line {first.lineno}'
            raise PoFileError(msg, self, "", (message.lineno or 1) - 1)
        super().__setitem__(id, message)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        problem = Problem(
            f"The catalogue cannot be read: {error.strerror}.",
            Location(file.as_posix()),
            tip="There has to be one for each language.",
        )
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problem = Problem(
            "The catalogue is not UTF-8.", Location(file.as_posix(), line), tip="Save it as UTF-8."
        )
    raise TemplateError(problem)


def _parse(language: Language, file: Path, text: str) -> Catalog:
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if stripped and not stripped.startswith("#") and not _WELL_FORMED.fullmatch(stripped):
            raise _malformed(file, number, 'the line is not msgctxt, msgid or msgstr with a text in "quotes"')
    parsed = _OnceOnly(locale=language.value)
    try:
        PoFileParser(parsed, ignore_obsolete=True, abort_invalid=True).parse(StringIO(text))
    except PoFileError as error:
        # Babel adds the line, counted from 0, to its own text
        what = re.sub(r" on \d+$", "", str(error))
        raise _malformed(file, error.lineno + 1, what) from None
    except ValueError as error:
        raise _malformed(file, None, f"the header cannot be read: {error}") from None
    if parsed.num_plurals != PLURAL_FORMS[language]:
        counted, needed = parsed.num_plurals, PLURAL_FORMS[language]
        what = f"Plural-Forms says nplurals={counted}, where {LANGUAGE_NAMES[language]} has {needed}"
        raise _malformed(file, None, what)
    return parsed


def _malformed(file: Path, line: int | None, what: str) -> TemplateError:
    return TemplateError(Problem(f"The catalogue is malformed: {what}.", Location(file.as_posix(), line)))
