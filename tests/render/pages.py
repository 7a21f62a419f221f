"""Finished pages as a reader or a browser meets them: their text, elements, links and identifiers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pypdfium2

_VOID = frozenset({"br", "col", "img", "meta", "link", "input", "base", "source", "hr", "wbr"})
_INLINE = frozenset({"a", "span", "strong", "em", "cite", "b", "i"})
_CELLS = frozenset({"td", "th"})


@dataclass
class Element:
    """An element of a page: its tag, its attributes, and the text inside it."""

    tag: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    inside: tuple[Element, ...] = field(default=(), repr=False)


class Page(HTMLParser):
    """An HTML page taken apart."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self._lines = [""]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        element = Element(
            tag, {name: value or "" for name, value in attrs}, self.getpos()[0], inside=tuple(self._open)
        )
        self.elements.append(element)
        self._break(tag)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open and close an element of a drawing."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which has to be this one."""
        if tag in _VOID:
            return
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()
        self._break(tag, closing=True)

    def handle_data(self, data: str) -> None:
        """Give a text to every element around it."""
        if self._open and self._open[-1].tag not in {"style", "script"}:
            for element in self._open:
                element.text += data
            self._lines[-1] += data

    def _break(self, tag: str, *, closing: bool = False) -> None:
        if tag in _CELLS:
            self._lines[-1] += " | " if closing else ""
        elif tag not in _INLINE and not any(one.tag in _CELLS for one in self._open):
            self._lines.append("")

    @property
    def text(self) -> str:
        """Return the text a block a line, cells of a table apart."""
        squeezed = (re.sub(r"[ \n]+", " ", line).strip(" |") for line in self._lines)
        return "\n".join(line for line in squeezed if line) + "\n"

    def all(self, *tags: str) -> list[Element]:
        """Return the elements with one of these tags."""
        return [one for one in self.elements if one.tag in tags]

    def one(self, tag: str, **attributes: str) -> Element:
        """Return the only element with this tag and these attributes."""
        (found,) = (
            one
            for one in self.all(tag)
            if all(one.attributes.get(name.replace("_", "-")) == value for name, value in attributes.items())
        )
        return found

    @property
    def ids(self) -> list[str]:
        """Return every identifier, in order."""
        return [one.attributes["id"] for one in self.elements if "id" in one.attributes]

    @property
    def targets(self) -> list[str]:
        """Return where its links lead, in order."""
        return [one.attributes["href"] for one in self.all("a") if "href" in one.attributes]


def skipped(page: Page) -> list[str]:
    """Return the headings that stand more than one level below the one before."""
    headings = page.all("h1", "h2", "h3", "h4", "h5", "h6")
    return [b.text for a, b in pairwise(headings) if int(b.tag[1]) > int(a.tag[1]) + 1]


def read(file: Path) -> Page:
    """Return an HTML page from a file."""
    return Page(file.read_text(encoding="utf-8"))


def pdf_pages(file: Path) -> list[str]:
    """Return the text of each page of a PDF as pypdfium2 extracts it."""
    document = pypdfium2.PdfDocument(file)
    try:
        return [_text(document[number]) for number in range(len(document))]
    finally:
        document.close()


def _text(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_range()).replace("\r\n", "\n")
    finally:
        text.close()


def flat(text: str) -> str:
    """Return a text without the difference between spaces, line ends and their number."""
    return " ".join(text.split())
