"""A finished page for the PDF, cut into the parts that can be laid out one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from typing import Final

_VOID: Final = frozenset({"br", "col", "img", "meta", "link", "hr", "wbr", "input", "source"})
# what a part cannot know when it stands alone: named or mirrored pages, notes at the foot, elements
# that run in the margins
_RUNS_ON: Final = re.compile(
    r"(?<![\w@-])page\s*:|@page\s*[\w-]*:(?!first)|@page\s+[\w-]"
    r"|footnote|running\(|position\s*:\s*fixed",
    re.IGNORECASE,
)
# numbers of other pages are known in front of the parts only, where the contents are
_TARGET: Final = re.compile(r"([^{}]*)\{[^{}]*target-(?:counter|counters|text)\(", re.IGNORECASE)
# a counter that is set back on everything or nowhere runs on from section to section
_COUNTED: Final = re.compile(r"counter-(?:increment|set)\s*:\s*([\w-]+)", re.IGNORECASE)
_RESET: Final = re.compile(r"([^{}]*)\{[^{}]*counter-reset\s*:\s*([\w-]+)", re.IGNORECASE)
_EVERYTHING: Final = re.compile(r"(?:^|[\s,>])(?:html|body|main|:root|\*)[.\w-]*\s*(?:,|$)", re.IGNORECASE)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANK: Final = '<div style="break-after: page"></div>'
_HIDDEN: Final = ' style="display: none"'
_CONTINUED: Final = ' style="margin-top: 0; padding-top: 0; border-top: 0; break-before: auto"'
# letters of HTML, some two sheets: what is laid out in a moment, and a gap after it does no harm
_ENOUGH: Final = 9_000


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page as a page of its own, which begins on its second sheet; ``key`` names its content."""

    key: str
    html: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A page in its parts, and what stands around them."""

    before: str
    parts: tuple[Part, ...]
    after: str

    @property
    def linked(self) -> frozenset[str]:
        """Return the identifiers that what stands in front of the parts points to."""
        return frozenset(re.findall(r'href="#([^"]+)"', self.before))


def cut(html: str) -> Cut | None:
    """Return the parts of a page: the sections in its only ``main``, long ones between their articles.

    Nothing is returned where a part could come out differently when it stands alone, but for the
    sheet on which it begins.
    """
    style = _COMMENT.sub(" ", "".join(re.findall(r"<style>(.*?)</style>", html, re.DOTALL)))
    counted = set(_COUNTED.findall(style))
    if (
        counted - _set_back(style)
        or _RUNS_ON.search(style)
        or any(".contents" not in one for one in _TARGET.findall(style))
    ):
        return None
    page = _Page(html)
    if page.doubtful or not page.sections:
        return None
    front = "".join(_shell(html[one.start : one.end]) for one in page.front)
    shells = [_shell(html[one.start : one.end]) for one in page.sections]
    opening = f"{html[: page.body]}{_BLANK}{front}{html[page.main : page.begin]}"
    parts = []
    for place, section in enumerate(page.sections):
        # what is counted within a section is counted from its beginning
        whole_section = html[section.start : section.end]
        for piece in (whole_section,) if counted else _pieces(html, section):
            inside = "".join((*shells[:place], piece, *shells[place + 1 :]))
            whole = f"{opening}{inside}</main></body></html>"
            parts.append(Part(sha256(whole.encode()).hexdigest(), whole))
    return Cut(html[: page.begin], tuple(parts), html[page.end :])


def _set_back(style: str) -> set[str]:
    """Return the counters that begin again within each section."""
    return {name for chosen, name in _RESET.findall(style) if not _EVERYTHING.search(chosen.strip())}


@dataclass(slots=True)
class _Element:
    """Where an element begins and ends, and what stands directly in it."""

    tag: str
    start: int
    inside: int
    closing: int = 0
    end: int = 0
    text: bool = False
    children: list[_Element] = field(default_factory=list)


def _pieces(html: str, section: _Element) -> Iterator[str]:
    """Yield a section as it stands, or in pieces that each hold whole articles."""
    opening, closing = html[section.start : section.inside], html[section.closing : section.end]
    groups = _groups(section)
    if len(groups) == 1 or section.text or " style=" in opening:
        yield html[section.start : section.end]
        return
    shells = [_shell(html[one.start : one.end]) for one in section.children]
    for number, (first, last) in enumerate(groups):
        inside = html[section.children[first].start : section.children[last - 1].end]
        begun = opening if number == 0 else _with_style(opening, _CONTINUED)
        yield "".join((begun, *shells[:first], inside, *shells[last:], closing))


def _groups(section: _Element) -> Sequence[tuple[int, int]]:
    """Return which children stay together: as many articles, by a power of two, as fill two sheets.

    So a point more or less does not change where a section is cut.
    """
    children = section.children
    tags = [one.tag for one in children]
    starts = [
        place for place, tag in enumerate(tags) if tag in {"article", "h3"} and "article" in tags[:place]
    ]
    together = 1
    while starts and (section.end - section.start) / (len(starts) + 1) * together < _ENOUGH:
        together *= 2
    edges = [0, *starts[together - 1 :: together], len(children)]
    return tuple(pairwise(edges))


def _shell(element: str) -> str:
    """Return an element without its content and unseen: what is chosen by place still finds its place."""
    opening = element[: element.index(">") + 1]
    tag = opening[1:-1].split(maxsplit=1)[0]
    return f"{_with_style(opening, _HIDDEN)}</{tag}>"


def _with_style(opening: str, style: str) -> str:
    bare = re.sub(r'\s(?:id|style|data-[\w-]+)="[^"]*"', "", opening)
    return f"{bare[:-1]}{style}>"


class _Page(HTMLParser):
    """What stands in ``body`` in front of ``main``, and the sections of ``main``."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.body = self.main = self.begin = self.end = 0
        self.front: list[_Element] = []
        self.sections: list[_Element] = []
        self.doubtful = False
        self._html = html
        self._lines = [0, *(one.end() for one in re.finditer("\n", html))]
        self._open: list[_Element] = []
        self.feed(html)
        self.close()
        self.doubtful |= bool(self._open) or not self.end

    @property
    def _path(self) -> list[str]:
        return [one.tag for one in self._open[:4]]

    @property
    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Open an element."""
        if tag in _VOID:
            return
        here = self._here
        after = here + len(self.get_starttag_text() or "")
        self._open.append(_Element(tag, here, after))
        if self._path == ["html", "body"]:
            self.body = after
        elif self._path == ["html", "body", "main"] and len(self._open) == 3:  # noqa: PLR2004 - itself
            self.doubtful |= bool(self.main)
            self.main, self.begin = here, after

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of nothing: such an element has no inside."""

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element; where another is open, nothing is certain."""
        if tag in _VOID:
            return
        if not self._open or self._open[-1].tag != tag:
            self.doubtful = True
            return
        done = self._open.pop()
        done.closing = self._here
        done.end = self._html.index(">", self._here) + 1
        depth = len(self._open)
        if depth == 2 and tag == "main":  # noqa: PLR2004 - in html and body
            self.end = done.closing
        elif self._path == ["html", "body"] and not self.main:
            self.front.append(done)
        elif depth == 3 and self._path[2] == "main":  # noqa: PLR2004 - in main
            self.sections.append(done)
        elif depth == 4 and self._path[2] == "main":  # noqa: PLR2004 - in a section
            self._open[-1].children.append(done)

    def handle_data(self, data: str) -> None:
        """Take note of text that stands in no element of its own."""
        if data.strip() and self._open:
            self._open[-1].text = True
            self.doubtful |= self._path == ["html", "body", "main"] and len(self._open) == 3  # noqa: PLR2004
