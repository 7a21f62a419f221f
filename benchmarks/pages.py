"""The pages that are given to the peers: what the program itself would lay out, and the same fonts."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Final

from pypdfium2 import PdfDocument

from briefings.build import orders
from briefings.build.orders import Order
from briefings.config import load
from briefings.records import read
from briefings.render import fonts
from briefings.render.html import Medium
from briefings.render.worker import written

_DAY: Final = date(2026, 1, 5)


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages of some dossiers in a folder, and the fonts that they are set in.

    Without them a peer would set wider letters, on more pages.
    """

    files: tuple[Path, ...]
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables with which a process sees these fonts and no others."""
        return {"FONTCONFIG_FILE": str(self.folder / "fonts.conf")}

    @property
    def letters(self) -> Path:
        """Return the folder of the fonts."""
        return next(self.folder.glob("letters-*"))

    def of(self, code: str) -> Pages:
        """Return those of one dossier."""
        return replace(self, files=tuple(file for file in self.files if file.name.startswith(f"{code}.")))


def write(workspace: Path, codes: list[str]) -> Pages:
    """Write the pages from which the PDFs of some dossiers are made."""
    config = load(workspace, {})
    reading = read(workspace / "records", home=config.home, keep=True)
    order = Order(tuple(codes), _DAY, False, config, workspace)
    folder = workspace / "pages"
    folder.mkdir()
    made = []
    for code in codes:
        for job in orders.asked(code, order, reading.records):
            if job.medium is Medium.PDF:
                file = folder / f"{code}.{job.language}.html"
                file.write_text(written(job).text, encoding="utf-8")
                made.append(file)
    fonts.isolate(folder, fonts.ours())
    # meant for the peers alone, which are told by `environment`
    del os.environ["FONTCONFIG_FILE"]
    return Pages(tuple(made), folder)


def left_out(page: Path, made: Path) -> list[str]:
    """Return the words of a page that its PDF lacks, apart from contents, which each peer makes its own."""
    body = page.read_text(encoding="utf-8").partition("<body")[2]
    body = re.sub(r"<(nav|title|desc)\b.*?</\1>", "", f"<body{body}", flags=re.DOTALL)
    with PdfDocument(made) as document:
        text = "\n".join(one.get_textpage().get_text_bounded() for one in document)
    # once as it stands and once with the parts of divided words together; words of neighbouring
    # cells may touch in what is extracted, so that spaces say nothing
    joined = re.sub("[-\u00ad\ufffe\u0002]\\s*", "", text)
    found = unicodedata.normalize("NFC", re.sub(r"\s", "", f"{text}{joined}"))
    words = re.findall(r"\w+", unicodedata.normalize("NFC", unescape(re.sub(r"<[^>]+>", " ", body))))
    return sorted({one for one in words if one not in found})
