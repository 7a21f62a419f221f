"""The last look at a finished page: nothing in it may ask for anything outside it.

The renderer's gate refuses what WeasyPrint tries to read; this refuses what a browser, a mail
reader or a later tool would, whichever template or style brought it in.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from briefings.errors import AssetError, Problem

# attributes that make a reader fetch something, on any element
_FETCHING: Final = frozenset({
    "src", "srcset", "data", "poster", "background", "manifest", "formaction", "action", "ping",
    "codebase", "classid", "archive", "longdesc", "profile", "cite",
})  # fmt: skip
_FORBIDDEN: Final = frozenset({
    "script", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "link", "form",
    "audio", "video", "source", "track", "portal", "foreignobject",
})  # fmt: skip
# elements whose href is followed only when a person asks for it
_FOLLOWED: Final = frozenset({"a"})
_LINK_SCHEMES: Final = ("#", "https:", "mailto:")
_URL: Final = re.compile(r"url\s*\(\s*(['\"]?)(.*?)\1\s*\)", re.IGNORECASE | re.DOTALL)
_IMPORT: Final = re.compile(r"@\s*import\b[^;]*", re.IGNORECASE)
_CSS_ESCAPE: Final = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.DOTALL)
_CSS_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


def check(html: str, page: str) -> None:
    """Make sure that a page asks for nothing.

    Raises:
        AssetError: it does; every place is named with ``page``, its line and its column.
    """
    looker = _Looker(page)
    looker.feed(html)
    looker.close()
    if looker.problems:
        raise AssetError(looker.problems)


class _Looker(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[Problem] = []
        self._page = page
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._style = tag == "style"
        if tag in _FORBIDDEN:
            self._refuse(f"<{tag}> has no place in a page.")
        for name, value in attrs:
            self._attribute(tag, name, (value or "").strip())

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._style = False

    def handle_endtag(self, tag: str) -> None:
        self._style = self._style and tag != "style"

    def handle_data(self, data: str) -> None:
        if self._style:
            self._css(data)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on"):
            self._refuse(f"{name}= would run a script.")
        elif name in {"href", "xlink:href"}:
            allowed = _LINK_SCHEMES if tag in _FOLLOWED else ("#", "data:image/")
            if not value.lower().startswith(allowed):
                self._refuse(f'<{tag} {name}="{_short(value)}"> leads outside.')
        elif name in _FETCHING and not value.lower().startswith("data:image/"):
            self._refuse(f'<{tag} {name}="{_short(value)}"> asks for something outside.')
        elif name == "http-equiv" and value.lower() not in {"content-security-policy", "content-type"}:
            self._refuse(f"<meta http-equiv={_short(value)}> has no place in a page.")
        elif "url" in value.lower() or "\\" in value:
            self._css(value)

    def _css(self, css: str) -> None:
        plain = _CSS_ESCAPE.sub(_unescape, _CSS_COMMENT.sub("", css))
        for found in _IMPORT.findall(plain):
            self._refuse(f'"{_short(found)}" asks for a style outside.')
        for _, target in _URL.findall(plain):
            if not target.lower().startswith(("#", "data:font/", "data:image/")):
                self._refuse(f'"url({_short(target)})" asks for something outside.')

    def _refuse(self, what: str) -> None:
        line, column = self.getpos()
        where = f"line {line}, column {column + 1} of the page"
        self.problems.append(
            Problem(what, None, f"{self._page} ({where})", "Only the page's own parts may be used.")
        )


def _unescape(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else None
    return found[2] or "" if code is None else chr(code) if 0 < code < _BEYOND_UNICODE else "\ufffd"


_BEYOND_UNICODE: Final = 0x110000


def _short(value: str) -> str:
    most = 80
    return value if len(value) <= most else value[: most - 1] + "…"
