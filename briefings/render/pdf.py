"""HTML in, PDF out: one file that is PDF/A-3a for the archive and PDF/UA-1 for the screen reader."""

from __future__ import annotations

import io
import os
import zlib
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final
from xml.etree.ElementTree import Element

import pydyf
import weasyprint
from weasyprint.urls import FatalURLFetchingError

from briefings.errors import AssetError
from briefings.render.attached import Attached
from briefings.render.engine import Document
from briefings.render.gate import Gate

# ISO 14289-1, 5: the identification schema of PDF/UA. PDF/A (ISO 19005-3, 6.6.2.3) wants any
# schema of another standard described in the file itself, hence the extension schema beside it.
_PDFUA: Final = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""
_CLOSING: Final = b"</rdf:RDF>"
# what WeasyPrint has to know when it lays out a page, and when it writes it
_KIND: Final[dict[str, Any]] = {"pdf_variant": "pdf/a-3a", "pdf_tags": True, "custom_metadata": False}
# each try ends in a carriage return with a chance of one in 256
_TRIES: Final = 4


class SplitError(Exception):
    """What has to stand on one sheet does not; its argument is the id."""


def pdf(  # noqa: PLR0913 - what a PDF is made from
    html: str,
    page: str,
    *,
    edition: datetime,
    attached: Attached | None = None,
    tree: Element | None = None,
    whole: str | None = None,
) -> bytes:
    """Return the PDF of a page; the same page, edition and data give the same bytes.

    ``tree`` is what the page was parsed to (``inert.parsed``), if it has been. ``whole`` is the id of
    what has to stand on one sheet.

    Fonts have to be isolated before (``fonts.isolate``), and the process is expected to be one
    that can be killed: WeasyPrint promises no bound on time or memory.

    Raises:
        AssetError: the page asked for something outside, named with ``page``.
        SplitError: what has to stand on one sheet does not.
    """
    # pydyf and fontTools stamp their output with this instead of the clock
    os.environ["SOURCE_DATE_EPOCH"] = str(int(edition.replace(tzinfo=UTC).timestamp()))
    gate = Gate()
    written = b""
    try:
        for filling in range(_TRIES):
            laid = Document(html, gate, tree if filling == 0 else None).render(**_KIND)
            if whole is not None and not gate.refused and _sheets(laid, whole) > 1:
                raise SplitError(whole)
            written = _written(laid, filling, edition, attached)
            if not ends_unclearly(written):
                break
    except FatalURLFetchingError:
        pass
    if gate.refused:
        raise AssetError(gate.problems(page))
    return written


def ends_unclearly(pdf: bytes) -> bool:
    """Return whether a stream ends in a carriage return, which a reader could take for an end of line."""
    return b"\r\nendstream" in pdf


def _sheets(laid: Any, name: str) -> int:  # noqa: ANN401 - WeasyPrint has no types
    """Return on how many sheets a part of a page stands."""
    return sum(_holds(sheet._page_box, name) for sheet in laid.pages)  # noqa: SLF001 - its boxes are nowhere else


def _holds(box: Any, name: str) -> bool:  # noqa: ANN401 - likewise
    element = box.element
    if element is not None and element.get("id") == name:
        return True
    # what is cut by the end of a sheet goes on in boxes of the same elements
    return any(_holds(one, name) for one in getattr(box, "children", ()))


def _written(laid: Any, filling: int, edition: datetime, attached: Attached | None) -> bytes:  # noqa: ANN401
    written = io.BytesIO()
    laid.write_pdf(
        written,
        finisher=partial(_conform_to_both, filling=filling),
        **_KIND,
        # made anew each time: it can be read once
        attachments=[] if attached is None else [_attachment(attached, edition)],
    )
    return written.getvalue()


def _attachment(attached: Attached, edition: datetime) -> weasyprint.Attachment:
    """Return an associated file (ISO 19005-3, 6.8), dated as the edition is and not as the clock says."""
    return weasyprint.Attachment(
        string=attached.content,
        name=attached.name,
        description=attached.description,
        created=edition,
        modified=edition,
        relationship="Data",
    )


def _conform_to_both(document: Any, pdf: Any, *, filling: int) -> None:  # noqa: ANN401, ARG001 - untyped
    """Say in the metadata that the file is PDF/UA too; tags and structure are those of PDF/A-3a.

    ``filling`` empty objects change how the stream that holds all objects ends, once in 256 pages;
    it is compressed only after this, and nobody else can look at its end.
    """
    for _ in range(filling):
        pdf.add_object(pydyf.Dictionary({}))
    number = int(pdf.catalog["Metadata"].split()[0])
    metadata = pdf.objects[number]
    metadata.stream = [b"".join(metadata.stream).replace(_CLOSING, _PDFUA)]
    # WeasyPrint names every associated file twice
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    # an archive has to be able to read it without a decoder
    metadata.compress = False
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream):
            _space_plainly(one)
            if one.compress:
                _end_clearly(one)


def _space_plainly(stream: pydyf.Stream) -> None:
    """Let a font that has one glyph for both spaces extract it as the plain one.

    The table from glyphs to text knows one text for each; with the other, whoever searches or
    copies would find no-break spaces between all words.
    """
    if b"endcmap" in stream.stream and not any(line.endswith(b" <0020>") for line in stream.stream):
        stream.stream = [
            line.replace(b" <00a0>", b" <0020>") if line.endswith(b" <00a0>") else line
            for line in stream.stream
        ]


def _end_clearly(stream: pydyf.Stream) -> None:
    """Compress a stream now, and leave it as it is if what comes out ends in a carriage return.

    That would stand before the line feed that precedes ``endstream``, and a reader could take both
    for one end of line: the length would be one too many (ISO 19005-3, 6.1.7.1). pydyf would compress
    each stream twice more, to write it and to make the identifier of the file.
    """
    plain = pydyf.Stream(stream.stream).data.partition(b"stream\n")[2].removesuffix(b"\nendstream")
    compressed = zlib.compress(plain, level=9)
    stream.compress = False
    if not compressed.endswith(b"\r"):
        stream.stream = [compressed]
        stream.extra["Filter"] = "/FlateDecode"
