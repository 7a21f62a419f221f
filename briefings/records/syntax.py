"""What PyYAML says about a file that is not YAML, in words that tell what to do."""

from __future__ import annotations

import yaml

from briefings.errors import Location, Problem

_TAB = ("A tab stands where YAML wants spaces.", "Replace it by spaces.")
_QUOTE = "Put the whole text in quotation marks."

# libyaml's own words, from the most particular to the most general
_WORDS: tuple[tuple[str, str, str], ...] = (
    ("found a tab character", *_TAB),
    ("found character that cannot start any token", "{character} cannot begin a value.", _QUOTE),
    (
        "mapping values are not allowed",
        "A colon with a space after it cannot stand here.",
        "Put the text in quotation marks, or mend the indentation of this line.",
    ),
    (
        "block sequence entries are not allowed",
        "A list cannot begin here.",
        "Begin it on a line of its own, or put the text in quotation marks.",
    ),
    ("found unexpected end of stream", "The quotation mark {opened} is never closed.", "Close it."),
    (
        "could not find expected ':'",
        "A key without a colon stands {opened}.",
        "Write a colon and a space after it, or mend the indentation.",
    ),
    (
        "did not find expected key",
        "This does not continue what begins {opened}.",
        "Mend the indentation, or put the text before it in quotation marks.",
    ),
    (
        "did not find expected ',' or ']'",
        "The list {opened} is not closed before this.",
        "Write a comma or ].",
    ),
    (
        "did not find expected ',' or '}'",
        "The mapping {opened} is not closed before this.",
        "Write a comma or }, or put the text before it in quotation marks.",
    ),
    (
        "did not find expected '-' indicator",
        "This line does not continue the list {opened}.",
        "Begin it with a hyphen, or mend the indentation.",
    ),
    (
        "did not find expected node content",
        "A bracket or comma stands where a value should.",
        "Write the value, or put the text in quotation marks.",
    ),
    (
        "found unknown escape character",
        "After a backslash in double quotation marks, this character means nothing.",
        "Write \\\\ for a backslash.",
    ),
    (
        "found invalid Unicode character escape code",
        "This escape means no character (a lone surrogate, perhaps).",
        "Write the character itself.",
    ),
    ("did not find expected hexdecimal number", "This escape lacks digits.", "Write the character itself."),
    ("did not find expected <document start>", "Something follows the end of the record.", "Delete it."),
    ("did not find expected comment or line break", "Text cannot follow | or > on its line.", _QUOTE),
    ("did not find expected alphabetic or numeric character", "* and & cannot begin a value.", _QUOTE),
    ("undefined tag handle", "Tags (!) are not read.", _QUOTE),
    ("tag", "Tags (!) are not read.", _QUOTE),
    ("directive", "Directives (%) are not read.", "Delete this line."),
    ("incompatible YAML document", "Directives (%) are not read.", "Delete this line."),
)


def problem(error: Exception, text: str, file: str, reached: tuple[int, int]) -> Problem:
    """Return a parser's error as a problem at its place, or at the place reached if it names none."""
    said = str(getattr(error, "problem", None) or "it cannot be read")
    line, column = _place(getattr(error, "problem_mark", None)) or reached
    opened = _place(getattr(error, "context_mark", None)) or (line, column)
    where = Location(file, line, column)
    if _is_tab(text, line, column):
        return Problem(_TAB[0], where, None, _TAB[1])
    about = f"{said} {getattr(error, 'context', None) or ''}"
    for words, what, tip in _WORDS:
        if words in about:
            filled = what.replace("{opened}", f"on line {opened[0]}")
            return Problem(filled.replace("{character}", _character(text, line, column)), where, None, tip)
    return Problem(f"This is not YAML: {said}.", where, None, "Put the text in quotation marks, perhaps.")


def _place(mark: yaml.Mark | None) -> tuple[int, int] | None:
    return None if mark is None else (mark.line + 1, mark.column + 1)


def _line(text: str, line: int) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[line - 1] if line <= len(lines) else ""


def _is_tab(text: str, line: int, column: int) -> bool:
    written = _line(text, line)
    indentation = written[: len(written) - len(written.lstrip())]
    return "\t" in indentation and column <= len(indentation) + 1


def _character(text: str, line: int, column: int) -> str:
    return f'"{_line(text, line)[column - 1 : column]}"'
