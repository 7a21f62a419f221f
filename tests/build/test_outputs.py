"""Writing results: old or new, never half, and never through a link."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from briefings.build import outputs
from briefings.errors import OutputError

PATH = PurePosixPath("US/US.vi.pdf")


def everything(folder: Path) -> dict[str, bytes]:
    """Return the files in a folder, hidden ones too, with what is in them."""
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def failing(function: Callable[..., Any], error: BaseException, *, at: int = 1) -> Callable[..., Any]:
    """Return a function that does its work until the call at which it raises."""
    calls = 0

    def called(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        nonlocal calls
        calls += 1
        if calls == at:
            raise error
        return function(*arguments, **named)

    return called


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return a folder of results in which an old file stands."""
    folder = tmp_path / "out"
    (folder / "US").mkdir(parents=True)
    (folder / PATH).write_bytes(b"old")
    return folder


def test_new_file(tmp_path: Path) -> None:
    """A file is put in place with the folders that it needs, and nothing else is left there."""
    out = tmp_path / "a" / "b" / "out"
    assert outputs.write(out, PATH, b"new") == out / PATH
    assert everything(tmp_path) == {"a/b/out/US/US.vi.pdf": b"new"}


def test_old_file_is_replaced(out: Path) -> None:
    """The new file takes the old one's place; whoever has the old one open goes on reading it."""
    with (out / PATH).open("rb") as opened:
        outputs.write(out, PATH, b"new")
        assert opened.read() == b"old"
    assert everything(out) == {"US/US.vi.pdf": b"new"}


def test_mode_does_not_depend_on_the_umask(tmp_path: Path) -> None:
    """Others of the machine may read a result, whatever the umask of who built it."""
    before = os.umask(0o077)
    try:
        file = outputs.write(tmp_path, PATH, b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT, errno.EACCES])
@pytest.mark.parametrize(
    ("call", "at"),
    [
        ("mkdir", 2),
        ("mkdir", 3),
        ("open", 1),
        ("open", 2),
        ("open", 3),
        ("fchmod", 1),
        ("fsync", 1),
        ("replace", 1),
    ],
)
def test_disk_that_fails(monkeypatch: pytest.MonkeyPatch, out: Path, call: str, at: int, number: int) -> None:
    """Wherever the disk fails, the old file is intact, nothing half is left, and the message says why."""
    monkeypatch.setattr(os, call, failing(getattr(os, call), OSError(number, os.strerror(number)), at=at))
    with pytest.raises(OutputError) as caught:
        outputs.write(out, PATH, b"new")
    monkeypatch.undo()
    assert str(caught.value) == (
        f"{out}/US/US.vi.pdf\n"
        f"  It cannot be written: {os.strerror(number)}. What was there before is unchanged."
    )
    assert everything(out) == {"US/US.vi.pdf": b"old"}


def test_disk_that_is_full_while_bytes_are_written(monkeypatch: pytest.MonkeyPatch, out: Path) -> None:
    """A real short write, at the limit of a file's size, leaves the old file."""
    real = os.fdopen

    class Full:
        def __init__(self, opened: Any) -> None:  # noqa: ANN401
            self.opened = opened

        def __enter__(self) -> Full:  # noqa: PYI034
            return self

        def __exit__(self, *_: object) -> None:
            self.opened.close()

        def write(self, content: bytes) -> None:
            self.opened.write(content[:2])
            self.opened.flush()
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fdopen", lambda handle, mode: Full(real(handle, mode)))
    with pytest.raises(OutputError, match=r"It cannot be written: No space left on device\."):
        outputs.write(out, PATH, b"new")
    assert everything(out) == {"US/US.vi.pdf": b"old"}


