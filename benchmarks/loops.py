"""The plain loop over WeasyPrint that users would otherwise write, in one process or in several.

Run as a program, it lays out pages and prints the seconds of WeasyPrint's import and of the pages, and
those of processor in all: ``loop FILE …`` one after the other, ``warm FILE …`` likewise after a page that
does not count, ``pool FILE …`` in two processes that are warm. ``ordinary FILE …`` is ``loop`` with the
styles of an ordinary template.
"""

from __future__ import annotations

import os
import sys
import time
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

# What templates for print commonly have and ours leaves out, since it costs time: columns that find
# their own widths, a grid around every cell, text set to both edges, dots up to the page's number.
_ORDINARY: Final = """<style>
table { table-layout: auto !important; }
col { width: auto !important; }
th, td { border: 0.5pt solid #999 !important; padding: 0.28em 0.5em !important; }
p, li { text-align: justify; }
.contents li a { display: block !important; }
.contents li a::after { content: leader('.') target-counter(attr(href), page); display: inline; }
</style></head>"""


def main(arguments: list[str]) -> None:
    """Do what the arguments say."""
    begun = time.perf_counter()
    import weasyprint  # noqa: F401, PLC0415 - its import is what is measured

    imported = time.perf_counter() - begun
    how, files = arguments[0], [Path(one) for one in arguments[1:]]
    if how == "pool":
        with get_context("fork").Pool(2) as pool:
            # each of the two gets one, since the first is still at work when the second is taken
            pool.map(_laid_out, files[:1] * 2, chunksize=1)
            seconds = _timed(lambda: pool.map(_laid_out, files, chunksize=1))
    else:
        if how == "warm":
            # once for what is made at the first page and kept
            _laid_out(files[0])
        lay_out = _ordinary if how == "ordinary" else _laid_out
        seconds = _timed(lambda: [lay_out(one) for one in files])
    sys.stdout.write(f"{imported} {seconds} {sum(os.times()[:4])}\n")


def _timed(work: Any) -> float:  # noqa: ANN401 - anything to call
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _laid_out(file: Path) -> None:
    _write(file, file.read_text(encoding="utf-8"))


def _ordinary(file: Path) -> None:
    _write(file, file.read_text(encoding="utf-8").replace("</head>", _ORDINARY, 1))


def _write(file: Path, page: str) -> None:
    import weasyprint  # noqa: PLC0415 - main has measured its import

    # the same sort of PDF as the program makes: tagged, for archives
    made = weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True)
    file.with_suffix(".peer.pdf").write_bytes(made or b"")


if __name__ == "__main__":
    main(sys.argv[1:])
