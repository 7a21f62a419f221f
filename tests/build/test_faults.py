"""What goes wrong in the middle of a build: old or new, never half, and the next build repairs."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desks import CONFIG, SHORT, Desk, here, made_here
from records.workspaces import FR_MEETING, Workspace

from briefings.build import lock, manifest, outputs, shelf, upkeep, workers
from briefings.build.results import Ears, Failed, Unchanged, Written
from briefings.errors import OutputError

SOON = 60
FULL = "It is full."
NAMES = ["FR/FR.vi.html", "NO/NO.vi.html"]


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> Desk:
    """Return a workspace that was built, and of which a record has changed since."""
    monkeypatch.setattr(workers, "pool", here)
    monkeypatch.setattr(workers, "results", made_here)
    workspace.write("../templates/dossier.html", SHORT)
    made = Desk(workspace)
    made.build()
    for name in NAMES:
        (made.out / name).rename(made.out / f"{name}.old")
        (made.out / f"{name}.old").rename(made.out / name)
    made.records.change(FR_MEETING, "Reopen the working group.", "Reopen it.")
    made.records.write("../templates/dossier.html", SHORT + " new")
    return made


def pages(desk: Desk) -> dict[str, bytes]:
    """Return the editions that lie in the folder of results."""
    return {name: (desk.out / name).read_bytes() for name in NAMES if (desk.out / name).exists()}


def repaired(desk: Desk, old: dict[str, bytes], new: dict[str, bytes]) -> None:
    """Hold what lies there against old and new, build again, and hold everything against the manifest."""
    for name, content in pages(desk).items():
        assert content in {old[name], new[name]}
    assert pages(desk).keys() == old.keys()
    results = shelf.build(desk.order(), desk.records.read())
    assert {type(one) for one in results} <= {Written, Unchanged}
    assert pages(desk) == new
    assert upkeep.verify(desk.out) == (2, ())
    assert outputs.leftovers(desk.out) == ()
    assert desk.build() == {}


def new_pages(desk: Desk, folder: Path) -> dict[str, bytes]:
    """Return what a build that nothing disturbs would make, made elsewhere."""
    from dataclasses import replace  # noqa: PLC0415

    elsewhere = Desk(desk.records, replace(CONFIG, out=str(folder / "elsewhere")))
    assert len(elsewhere.build()) == 2
    return {name: (folder / "elsewhere" / name).read_bytes() for name in NAMES}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("call", ["write", "fdopen", "fsync", "replace", "mkdir", "open"])
def test_every_write_fails_once(
    monkeypatch: pytest.MonkeyPatch, desk: Desk, tmp_path: Path, call: str, number: int
) -> None:
    """Wherever the disk fails, what was there stands, it is told, and the next build makes it good."""
    old, new = pages(desk), new_pages(desk, tmp_path)
    real: Callable[..., Any] = getattr(os, call)
    failed_at = 0
    for nth in range(1, 60):
        calls = 0

        def failing(*given: Any, _nth: int = nth, **named: Any) -> Any:  # noqa: ANN401
            nonlocal calls
            calls += str(given[0]).startswith("/dev") is False
            if calls == _nth:
                raise OSError(number, os.strerror(number))
            return real(*given, **named)

        reading = desk.records.read()
        warned: list[object] = []
        monkeypatch.setattr(os, call, failing)
        try:
            results = shelf.build(desk.order(), reading, Ears(warned=warned.append))
        except OutputError:
            results = (None,)  # type: ignore[assignment]
        finally:
            monkeypatch.setattr(os, call, real)
        if calls < nth:
            break
        failed_at += any(isinstance(one, Failed) or one is None for one in results) or bool(warned)
        repaired(desk, old, new)
        for name in NAMES:
            (desk.out / name).write_bytes(old[name])
    assert nth > 1
    # a line of the journal that is lost needs no telling
    assert failed_at > 0 or call == "write"


STAGES = {
    "locked": "outputs.leftovers",
    "probed": "outputs.probe",
    "first file written": "outputs._replace",
    "file in its place": "manifest.note",
    "manifest begun": "manifest.save",
    "manifest written": "manifest.stamps.now",
}
KILLED = """
import os, signal, sys
from briefings.build import lock, manifest, outputs, shelf, workers
sys.path[:0] = {paths!r}
from functools import reduce
from pathlib import Path
from desks import Desk, here, made_here
from records.workspaces import Workspace
workers.pool, workers.results = here, made_here
target = {stage!r}.split(".")
owner = reduce(getattr, target[1:-1], {{"outputs": outputs, "manifest": manifest}}[target[0]])
real, calls = getattr(owner, target[-1]), 0
def killing(*given, **named):
    global calls
    calls += 1
    if not {after!r}:
        calls < {nth} or os.kill(os.getpid(), signal.SIGKILL)
    found = real(*given, **named)
    if {after!r}:
        calls < {nth} or os.kill(os.getpid(), signal.SIGKILL)
    return found
