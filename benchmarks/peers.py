"""What users would otherwise do with the same pages: a loop over WeasyPrint, or a browser that prints.

Run as a program: ``loop FILE …`` lays out every page in one process, ``one FILE`` one of them.
``warm TIMES FILE …`` prints the seconds of the fonts' and WeasyPrint's import, and of the pages after it.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path


def main(arguments: list[str]) -> None:
    """Do what the arguments say."""
    begun = time.perf_counter()
    import weasyprint  # noqa: PLC0415 - its import is what is measured

    imported = time.perf_counter()
    files = [Path(one) for one in arguments[1:]]
    if arguments[0] == "warm":
        # once for what is made at the first page and kept
        weasyprint.HTML(string=files[0].read_text(encoding="utf-8")).write_pdf(pdf_variant="pdf/a-3a")
    begun_pages = time.perf_counter()
    for file in files:
        # the same sort of PDF as the program makes: tagged, for archives
        page = weasyprint.HTML(string=file.read_text(encoding="utf-8"))
        file.with_suffix(".peer.pdf").write_bytes(
            page.write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True) or b""
        )
    sys.stdout.write(f"{imported - begun} {time.perf_counter() - begun_pages}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
