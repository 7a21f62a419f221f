"""Our own texts call things by the names of the glossary; what a source prints is left alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from briefings.errors import Problem
from briefings.languages.text import Language, normalise, normalise_vietnamese
from briefings.records.collection import Kind
from briefings.records.holdings import Holdings
from briefings.records.rules import texts


@dataclass(frozen=True, slots=True)
class _Form:
    """A form that is not used in one language, and the one that is."""

    language: Language
    wrong: str
    right: str
    pattern: re.Pattern[str]


def forms_are_ours(holdings: Holdings) -> Iterator[Problem]:
    """Yield a warning for each form that the glossary replaces."""
    forms = tuple(_forms(holdings))
    for place in texts.everywhere(holdings):
        if place.kind is Kind.GLOSSARY:
            continue
        for form in forms:
            written = place.text.in_(form.language)
            if written is not None and form.wrong in written and _stands_alone(form, written):
                what = f'"{form.wrong}" is not our usage.'
                path = (*place.path, form.language.value)
                tip = f'Write "{form.right}".'
                yield holdings.warning(place.kind, place.id, path, what, tip)


def _forms(holdings: Holdings) -> Iterator[_Form]:
    for term in holdings.records.glossary.terms:
        for language, right, avoided, form in (
            (Language.VI, term.vi, term.avoid_vi, normalise_vietnamese),
            (Language.EN, term.en, term.avoid_en, normalise),
        ):
            yield from (_form(language, one, right, form) for one in avoided)


def _form(language: Language, wrong: str, right: str, normal: Callable[[str], str]) -> _Form:
    # \w knows every Vietnamese letter once text is in form C; a combining mark that is left
    # belongs to the letter before it
    pattern = rf"(?<!\w){re.escape(normal(wrong))}(?![\w\u0300-\u036f])"
    return _Form(language, normal(wrong), normal(right), re.compile(pattern))


def _stands_alone(form: _Form, written: str) -> bool:
    """Return whether the form stands there as whole words, and not inside the right one."""
    masked = written.replace(form.right, "\0" * len(form.right)) if form.wrong in form.right else written
    return form.pattern.search(masked) is not None
