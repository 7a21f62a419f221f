"""Sources: where facts were read, down to the paragraph, with what they print wrongly."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from briefings.languages.dates import Day
from briefings.languages.text import Name, Text
from briefings.model.markings import Marking


class SourceKind(StrEnum):
    """What sort of thing a source is."""

    ARTICLE = "article"
    STATEMENT = "statement"
    DATABASE = "database"
    REPORT = "report"


class ParagraphKind(StrEnum):
    """What sort of paragraph it is; a caption carries less than the body text."""

    LEAD = "lead"
    BODY = "body"
    SUBHEADING = "subheading"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source: its identifier and the number of the paragraph there."""

    id: str
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a source: its number, and the lines of the file on which it stands.

    Several lines mean that the source prints the paragraph more than once.
    """

    number: int
    lines: tuple[int, ...]
    kind: ParagraphKind = ParagraphKind.BODY


@dataclass(frozen=True, slots=True)
class File:
    """The file in which a source was read: its name and SHA-256 (64 hexadecimal digits)."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Erratum:
    """What a source prints wrongly or doubtfully, kept as printed beside what is right and why.

    ``doubt`` tells a contradiction that changes what is meant from a mere misprint;
    ``counterparts`` are those in whose dossiers it has to be seen.
    """

    printed: str
    right: Text
    why: Text
    counterparts: tuple[str, ...]
    paragraphs: tuple[int, ...] = ()
    doubt: bool = False
    evidence: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Something that was read: an article, an official statement, a database, a report.

    ``published`` is the day printed or otherwise established, ``published_basis`` how it is
    known, ``read`` the day on which the record was made from it. What nobody knows is absent.
    """

    id: str
    kind: SourceKind
    marking: Marking
    read: Day
    publisher: Name | None = None
    title: str | None = None
    language: str | None = None
    published: Day | None = None
    published_basis: Text | None = None
    credit: str | None = None
    url: str | None = None
    file: File | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    known: Text | None = None
    errata: tuple[Erratum, ...] = ()

    def paragraph(self, number: int) -> Paragraph | None:
        """Return the paragraph with this number, or nothing if the source has none."""
        held = self.paragraphs
        # nearly always they are numbered without a gap, and a report may have thousands
        at = number - held[0].number if held else 0
        if 0 <= at < len(held) and held[at].number == number:
            return held[at]
        return next((one for one in held if one.number == number), None)
