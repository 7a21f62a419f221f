"""Where a page may be cut into parts that are laid out one by one, and where it may not."""

from __future__ import annotations

import pytest

from briefings.render.cuts import cut
from briefings.render.html import Medium

from .editions import Workspace
from .pages import Page

HEAD = '<!DOCTYPE html>\n<html lang="en"><head><style>{style}</style></head><body class="pdf">\n'
FRONT = '<header id="top" class="cover"><nav class="contents"><a href="#a">A</a></nav></header>\n'


def page(main: str, style: str = "", front: str = FRONT) -> str:
    """Return a page with these sections and this style."""
    return f"{HEAD.format(style=style)}{front}<main>{main}</main></body></html>"


def long(number: int, words: int = 500) -> str:
    """Return a section with so many articles."""
    articles = "".join(
        f'<article id="a{one}"><h3>{one}</h3>{"word " * words}</article>' for one in range(number)
    )
    return f'<section id="long" class="big"><h2>Long</h2>{articles}</section>'


def test_each_section_is_a_part() -> None:
    """Every section stands alone, whole, with the others and the front as empty shells around it."""
    found = cut(page('<section id="a" class="x"><p>A</p></section><section id="b"><p>B</p></section>'))
    assert found is not None
    assert found.before.endswith("<main>")
    assert found.after == "</main></body></html>"
    assert found.linked == {"a"}
    first, second = (part.html for part in found.parts)
    assert (
        '<section id="a" class="x"><p>A</p></section><section style="display: none"></section></main>'
        in first
    )
    assert (
        '<section class="x" style="display: none"></section><section id="b"><p>B</p></section></main>'
        in second
    )
    assert (
        '<body class="pdf"><div style="break-after: page"></div><header class="cover" style="display: none">'
        in first
    )


def test_a_part_is_known_by_what_it_says() -> None:
    """A change in one section gives it another key and leaves the others theirs; a style changes all."""
    one, other = '<section id="a">{}</section>', '<section id="b">B</section>'
    before = cut(page(one.format("A") + other))
    after = cut(page(one.format("Å") + other))
    restyled = cut(page(one.format("A") + other, "p { color: red }"))
    assert before is not None
    assert after is not None
    assert restyled is not None
    same = [a.key == b.key for a, b in zip(before.parts, after.parts, strict=True)]
    assert same == [False, True]
    assert not {part.key for part in before.parts} & {part.key for part in restyled.parts}


def test_a_long_section_is_cut_between_articles() -> None:
    """Some two sheets stay together; only the first piece has the heading and the anchor of the section."""
    found = cut(page(long(12)))
    assert found is not None
    assert [sorted(set(Page(part.html).ids) - {"long"}) for part in found.parts] == [
        ["a0", "a1", "a2", "a3"], ["a4", "a5", "a6", "a7"], ["a10", "a11", "a8", "a9"],
    ]  # fmt: skip
    assert ['id="long"' in part.html for part in found.parts] == [True, False, False]
    assert (
        'class="big" style="margin-top: 0; padding-top: 0; border-top: 0; break-before: auto">'
        in found.parts[1].html
    )


def test_counting_keeps_a_section_whole() -> None:
    """Articles that are numbered by the style are not torn apart."""
    found = cut(page(long(12), "section { counter-reset: n } article { counter-increment: n }"))
    assert found is not None
    assert len(found.parts) == 1


def test_a_few_words_more_cut_no_differently() -> None:
    """Pieces that were not changed keep their keys when a neighbour grows."""
    before, after = cut(page(long(12))), cut(page(long(12).replace("<h3>9</h3>", "<h3>9</h3>and more ")))
    assert before is not None
    assert after is not None
    same = [a.key == b.key for a, b in zip(before.parts, after.parts, strict=True)]
    assert same == [True, True, False]


@pytest.mark.parametrize(
    "style",
    [
        "section { counter-increment: part }",
        "body { counter-reset: part } h2 { counter-increment: part }",
        "section { counter-reset: point } h2 { counter-increment: part }",
        "@page :left { margin: 1cm }",
        "@page wide { size: A4 landscape }",
        ".matrix { page: wide }",
        ".note { float: footnote }",
        "header { position: running(head) }",
        "p { position:fixed }",
        "main a::after { content: target-counter(attr(href), page) }",
    ],
)
def test_what_runs_through_the_whole_is_not_cut(style: str) -> None:
    """Where a part depends on those before it, the page is left in one piece."""
    assert cut(page('<section id="a">A</section>', style)) is None


@pytest.mark.parametrize(
    "style",
    [
        "@page { margin: 1cm } @page :first { margin: 2cm }",
        "p { break-after: page } #a { break-before: page; }",
        ".contents a::after { content: target-counter(attr(href), page) }",
        "/* counter-increment: part */",
        "main section { counter-reset: part } h3 { counter-increment: part }",
    ],
)
def test_what_a_part_can_know_is_cut(style: str) -> None:
    """First pages, breaks and the numbers in the contents are as in the whole."""
    assert cut(page('<section id="a">A</section>', style)) is not None


@pytest.mark.parametrize(
    "main",
    [
        "",
        "words in no section",
        "<section>one</section></main><main><section>two</section>",
        "<section><p>never closed</section>",
    ],
)
def test_an_unusual_page_is_not_cut(main: str) -> None:
    """What cannot be taken apart with certainty is left in one piece."""
    assert cut(page(main)) is None


def test_the_pages_of_the_program_are_cut(bilateral: Workspace) -> None:
    """Our own page for the PDF comes apart into its sections, and nothing of them is lost."""
    whole = bilateral.page(Medium.PDF)
    found = cut(whole)
    assert found is not None
    sections = [one.attributes["id"] for one in Page(whole).all("section")]
    assert [
        one.attributes["id"]
        for part in found.parts
        for one in Page(part.html).all("section")
        if "id" in one.attributes
    ] == sections
    kept = [set(Page(part.html).ids) for part in found.parts]
    assert set.union(*kept) == set(Page(whole).ids) - set(Page(found.before + found.after).ids)
