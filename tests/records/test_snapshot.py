"""The snapshot: what comes from it is what would have been read; what is wrong with it does no harm."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

import pytest

from briefings import stamps
from briefings.errors import Problem
from briefings.records import Reading, documents, read, schema, snapshot
from briefings.records.holdings import Entry

from .workspaces import FR_MEETING, NO_MEETING, VALID, Workspace

OURS = Path(__file__).parents[2]
DAMAGED = ".briefings/records.json\n  The snapshot of the records is damaged. All records are read again."


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a valid workspace of which a snapshot is kept."""
    made = Workspace(tmp_path / "records")
    for name, text in VALID.items():
        made.write(name, text)
    kept(made)
    return made


def kept(workspace: Workspace) -> Reading:
    """Read a workspace by its snapshot, and keep a new one."""
    found = read(workspace.folder, home="VN", keep=True)
    if found.kept is not None:
        snapshot.save(workspace.folder.parent, found.kept)
    return found


@pytest.fixture
def old(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> Workspace:
    """Return the workspace an hour later: its files are not young any more."""
    real = stamps.now
    monkeypatch.setattr(stamps, "now", lambda: real() + 3600 * 10**9)
    kept(workspace)
    return workspace


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the files that are parsed."""
    files: list[str] = []
    real = documents.parse

    def parse(raw: bytes, file: str) -> documents.Document:
        files.append(file)
        return real(raw, file)

    monkeypatch.setattr(documents, "parse", parse)
    return files


def same(workspace: Workspace) -> Reading:
    """Return what is read by the snapshot, which is what is read without it."""
    fast = kept(workspace)
    slow = workspace.read()
    assert (fast.records, fast.problems, fast.blocked) == (slow.records, slow.problems, slow.blocked)
    assert fast.entries == slow.entries
    return fast


def test_nothing_changed(monkeypatch: pytest.MonkeyPatch, old: Workspace, parsed: list[str]) -> None:
    """No file is parsed, validated or even opened, and no new snapshot is kept."""
    monkeypatch.setattr(schema, "read", lambda *_, **__: pytest.fail("a record was validated"))
    monkeypatch.setattr(os, "fdopen", lambda *_: pytest.fail("a file was opened"))
    found = read(old.folder, home="VN", keep=True)
    assert parsed == []
    assert found.kept is None
    monkeypatch.undo()
    same(old)


def test_our_own_records(tmp_path: Path) -> None:
    """Every field of every kind comes back as it was, in the types that it had."""
    (tmp_path / "records").symlink_to(OURS / "records")
    made = Workspace(tmp_path / "records")
    kept(made)
    fast, slow = kept(made), made.read()
    assert fast.records == slow.records
    assert repr(fast.records) == repr(slow.records)
    assert fast.problems == slow.problems


def test_young_files_are_read_but_not_parsed(workspace: Workspace, parsed: list[str]) -> None:
    """Their digests tell that they are as they were."""
    kept(workspace)
    assert parsed == []


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.change(FR_MEETING, "mode: in-person", "mode: online"),
        lambda one: one.change(FR_MEETING, "mode: in-person", "mode: shouted"),
        lambda one: one.change(FR_MEETING, "Reopen the working group.", "Reopen 2 working groups."),
        lambda one: one.change("people/tran-van-a.yaml", "start: 2020-01-01", "start: 2031-05-13"),
        lambda one: one.write(FR_MEETING, ": ["),
        lambda one: one.write("people/new.yaml", "name: X\n"),
        lambda one: one.write("notes.txt", "mine"),
        lambda one: (one.folder / NO_MEETING).unlink(),
        lambda one: (one.folder / "people/tran-van-a.yaml").unlink(),
        lambda one: (one.folder / FR_MEETING).rename(one.folder / "meetings" / "2031-05-12-france.yaml"),
        lambda one: one.write("topics.yaml", "- id: trade\n  label: {vi: Buôn bán, en: Commerce}\n"),
    ],
)
def test_something_changed(old: Workspace, change: Callable[[Workspace], object]) -> None:
    """Whatever changed, the outcome is that of reading everything; and once more when it is changed back."""
    change(old)
    same(old)
    for name, text in VALID.items():
        old.write(name, text)
    same(old)
    same(old)


def test_only_what_changed_is_parsed(old: Workspace, parsed: list[str]) -> None:
    """One file of many costs one file."""
    old.change(FR_MEETING, "mode: in-person", "mode: online")
    kept(old)
    assert parsed == [f"records/{FR_MEETING}"]


def test_changed_without_a_trace(old: Workspace) -> None:
    """As many bytes and the same time of modification do not hide a change."""
    file = old.folder / FR_MEETING
    status = file.stat()
    old.change(FR_MEETING, "mode: in-person", "mode: letter   ")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert file.stat().st_size == status.st_size
    same(old)


def test_only_what_changed_is_written_anew(monkeypatch: pytest.MonkeyPatch, old: Workspace) -> None:
    """The lines of the others are taken as they stand, and all of them are what would be written."""
    old.change(FR_MEETING, "mode: in-person", "mode: online")
    written: list[str] = []
    real = snapshot._file_data

    def data(one: Entry, alone: Iterable[Problem]) -> tuple[object, ...]:
        written.append(one.file)
        return real(one, alone)

    monkeypatch.setattr(snapshot, "_file_data", data)
    assert kept(old).kept is not None
    assert written == [f"records/{FR_MEETING}"]
    monkeypatch.undo()
    file = old.folder.parent / snapshot.FILE
    body = file.read_bytes().partition(b"\n")[2]
    file.unlink()
    kept(old)
    assert file.read_bytes().partition(b"\n")[2] == body


def test_touched(old: Workspace, parsed: list[str]) -> None:
    """A new time alone has nothing parsed; the new stamp is kept."""
    os.utime(old.folder / FR_MEETING, (1, 1))
    assert kept(old).kept is not None
    assert kept(old).kept is None
    assert parsed == []


@pytest.mark.parametrize(
    "harm",
    [
        lambda _: b"",
        lambda raw: raw[:-1],
        lambda raw: raw[:200],
        lambda raw: raw.replace(b"in-person", b"shouted!!"),
        lambda _: b"\x80\x04cos\nsystem\n(S'false'\ntR.",
        lambda _: b"[]\n[]",
        lambda raw: b"null\n" + raw,
    ],
)
def test_damaged(old: Workspace, parsed: list[str], harm: Callable[[bytes], bytes]) -> None:
    """It is told, everything is read again, and the next reading has a good one."""
    file = old.folder.parent / snapshot.FILE
    file.write_bytes(harm(file.read_bytes()))
    found = kept(old)
    assert [str(one) for one in found.notes] == [DAMAGED]
    assert len(parsed) == len(VALID)
    assert found.problems == ()
    assert kept(old).notes == ()


def foreign(file: Path, lines: list[object]) -> None:
    """Put a snapshot of somebody else's in place, with a checksum that is right."""
    head = json.loads(file.read_bytes().partition(b"\n")[0])
    written = "\n".join(map(json.dumps, lines)).encode()
    file.write_bytes(json.dumps({**head, "sha256": sha256(written).hexdigest()}).encode() + b"\n" + written)


@pytest.mark.parametrize(
    "body",
    [
        [],
        [None, []],
        [None, ["a", "meetings", "a", [None, "", ""], [1, 2], [], [], [], True]],
        [None, ["a", "spells", "a", [None, "", ""], None, [], [], [], True]],
        [[[], {"FR": [7]}]],
    ],
)
def test_written_by_somebody_else(old: Workspace, body: list[object]) -> None:
    """What is no snapshot although its checksum is right is damaged as well, and does nothing else."""
    foreign(old.folder.parent / snapshot.FILE, body)
    assert [str(one) for one in kept(old).notes] == [DAMAGED]


@pytest.mark.parametrize("name", ["code", "home"])
def test_of_other_code_or_another_home(old: Workspace, parsed: list[str], name: str) -> None:
    """It is no fault: everything is read again without a word."""
    file = old.folder.parent / snapshot.FILE
    head, _, body = file.read_bytes().partition(b"\n")
    file.write_bytes(json.dumps({**json.loads(head), name: "other"}).encode() + b"\n" + body)
    assert kept(old).notes == ()
    assert len(parsed) == len(VALID)


def test_where_none_can_be_kept(old: Workspace) -> None:
    """A folder that takes no file costs time and nothing else."""
    folder = old.folder.parent / ".briefings"
    (folder / "records.json").unlink()
    folder.rmdir()
    folder.write_text("a file", encoding="utf-8")
    same(old)


def test_what_a_killed_reader_left(old: Workspace) -> None:
    """Half a snapshot goes once nobody can be writing it any more."""
    folder = old.folder.parent / ".briefings"
    for name in ("records.1.part", "records.2.part"):
        (folder / name).write_bytes(b"half")
    begun = stamps.now() / 10**9
    os.utime(folder / "records.1.part", (begun - 3601, begun - 3601))
    os.utime(folder / "records.2.part", (begun - 3599, begun - 3599))
    old.change(FR_MEETING, "Reopen the working group.", "Reopen it.")
    kept(old)
    assert sorted(one.name for one in folder.iterdir()) == ["records.2.part", "records.json"]


def test_the_letters_of_a_file(old: Workspace) -> None:
    """They are kept with it, so that no file has to be read to look for one that no font has."""
    entry = next(one for one in kept(old).entries.values() if one.file.endswith(FR_MEETING))
    assert set(entry.content.letters) == set(VALID[FR_MEETING])
