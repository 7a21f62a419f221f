"""The earlier state of a dossier: a day, an edition, or a folder of them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest
from dossier import house

from briefings.build import earlier
from briefings.build.earlier import comparison, read, withheld
from briefings.config import Config
from briefings.dossier import data
from briefings.dossier.data import DataError
from briefings.dossier.showing import show
from briefings.languages.text import Language
from briefings.model.markings import Marking
from briefings.records import Records

CONFIG = Config(clearance=Marking.INTERNAL)
HELD = house.records(
    house.meeting("2031-05-12", house.statement("s1")), house.meeting("2031-09-20", house.statement("s1"))
)
BEFORE = house.dossier(HELD, on="2031-06-01", clearance=Marking.INTERNAL)
NOW = house.dossier(HELD, on="2031-12-01", clearance=Marking.INTERNAL)
UNCHANGED = "Name a PDF or the data of a dossier made by briefings build, unchanged."
TIP = "Name a whole dossier made by briefings build, unchanged, or a day."


def pdf(**files: bytes) -> bytes:
    """Return a PDF that holds files."""
    made = pypdf.PdfWriter()
    made.add_blank_page(72, 72)
    for name, content in files.items():
        made.add_attachment(name.replace("_", "."), content)
    written = io.BytesIO()
    made.write(written)
    return written.getvalue()


def edition(file: Path, content: bytes | None = None) -> Path:
    """Write the PDF of the earlier dossier, or something else in its place."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(pdf(FR_json=data.encode(show(BEFORE))) if content is None else content)
    return file


def addresses(since: date | Path, records: Records = HELD, config: Config = CONFIG) -> list[str]:
    """Return what changed since then."""
    found = comparison(NOW, since, records, config, as_of=date(2031, 12, 1))
    return [one.address for one in found.changes(list(Language)).listed]


LATER = ["2031-09-20", "2031-09-20.s1"]


def test_a_day() -> None:
    """The same records as of that day, for the same readers."""
    assert addresses(date(2031, 6, 1)) == LATER
    found = comparison(NOW, date(2031, 6, 1), HELD, CONFIG, as_of=date(2031, 12, 1)).changes(list(Language))
    assert (str(found.since), found.edition) == ("2031-06-01", False)


@pytest.mark.parametrize("name", ["old.pdf", "FR/FR.vi.pdf"])
def test_an_edition(name: str, tmp_path: Path) -> None:
    """The data inside a PDF, whatever the file is called."""
    assert addresses(edition(tmp_path / name)) == LATER


def test_the_data_of_an_edition(tmp_path: Path) -> None:
    """The data taken out of the PDF serve as well."""
    assert addresses(edition(tmp_path / "old.json", data.encode(show(BEFORE)))) == LATER


@pytest.mark.parametrize(
    "name", ["FR/FR.vi.pdf", "FR/FR.en.pdf", "FR/FR.vi+en.pdf", "FR.en.pdf", "FR/FR.json", "FR.json"]
)
def test_a_folder(name: str, tmp_path: Path) -> None:
    """In a folder of results, or of data, the counterpart's own edition is found in any language."""
    content = data.encode(show(BEFORE)) if name.endswith("json") else None
    edition(tmp_path / name, content)
    edition(tmp_path / "DE" / "DE.vi.pdf", b"another's")
    edition(tmp_path / "FR" / "FR.summary.vi.pdf", b"a part holds no data")
    assert addresses(tmp_path) == LATER


def refused(file: Path) -> str:
    """Return why a comparison with a file is refused, without its folder."""
    with pytest.raises(DataError) as error:
        addresses(file)
    return str(error.value).replace(f"{file.parent}/", "")


def test_a_folder_without_one(tmp_path: Path) -> None:
    """A counterpart that the folder does not have is named, with what to do."""
    folder = tmp_path / "last-week"
    folder.mkdir()
    assert refused(folder) == (
        "last-week\n  It holds no earlier edition of FR. Build FR without --since, or name a day."
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (pdf(), f"This PDF holds no data of a dossier. {TIP}"),
        (pdf(a_json=b"{}", b_json=b"{}"), f"This PDF holds no data of a dossier. {TIP}"),
        (b"%PDF-1.7\nnothing", f"This PDF holds no data of a dossier. {TIP}"),
        (b"%PDF-1.7\n" + b"\x00\xff<<" * 500, f"This PDF holds no data of a dossier. {TIP}"),
        (
            pdf(FR_json=b"{}"),
            f"These are not the data of a dossier. {UNCHANGED}",
        ),
    ],
    ids=["plain", "two", "cut off", "damaged", "foreign"],
)
def test_a_file_that_is_none_of_ours(
    content: bytes, said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is named, with what to name instead; the library that reads it stays silent."""
    assert refused(edition(tmp_path / "other.pdf", content)) == f"other.pdf\n  {said}"
    assert capfd.readouterr() == ("", "")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """It is named with what the system says."""
    assert refused(tmp_path / "gone.pdf") == "gone.pdf\n  The file cannot be read: No such file or directory."


def test_a_file_without_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No more is read than an edition can have."""
    monkeypatch.setattr(earlier, "_LARGEST_PDF", 2**20)
    said = refused(edition(tmp_path / "long.pdf", b"%PDF-" + bytes(2**20)))
    assert said == "long.pdf\n  The file has more than 1 megabytes."


def test_an_edition_of_a_later_day(tmp_path: Path) -> None:
    """What is new since the future cannot be told."""
    file = edition(tmp_path / "new.pdf", pdf(FR_json=data.encode(show(NOW))))
    with pytest.raises(DataError) as error:
        comparison(BEFORE, file, HELD, CONFIG, as_of=date(2031, 6, 1))
    assert str(error.value).replace(f"{tmp_path}/", "") == (
        "new.pdf\n  This edition is of 2031-09-20, and the dossier is made as of 2031-06-01. "
        "Name an edition of an earlier day."
    )


def test_what_readers_may_see_no_more() -> None:
    """Records and statements above the clearance by their identifiers, people by their names as well."""
    secret = {"marking": Marking.RESTRICTED}
    held = house.records(
        house.meeting("2031-05-12", house.statement("s1"), house.statement("s2", **secret)),
        house.meeting("2031-06-01", **secret),
        house.person("jeanne", "FR", **secret),
        house.framework("csp", "2030", **secret),
        house.commitment("rail", **secret),
        house.gap("2031-02-14", **secret),
        house.source("note", **secret),
    )
    expected = {"2031-05-12.s2", "2031-06-01", "jeanne", "csp", "rail", "gap-2031-02-14", "note"}
    assert withheld(held, Marking.INTERNAL) == expected
    assert withheld(held, Marking.RESTRICTED) == frozenset()


def test_a_point_marked_higher_since_is_not_told(tmp_path: Path) -> None:
    """An edition that its readers have already must not be quoted once they may see the point no more."""
    meeting = HELD.meetings["2031-05-12"]
    hidden = replace(meeting, statements=(replace(meeting.statements[0], marking=Marking.RESTRICTED),))
    records = replace(HELD, meetings={**HELD.meetings, meeting.id: hidden})
    now = house.dossier(records, on="2031-06-01", clearance=Marking.INTERNAL)
    found = comparison(now, edition(tmp_path / "old.pdf"), records, CONFIG, as_of=date(2031, 12, 1))
    assert now.encounters[0].points == ()
    assert found.changes(list(Language)).listed == ()


def test_what_is_read_is_what_was_shown(tmp_path: Path) -> None:
    """The data come back whole."""
    assert read(edition(tmp_path / "old.pdf")) == show(BEFORE)
