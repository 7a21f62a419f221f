"""Gettext catalogues, read from their .po files as they are, so that a workspace need not compile its own.

The English source string of a message is its identifier. English is a catalogue like Vietnamese
and has to be complete too: nothing is ever shown in one language because it is missing in the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from briefings.errors import Problem, TemplateError, did_you_mean
from briefings.languages import pofiles
from briefings.languages.pofiles import LANGUAGE_NAMES, PLURAL_FORMS, Entry, Key
from briefings.languages.text import Language

_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
# "one meeting" may say the number in a word
_COUNTS = frozenset({"%(num)s", "%(num)d", "%(count)s", "%(count)d", "%(n)s", "%(n)d"})
# newstyle gettext in Jinja applies % to every message, with or without variables
_LONE_PERCENT = re.compile(r"%(?!\(\w+\)[a-z])")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The messages of one language; it has the methods that gettext's own translations have.

    ``messages`` maps context and English source string to the plural forms (one form where the
    message has no plural).
    """

    language: Language
    messages: Mapping[Key, tuple[str, ...]] = field(repr=False)

    def gettext(self, message: str) -> str:
        """Return the translation of a message.

        Raises:
            TemplateError: the catalogue has none.
        """
        return self._forms(None, message)[0]

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Return the form that goes with ``n`` things; Vietnamese has one form for any number.

        Raises:
            TemplateError: the catalogue has none, or has the message without a plural.
        """
        return self._plural(None, singular, plural, n)

    def pgettext(self, context: str, message: str) -> str:
        """Return the translation that a message has in a context.

        Raises:
            TemplateError: the catalogue has none.
        """
        return self._forms(context, message)[0]

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        """Return the form that goes with ``n`` things, in a context.

        Raises:
            TemplateError: the catalogue has none, or has the message without a plural.
        """
        return self._plural(context, singular, plural, n)

    def _plural(self, context: str | None, singular: str, plural: str, n: int) -> str:
        forms = self._forms(context, singular)
        if len(forms) != PLURAL_FORMS[self.language]:
            name = LANGUAGE_NAMES[self.language]
            what = f"{_quoted((context, singular))} has no plural in the {name} catalogue."
            tip = f'Give it msgid_plural "{plural}" in locale/{self.language}.po.'
            raise TemplateError(Problem(what, tip=tip))
        return forms[0] if n == 1 else forms[-1]

    def _forms(self, context: str | None, message: str) -> tuple[str, ...]:
        forms = self.messages.get((context, message))
        if forms is None:
            what = f"{_quoted((context, message))} has no {LANGUAGE_NAMES[self.language]} translation."
            raise TemplateError(Problem(what, tip=f"Add it to locale/{self.language}.po."))
        return forms


def catalogue(language: Language, folder: Path) -> Catalogue:
    """Return the catalogue in ``<folder>/<language>.po``; empty and fuzzy translations are left out.

    Raises:
        TemplateError: the file is missing, not UTF-8 or malformed.
    """
    entries = pofiles.read(language, folder)
    return Catalogue(language, {entry.key: entry.forms for entry in entries if _usable(entry)})


def merge(program: Catalogue, overlay: Catalogue) -> Catalogue:
    """Return the program's catalogue with the messages that a workspace says differently."""
    return Catalogue(program.language, {**program.messages, **overlay.messages})


def check(folder: Path, program: Path | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with the catalogues in a folder: untranslated, fuzzy, unknown, mismatched.

    The English catalogue says which messages there are. With ``program``, the folder is a
    workspace's overlay: its files may be absent or partial, and its messages have to be among
    the program's.

    Raises:
        TemplateError: a file is not UTF-8 or malformed, or one that is needed is missing.
    """
    known = {entry.key: entry for entry in pofiles.read(Language.EN, program or folder)}
    problems: list[Problem] = []
    for language in Language:
        file = folder / f"{language}.po"
        if program is not None and not file.exists():
            continue
        entries = pofiles.read(language, folder)
        for entry in entries:
            problems.extend(_faults(entry, language, known))
        if program is None:
            present = {entry.key for entry in entries}
            problems.extend(
                _absent(entry, language, file) for key, entry in known.items() if key not in present
            )
    return tuple(problems)


def _usable(entry: Entry) -> bool:
    return all(entry.forms) and not entry.fuzzy


def _absent(entry: Entry, language: Language, file: Path) -> Problem:
    return Problem(
        f"{_quoted(entry.key)} has no {LANGUAGE_NAMES[language]} translation.",
        entry.location,
        tip=f"Add it to {file.as_posix()}.",
    )


def _faults(entry: Entry, language: Language, known: Mapping[Key, Entry]) -> Iterator[Problem]:
    source = known.get(entry.key)
    if source is None:
        near = did_you_mean(entry.message, [message for _, message in known])
        yield Problem(f"No message is called {_quoted(entry.key)}.", entry.location, tip=near)
        return
    if (source.plural is None) != (entry.plural is None):
        what = f"{_quoted(entry.key)} has a plural in one language alone."
        yield Problem(what, entry.location, tip="Give it msgid_plural in both, or in neither.")
    if not all(entry.forms):
        yield Problem(f"{_quoted(entry.key)} has no {LANGUAGE_NAMES[language]} translation.", entry.location)
    elif entry.fuzzy:
        what = f"The {LANGUAGE_NAMES[language]} translation of {_quoted(entry.key)} is marked fuzzy."
        yield Problem(what, entry.location, tip="Check it and remove the mark; until then it is not used.")
    else:
        yield from _mismatches(entry)


def _mismatches(entry: Entry) -> Iterator[Problem]:
    """Find placeholders that a translation lacks or has too many; a singular may do without the number."""
    singular = set(_PLACEHOLDER.findall(entry.message))
    plural = singular if entry.plural is None else set(_PLACEHOLDER.findall(entry.plural))
    for number, form in enumerate(entry.forms, start=1):
        found = set(_PLACEHOLDER.findall(form))
        needed = plural if number == len(entry.forms) else singular - _COUNTS
        for placeholder in sorted(needed - found):
            what = f"The translation of {_quoted(entry.key)} lacks {placeholder}."
            yield Problem(what, entry.location)
        for placeholder in sorted(found - singular - plural):
            what = f"The translation of {_quoted(entry.key)} has {placeholder}, which the message has not."
            yield Problem(what, entry.location)
        if _LONE_PERCENT.search(form.replace("%%", "")):
            what = f"The translation of {_quoted(entry.key)} has a single %."
            yield Problem(what, entry.location, tip="Write %% for the sign itself.")


def _quoted(key: Key) -> str:
    context, message = key
    return f'"{message}"' if context is None else f'"{message}" in the context "{context}"'
