"""The Jinja environment: the workspace's templates over ours, nothing undefined, errors with their place."""

from __future__ import annotations

from collections.abc import Callable

import jinja2
import pytest

from briefings.errors import TemplateError
from briefings.render.environment import environment, program_templates, source, write
from briefings.render.html import Medium

from .editions import Workspace
from .pages import Page

ASKS = "sections/asks.html"


def raised(make: Callable[[], object]) -> str:
    """Return the text of the template error that something raises."""
    with pytest.raises(TemplateError) as error:
        make()
    return str(error.value)


@pytest.mark.parametrize("medium", Medium)
def test_an_undefined_variable_names_file_and_line(single: Workspace, medium: Medium) -> None:
    """A variable that does not exist is an error at its line in the workspace's template."""
    single.overlay(ASKS, '<section id="asks">\n<h2>x</h2>\n<p>{{ counterpart_nmae }}</p>\n</section>\n')
    assert raised(lambda: single.page(medium)) == (
        "templates/sections/asks.html:3\n  'counterpart_nmae' is undefined."
    )


def test_an_undefined_attribute_names_file_and_line(single: Workspace) -> None:
    """A field that a dossier does not have is an error at its line."""
    single.overlay(ASKS, "<p>x</p>\n<p>{{ dossier.editon }}</p>\n")
    said = "'briefings.dossier.contents.Dossier object' has no attribute 'editon'."
    assert raised(single.page) == f"templates/sections/asks.html:2\n  {said}"


def test_an_undefined_variable_in_a_condition_is_an_error(single: Workspace) -> None:
    """A condition on something that does not exist is not taken for false."""
    single.overlay(ASKS, "{% if nothing_such %}x{% endif %}\n")
    assert raised(single.page) == "templates/sections/asks.html:1\n  'nothing_such' is undefined."


def test_a_syntax_error_names_file_and_line(single: Workspace) -> None:
    """A template that is not well-formed is an error at the line where it breaks off."""
    single.overlay(ASKS, "<p>x</p>\n{% if dossier %}\n<p>{{ 1 + }}</p>\n{% endif %}\n")
    assert raised(single.page) == "templates/sections/asks.html:3\n  Unexpected 'end of print statement'."


def test_an_unknown_filter_names_file_and_line(single: Workspace) -> None:
    """A filter that does not exist is an error at its line."""
    single.overlay(ASKS, "\n<p>{{ title|uper }}</p>\n")
    assert raised(single.page) == "templates/sections/asks.html:2\n  No filter named 'uper'."


def test_a_missing_template_is_named_with_the_nearest(single: Workspace) -> None:
    """An included template that nobody has is named, where it is included, with a suggestion."""
    single.overlay(ASKS, '<p>x</p>\n{% include "sections/cove.html" %}\n')
    assert raised(single.page) == (
        "templates/sections/asks.html:2\n"
        '  There is no template "sections/cove.html". Did you mean "sections/cover.html"'
        ' or "sections/people.html" or "sections/sources.html"?'
    )


def test_a_missing_message_names_file_and_line(single: Workspace) -> None:
    """A message without translation is an error at the line that uses it."""
    single.overlay(ASKS, '<p>x</p>\n\n<p>{{ _("Our own words") }}</p>\n')
    assert raised(single.page) == (
        "templates/sections/asks.html:3\n"
        '  "Our own words" has no English translation. Add it to locale/en.po.'
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{{ 1 // 0 }}", "Integer division or modulo by zero."),
        ("{{ title + 1 }}", 'Can only concatenate str (not "int") to str.'),
        ("{{ [].pop() }}", "Access to attribute 'pop' of 'list' object is unsafe."),
        ("{{ side('XX') }}", "There is no 'XX'."),
        ("{{ ''.__class__ }}", "Access to attribute '__class__' of 'str' object is unsafe."),
        ("{{ cycle(1) }}", "'cycle' is undefined."),
    ],
)
def test_whatever_fails_names_file_and_line(single: Workspace, line: str, said: str) -> None:
    """Whatever goes wrong while a template is filled is an error at its line."""
    single.overlay(ASKS, f"<p>x</p>\n{line}\n")
    assert raised(single.page) == f"templates/sections/asks.html:2\n  {said}"


@pytest.mark.parametrize(
    "code",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ dossier.__class__.__init__.__globals__ }}",
        "{{ _.__self__.__class__ }}",
        "{{ lipsum.__globals__['os'].environ }}",
        "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
        "{{ 'x'.format.__globals__ }}",
        "{{ '{0.__class__}'.format(dossier) }}",
    ],
)
def test_a_template_gets_nowhere_but_to_what_it_is_given(single: Workspace, code: str) -> None:
    """Nothing of Python behind the values can be reached from a template."""
    single.overlay(ASKS, f"<p>x</p>\n{code}\n")
    assert raised(single.page).startswith("templates/sections/asks.html:2\n  Access to attribute '__")


