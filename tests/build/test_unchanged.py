"""What a second build makes: what has changed, for a reason that it can tell, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from desks import CONFIG, SHORT, Desk, here, made_here
from records.workspaces import FR_MEETING, Workspace

from briefings.build import inputs, manifest, outputs, shelf, workers
from briefings.build.results import Due, Ears, Unchanged
from briefings.config import Format, Theme
from briefings.languages.text import Text
from briefings.model.markings import Marking


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> Desk:
    """Return a workspace with short pages, made in this process."""
    monkeypatch.setattr(workers, "pool", here)
    monkeypatch.setattr(workers, "results", made_here)
    workspace.write("../templates/dossier.html", SHORT)
    return Desk(workspace)


@pytest.fixture
def built(desk: Desk) -> Desk:
    """Return a workspace of which everything has been built."""
    assert desk.build() == {
        "FR/FR.vi.html": ("it has not been made yet",),
        "NO/NO.vi.html": ("it has not been made yet",),
    }
    return desk


def test_nothing_changed(built: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is gathered, nothing is rendered, and no process is started."""
    monkeypatch.setattr(workers, "pool", lambda *_: pytest.fail("a pool was made"))
    before = {one: one.stat().st_mtime_ns for one in built.out.rglob("*.html")}
    assert built.build() == {}
    assert built.looked() == {}
    assert {one: one.stat().st_mtime_ns for one in built.out.rglob("*.html")} == before


def test_a_record_changed(built: Desk) -> None:
    """Only the editions that draw on it are made again, and the record is named."""
    built.records.change(FR_MEETING, "Reopen the working group.", "Reopen it.")
    assert built.build() == {"FR/FR.vi.html": (f"records/{FR_MEETING} changed",)}


def test_a_record_changed_without_effect(built: Desk) -> None:
    """A comment changes no page: it is looked at once, left as it is, and not looked at again."""
    built.records.add(FR_MEETING, "# seen\n")
    assert built.looked() == {"FR/FR.vi.html": (f"records/{FR_MEETING} changed",)}
    assert built.looked() == {}


def test_a_new_record_and_one_that_is_gone(built: Desk) -> None:
    """Both are named."""
    text = built.records.text(FR_MEETING)
    (built.records.folder / FR_MEETING).unlink()
    new = FR_MEETING.replace("05-12", "05-14")
    built.records.write(new, text.replace("2031-05-12", "2031-05-14"))
    assert built.looked() == {"FR/FR.vi.html": (f"records/{new} is new, records/{FR_MEETING} is gone",)}


def test_a_record_touched(built: Desk) -> None:
    """A new time of modification alone makes nothing again."""
    os.utime(built.records.folder / FR_MEETING, (1, 1))
    assert built.looked() == {}


def test_a_record_changed_that_looks_the_same(built: Desk) -> None:
    """As many bytes and the same time of modification do not hide a change."""
    file = built.records.folder / FR_MEETING
    before = file.stat()
    built.records.change(FR_MEETING, "Reopen the working group.", "Reopen the working grouP.")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert list(built.build()) == ["FR/FR.vi.html"]


def test_another_day(built: Desk) -> None:
    """A week later the same dossiers come out the same: nothing is so much as looked at."""
    assert built.looked(date(2031, 12, 8)) == {}
    assert built.build(date(2031, 12, 8)) == {}


def test_the_day_on_which_a_post_ends(built: Desk) -> None:
    """Then the dossier is looked at, with the day as the reason, and is made if it shows it."""
    built.records.write("../templates/dossier.html", SHORT + "{{ dossier.summary.holders[0].current }}")
    built.build()
    assert built.build(date(2032, 6, 29)) == {}
    assert built.build(date(2032, 7, 1)) == {"FR/FR.vi.html": ("a fact may have moved on 2032-06-30",)}


def test_an_earlier_day(built: Desk) -> None:
    """A clock that was set back is no reason to trust the file of a later day."""
    reasons = ("it was made as of 2031-12-01, a later day",)
    assert built.build(date(2031, 5, 1)) == {"FR/FR.vi.html": reasons, "NO/NO.vi.html": reasons}


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ({"theme": Theme.DECREE30}, "the setting theme changed from house to decree30"),
        ({"due_within_days": 30}, "the setting due_within_days changed from 180 to 30"),
        ({"clearance": Marking.RESTRICTED}, "the setting clearance changed from internal to restricted"),
        ({"issuer": Text("Ban", "Desk")}, "the setting issuer changed"),
    ],
)
def test_a_setting_changed(built: Desk, setting: dict[str, Any], reason: str) -> None:
    """A setting that a page may show is named, with what it was."""
    built.config = replace(CONFIG, **setting)
    assert {one for why in built.looked().values() for one in why} == {reason}


