"""One YAML file as plain data with positions, and everything that is refused in it."""

from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefings.errors import Location
from briefings.records import documents
from briefings.records.documents import Document
from briefings.records.plain import Plain

# what a YAML file may hold, and what this project reads as text
READABLE = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co", "Cf")), max_size=60
)
PLAIN = st.recursive(
    READABLE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(READABLE.filter(bool), inner, max_size=4),
    max_leaves=12,
)


def parse(text: str) -> Document:
    """Return what a file with this text says."""
    return documents.parse(text.encode(), "x.yaml")


def said(text: str | bytes) -> list[str]:
    """Return the problems of a file, as they are printed."""
    raw = text if isinstance(text, bytes) else text.encode()
    return [str(problem) for problem in documents.parse(raw, "x.yaml").problems]


@pytest.mark.parametrize(
    "written",
    [
        "NO",
        "no",
        "on",
        "yes",
        "True",
        "0084912345678",
        "0777",
        "1e3",
        "3.10",
        "12:30",
        "2031-05-12",
        "0x1",
        "Null",
    ],
)
def test_plain_scalars_are_text(written: str) -> None:
    """What YAML 1.1 takes for a boolean, a number or a time keeps its spelling."""
    assert parse(f"a: {written}\n").data == {"a": written}


def test_nothing_is_written_in_three_ways() -> None:
    """Nothing at all, ~ and null are nothing; in quotation marks they are text."""
    assert parse("a:\nb: ~\nc: null\nd: 'null'\ne: ''\n").data == {
        "a": None, "b": None, "c": None, "d": "null", "e": "",
    }  # fmt: skip


def test_values_and_keys_know_their_place() -> None:
    """Every value and every key has its line and column, both from 1."""
    document = parse("a:\n  - {b: x, c: 'y'}\nd: |\n  text\n")
    assert document.at(("a", 0, "b")) == Location("x.yaml", 2, 9)
    assert document.at(("a", 0, "c")) == Location("x.yaml", 2, 15)
    assert document.at_key(("a", 0, "c")) == Location("x.yaml", 2, 12)
    assert document.at(("d",)) == Location("x.yaml", 3, 4)


def test_the_place_of_what_is_not_there_is_around_it() -> None:
    """A field that is not in the file is looked for where it would stand."""
    assert parse("a:\n  b: x\n").at(("a", "z", 3)) == Location("x.yaml", 2, 3)


def test_key_given_twice() -> None:
    """A second value for a key is refused, with both lines."""
    assert said("a: 1\nb: 2\na: 3\n") == [
        'x.yaml:3:1: a\n  "a" is given twice: on line 1 and on line 3. Keep one of them.'
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1\n", 'x.yaml:1:4\n  "&x" is an anchor; anchors are not read. Delete it.'),
        (
            "a: *x\n",
            'x.yaml:1:4\n  "*x" is an alias; aliases are not read. Write the value out where it is needed.',
        ),
        (
            "b:\n  <<: {a: 1}\n",
            'x.yaml:2:3: b\n  "<<" is a merge key; merge keys are not read. Write the fields out.',
        ),
        ("a: !!int 1\n", 'x.yaml:1:4\n  "tag:yaml.org,2002:int" is a tag; tags are not read. Delete it.'),
        (
            "%YAML 1.2\n---\na: b\n",
            "x.yaml:1:1\n  Directives are not read. Delete the lines that begin with %.",
        ),
        ("a: b\n---\nc: d\n", "x.yaml:2:1\n  A second document begins here. Write one thing a file."),
        ("? [a]\n: b\n", "x.yaml:1:3\n  A list or mapping stands where a key should. A key is plain text."),
    ],
)
def test_features_that_records_do_without(text: str, expected: str) -> None:
    """Anchors, aliases, merge keys, tags, directives, second documents and complex keys are refused."""
    assert said(text) == [expected]


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "\ufeff"])
def test_empty_file(text: str) -> None:
    """A file without a value is refused."""
    assert said(text) == ["x.yaml:1:1\n  The file is empty. Write the record, or delete the file."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n\tb: 1\n", "x.yaml:2:1\n  A tab stands where YAML wants spaces. Replace it by spaces."),
        ("a: @x\n", 'x.yaml:1:4\n  "@" cannot begin a value. Put the whole text in quotation marks.'),
        (
            "a: b: c\n",
            (
                "x.yaml:1:5\n  A colon with a space after it cannot stand here. "
                "Put the text in quotation marks, or mend the indentation of this line."
            ),
        ),
        ("a: [1, 2\n", "x.yaml:2:1\n  The list on line 1 is not closed before this. Write a comma or ]."),
        ('a: "x\nb: y\n', "x.yaml:3:1\n  The quotation mark on line 1 is never closed. Close it."),
        (
            "a: 'x' y\n",
            (
                "x.yaml:1:8\n  This does not continue what begins on line 1. "
                "Mend the indentation, or put the text before it in quotation marks."
            ),
        ),
        (
            'a: "\\ud800"\n',
            (
                "x.yaml:1:7\n"
                "  This escape means no character (a lone surrogate, perhaps). Write the character itself."
            ),
        ),
        ("a: !%FF x\n", "x.yaml:1:5\n  Tags (!) are not read. Put the whole text in quotation marks."),
    ],
)
def test_what_is_no_yaml(text: str, expected: str) -> None:
    """A parser's error names its place and what to do, in our words."""
    assert said(text) == [expected]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"a: \0\n", "x.yaml:1:4\n  The control character U+0000 stands here. Delete it."),
        ('a: "Việt\u2028"\n'.encode(), "x.yaml:1:9\n  The control character U+2028 stands here. Delete it."),
        (
            b'a: 1\nb: "x\\0"\n',
            "x.yaml:2:4: b\n  The control character U+0000 stands in this text. Delete it.",
        ),
        (
            "a: Việt\r\nb: caf".encode() + b"\xe9\n",
            "x.yaml:2:7\n  The byte 0xE9 is not UTF-8. Save the file as UTF-8.",
        ),
        (
            b"a: x\xed\xa0\x80\n",
            "x.yaml:1:5\n  Half of a character (a lone surrogate) stands here. Write it again.",
        ),
        ("a: x".encode("utf-16"), "x.yaml:1:1\n  The file is UTF-16. Save it as UTF-8."),
    ],
)
def test_bytes_that_are_no_text(raw: bytes, expected: str) -> None:
    """NUL and other controls, Latin-1, lone surrogates and UTF-16 are refused at their place."""
    assert said(raw) == [expected]


