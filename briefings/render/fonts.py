"""The fonts of the pages: static files of the locked packages, and none of the system's.

PDF: fontconfig is pointed at the packages' folders alone. HTML: the letters that Vietnamese and
English need are cut out of the files and travel inside the page.
"""

from __future__ import annotations

import base64
import io
import os
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

import fontpkg

SERIF: Final = "Spectral"
SANS: Final = "Be Vietnam Pro"
# family, weight, style: the faces that the HTML page carries
_FACES: Final = (
    (SERIF, 400, "normal"),
    (SERIF, 400, "italic"),
    (SERIF, 600, "normal"),
    (SANS, 400, "normal"),
    (SANS, 600, "normal"),
)
# ASCII, Latin-1, Latin Extended-A, ơ ư, Vietnamese, combining tones, signs of the templates
_RANGES: Final = (
    range(0x20, 0x7F),
    range(0xA0, 0x180),
    (0x1A0, 0x1A1, 0x1AF, 0x1B0),
    range(0x1EA0, 0x1EFA),
    (0x300, 0x301, 0x303, 0x309, 0x323),
    (0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x20AB, 0x2192),
)
_CONFIGURATION: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
<config><rescan><int>0</int></rescan></config>
</fontconfig>
"""


def isolate(folder: Path) -> None:
    """Point fontconfig, in this process, at the packages' fonts and a cache in ``folder``.

    Has to happen before WeasyPrint is imported; meant for a process of its own.
    """
    homes = sorted({str(Path(fontpkg.path(family)).parent) for family in (SERIF, SANS)})
    folders = "\n".join(f"<dir>{escape(home)}</dir>" for home in homes)
    configuration = folder / "fonts.conf"
    written = _CONFIGURATION.format(folders=folders, cache=escape(str(folder / "fontconfig")))
    configuration.write_text(written, encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(configuration)


@cache
def faces() -> str:
    """Return the style rules that carry the fonts of the HTML page, as data inside them."""
    rules = (
        f"@font-face{{font-family:{family!r};font-weight:{weight};font-style:{style};"
        f"font-display:swap;src:url(data:font/woff2;base64,{_subset(family, weight, style)})format('woff2')}}"
        for family, weight, style in _FACES
    )
    return "\n".join(rules)


def _subset(family: str, weight: int, style: str) -> str:
    from fontTools import subset  # noqa: PLC0415 - only the HTML page pays for it

    options = subset.Options(
        flavor="woff2",
        hinting=False,
        notdef_outline=True,
        recalc_timestamp=False,
        layout_features=["kern", "mark", "mkmk", "ccmp", "locl"],
        drop_tables=[*subset.Options().drop_tables, "meta"],
    )
    font = subset.load_font(fontpkg.path(family, weight=weight, style=style), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=list(chain.from_iterable(_RANGES)))
    cutter.subset(font)
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    font.close()
    return base64.b64encode(written.getvalue()).decode("ascii")
