"""Themes: the style of a page, put together from files, with its variables looked at before it is used.

The styles come in this order, each over the ones before: ``styles/tokens.css`` (letters, sizes,
colours), the parts and the medium, ``themes/<theme>.css`` with ``themes/<theme>-page.css`` for the
margins of paper, what an edition of a special kind adds,
and ``styles/colours.css``, which is empty until a workspace lays its own over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import jinja2
import tinycss2

from briefings.config import FILE
from briefings.errors import ConfigError, Location, Problem, TemplateError, did_you_mean
from briefings.languages.text import Text
from briefings.render import fonts
from briefings.render.environment import source
from briefings.render.fonts import Family

COLOURS: Final = "styles/colours.css"
# what names the letters of a page, in the order in which they are looked for
_LETTERS: Final = ("--serif", "--sans")
_GENERIC: Final = frozenset({"serif", "sans-serif", "monospace", "system-ui", "cursive", "fantasy"})
_ROOTS: Final = (":root", "html")
# as many variables as may refer to each other in a row, and as long as the outcome may be
_DEEPEST: Final = 8
_LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the head and the foot of a page in the manner of Decree 30 say besides the dossier."""

    place: Text = Text("Hà Nội", "Ha Noi")  # noqa: RUF009 - frozen
    recipients: tuple[Text, ...] = ()
    national_heading: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The style of a page: its text, its variables (``accent_soft`` for ``--accent-soft``), its fonts."""

    text: str
    palette: Mapping[str, str]
    families: tuple[Family, ...]

    def drawn_size(self, size: float) -> float:
        """Return the size of letters in a drawing, which some fonts need larger than others."""
        return round(size * float(self.palette["drawn"]), 2)


def sheet(
    env: jinja2.Environment,
    names: Sequence[str],
    folder: Path | None = None,
) -> Sheet:
    """Return the style made of ``names`` and, over them, the workspace's own colours.

    ``folder`` holds fonts of the workspace.

    Raises:
        TemplateError: a style is missing or malformed, or uses a variable or font that is not there;
            with file and line.
        ConfigError: there is no folder of fonts.
    """
    if folder is not None and not folder.is_dir():
        tip = "Name one that is there, relative to this file, or leave the setting out."
        raise ConfigError(Problem(f'"{folder.name}" is not a folder.', Location(FILE), "fonts", tip))
    files = tuple((name, source(env, name)) for name in (*names, COLOURS))
    style = _read(files)
    families = dict.fromkeys(_family(style, name, folder) for name in _LETTERS if name in style.tokens)
    palette = {name.removeprefix("--").replace("-", "_"): style.value(name) for name in style.tokens}
    return Sheet("".join(text for _, text in files), palette, tuple(families))


def numbered(headings: Mapping[str, str], sections: Iterable[str]) -> dict[str, str]:
    """Return the headings with the Roman numerals of the sections that a dossier has."""
    numerals = {section: _roman(number) for number, section in enumerate(sections, start=1)}
    # added to the left, so that what is inert HTML stays so
    return {
        name: f"{numerals[name]}. " + said if name in numerals else said for name, said in headings.items()
    }


def _roman(number: int) -> str:
    """Return a number below 40 in Roman numerals."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


@dataclass(frozen=True, slots=True)
class _Use:
    """A variable that is used, and where."""

    name: str
    place: Location


@dataclass(frozen=True, slots=True)
class _Style:
    """What the styles define at their root, and where."""

    tokens: Mapping[str, tuple[str, Location]]

    def value(self, name: str, above: tuple[str, ...] = ()) -> str:
        """Return the value of a variable with those that it refers to put in."""
        written, place = self.tokens[name]
        if name in above or len(above) >= _DEEPEST:
            what = "It refers to itself, or to others in too long a row."
            raise TemplateError(Problem(what, place, name, "Write its value out."))
        parts = tinycss2.parse_component_value_list(written)
        said = "".join(
            self.value(_variable(part), (*above, name))
            if _variable(part) in self.tokens
            else str(tinycss2.serialize([part]))
            for part in parts
        ).strip()
        if len(said) > _LONGEST:
            raise TemplateError(Problem("It is too long.", place, name, "Write a shorter value."))
        return said


