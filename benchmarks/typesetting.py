"""The same content through pandoc, set by Typst or XeLaTeX.

Run as a program by a Python that has the package ``typst``, ``PANDOC LETTERS FILE …`` sets pages that
``source`` has made ready, with the fonts of the folder LETTERS: a process of pandoc for each, and Typst
in this one. It prints the seconds of its import and of the pages, and those of processor in all. It
imports nothing else that would have to be installed.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

_ANCHORS: Final = Path(__file__).with_name("anchors.lua")
_LOOKS: Final = {
    "toc": True,
    "papersize": "a4",
    "margin": {"x": "22mm", "y": "23mm"},
    "geometry": ["a4paper", "margin=22mm"],
    "fontsize": "10pt",
    "mainfont": "Spectral",
}
# columns of running text, beside those of a word or a date
_WIDE: Final = frozenset({"c-text", "c-title"})


def source(page: str) -> str:
    """Return a page so that pandoc reads all of it.

    Of a page with ``main`` it takes that alone; the anchor of a row it loses; and where no width of
    a column is stated, XeLaTeX breaks no line in the table. The contents go, since pandoc makes its own.
    """
    page = re.sub(r"<nav.*?</nav>|</?main>", "", page, flags=re.DOTALL)
    page = re.sub(r"<(/?)header", r"<\1div", page)
    page = re.sub(r"<(/?)article", r"<\1section", page)
    page = re.sub(r'<tr id="([^"]+)">\s*<(t[dh][^>]*)>', r'<tr><\2><span id="\1"></span>', page)
    return re.sub(r"<table.*?</table>", lambda found: _with_widths(found[0]), page, flags=re.DOTALL)


def _with_widths(table: str) -> str:
    columns = re.findall(r'<col class="([^"]+)">', table)
    if not columns:
        columns = re.findall(r"<th\b", table.partition("</thead>")[0])
    shares = [4 if one in _WIDE else 1 for one in columns]
    widths = "".join(f'<col style="width:{100 / sum(shares) * one:.1f}%">' for one in shares)
    table = re.sub(r"<colgroup>.*?</colgroup>", "", table, flags=re.DOTALL)
    return table.replace("<thead>", f"<colgroup>{widths}</colgroup>\n<thead>", 1)


def command(pandoc: str | Path, file: Path, made: Path) -> tuple[str | Path, ...]:
    """Return how pandoc is called to make a PDF, with XeLaTeX, or a source of Typst's out of a file."""
    looks = file.with_suffix(".json")
    looks.write_text(json.dumps(_LOOKS), encoding="utf-8")
    more: tuple[str, ...] = (f"--lua-filter={_ANCHORS}", f"--extract-media={made.stem}.media")
    if made.suffix == ".pdf":
        more = ("--pdf-engine=xelatex",)
    return pandoc, file, "--from=html", "--standalone", f"--metadata-file={looks}", *more, "-o", made


def main(arguments: list[str]) -> None:
    """Set each page and print what it took."""
    begun = time.perf_counter()
    import typst  # noqa: PLC0415 - its import is measured

    imported = time.perf_counter() - begun
    pandoc, letters, *files = arguments
    begun = time.perf_counter()
    for file in map(Path, files):
        written = file.with_suffix(".typ")
        subprocess.run(command(pandoc, file, written), cwd=file.parent, check=True)  # noqa: S603 - the bench's own
        made = file.with_suffix(".typst.pdf")
        typst.compile(
            str(written),
            output=str(made),
            font_paths=[letters],
            ignore_system_fonts=True,
            # tagged as well; for 3a it wants words for pictures, which pandoc loses
            pdf_standards="a-3b",
        )
    taken = time.perf_counter() - begun
    # that of the processes of pandoc as well
    processor = sum(os.times()[:4])
    sys.stdout.write(f"{imported} {taken} {processor}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
