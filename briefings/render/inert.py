"""The last look at a finished page: nothing in it may ask for anything outside it.

The renderer's gate refuses what WeasyPrint tries to read; this refuses what a browser, a mail
reader or a later tool would, whichever template or style brought it in. The page is read as they
read it: by an HTML5 parser and a CSS tokeniser, so that no spelling slips through.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import Element

import tinycss2
import tinyhtml5

from briefings.errors import AssetError, Problem
from briefings.render import pictures

_SVG: Final = "{http://www.w3.org/2000/svg}"
# attributes that make a reader fetch something, on any element
_FETCHING: Final = frozenset({
    "src", "srcset", "srcdoc", "data", "poster", "background", "manifest", "formaction", "action", "ping",
    "codebase", "classid", "archive", "longdesc", "profile", "cite", "imagesrcset", "lowsrc", "dynsrc",
})  # fmt: skip
_FORBIDDEN: Final = frozenset({
    "script", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "link", "form", "input",
    "button", "audio", "video", "source", "track", "portal", "template", "foreignobject", "feimage", "set",
    "animate", "animatemotion", "animatetransform", "math",
})  # fmt: skip
_HREF: Final = frozenset({"href", "{http://www.w3.org/1999/xlink}href", "xlink:href"})
# where a person has to ask before anything is followed
_LINK_SCHEMES: Final = ("#", "https:", "mailto:")
_OWN: Final = ("#", *pictures.PREFIXES)
_CSS_OWN: Final = (*_OWN, "data:font/")
# functions of CSS that take an address as a plain text
_TEXT_IS_ADDRESS: Final = frozenset({"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade"})
_META: Final = frozenset({"content-security-policy", "content-type"})
_LONGEST: Final = 80
_TIP: Final = "Only the page's own parts may be used."
# what a script works; without one they are dead, and a page has no use for them
_CONTROLS: Final = frozenset({"button", "input"})
# data that a script reads, and that no browser runs
_DATA: Final = {"type": "application/json"}
_MODULE: Final = {"type": "module"}


@dataclass(frozen=True, slots=True)
class Own:
    """What a page may have besides: one script, word for word, and links to files that lie beside it."""

    script: str = ""
    files: frozenset[str] = frozenset()


def parsed(html: str) -> Element:
    """Return a page as browsers and WeasyPrint read it; elements of HTML bear no namespace."""
    found: Element = tinyhtml5.parse(html, namespace_html_elements=False)
    return found


def check(html: str, page: str, own: Own = Own()) -> Element:
    """Make sure that a page asks for nothing but what is its ``own``, and return it ``parsed``.

    Raises:
        AssetError: it does; everything that does so is named, with ``page`` and the nearest anchor.
    """
    tree = parsed(html)
    problems = [
        Problem(what, None, f"{page}{anchor}", pictures.TIP if what.startswith(pictures.BEGINS) else _TIP)
        for anchor, what in _found(tree, own)
    ]
    if problems:
        raise AssetError(problems)
    return tree


def _found(tree: Element, own: Own) -> Iterator[tuple[str, str]]:
    anchor = ""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        anchor = f"#{element.get('id')}" if element.get("id") else anchor
        yield from ((anchor, what) for what in _of_element(element, own))


def _of_element(element: Element, own: Own) -> Iterator[str]:
    namespace, _, tag = element.tag.rpartition("}")
    tag = tag.lower()
    is_own = bool(own.script) and not namespace and (tag in _CONTROLS or _is_script(element, own))
    if tag in _FORBIDDEN and not is_own:
        yield f"<{tag}> has no place in a page."
        return
    if tag == "style":
        yield from _of_css(tinycss2.parse_component_value_list("".join(element.itertext())))
    for name, value in element.attrib.items():
        if tag == "a" and name == "href" and str(value).partition("#")[0] in own.files:
            continue
        is_css = name == "style" or f"{namespace}}}" == _SVG
        yield from _of_attribute(tag, str(name).lower(), str(value or "").strip(), is_css=is_css)


def _is_script(element: Element, own: Own) -> bool:
    """Return whether this is the page's own script to the letter, or data that no browser runs."""
    if element.tag != "script":
        return False
    stated = {name: value for name, value in element.attrib.items() if name != "id"}
    return stated == _DATA or (stated == _MODULE and "".join(element.itertext()) == own.script)


def _of_attribute(tag: str, name: str, value: str, *, is_css: bool) -> Iterator[str]:
    shown = name.rpartition("}")[2]
    if name.startswith("on"):
        yield f"{name}= would run a script."
    elif name in _HREF:
        if not value.lower().startswith(_LINK_SCHEMES if tag == "a" else _OWN):
            yield f'<{tag} {shown}="{_short(value)}"> leads outside.'
        yield from _of_picture(value)
    elif name in _FETCHING:
        if not value.startswith(_OWN[1:]):
            yield f'<{tag} {shown}="{_short(value)}"> asks for something outside.'
        yield from _of_picture(value)
    elif name == "http-equiv" and value.lower() not in _META:
        yield f"<meta http-equiv={_short(value)}> has no place in a page."
    elif is_css:
        yield from _of_css(tinycss2.parse_component_value_list(value))


def _of_css(tokens: Sequence[Any], *, text_is_address: bool = False) -> Iterator[str]:
    """Yield what a stretch of CSS asks for, in blocks and functions of any depth."""
    for place, token in enumerate(tokens):
        if token.type == "at-keyword" and token.lower_value == "import":
            yield f'"{_short(_until_semicolon(tokens[place:]))}" asks for a style outside.'
            return
        if token.type == "url" or (text_is_address and token.type == "string"):
            yield from _of_address(token.value)
        elif token.type == "error" and "url" in token.kind:
            yield f'"{_short(token.message)}" is no address.'
        elif token.type == "function":
            inside = text_is_address or token.lower_name in _TEXT_IS_ADDRESS
            yield from _of_css(token.arguments, text_is_address=inside)
        elif token.type in {"() block", "[] block", "{} block"}:
            yield from _of_css(token.content, text_is_address=text_is_address)


def _of_address(address: str) -> Iterator[str]:
    if not address.strip().lower().startswith(_CSS_OWN):
        yield f'"url({_short(address)})" asks for something outside.'
    yield from _of_picture(address.strip())


def _of_picture(address: str) -> Iterator[str]:
    if address.startswith(pictures.PREFIXES):
        why = pictures.refusal(address)
        yield from () if why is None else (why,)


def _until_semicolon(tokens: Sequence[Any]) -> str:
    end = next((place for place, one in enumerate(tokens) if one == ";"), len(tokens))
    return str(tinycss2.serialize(tokens[:end])).strip()


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