setattr(owner, target[-1], killing)
Desk(Workspace(Path({folder!r}))).build()
"""


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("stage", list(STAGES))
def test_killed(desk: Desk, tmp_path: Path, stage: str, after: bool, nth: int) -> None:
    """SIGKILL before and after each stage: every file is the old one or the new one, and whole."""
    old, new = pages(desk), new_pages(desk, tmp_path)
    folder = Path(__file__).parents[1]
    script = KILLED.format(
        paths=[str(folder), str(folder / "build")],
        stage=STAGES[stage],
        after=after,
        nth=nth,
        folder=str(desk.records.folder),
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, timeout=SOON, capture_output=True)
    assert done.returncode in {-signal.SIGKILL, 0}, done.stderr
    if nth == 1:
        assert done.returncode == -signal.SIGKILL, done.stderr
    repaired(desk, old, new)


def test_two_builds_at_once(desk: Desk) -> None:
    """The second waits, says so, and then finds nothing to do."""
    waited: list[bool] = []
    with lock.held(desk.out):
        script = (
            "import sys\nfrom pathlib import Path\nfrom briefings.build import lock\n"
            "with lock.held(Path(sys.argv[1]), lambda: print('waiting', flush=True)):\n"
            "    print('in', flush=True)\n"
        )
        second = subprocess.Popen([sys.executable, "-c", script, desk.out], stdout=subprocess.PIPE, text=True)
        assert second.stdout is not None
        assert second.stdout.readline() == "waiting\n"
        waited.append(second.poll() is None)
    assert waited == [True]
    assert second.communicate(timeout=SOON)[0] == "in\n"


def test_nobody_cleans_while_a_build_is_at_work(desk: Desk) -> None:
    """A file that was made a moment ago is not in the manifest yet: who cleans waits as well."""

    class WaitingError(Exception):
        pass

    def waiting() -> None:
        raise WaitingError

    reading = desk.records.read()
    with lock.held(desk.out), pytest.raises(WaitingError):
        upkeep.clean(desk.out, CONFIG, reading, dry_run=False, waiting=waiting)


def test_a_lock_whose_holder_was_killed(desk: Desk) -> None:
    """It is not left behind, and not held by the processes that the holder had started."""
    script = (
        "import subprocess, sys, time\nfrom pathlib import Path\nfrom briefings.build import lock\n"
        "with lock.held(Path(sys.argv[1])):\n"
        "    subprocess.Popen(['sleep', '60'], stdout=subprocess.DEVNULL, close_fds=False)\n"
        "    print('in', flush=True)\n    time.sleep(60)\n"
    )
    first = subprocess.Popen(
        [sys.executable, "-c", script, desk.out], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert first.stdout is not None
    assert first.stdout.readline() == "in\n"
    first.kill()
    first.wait(timeout=SOON)
    try:
        begun = time.monotonic()
        with lock.held(desk.out, lambda: pytest.fail("the lock was left behind")):
            assert time.monotonic() - begun < SOON
    finally:
        os.killpg(first.pid, signal.SIGKILL)
        first.stdout.close()


def test_a_folder_that_takes_no_lock(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """A file system without locks is worked in all the same."""

    def flock(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(lock.fcntl, "flock", flock)
    assert len(desk.build()) == 2


def test_a_folder_that_takes_nothing(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """It is told before a single page is made."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(workers, "results", lambda *_: pytest.fail("a page was made"))
    monkeypatch.setattr(os, "replace", full)
    results = shelf.build(desk.order(), desk.records.read())
    monkeypatch.undo()
    file = desk.out / ".briefings" / "probe"
    said = f"{file}\n  It cannot be written: Read-only file system. What was there before is unchanged."
    assert [str(one.error) for one in results if isinstance(one, Failed)] == [said, said]


@pytest.mark.parametrize("place", [".briefings", ".briefings/manifest.json", "FR", "FR/FR.vi.html"])
def test_links_in_the_folder_of_results(desk: Desk, tmp_path: Path, place: str) -> None:
    """Whatever is replaced by a link, nothing is written or removed where it leads."""
    theirs = tmp_path / "theirs"
    (desk.out / place).rename(theirs)
    (desk.out / place).symlink_to(theirs)
    before = {one: one.read_bytes() for one in [theirs, *theirs.rglob("*")] if one.is_file()}
    shelf.build(desk.order(), desk.records.read())
    upkeep.clean(desk.out / "nowhere", CONFIG, desk.records.read(), dry_run=False)
    assert {one: one.read_bytes() for one in [theirs, *theirs.rglob("*")] if one.is_file()} == before


def test_a_manifest_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """It is told, and costs no more than that: the journal has what was made."""
    real = outputs.write

    def write(folder: Path, path: Any, content: bytes) -> Path:  # noqa: ANN401
        if path.name == "manifest.json":
            raise OutputError(FULL)
        return real(folder, path, content)

    monkeypatch.setattr(outputs, "write", write)
    assert len(desk.build()) == 2
    assert desk.warned == ["It is full. The next build makes again what is not listed in it."]
    monkeypatch.setattr(outputs, "write", real)
    assert (desk.out / manifest.JOURNAL).exists()
    assert desk.build() == {}