@lru_cache(maxsize=32)
def _read(files: tuple[tuple[str, str], ...]) -> _Style:
    """Return what styles define, having made sure that they are well-formed and use nothing else.

    Raises:
        TemplateError: they are not, or do.
    """
    tokens: dict[str, tuple[str, Location]] = {}
    defined: set[str] = set()
    used: list[_Use] = []
    problems: list[Problem] = []
    for name, text in files:
        file = f"templates/{name}"
        for node in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
            if node.type == "error":
                place = Location(file, node.source_line, node.source_column)
                problems.append(Problem(f"The style cannot be read: {node.message.rstrip('.')}.", place))
                continue
            tokens |= _tokens(node, file)
            defined |= set(_defined(node))
            used += _used(node, file)
    problems += [
        Problem(
            f'No style defines the variable "{use.name}".', use.place, None, did_you_mean(use.name, defined)
        )
        for use in used
        if use.name not in defined
    ]
    if problems:
        raise TemplateError(problems)
    return _Style(tokens)


def _tokens(rule: Any, file: str) -> dict[str, tuple[str, Location]]:  # noqa: ANN401 - tinycss2 has no types
    """Return the variables that a rule defines for the whole page, whatever the screen."""
    if rule.type != "qualified-rule":
        return {}
    selectors = str(tinycss2.serialize(rule.prelude)).split(",")
    if not any(one.strip() in _ROOTS for one in selectors):
        return {}
    return {
        one.name: (
            str(tinycss2.serialize(one.value)).strip(),
            Location(file, one.source_line, one.source_column),
        )
        for one in tinycss2.parse_blocks_contents(rule.content)
        if one.type == "declaration" and one.name.startswith("--")
    }


def _defined(node: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the variables that are defined anywhere in a rule."""
    for content in _blocks(node):
        for place, token in enumerate(content):
            following = [one for one in content[place + 1 :] if one.type not in {"whitespace", "comment"}][:1]
            if token.type == "ident" and token.value.startswith("--") and following and following[0] == ":":
                yield token.value


def _blocks(node: Any) -> Iterator[Sequence[Any]]:  # noqa: ANN401
    content = getattr(node, "content", None)
    if content:
        yield content
        for one in content:
            yield from _blocks(one)


def _used(node: Any, file: str) -> Iterator[_Use]:  # noqa: ANN401
    """Yield the variables that a rule uses without saying what to do where they are not defined."""
    for inside in (node, *_inside(node)):
        name = _variable(inside)
        if name:
            yield _Use(name, Location(file, inside.source_line, inside.source_column))


def _inside(node: Any) -> Iterator[Any]:  # noqa: ANN401
    for name in ("prelude", "content", "arguments"):
        for one in getattr(node, name, None) or ():
            yield one
            yield from _inside(one)


def _variable(token: Any) -> str:  # noqa: ANN401
    """Return the name in ``var(--name)``, or nothing for anything else."""
    if token.type != "function" or token.lower_name != "var":
        return ""
    inside = [one for one in token.arguments if one.type not in {"whitespace", "comment"}]
    return str(inside[0].value) if len(inside) == 1 and inside[0].type == "ident" else ""


def _family(style: _Style, token: str, folder: Path | None) -> Family:
    names = tuple(_families(style.value(token)))
    found = fonts.find(names, folder)
    if found is None:
        named = ", ".join(f'"{name}"' for name in names) or "none"
        what = f"No font that it names is here: {named}."
        raise TemplateError(Problem(what, style.tokens[token][1], token, _tip(names)))
    return found


def _families(value: str) -> Iterator[str]:
    """Yield the families that a list of fonts names, without what stands for any font."""
    for one in value.split(","):
        name = one.strip().strip("\"'")
        if name and name.lower() not in _GENERIC:
            yield name


def _tip(names: Iterable[str]) -> str:
    put = f"put its static TTF or OTF files in a folder and name that as fonts: in {FILE}."
    if any(name in fonts.SYSTEM for name in names):
        return (
            "Install one (Debian, Ubuntu: sudo apt-get install fonts-croscore; Fedora: sudo dnf install "
            f"liberation-serif-fonts; macOS: brew install font-tinos), or {put}"
        )
    return f"Install its package of fontpkg, or {put}"