@pytest.mark.parametrize("text", ["[" * 200_000, "- " * 200_000, "{a: " * 200_000])
def test_depth(text: str) -> None:
    """Nesting that would crash a parser is refused at once."""
    began = time.monotonic()
    assert said(text)[0].endswith(
        "\n  Lists and mappings are nested deeper than 30 levels. Write it with fewer levels."
    )
    assert time.monotonic() - began < 1


def test_billion_laughs() -> None:
    """Aliases that multiply are refused in under a second, without being followed."""
    lines = ["a0: &a0 [lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    began = time.monotonic()
    assert len(said("\n".join(lines))) == documents.MAX_PROBLEMS
    assert time.monotonic() - began < 1


def test_field_beyond_the_limit() -> None:
    """A field of more than 20,000 characters is refused, one of 20,000 is not."""
    assert said(f"a:\n  b: {'[x' * 10_001!r}\n") == [
        (
            "x.yaml:2:6: a.b\n  The text has 20,002 characters, more than the 20,000 of the limit. "
            "Shorten it, or divide it."
        )
    ]
    assert said(f"a: {'x' * 20_000}\n") == []


def test_file_beyond_the_limit() -> None:
    """A file of 5 MB is refused before it is parsed."""
    began = time.monotonic()
    assert said(b"a: " + b"x" * 5_000_000) == [
        "x.yaml\n  The file has 5,000,003 bytes, more than the 1,000,000 of the limit. Divide it."
    ]
    assert time.monotonic() - began < 1


@settings(deadline=None)
@given(PLAIN)
def test_byte_order_mark_and_line_ends_change_nothing(data: Plain) -> None:
    """The same text with a byte order mark, or with CRLF, is the same data at the same places."""
    text = yaml.safe_dump({"a": data}, allow_unicode=True)
    plain = parse(text)
    for other in (parse("\ufeff" + text), parse(text.replace("\n", "\r\n"))):
        assert other == plain


@settings(deadline=None)
@given(READABLE)
@example("a\u0301 \u00a0 \u00f0")
def test_quoted_text_round_trips(text: str) -> None:
    """Whatever can be written is read back as it was, and stands where its quotation mark does."""
    quoted = text.replace("'", "''")
    document = parse(f"key:\n  - '{quoted}'\n")
    assert document.data == {"key": [text]}
    assert document.at(("key", 0)) == Location("x.yaml", 2, 5)


@settings(deadline=None)
@given(PLAIN)
def test_same_data_as_pyyaml(data: Plain) -> None:
    """On files without features, the data are those of PyYAML's loader that resolves nothing."""
    text = yaml.safe_dump({"a": data}, allow_unicode=True, default_style='"')
    document = parse(text)
    assert document.problems == ()
    assert document.data == yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  it makes strings only


@settings(deadline=None)
@given(st.text("ab:-[]{},'\"|>#&*!%?@~ \n\t0", max_size=40))
def test_positions_point_at_the_first_character(text: str) -> None:
    """Where plain text was read, it stands at its place in the file."""
    document = parse(text)
    lines = text.split("\n")
    for path, (line, column) in document.values.items():
        assert 1 <= line <= len(lines) + 1
        value = _at(document.data, path)
        starts = lines[line - 1][column - 1 :] if line <= len(lines) else ""
        if isinstance(value, str) and value and not document.problems and starts[0] not in "'\"|>":
            assert starts[0] == value[0]


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode(errors="surrogatepass")))
@example(b"a: !%FF x")
@example(b"&a : *a")
@example(b"\xff\xfe")
def test_nothing_raises(raw: bytes) -> None:
    """Any bytes at all give data or problems with a place, never an exception."""
    document = documents.parse(raw, "x.yaml")
    assert document.problems or document.data is not None
    assert all(problem.location is not None for problem in document.problems)


def _at(data: Plain, path: documents.Path) -> Plain:
    for part in path:
        data = data[part]  # type: ignore[index, call-overload]
    return data
