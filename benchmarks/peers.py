"""What users would otherwise do with the same pages: a loop over WeasyPrint, in one process or in several.

Run as a program, it lays out pages and prints the seconds of WeasyPrint's import and of the pages:
``loop FILE …`` one after the other, ``warm FILE …`` likewise after a page that does not count,
``pool FILE …`` in two processes that are warm. ``plain FILE …`` is ``loop`` with the styles as people
write them: tables that find their own widths.
"""

from __future__ import annotations

import sys
import time
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

_ORDINARY: Final = "<style>table{table-layout:auto!important}</style></head>"


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
        lay_out = _ordinary if how == "plain" else _laid_out
        seconds = _timed(lambda: [lay_out(one) for one in files])
    sys.stdout.write(f"{imported} {seconds}\n")


def _timed(work: Any) -> float:  # noqa: ANN401 - anything to call
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _laid_out(file: Path) -> None:
    _write(file, file.read_text(encoding="utf-8"))


def _ordinary(file: Path) -> None:
    _write(file, file.read_text(encoding="utf-8").replace("</head>", _ORDINARY, 1))


def _write(file: Path, page: str) -> None:
    import weasyprint  # noqa: PLC0415

    # the same sort of PDF as the program makes: tagged, for archives
    made = weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True)
    file.with_suffix(".peer.pdf").write_bytes(made or b"")


if __name__ == "__main__":
    main(sys.argv[1:])
