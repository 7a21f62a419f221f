"""Stamps: what looks unchanged from outside is unchanged."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefings import stamps

HOUR = 3_600_000_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a file in a folder, and a link."""
    made = tmp_path / "folder"
    (made / "in").mkdir(parents=True)
    (made / "in" / "a.txt").write_text("one", encoding="utf-8")
    (tmp_path / "target").write_text("two", encoding="utf-8")
    (made / "link").symlink_to(tmp_path / "target")
    return made


def same_size_and_time(file: Path, text: str) -> None:
    """Write other bytes of the same number, and set the time back."""
    status = file.stat()
    assert len(text) == status.st_size
    file.write_text(text, encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "in" / "a.txt").write_text("other", encoding="utf-8"),
        lambda folder: same_size_and_time(folder / "in" / "a.txt", "eno"),
        lambda folder: same_size_and_time(folder.parent / "target", "owt"),
        lambda folder: os.utime(folder / "in" / "a.txt", (1, 1)),
        lambda folder: (folder / "in" / "a.txt").rename(folder / "in" / "b.txt"),
        lambda folder: (folder / "in" / "a.txt").unlink(),
        lambda folder: (folder / "b.txt").touch(),
    ],
    ids=["size", "same size and time", "behind a link", "touched", "renamed", "gone", "new"],
)
def test_a_change_is_seen(folder: Path, change: Callable[[Path], object]) -> None:
    """Whatever a change leaves as it was, something tells."""
    before = stamps.stamp(folder)
    assert stamps.holds(before, folder) is not None
    change(folder)
    assert stamps.holds(before, folder) is None


def test_what_is_hidden_does_not_count(folder: Path) -> None:
    """An editor's hidden file, what Python compiles and what is skipped are nobody's input."""
    before = stamps.stamp(folder, ["out"])
    for name in (".a.txt.swp", "__pycache__/a.pyc", "out/a.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    assert stamps.holds(before, folder, ["out"]) is not None


def test_a_young_file_is_read(folder: Path) -> None:
    """What changed in the moment in which it was looked at is remembered by its content, the rest is not."""
    file = folder / "in" / "a.txt"
    assert dict(stamps.stamp(folder).young)["in/a.txt"] == stamps.content(file)
    assert stamps.stamp(folder, seen=time.time_ns() + HOUR).young == ()
    mark = stamps.mark(file)
    assert mark is not None
    assert stamps.is_young(mark, time.time_ns())
    assert not stamps.is_young(mark, time.time_ns() + HOUR)


def test_a_young_file_that_lies(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Where every mark stays the same, its content tells."""
    before = stamps.stamp(folder)
    file = folder / "in" / "a.txt"
    marks = {file: file.lstat()}
    same_size_and_time(file, "eno")
    real = stamps._walk

    def as_before(*given: object) -> object:
        for path, status in real(*given):  # type: ignore[arg-type]
            yield path, marks.get(folder / path, status)

    monkeypatch.setattr(stamps, "_walk", as_before)
    assert stamps.stamp(folder).digest == before.digest
    assert stamps.holds(before, folder) is None


def test_a_single_file_and_none(folder: Path) -> None:
    """A file can be stamped as well, and so can what is not there."""
    file = folder / "in" / "a.txt"
    before = stamps.stamp(file)
    assert stamps.holds(before, file) is not None
    nothing = stamps.stamp(folder / "gone")
    assert stamps.holds(nothing, folder / "gone") is not None
    file.write_text("other", encoding="utf-8")
    assert stamps.holds(before, file) is None
    file.unlink()
    assert stamps.holds(before, file) is None


def test_what_has_aged_since(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """What was young when it was stamped is compared by its content once more, a single file as well."""
    places = (folder, folder / "in" / "a.txt")
    before = [stamps.stamp(one) for one in places]
    assert all(one.young for one in before)
    monkeypatch.setattr(stamps, "_STEP", -HOUR)
    held = [stamps.holds(was, one) for was, one in zip(before, places, strict=True)]
    assert [one is not None and one.young for one in held] == [(), ()]


def test_a_folder_that_cannot_be_looked_into(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """It is no fault; what stands in it is seen as changed, then and once it can be looked into again."""
    before = stamps.stamp(folder)

    def refuse(*_: object) -> int:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refuse)
        closed = stamps.stamp(folder)
        assert stamps.holds(before, folder) is None
    assert stamps.holds(closed, folder) is None
    assert stamps.holds(before, folder) is not None


def test_links_and_pipes_are_no_files(folder: Path) -> None:
    """A link has no mark, and a pipe does not keep the reader waiting."""
    assert stamps.mark(folder / "link") is None
    assert stamps.mark(folder / "gone") is None
    os.mkfifo(folder / "pipe")
    assert stamps.content(folder / "pipe") == ""
    assert stamps.content(folder / "gone") == ""
