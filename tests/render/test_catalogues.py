"""The catalogues of the pages: complete, without anything unused, and overlaid by a workspace's own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

from briefings.errors import TemplateError
from briefings.languages import pofiles
from briefings.languages.text import Language
from briefings.render import catalogues, phrases
from briefings.render.environment import environment, program_templates

from .editions import Workspace

VI, EN = Language.VI, Language.EN
RENDER = Path(phrases.__file__).parent
# functions that look a message up, and which of their arguments are messages
LOOKUPS = {"_": 1, "gettext": 1, "count": 1, "ngettext": 1}
Key = tuple[str | None, str]


def of_templates() -> Iterator[Key]:
    """Yield the messages that the program's templates use."""
    made = environment(None)
    for name in made.list_templates(extensions=["html", "svg", "txt"]):
        assert made.loader is not None
        tree = made.parse(made.loader.get_source(made, name)[0])
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in LOOKUPS:
                assert isinstance(call.args[0], nodes.Const), f"{name}: a message that is put together"
                yield None, call.args[0].value


def of_program() -> Iterator[Key]:
    """Yield the messages that the modules of briefings.render look up by name."""
    for file in RENDER.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and called(call) in LOOKUPS and call.args:
                message = call.args[0]
                # letters and ends of line of a text are counted by the same name
                if isinstance(message, ast.Constant) and str(message.value).strip():
                    yield None, str(message.value)


def mentioned() -> set[str]:
    """Return every text in the modules of briefings.render: messages may be looked up from a table."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in RENDER.glob("*.py")]
    return {
        one.value
        for tree in trees
        for one in ast.walk(tree)
        if isinstance(one, ast.Constant)
        if isinstance(one.value, str)
    }


def called(call: ast.Call) -> str:
    """Return the last part of the name of a function that is called."""
    return getattr(call.func, "attr", None) or getattr(call.func, "id", "")


def of_phrases() -> Iterator[Key]:
    """Yield the messages of the fixed phrases."""
    for context, values in phrases.PHRASES.items():
        yield from ((context, message) for message in values.values())


USED = {*of_templates(), *of_program(), *of_phrases()}


@pytest.mark.parametrize("language", Language)
def test_every_message_is_in_the_catalogue_and_used(language: Language) -> None:
    """The catalogue has exactly the messages that pages can show, each with a translation."""
    entries = pofiles.read(language, program_templates() / "locale")
    known = {entry.key for entry in entries}
    assert USED - known == set()
    assert known - USED - {(None, text) for text in mentioned()} == set()
    assert [entry.key for entry in entries if entry.fuzzy or not all(entry.forms)] == []


def test_the_search_for_messages_finds_them() -> None:
    """Messages of templates, of modules, of tables and of phrases are all seen."""
    assert {
        (None, "Live points"),
        (None, "since %(day)s"),
        (None, "%(n)d point"),
        ("act", "agreed"),
    } <= USED
    assert {"No bilateral meeting with %(about)s is on record.", "%(n)d in a forum"} <= mentioned()


def test_vietnamese_is_not_english() -> None:
    """No Vietnamese message repeats the English one, but for a bare name."""
    entries = pofiles.read(VI, program_templates() / "locale")
    assert [entry.message for entry in entries if entry.message in entry.forms] == ["%(side)s"]


def test_the_programs_catalogues_are_sound() -> None:
    """Nothing is found by the check that a user runs."""
    assert catalogues.check(program_templates()) == ()


def test_a_workspace_says_a_message_differently(single: Workspace) -> None:
    """A catalogue of the workspace changes the messages it has, in its language alone."""
    overlay = single.overlay(
        "locale/vi.po", po("vi", 'msgctxt "section"\nmsgid "Sources"\nmsgstr "Tư liệu"\n')
    )
    assert catalogues.messages(VI, overlay).pgettext("section", "Sources") == "Tư liệu"
    assert catalogues.messages(VI, overlay).gettext("Live points") == "Những điểm cần theo dõi"
    assert catalogues.messages(EN, overlay) is not catalogues.messages(VI, overlay)
    assert catalogues.messages(EN, overlay).pgettext("section", "Sources") == "Sources"
    assert catalogues.messages(VI, None).pgettext("section", "Sources") == "Nguồn"


def test_a_workspace_is_told_of_messages_that_nobody_uses(single: Workspace) -> None:
    """A message of the workspace that the program does not have is a problem that names its line."""
    overlay = single.overlay("locale/vi.po", po("vi", 'msgid "Live point"\nmsgstr "Điểm"\n'))
    (problem,) = catalogues.check(overlay)
    assert problem.what == 'No message is called "Live point".'
    assert problem.tip == 'Did you mean "Live points" or "Point" or "Points"?'
    assert problem.location is not None
    assert problem.location.line == 9


def test_a_malformed_catalogue_of_a_workspace_is_an_error(single: Workspace) -> None:
    """A catalogue that cannot be read is named, and nothing is taken from the program's instead."""
    overlay = single.overlay("locale/en.po", 'msgid "Sources\n')
    with pytest.raises(TemplateError, match=r"locale/en\.po:1\n  The catalogue is malformed:"):
        catalogues.messages(EN, overlay)


def po(language: str, messages: str) -> str:
    """Return a catalogue with its header."""
    plural = "nplurals=1; plural=0" if language == "vi" else "nplurals=2; plural=(n != 1)"
    header = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
    types = '"Content-Type: text/plain; charset=UTF-8\\n"\n'
    return f'{header}{types}"Plural-Forms: {plural};\\n"\n\n\n{messages}'


def test_every_template_is_parsed() -> None:
    """Every template of the program is well-formed."""
    made = environment(None)
    names = made.list_templates(extensions=["html", "svg", "txt"])
    assert "sections/timeline.svg" in names
    assert all(isinstance(made.get_template(name), jinja2.Template) for name in names)
