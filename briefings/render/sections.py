"""Sections laid out for the preview and kept in memory: only what changed is laid out again.

Each section of a page is laid out by itself, from the top of a sheet. What depends on all of them,
the cover with its contents and the margins with the numbers of the pages, is laid out anew each
time on a skeleton: the cover, and an empty sheet for every sheet of the sections. The margins of the
skeleton then take the place of the sections' own. Where a page cannot be taken apart so without
another result, nothing is returned and the caller makes the page as a build does.
"""

from __future__ import annotations

import copy
import os
from collections import OrderedDict
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any, Final

from briefings.render.catalogues import messages
from briefings.render.cuts import Cut, Part, cut
from briefings.render.deadline import bounded
from briefings.render.worker import Job, lay_letters, make, shortened, written

# sheets that a process keeps; some 60 dossiers of a few pages, or ten long ones
_LARGEST: Final = 400
# whole documents, not their pages alone: a document that is gone takes the fonts of its pages with it
_kept: OrderedDict[str, Any] = OrderedDict()


def afresh(job: Job, seconds: float) -> bytes:
    """Return the file that a job asks for, with templates and catalogues as they stand now.

    Raises:
        TemplateError: a template cannot be filled, or not in time.
        AssetError: the page asks for something outside.
    """
    messages.cache_clear()
    with bounded(seconds):
        return make(job)


def parts(job: Job, seconds: float) -> Cut | None:
    """Return the page of a PDF in its parts, or nothing where it has to be laid out as one.

    Raises:
        TemplateError: a template cannot be filled, or not in time.
        AssetError: the page asks for something outside.
    """
    messages.cache_clear()
    with bounded(seconds):
        page = written(job)
    lay_letters(job)
    return cut(shortened(job, page).text)


def lay_out(part: Part, job: Job) -> bool:
    """Lay out a part unless it is kept from before; return whether it can stand with the others."""
    if part.key in _kept:
        _kept.move_to_end(part.key)
        return True
    lay_letters(job)
    try:
        document = _document(part.html)
    except MemoryError:
        _kept.clear()
        return False
    if document is None or _sets_strings(_sheets(document)):
        return False
    _kept[part.key] = document
    while len(_kept) > 1 and sum(len(_sheets(one)) for one in _kept.values()) > _LARGEST:
        _kept.popitem(last=False)
    return True


def joined(whole: Cut, job: Job) -> bytes | None:
    """Return the PDF of a page whose parts are all laid out, or nothing where they do not fit together."""
    if any(part.key not in _kept for part in whole.parts):
        return None
    lay_letters(job)
    laid = [page for part in whole.parts for page in _sheets(_kept[part.key])]
    skeleton = _document(_skeleton(whole, laid))
    if skeleton is None or len(skeleton.pages) <= len(laid):
        return None
    front = skeleton.pages[: -len(laid)]
    sheets = skeleton.pages[-len(laid) :]
    if any(_area(one) != _area(other) for one, other in zip(laid, sheets, strict=True)):
        return None
    pages = [_with_margins(one, other) for one, other in zip(laid, sheets, strict=True)]
    edition = datetime.combine(job.dossier.edition, time(), tzinfo=UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(edition.timestamp()))
    content: bytes = skeleton.copy([*front, *pages]).write_pdf(custom_metadata=False)
    return content


def _document(page: str) -> Any:  # noqa: ANN401 - WeasyPrint has no types
    """Return a page laid out, or nothing if it asked for something: then the build says what."""
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415 - takes long to import

    from briefings.render.engine import Document  # noqa: PLC0415 - imports WeasyPrint
    from briefings.render.gate import Gate  # noqa: PLC0415 - likewise

    gate = Gate()
    try:
        document = Document(page, gate).render()
    except FatalURLFetchingError:
        return None
    return None if gate.refused else document


def _sheets(document: Any) -> Sequence[Any]:  # noqa: ANN401
    """Return the sheets of a part: its first is blank, so that nothing meant for a first page happens."""
    sheets: Sequence[Any] = document.pages[1:]
    return sheets


def _skeleton(whole: Cut, laid: Sequence[Any]) -> str:
    """Return the cover, and an empty sheet for each one laid out, with the anchors that the cover names."""
    linked, seen = whole.linked, set[str]()
    sheets = []
    for page in laid:
        here = sorted((linked & set(page.anchors)) - seen)
        seen.update(here)
        anchors = "".join(f'<a id="{one}"></a>' for one in here)
        sheets.append(f'<div style="break-before: page; margin: 0; padding: 0">{anchors}</div>')
    return f"{whole.before}{''.join(sheets)}{whole.after}"


def _with_margins(page: Any, sheet: Any) -> Any:  # noqa: ANN401
    """Return a page with what stands in the margins of another."""
    from weasyprint.formatting_structure.boxes import MarginBox  # noqa: PLC0415 - likewise

    content = [one for one in page._page_box.children if not isinstance(one, MarginBox)]  # noqa: SLF001
    margins = [one for one in sheet._page_box.children if isinstance(one, MarginBox)]  # noqa: SLF001
    taken = copy.copy(page)
    taken._page_box = page._page_box.copy_with_children([*content, *margins])  # noqa: SLF001
    return taken


def _area(page: Any) -> tuple[float, ...]:  # noqa: ANN401
    """Return the size of a sheet and where its content stands."""
    box = page._page_box  # noqa: SLF001
    return page.width, page.height, box.content_box_x(), box.content_box_y(), box.width, box.height


def _sets_strings(pages: Sequence[Any]) -> bool:
    """Return whether something on these pages changes what stands in the margins of later ones."""
    boxes = (box for page in pages for box in page._page_box.descendants())  # noqa: SLF001
    return any(box.string_set and box.string_set != "none" for box in boxes)
