"""Markdown in records: what it may do, and that nothing else in it does anything."""

from __future__ import annotations

import html
import re
import time
from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.errors import LimitError
from briefings.markup import Markup, markup

TAGS = {"p", "em", "strong", "ul", "ol", "li", "a", "br"}
REL = 'rel="noopener noreferrer"'


class Page(HTMLParser):
    """Everything that a page of HTML consists of."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.others: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data

    def handle_comment(self, data: str) -> None:
        """Note a comment."""
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        """Note a declaration."""
        self.others.append(decl)

    def handle_pi(self, data: str) -> None:
        """Note a processing instruction."""
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        """Note a section such as CDATA."""
        self.others.append(data)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hòa bình, ổn định", "<p>Hòa bình, ổn định</p>"),
        ("*a* and **b**", "<p><em>a</em> and <strong>b</strong></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("a\n\nb", "<p>a</p>\n<p>b</p>"),
        ("a  \nb", "<p>a<br>\nb</p>"),
        ("[x](https://e.org/a?b=1&c=2)", f'<p><a href="https://e.org/a?b=1&amp;c=2" {REL}>x</a></p>'),
        ("[x](mailto:a@e.org)", f'<p><a href="mailto:a@e.org" {REL}>x</a></p>'),
        ("2 * 3 * 4 < 5 & 6", "<p>2 * 3 * 4 &lt; 5 &amp; 6</p>"),
    ],
)
def test_what_markdown_may_do(text: str, expected: str) -> None:
    """Emphasis, lists, paragraphs, line breaks and two sorts of links become HTML."""
    assert markup(text) == Markup(expected, ())


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7*7 }}",
        "{% raw %}",
        "{# comment #}",
        "# no heading",
        "---",
        "`code`",
        "![picture](https://e.org/x.png)",
        "snake_case_name",
        "5) no list",
        "a <TBD> b",
    ],
)
def test_what_markdown_may_not_do(text: str) -> None:
    """Template tags, headings, rules, code, pictures and unknown tags appear literally."""
    made = markup(text)
    assert Page(made.html).text == text
    assert Page(made.html).tags == {"p"}


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        "<iframe src='https://e.org'></iframe>",
        "<style>@page { margin: 0 }</style>",
        '<p onclick="alert(1)">x</p>',
        "<!-- hidden -->",
        "<?php echo 1 ?>",
        "<![CDATA[x]]>",
        "<svg/onload=alert(1)>",
        "</p></div>",
    ],
)
def test_html_is_text(text: str) -> None:
    """HTML in a record is shown as it was written, and none of it is obeyed."""
    page = Page(markup(text).html)
    assert (page.text, page.tags, page.attributes, page.others) == (text, {"p"}, [], [])


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://e.org",
        "ftp://e.org",
        "//host/x",
        "../x",
        "/x",
        "x.html",
        "#x",
        "?x",
    ],
)
@pytest.mark.parametrize("form", ["[word]({})", '[word]({} "title")'])
def test_links_elsewhere_are_taken_away_and_reported(form: str, target: str) -> None:
    """A link to anything but https: and mailto: loses its target, keeps its words, and is reported."""
    made = markup(form.format(target))
    page = Page(made.html)
    assert page.text == "word"
    assert [name for _, name, _ in page.attributes if name == "href"] == []
    assert [_spelt_out(one) for one in made.refused] == [_spelt_out(target)]


def _spelt_out(target: str) -> str:
    """Return a target without references to characters, however often they were escaped."""
    return html.unescape(html.unescape(target))


@pytest.mark.parametrize("target", ["javascript:alert(1)", "file:///etc/passwd", "//host/x", "../x"])
def test_links_elsewhere_by_reference(target: str) -> None:
    """A target that is written apart from its link is no more obeyed than one that is not."""
    page = Page(markup(f"[word][1]\n\n[1]: {target}").html)
    assert "word" in page.text
    assert [name for _, name, _ in page.attributes if name == "href"] == []


def test_only_the_wrong_one_of_two_links_is_reported() -> None:
    """A link that may stay stays beside one that may not."""
    made = markup("[a](https://e.org) [b](file:///x)")
    assert made == Markup(f'<p><a href="https://e.org" {REL}>a</a> <a {REL}>b</a></p>', ("file:///x",))


def test_address_in_angle_brackets_is_a_link_and_is_not_reported() -> None:
    """An e-mail address in angle brackets becomes a link, of which nothing was taken out."""
    made = markup("<a@e.org>")
    assert [value for _, name, value in Page(made.html).attributes if name == "href"] == ["mailto:a@e.org"]
    assert made.refused == ()


def test_links_have_no_attributes_of_their_own() -> None:
    """A link carries its target and nothing that the text says besides."""
    attributes = Page(markup('[x](https://e.org "hidden")').html).attributes
    assert attributes == [("a", "href", "https://e.org"), ("a", "rel", "noopener noreferrer")]


@pytest.mark.parametrize("text", ["1995. Năm bình thường hóa quan hệ.", "3. c\n4. d"])
def test_numbers_are_not_lost(text: str) -> None:
    """A number at the beginning of a line is still to be read: as text, or as where the list begins."""
    first = text.split(".", maxsplit=1)[0]
    made = markup(text).html
    assert first in Page(made).text or f'<ol start="{first}">' in made


@pytest.mark.parametrize("text", ["[a]: https://e.org", '[a]: /x "t"', "before\n\n[a]: https://e.org"])
def test_words_do_not_vanish(text: str) -> None:
    """A line that Markdown takes for a definition is not deleted from what a record says."""
    assert Page(markup(text).html).text.strip().endswith(text.rpartition("\n")[2])


@pytest.mark.parametrize("number", [0x01, 0x08, 0x1B, 0x7F, 0x202E])
@pytest.mark.parametrize("form", ["&#{};", "&#x{:x};"])
def test_characters_that_records_may_not_hold_do_not_come_in_by_number(form: str, number: int) -> None:
    """A control character or a change of direction that a file may not hold is not made of its number."""
    assert chr(number) not in markup(f"a{form.format(number)}b").html


@pytest.mark.parametrize(
    ("text", "inline"),
    [
        ("a *b*", "a <em>b</em>"),
        ("a\n\nb", "<p>a</p>\n<p>b</p>"),
        ("- a", "<ul>\n<li>a</li>\n</ul>"),
        ("", ""),
    ],
)
def test_inline(text: str, inline: str) -> None:
    """A single paragraph stands without its tag inside a line; anything else keeps its tags."""
    assert markup(text).inline == inline


@pytest.mark.parametrize("text", ["[" * 20_000, "[a](" * 20_000, "![" * 101])
def test_too_many_brackets(text: str) -> None:
    """More square brackets than a person writes are refused before anything is done with them."""
    with pytest.raises(LimitError) as raised:
        markup(text)
    assert str(raised.value) == "More than 100 square brackets stand in one text. Shorten it, or split it."


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{' ' * 4 * level}- a" for level in range(300)),
        "- " * 300 + "a",
        ">" * 300 + "a",
        "> " * 300 + "a",
        "1. " * 300 + "a",
        "\t" * 300 + "- a",
    ],
)
def test_too_deep(text: str) -> None:
    """Lists and quotations nested deeper than a person writes are refused."""
    with pytest.raises(LimitError) as raised:
        markup(text)
    assert str(raised.value) == "Lists are nested more than 12 levels deep. Flatten them."


def test_what_a_person_writes_is_within_the_limits() -> None:
    """A hundred brackets and five levels of lists are accepted."""
    assert "<p>[[[" in markup("[" * 100).html
    nested = markup("\n".join(f"{' ' * 4 * level}- a" for level in range(5))).html
    assert nested.count("<ul>") == 5


@pytest.mark.parametrize(
    "piece", [*"*_<>&(`~!\\\"'-+1. \n\t#=|{[]", "**a ", "a*b", "](", "&#", "- a\n\n", "a  \n", "<a@"]
)
def test_no_text_takes_long(piece: str) -> None:
    """Whatever is repeated in a field, it is refused or done with within five seconds."""
    text = piece * (20_000 // len(piece))
    begun = time.monotonic()
    try:
        made = markup(text).html
    except LimitError:
        made = ""
    assert time.monotonic() - begun < 5
    assert Page(made).tags <= TAGS


PIECES = st.sampled_from([
    "<script>", "</script>", "<img src=x onerror=1>", "javascript:", "data:", "file:///", "//host", "../",
    "https://e.org", "mailto:a@e.org", "<a@e.org>", "[x](", "[x]", "](", ")", "[", "]: ", '"', "'", "<", ">",
    "&", "&lt;", "&#60;", "&#x3c;", "&colon;", "*", "**", "_", "`", "\\", "- ", "1. ", "\n", "\n\n", "    ",
    "\t", "  \n", "{{", "%}", "đ", "Ð", "\u00a0", "\u202e", "\x02", "\x03", "klzzwxh:0001", "wzxhzdk:0",
    "amp", "<!--", "-->", "<![CDATA[", "<?", "style=", "href=",
])  # fmt: skip
HOSTILE = st.lists(PIECES | st.text(max_size=5), max_size=25).map("".join)


def _made(text: str) -> Markup:
    try:
        return markup(text)
    except LimitError:
        return Markup("", ())


@given(HOSTILE)
@settings(max_examples=400, deadline=None)
def test_whatever_is_written_is_inert(text: str) -> None:
    """No text gives a tag outside the list, an attribute but a link's, or a target but https: and mailto:."""
    page = Page(_made(text).html)
    assert page.tags <= TAGS
    assert page.others == []
    for tag, name, value in page.attributes:
        assert (tag, name) in {("a", "href"), ("a", "rel"), ("ol", "start")}
        assert name != "start" or value.isdecimal()
        assert name != "href" or re.match(r"(https|mailto):", value, re.IGNORECASE)
        assert name != "rel" or value == "noopener noreferrer"


@given(HOSTILE)
@settings(max_examples=400, deadline=None)
def test_cleaning_what_is_clean_changes_nothing(text: str) -> None:
    """What comes out is already what a strict sanitiser would leave of it."""
    made = _made(text).html
    again = nh3.clean(
        made,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"https", "mailto"},
        url_relative="deny",
        link_rel="noopener noreferrer",
    )
    assert again == made


@given(st.text(alphabet=st.characters(categories=["L", "N"], include_characters=" ,.;:–“”đĐ"), max_size=80))
@settings(max_examples=200, deadline=None)
def test_plain_words_stay_as_they_are(text: str) -> None:
    """Words without any markup are given back as they were written, but for space around them."""
    words = re.sub(r"\s+", " ", f"x{text}").strip()
    assert Page(markup(words).html).text == words


@given(HOSTILE)
@settings(max_examples=200, deadline=None)
def test_every_refused_target_was_written(text: str) -> None:
    """Nothing is reported as refused that is still there."""
    made = _made(text)
    kept = {value for _, name, value in Page(made.html).attributes if name == "href"}
    assert kept.isdisjoint(made.refused)
