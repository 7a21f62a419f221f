"""The earlier state of a dossier: the same records as of a day, or the data inside an edition made before."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from briefings.config import Config
from briefings.dossier import data, gather
from briefings.dossier.changes import Changes
from briefings.dossier.comparison import compare
from briefings.dossier.contents import Dossier
from briefings.dossier.data import DataError
from briefings.dossier.showing import show
from briefings.dossier.shown import Shown
from briefings.errors import Location, Problem
from briefings.languages.text import EditionLanguage, Language
from briefings.model.markings import Marking
from briefings.records import Records
from briefings.records.collection import Record

# a day; or a PDF, the data of one, or a folder in which each counterpart's is looked for
Since = date | Path

_LARGEST_PDF: Final = 256 * 2**20


@dataclass(frozen=True, slots=True)
class Comparison:
    """An earlier state of a dossier, ready to be compared for readers of one language or another."""

    dossier: Dossier
    earlier: Shown
    edition: bool
    clearance: Marking
    withheld: frozenset[str]

    def changes(self, languages: Sequence[Language]) -> Changes:
        """Return what is new in the dossier for readers of these languages.

        Raises:
            ComparisonError: the two cannot be compared, or must not be for these readers.
        """
        return compare(
            self.earlier,
            show(self.dossier),
            clearance=self.clearance,
            edition=self.edition,
            withheld=self.withheld,
            languages=languages,
        )


def comparison(
    dossier: Dossier, since: Since, records: Records, config: Config, *, as_of: date
) -> Comparison:
    """Return a dossier beside its state on an earlier day, or in an edition made before.

    Raises:
        DataError: there is no earlier edition of it, it cannot be read, or it is of a later day.
    """
    code, clearance = dossier.counterpart.code, config.clearance
    if isinstance(since, date):
        before = gather(
            dossier.counterpart,
            records,
            home=config.home,
            as_of=since,
            clearance=clearance,
            stated=True,
            due_within=config.due_within,
            history=config.history,
        )
        return Comparison(dossier, show(before), False, clearance, frozenset())
    file = _find(since, code) if since.is_dir() else since
    earlier = read(file)
    if earlier.edition.latest > as_of:
        what = f"This edition is of {earlier.edition}, and the dossier is made as of {as_of}."
        raise DataError(Problem(what, Location(str(file)), None, "Name an edition of an earlier day."))
    return Comparison(dossier, earlier, True, clearance, withheld(records, clearance))


def read(file: Path) -> Shown:
    """Return what an edition showed: a PDF that a build has made, or the data taken out of one.

    Raises:
        DataError: it cannot be read, or holds no data of a dossier.
    """
    place = Location(str(file))
    try:
        with file.open("rb") as opened:
            raw = opened.read(_LARGEST_PDF + 1)
    except OSError as error:
        raise DataError(Problem(f"The file cannot be read: {error.strerror}.", place)) from None
    if len(raw) > _LARGEST_PDF:
        raise DataError(Problem(f"The file has more than {_LARGEST_PDF // 2**20} megabytes.", place))
    try:
        return data.decode(_inside(raw) if raw.startswith(b"%PDF-") else raw)
    except DataError as error:
        raise DataError(replace(one, location=place) for one in error.problems) from None


def withheld(records: Records, clearance: Marking) -> frozenset[str]:
    """Return what names the records above a clearance: their identifiers, and the names of people."""
    held: tuple[Mapping[str, Record], ...] = (
        records.people, records.meetings, records.sources, records.commitments, records.frameworks,
        records.gaps, records.plans,
    )  # fmt: skip
    above = {key for kind in held for key, one in kind.items() if one.marking > clearance}
    above.update(
        f"{meeting.id}.{one.id}"
        for meeting in records.meetings.values()
        for one in meeting.statements
        if one.marking is not None and one.marking > clearance
    )
    people = (one.name for one in records.people.values() if one.marking > clearance)
    above.update(name for both in people for name in (both.vi, both.en) if name)
    return frozenset(above)


def _find(folder: Path, code: str) -> Path:
    """Return the counterpart's edition in a folder of results; every language holds the same data."""
    names = [f"{code}.{language}.pdf" for language in EditionLanguage] + [f"{code}.json"]
    files = (place / name for place in (folder / code, folder) for name in names)
    file = next((one for one in files if one.is_file()), None)
    if file is None:
        tip = f"Build {code} without --since, or name a day."
        raise DataError(Problem(f"It holds no earlier edition of {code}.", Location(str(folder)), None, tip))
    return file


def _inside(raw: bytes) -> bytes:
    """Return the data embedded in a PDF."""
    import pypdf  # noqa: PLC0415 - only a comparison with an edition pays for it

    with _silence("pypdf"):
        try:
            files = pypdf.PdfReader(io.BytesIO(raw)).attachments.items()
            found = [one for name, several in files if name.endswith(".json") for one in several]
        except Exception:  # noqa: BLE001 - a malformed PDF can make it raise whatever there is
            raise DataError(_NO_DATA) from None
    if len(found) != 1:
        raise DataError(_NO_DATA)
    return found[0]


_NO_DATA: Final = Problem(
    "This PDF holds no data of a dossier.",
    None,
    None,
    "Name a whole dossier made by briefings build, unchanged, or a day.",
)


@contextmanager
def _silence(name: str) -> Iterator[None]:
    """Keep a library from writing what is told to the user in other words."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)