def test_no_path_of_the_machine_is_told(single: Workspace) -> None:
    """A place is told from the folder of templates on."""
    single.overlay("macros.html", "{{ x }}")
    assert str(single.folder) not in raised(single.page)


def test_one_template_is_laid_over_ours(single: Workspace) -> None:
    """A template of the workspace takes the place of ours; the others stay."""
    before = Page(single.page())
    single.overlay(ASKS, '<section id="asks">\n<h2>{{ headings.asks }}</h2>\n<p>Our own.</p>\n</section>\n')
    after = Page(single.page())
    assert "Our own." in after.text
    assert "Our own." not in before.text
    assert after.one("section", id="summary").text == before.one("section", id="summary").text
    assert after.one("section", id="meetings").text == before.one("section", id="meetings").text


@pytest.mark.parametrize("medium", Medium)
def test_one_style_is_laid_over_ours(single: Workspace, medium: Medium) -> None:
    """A style of the workspace takes the place of ours."""
    single.overlay("themes/house.css", ":root { --ink: #123456; }\n")
    style = Page(single.page(medium)).one("style")
    page = single.page(medium)
    assert style.line
    assert ":root { --ink: #123456; }" in page
    assert "The house's own look" not in page
    assert "--flag-wash: #fbf1ea" in page


def test_one_message_is_laid_over_ours(single: Workspace) -> None:
    """A message of the workspace's catalogue takes the place of ours."""
    header = (program_templates() / "locale" / "en.po").read_text(encoding="utf-8").partition("\n\n")[0]
    single.overlay("locale/en.po", f'{header}\n\nmsgid "Live points"\nmsgstr "What is open"\n')
    headings = [one.text for one in Page(single.page()).all("h3")]
    assert "What is open" in headings
    assert "Live points" not in headings
    assert "Last meeting" in headings


def test_a_missing_style_is_named() -> None:
    """A file that neither the workspace nor the program has is an error."""
    said = 'There is no template "styles/screeen.css". Did you mean "styles/screen.css"'
    assert raised(lambda: source(environment(None), "styles/screeen.css")).startswith(said)


def test_no_template_lies_outside_the_folders(single: Workspace) -> None:
    """A path that climbs out of the folders of templates finds nothing."""
    for name in ("../config.yaml", "/etc/hostname", "sections/../../config.yaml"):
        assert f'There is no template "{name}".' in raised(
            lambda name=name: source(single_environment(single), name)
        )


def single_environment(single: Workspace) -> jinja2.Environment:
    """Return the environment of a workspace that has templates of its own."""
    return environment(single.overlay("styles/extra.css", "p {}"))


def test_values_are_escaped() -> None:
    """What is not known to be HTML is text."""
    made = environment(None)
    made.loader = jinja2.DictLoader({"a.txt": "{{ x }}", "b.svg": "{{ x }}"})
    assert write(made, "a.txt", {"x": "<b>&'\""}) == "&lt;b&gt;&amp;&#39;&#34;"
    assert write(made, "b.svg", {"x": "<b>"}) == "&lt;b&gt;"


def test_a_fault_of_ours_is_not_put_down_to_a_template() -> None:
    """An error that comes from no template stays what it is."""
    made = environment(None)
    with pytest.raises(ValueError, match="dictionary update sequence"):
        write(made, "macros.html", ["no mapping"])  # type: ignore[arg-type]