def test_a_setting_that_no_page_shows(built: Desk) -> None:
    """How pages are made, and how fast, changes none of them."""
    built.config = replace(CONFIG, workers=2, deadline_seconds=60, memory_megabytes=1024)
    assert built.looked() == {}


def test_a_template_changed(built: Desk) -> None:
    """The template is named."""
    built.records.write("../templates/dossier.html", SHORT + "!")
    assert set(built.build().values()) == {("templates/dossier.html changed",)}


def test_a_catalogue_of_the_workspace(built: Desk) -> None:
    """A catalogue laid over ours counts as a template; where no page says it otherwise, none is made."""
    built.records.write("../templates/locale/vi.po", 'msgid ""\nmsgstr "Language: vi"\n')
    assert built.looked() == dict.fromkeys(
        ["FR/FR.vi.html", "NO/NO.vi.html"], ("templates/locale/vi.po changed",)
    )


@pytest.mark.parametrize(
    ("name", "change", "reason"),
    [
        (
            "program",
            lambda: {"version": "9", "code": "x"},
            "the version of the program changed, the program changed",
        ),
        (
            "writers",
            lambda: {**dict(inputs._versions(inputs._WRITERS)), "jinja2": "9"},
            "jinja2 changed from",
        ),
    ],
)
def test_a_new_version(
    monkeypatch: pytest.MonkeyPatch, built: Desk, name: str, change: Callable[[], dict[str, str]], reason: str
) -> None:
    """Another version of the program or of what it writes with makes every page be looked at."""
    monkeypatch.setattr(inputs.Inputs, name, property(lambda _: change()))
    found = built.looked()
    assert len(found) == 2
    assert all(why[0].startswith(reason) for why in found.values())


def test_a_pdf_is_laid_out_for_its_page_alone(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """What lays pages out counts for PDFs and not for HTML; the same page and engine give no new PDF."""
    desk.config = replace(CONFIG, formats=(Format.PDF, Format.HTML))
    assert len(desk.build()) == 4
    desk.records.add(FR_MEETING, "# seen\n")
    assert list(desk.looked()) == ["FR/FR.vi.html", "FR/FR.vi.pdf"]
    real = dict(inputs.engines())
    monkeypatch.setattr(inputs, "engines", lambda: {**real, "weasyprint": "9"})
    said = (f"weasyprint changed from {real['weasyprint']} to 9",)
    assert desk.build() == {"FR/FR.vi.pdf": said, "NO/NO.vi.pdf": said}


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (lambda file: file.unlink(), "it is missing"),
        (lambda file: file.write_bytes(b"not ours"), "it was changed by something else"),
        (lambda file: file.write_bytes(bytes(file.stat().st_size)), "it was changed by something else"),
    ],
)
def test_a_result_changed(built: Desk, harm: Callable[[Path], object], reason: str) -> None:
    """A result that is not as it was made is made again, whatever its size and time say."""
    file = built.out / "NO" / "NO.vi.html"
    before, status = file.read_bytes(), file.stat()
    harm(file)
    if file.exists():
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert built.build() == {"NO/NO.vi.html": (reason,)}
    assert file.read_bytes() == before


def test_a_result_that_is_a_link(built: Desk, tmp_path: Path) -> None:
    """A link in the place of a result is not ours, even if what it leads to says the same."""
    file = built.out / "NO" / "NO.vi.html"
    theirs = tmp_path / "theirs"
    file.rename(theirs)
    file.symlink_to(theirs)
    assert built.build() == {"NO/NO.vi.html": ("it was changed by something else",)}
    assert not file.is_symlink()
    assert theirs.read_bytes() == file.read_bytes()


def test_a_folder_copied_elsewhere(built: Desk) -> None:
    """Results that were copied are read once and stand: neither their times nor their place matter."""
    for file in list(built.out.rglob("*.*")):
        if file.is_file():
            file.write_bytes(file.read_bytes())
    assert built.build() == {}


def test_a_template_edited_and_restored_while_building(desk: Desk) -> None:
    """Wherever in a build it is that a template says something else, the next build looks again."""
    other = SHORT + " meanwhile"
    ears = Ears(begun=lambda _: desk.records.write("../templates/dossier.html", other))
    shelf.build(desk.order(), desk.records.read(), ears)
    desk.records.write("../templates/dossier.html", SHORT)
    said = ("templates, fonts or the program changed while it was made",)
    assert desk.build() == {"FR/FR.vi.html": said, "NO/NO.vi.html": said}
    assert desk.looked() == {}