def test_interrupt_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, out: Path) -> None:
    """Ctrl-C between the bytes and their place leaves the old file and no part of the new one."""
    monkeypatch.setattr(os, "fsync", failing(os.fsync, KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        outputs.write(out, PATH, b"new")
    assert everything(out) == {"US/US.vi.pdf": b"old"}


def test_folder_that_cannot_be_synchronised(monkeypatch: pytest.MonkeyPatch, out: Path) -> None:
    """Some file systems do not synchronise folders; the new file stands there whole all the same."""
    monkeypatch.setattr(os, "fsync", failing(os.fsync, OSError(errno.EINVAL, "Invalid argument"), at=2))
    assert outputs.write(out, PATH, b"new") == out / PATH
    assert everything(out) == {"US/US.vi.pdf": b"new"}


def test_bytes_are_on_the_disk_before_they_take_the_place(monkeypatch: pytest.MonkeyPatch, out: Path) -> None:
    """The file is synchronised before it is put in place, its folder after."""
    order = []
    for call in ("fsync", "replace"):
        real = getattr(os, call)
        monkeypatch.setattr(os, call, lambda *a, _c=call, _r=real, **k: (order.append(_c), _r(*a, **k))[1])
    outputs.write(out, PATH, b"new")
    assert order == ["fsync", "replace", "fsync"]


@pytest.mark.parametrize("link", ["out", "out/US"])
def test_folder_that_is_a_link(tmp_path: Path, link: str) -> None:
    """A result is not written through a symbolic link, over what is kept elsewhere."""
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "US").mkdir(parents=True)
    (elsewhere / "US" / "US.vi.pdf").write_bytes(b"theirs")
    (elsewhere / "US.vi.pdf").write_bytes(b"theirs")
    (tmp_path / link).parent.mkdir(exist_ok=True)
    (tmp_path / link).symlink_to(elsewhere)
    with pytest.raises(OutputError) as caught:
        outputs.write(tmp_path / "out", PATH, b"ours")
    assert str(caught.value) == (
        f"{tmp_path}/{link} is a symbolic link. Results are not written through links. "
        "Delete it, or name another folder. What was there before is unchanged."
    )
    assert everything(elsewhere) == {"US/US.vi.pdf": b"theirs", "US.vi.pdf": b"theirs"}


def test_folder_that_is_a_link_to_nothing(tmp_path: Path) -> None:
    """A dangling link is refused as a link, and what it names is not made."""
    (tmp_path / "out").symlink_to(tmp_path / "nothing")
    with pytest.raises(OutputError, match="is a symbolic link"):
        outputs.write(tmp_path / "out", PATH, b"ours")
    assert not (tmp_path / "nothing").exists()


def test_file_that_is_a_link(out: Path, tmp_path: Path) -> None:
    """A link in the place of a result is replaced; what it names is left alone."""
    theirs = tmp_path / "theirs"
    theirs.write_bytes(b"theirs")
    (out / PATH).unlink()
    (out / PATH).symlink_to(theirs)
    outputs.write(out, PATH, b"ours")
    assert theirs.read_bytes() == b"theirs"
    assert not (out / PATH).is_symlink()
    assert (out / PATH).read_bytes() == b"ours"


def test_link_above_the_folder_of_results(tmp_path: Path) -> None:
    """Only the folder of results is ours to judge: a workspace may itself be reached by a link."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    outputs.write(tmp_path / "link" / "out", PATH, b"ours")
    assert everything(tmp_path / "real") == {"out/US/US.vi.pdf": b"ours"}


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    """A file where a folder has to be is named and left alone."""
    (tmp_path / "US").write_bytes(b"theirs")
    with pytest.raises(OutputError) as caught:
        outputs.write(tmp_path, PATH, b"ours")
    assert str(caught.value) == f"{tmp_path}/US is not a folder. Delete it, or name another folder."
    assert (tmp_path / "US").read_bytes() == b"theirs"


def test_current_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The folder of results may be the one in which the program runs."""
    monkeypatch.chdir(tmp_path)
    assert outputs.write(Path(), PATH, b"new") == Path("US/US.vi.pdf")
    assert everything(tmp_path) == {"US/US.vi.pdf": b"new"}
