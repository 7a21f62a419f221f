"""The letters that travel inside a page for the screen, cut out of the fonts and kept between builds.

Cutting five fonts takes a second, as long as two or three pages. What was cut lies in the cache of the
user (XDG Base Directory Specification), by the digest of everything that it comes from, and with one
of its own: what is not what was written is cut again. Without a place to keep it, nothing is lost.
"""

from __future__ import annotations

import base64
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib import metadata
from itertools import chain
from pathlib import Path
from typing import Any, Final

from briefings.render.fonts import Face, Family

# ASCII, Latin-1, Latin Extended-A, ơ ư, Vietnamese, combining tones, signs of the templates
_RANGES: Final = (
    range(0x20, 0x7F),
    range(0xA0, 0x180),
    (0x1A0, 0x1A1, 0x1AF, 0x1B0),
    range(0x1EA0, 0x1EFA),
    (0x300, 0x301, 0x303, 0x309, 0x323),
    (0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x20AB),
    (0x2190, 0x2191, 0x2192, 0x2193, 0x25A1, 0x2610, 0x2713),
)
_FEATURES: Final = ("kern", "mark", "mkmk", "ccmp", "locl")
_BOLD: Final = (600, 700)
# what has a part in the bytes of a font that was cut
_CUTTERS: Final = ("fonttools", "brotli")
# of two themes and the last versions of their fonts; the oldest go
_KEPT: Final = 40


@cache
def faces(families: tuple[Family, ...]) -> str:
    """Return the style rules that carry the fonts of the HTML page, as data inside them."""
    rules = (
        f"@font-face{{font-family:{name!r};font-weight:{face.weight};font-style:{face.style};"
        f"font-display:swap;src:url(data:font/woff2;base64,{_letters(face.file)})format('woff2')}}"
        for name, face in _carried(families)
    )
    return "\n".join(rules)


def recall(families: tuple[Family, ...]) -> None:
    """Load what is kept of these families into memory, if all of it is; nothing is cut."""
    places = [_place(face.file.read_bytes()) for _, face in _carried(families)]
    if all(place is not None and place.exists() for place in places):
        faces(families)


def _carried(families: tuple[Family, ...]) -> Iterator[tuple[str, Face]]:
    """Yield the faces that a page carries: the first family also slanted, since it sets the text."""
    for place, family in enumerate(families):
        wanted = [family.face((400,)), family.face(_BOLD)]
        if place == 0:
            wanted.insert(1, family.face((400,), "italic"))
        yield from ((family.name, face) for face in wanted if face is not None)


def _letters(file: Path) -> str:
    """Return the letters of a font as a page carries them, cut now or before."""
    whole = file.read_bytes()
    place = _place(whole)
    cut = None if place is None else _kept(place)
    if cut is None:
        cut = _cut(file)
        if place is not None:
            _keep(place, cut)
    return base64.b64encode(cut).decode("ascii")


def _place(whole: bytes) -> Path | None:
    """Return where it is kept what was cut out of a font, or nothing where nothing can be."""
    # relative ones are to be ignored, says the specification
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if not named.is_absolute():
        with suppress(RuntimeError):
            named = Path.home() / ".cache"
    if not named.is_absolute():
        return None
    how = [_RANGES, _FEATURES, *(f"{name} {metadata.version(name)}" for name in _CUTTERS)]
    key = sha256(repr(how).encode() + b"\0" + whole).hexdigest()[:32]
    return named / "briefings" / "letters" / f"{key}.woff2"


def _kept(place: Path) -> bytes | None:
    """Return what was cut before, or nothing where there is nothing or it is not what was written."""
    with suppress(OSError):
        written = place.read_bytes()
        digest, cut = written[:32], written[32:]
        if sha256(cut).digest() == digest:
            return cut
    return None


def _keep(place: Path, cut: bytes) -> None:
    """Put it in place whole; where that is not allowed, the next page is as slow as this one."""
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(suffix=".part", dir=place.parent)
        try:
            with os.fdopen(handle, "wb") as opened:
                opened.write(sha256(cut).digest() + cut)
            Path(part).replace(place)
        except OSError:
            Path(part).unlink()
            raise
        found = sorted(place.parent.iterdir(), key=lambda one: one.stat().st_mtime_ns)
        for old in found[:-_KEPT]:
            old.unlink()


def _cut(file: Path) -> bytes:
    from fontTools import subset  # noqa: PLC0415 - only a font that was not cut before pays for it

    options: Any = subset.Options(
        flavor="woff2",
        hinting=False,
        notdef_outline=True,
        recalc_timestamp=False,
        layout_features=list(_FEATURES),
        drop_tables=[*subset.Options().drop_tables, "meta"],
    )
    font = subset.load_font(file, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=list(chain.from_iterable(_RANGES)))
    cutter.subset(font)
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    font.close()
    return written.getvalue()