def test_a_template_edited_while_building(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """What was made meanwhile is looked at again by the next build, even if the edit was undone."""
    real = outputs.write

    def write(folder: Path, path: Any, content: bytes) -> Path:  # noqa: ANN401
        desk.records.write("../templates/dossier.html", SHORT)
        return real(folder, path, content)

    monkeypatch.setattr(outputs, "write", write)
    desk.build()
    monkeypatch.setattr(outputs, "write", real)
    said = ("templates, fonts or the program changed while it was made",)
    assert desk.looked() == {"FR/FR.vi.html": said, "NO/NO.vi.html": said}
    assert desk.looked() == {}


def test_a_record_edited_while_building(desk: Desk) -> None:
    """What was read counts, and not what lies there by the end."""
    reading = desk.records.read()
    desk.records.change(FR_MEETING, "Reopen the working group.", "Reopen it.")
    shelf.build(desk.order(), reading)
    assert desk.build() == {"FR/FR.vi.html": (f"records/{FR_MEETING} changed",)}


@pytest.mark.parametrize("harm", [b"", b"{", b"[]", b'{"format": 1}', b"\xff\xfe"])
def test_a_corrupt_manifest(built: Desk, harm: bytes) -> None:
    """It is told, and everything is made again."""
    (built.out / manifest.FILE).write_bytes(harm)
    said = ("it is there, but not in the manifest",)
    assert built.build() == {"FR/FR.vi.html": said, "NO/NO.vi.html": said}
    assert built.warned == [
        (
            "desk/out/.briefings/manifest.json\n"
            "  The manifest is damaged, or of another version. Everything is made again."
        )
    ]
    assert built.build() == {}


def test_a_manifest_with_a_wrong_digest(built: Desk) -> None:
    """A single wrong letter in it is noticed."""
    file = built.out / manifest.FILE
    file.write_text(file.read_text(encoding="utf-8").replace("2031-12-01", "2030-12-01"), encoding="utf-8")
    assert len(built.build()) == 2
    assert len(built.warned) == 1


def test_a_build_that_was_killed_keeps_what_it_finished(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """Files that stand are in the journal, and are not made again; half a line of it does no harm."""
    monkeypatch.setattr(manifest, "save", lambda *_: None)
    desk.build()
    monkeypatch.undo()
    assert not (desk.out / manifest.FILE).exists()
    journal = desk.out / manifest.JOURNAL
    lines = journal.read_bytes().splitlines()[1:]
    assert len(lines) == 2
    journal.write_bytes(lines[0] + b"\n" + lines[1][:-20])
    monkeypatch.setattr(workers, "pool", here)
    monkeypatch.setattr(workers, "results", made_here)
    assert len(desk.build()) == 1
    assert not journal.exists()


def journaled(desk: Desk) -> bytes:
    """Build as far as the last page and no further; return the journal."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(manifest, "save", lambda *_: None)
        desk.build()
    return (desk.out / manifest.JOURNAL).read_bytes()


def test_a_build_that_is_killed_after_another(desk: Desk) -> None:
    """Half a line of the first does not cost the second what it has finished."""
    written = journaled(desk)
    (desk.out / manifest.JOURNAL).write_bytes(written[: len(written) // 3])
    assert len(journaled(desk)) > len(written)
    assert desk.build() == {}


def test_a_journal_with_a_wrong_letter(desk: Desk) -> None:
    """A line that is not as it was written counts for nothing."""
    written = journaled(desk)
    (desk.out / manifest.JOURNAL).write_bytes(written.replace(b"2031-12-01", b"2030-12-01", 1))
    assert list(desk.build().values()) == [("it is there, but not in the manifest",)]


def test_what_a_killed_build_left_is_removed(built: Desk) -> None:
    """Its temporary files go; what merely looks similar stays."""
    ours = built.out / "NO" / ".NO.vi.html.0123456789abcdef.part"
    theirs = built.out / "NO" / "notes.part"
    for one in (ours, theirs):
        one.write_bytes(b"half")
    built.build()
    assert not ours.exists()
    assert theirs.exists()


def test_dry_run(desk: Desk) -> None:
    """A plan says what would be done and why, and writes nothing."""
    found = shelf.plan(desk.order(), desk.records.read())
    assert [(type(one), one.reasons) for one in found] == [(Due, ("it has not been made yet",))] * 2
    assert not desk.out.exists()
    desk.build()
    assert {type(one) for one in shelf.plan(desk.order(), desk.records.read())} == {Unchanged}


def test_the_room_follows(desk: Desk) -> None:
    """The page over all dossiers is made again when one of them changes, and not otherwise."""
    assert "index.html" in desk.build(room=("FR", "NO"))
    assert desk.build(room=("FR", "NO")) == {}
    desk.records.change(FR_MEETING, "Reopen the working group.", "Reopen it.")
    assert desk.build(room=("FR", "NO"))["index.html"] == ("FR changed",)
