"""The last look at a finished page: whatever would ask for something outside is refused by name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from briefings.errors import AssetError
from briefings.languages.text import Text
from briefings.render.html import House, Medium, Part, own
from briefings.render.inert import Own, check

from .editions import EN, Workspace
from .hostile import FETCHED, IN_BROWSERS, PAGE, SCRIPTS

TIP = "Only the page's own parts may be used."
URLS = ("file:///etc/hostname", "http://example.org/x", "ftp://example.org/x", "//example.org/x", "../x")


def said(body: str) -> list[str]:
    """Return what is refused in a page, without where."""
    try:
        check(PAGE.format(body), "FR.en.html")
    except AssetError as error:
        return [problem.what for problem in error.problems]
    return []


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("way", [*FETCHED.values(), *IN_BROWSERS.values()], ids=[*FETCHED, *IN_BROWSERS])
def test_nothing_outside_is_asked_for(way: str, url: str) -> None:
    """No element, attribute or style may lead to a place outside the page."""
    assert said(way.format(url=url))


@pytest.mark.parametrize("way", SCRIPTS.values(), ids=SCRIPTS)
def test_nothing_runs_and_no_link_leaves_the_web(way: str) -> None:
    """Scripts, handlers and links other than https:, mailto: and those inside the page are refused."""
    assert said(way)


@pytest.mark.parametrize(
    "part",
    [
        '<a href="#x">x</a>',
        '<a href="https://example.org/?a=1&amp;b=2">x</a>',
        '<a href="mailto:a@example.org">x</a>',
        '<style>@font-face { src: url(data:font/woff2;base64,AA==) } p { background: url("#x") }</style>',
        (
            '<img alt="x" src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkkAAAACklEQVR4'
            'nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==">'
        ),
        '<svg width="9" height="9"><rect fill="url(#g)"/><use href="#g"/></svg>',
        "<p>url(http://example.org/), @import and onclick= are words here.</p>",
        "<p>&lt;script src=//example.org&gt;</p>",
        "<p title='a url is no address'>x</p>",
    ],
)
def test_what_a_page_carries_is_left_alone(part: str) -> None:
    """Links that a person follows, data inside the page and plain words are no requests."""
    assert said(part) == []


def test_every_place_is_named() -> None:
    """The message says which page, after which anchor, what stands there and what to do: for every place."""
    with pytest.raises(AssetError) as raised:
        check('<img src="http://example.org/a.png"><p id="x"><p onclick="x()">', "FR.en.html")
    assert str(raised.value).splitlines() == [
        "FR.en.html",
        '  <img src="http://example.org/a.png"> asks for something outside. ' + TIP,
        "FR.en.html#x",
        "  onclick= would run a script. " + TIP,
    ]


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("<script></script>", "<script> has no place in a page."),
        ('<a href="../x">x</a>', '<a href="../x"> leads outside.'),
        ('<meta http-equiv="refresh">', "<meta http-equiv=refresh> has no place in a page."),
        ('<style>@import "x.css"; p {}</style>', '"@import "x.css"" asks for a style outside.'),
        ('<p style="background:url(x.png)">', '"url(x.png)" asks for something outside.'),
        (f'<img src="{"x" * 100}">', f'<img src="{"x" * 79}…"> asks for something outside.'),
    ],
)
def test_what_is_said_of_it(part: str, what: str) -> None:
    """Each sort of request has its sentence, in which long addresses are cut."""
    assert said(part) == [what]


def test_a_page_of_the_program_is_inert(single: Workspace) -> None:
    """What the program's own templates write asks for nothing, and runs its own script alone."""
    house = House(Text("Ban Hồ sơ", "Desk"), timedelta(days=90))
    check(single.page(), "FR.en.html", own(single.dossier(), EN, Medium.HTML, house, Part.WHOLE))


OWN = Own("tell(1);", frozenset({"FR.vi.html", "../index.html"}))


@pytest.mark.parametrize(
    "part",
    [
        '<script type="module">tell(1);</script>',
        '<script type="application/json" id="x">{"a": 1}</script>',
        '<button type="button">x</button><input type="search">',
        '<a href="FR.vi.html">x</a><a href="FR.vi.html#x?year=2031">x</a><a href="../index.html">x</a>',
    ],
)
def test_what_is_the_page_s_own_is_let_through(part: str) -> None:
    """The script that is named, to the letter; data; the controls it works; files beside the page."""
    check(PAGE.format(part), "FR.en.html", OWN)
    with pytest.raises(AssetError):
        check(PAGE.format(part.replace("FR.vi", "FR.fr")), "FR.en.html")


@pytest.mark.parametrize(
    "part",
    [
        '<script type="module">tell(2);</script>',
        '<script type="module">tell(1); </script>',
        "<script>tell(1);</script>",
        '<script type="module" src="x.js">tell(1);</script>',
        '<script type="module" onload="tell(2)">tell(1);</script>',
        '<script type="application/json" src="x.json"></script>',
        '<script type="importmap">{}</script>',
        '<script type="speculationrules">{}</script>',
        '<svg><script type="module">tell(1);</script></svg>',
        '<link type="application/json">',
        '<iframe type="module">tell(1);</iframe>',
        '<form><button type="submit">x</button></form>',
        '<button formaction="x">x</button>',
        '<input type="image" src="x.png">',
        '<a href="FR.fr.html">x</a>',
        '<a href="../../index.html">x</a>',
        '<a href="FR.vi.html?x#y">x</a>',
        '<img src="FR.vi.html" alt="x">',
        '<area href="FR.vi.html" alt="x">',
    ],
)
def test_what_only_looks_like_the_page_s_own_is_refused(part: str) -> None:
    """Another script, one from elsewhere, one that is a drawing's; a control or a link that asks for more."""
    with pytest.raises(AssetError):
        check(PAGE.format(part), "FR.en.html", OWN)
