"""The program as a process, on a machine that fails it: no room, no rights, no power, no patience."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from records.workspaces import Workspace

from briefings.build import lock

from .conftest import CONFIG, Command, Run

SOON = 60
ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
FR_ONLY = '{% if dossier.counterpart.code == "FR" %}'
SHORT = "{{ dossier.counterpart.code }} {{ language }}"
# takes a limit or a right away and becomes the program
BOUNDED = """
import os, sys, resource
{}
os.execv(sys.executable, [sys.executable, "-m", "briefings", *sys.argv[1:]])
"""
SIZE = BOUNDED.format("resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))")
# root writes anywhere unless it is made to give that up (PR_CAPBSET_DROP, CAP_DAC_OVERRIDE)
RIGHTS = BOUNDED.format("import ctypes\nos.getuid() or ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)")


def until(happened: Callable[[], object]) -> None:
    """Wait until something has happened, not for ever."""
    end = time.monotonic() + SOON
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def bounded(workspace: Workspace, limit: str, *arguments: str) -> tuple[int, str, str]:
    """Return how the program ends, and what it says, in a process that lacks something."""
    done = subprocess.run(
        [sys.executable, "-c", limit, *arguments],
        cwd=workspace.folder.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=SOON,
    )
    return done.returncode, done.stdout, done.stderr


def pages(workspace: Workspace) -> dict[str, str]:
    """Return the pages in the folder of results."""
    out = workspace.folder.parent / "out"
    return {one.relative_to(out).as_posix(): one.read_text(encoding="utf-8") for one in out.rglob("*.html")}


def parts(workspace: Workspace) -> list[Path]:
    """Return what lies half written anywhere."""
    return list(workspace.folder.parent.rglob("*.part"))


def repaired(run: Run, workspace: Workspace) -> None:
    """Build without hindrance, and hold what lies there against the manifest."""
    assert run("build", "--all", "--quiet").code == 0
    assert run("verify").out == "3 files as made: no problem.\n"
    assert parts(workspace) == []


@pytest.fixture
def old(run: Run, workspace: Workspace) -> dict[str, str]:
    """Return the pages of a workspace whose template was changed since they were made."""
    workspace.write("../config.yaml", CONFIG.replace("workers: 2", "workers: 1"))
    repaired(run, workspace)
    found = pages(workspace)
    workspace.write("../templates/dossier.html", f"new {SHORT}{FR_ONLY}{'x' * 300_000}{{% endif %}}")
    return found


def test_no_room_for_anything(workspace: Workspace, old: dict[str, str]) -> None:
    """It is told once, before a page is made; what was there stands, and the next build makes it good."""
    code, out, err = bounded(workspace, SIZE.format(1000), "build", "--all")
    assert (code, out) == (1, "")
    assert err == (
        "out/.briefings/probe\n  It cannot be written: File too large. What was there before is unchanged.\n"
        "FR/FR.vi.html: not built; what was there before is unchanged.\n"
        "NO/NO.vi.html: not built; what was there before is unchanged.\n"
    )
    assert (pages(workspace), parts(workspace)) == (old, [])


def test_no_room_for_one_page(run: Run, workspace: Workspace, old: dict[str, str]) -> None:
    """The system takes the first bytes of a page and no more: that page alone is left as it was."""
    code, out, err = bounded(workspace, SIZE.format(200_000), "build", "--all", "--quiet")
    assert (code, out) == (1, "out/NO/NO.vi.html\n")
    assert err == (
        "out/FR/FR.vi.html\n  It cannot be written: File too large. What was there before is unchanged.\n"
        "FR/FR.vi.html: not built; what was there before is unchanged.\n"
    )
    assert pages(workspace) == {**old, "NO/NO.vi.html": "new NO vi"}
    assert parts(workspace) == []
    repaired(run, workspace)


@contextmanager
def read_only(*folders: Path) -> Iterator[None]:
    """Take the right to write in folders away for a while."""
    for one in folders:
        one.chmod(0o555)
    try:
        yield
    finally:
        for one in folders:
            one.chmod(0o755)


def test_results_that_are_read_only(workspace: Workspace, old: dict[str, str]) -> None:
    """One folder that takes nothing costs its own pages alone, and all of them cost no traceback."""
    out = workspace.folder.parent / "out"
    said = "\n  It cannot be written: Permission denied. What was there before is unchanged.\n"
    missed = "{}: not built; what was there before is unchanged.\n"
    with read_only(out / "FR"):
        code, made, err = bounded(workspace, RIGHTS, "build", "--all", "--quiet")
    assert (code, made) == (1, "out/NO/NO.vi.html\n")
    assert err == f"out/FR/FR.vi.html{said}{missed.format('FR/FR.vi.html')}"
    assert pages(workspace) == {**old, "NO/NO.vi.html": "new NO vi"}
    workspace.write("../templates/dossier.html", "newer")
    with read_only(out, out / ".briefings", out / "FR", out / "NO"):
        code, made, err = bounded(workspace, RIGHTS, "build", "--all", "--quiet")
    assert (code, made) == (1, "")
    names = "".join(missed.format(one) for one in ("FR/FR.vi.html", "NO/NO.vi.html"))
    assert err == f"out/.briefings/probe{said}{names}"
    assert pages(workspace) == {**old, "NO/NO.vi.html": "new NO vi"}


def test_killed_in_the_middle_of_a_page(command: Command, run: Run, workspace: Workspace) -> None:
    """SIGKILL takes the processes that lay out pages along; the next build makes only what is lacking."""
    workspace.write("../templates/dossier.html", f"{FR_ONLY}{ENDLESS}{{% endif %}}{SHORT}")
    workspace.write("../out/FR/FR.vi.html", "old")
    started = command("build", "--all", "--quiet")
    until((workspace.folder.parent / "out" / ".briefings" / "journal").exists)
    started.send_signal(signal.SIGKILL)
    try:
        # every process that was started holds the other end, the one in the endless page too
        assert started.communicate(timeout=SOON)[0] == b""
    finally:
        with suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
    assert started.returncode == -signal.SIGKILL
    assert pages(workspace) == {"FR/FR.vi.html": "old", "NO/NO.vi.html": "NO vi"}
    workspace.write("../templates/dossier.html", f"{SHORT}{FR_ONLY}{{% endif %}}")
    explained = run("build", "--all", "--explain").out.splitlines()
    assert explained[:2] == [
        "out/FR/FR.vi.html\tmade\tit is there, but not in the manifest",
        "out/NO/NO.vi.html\tunchanged\ttemplates/dossier.html changed",
    ]
    repaired(run, workspace)
    assert pages(workspace)["FR/FR.vi.html"] == "FR vi"


def test_two_builds_at_once(command: Command, run: Run, workspace: Workspace) -> None:
    """Both wait for their turn and say so, and what one has made the other does not forget."""
    waiting = b"Another build is at work in out; waiting for it to end.\n"
    with lock.held(workspace.folder.parent / "out"):
        both = [command("build", "--country", code, "--quiet") for code in ("FR", "NO")]
        for one in both:
            assert one.stderr is not None
            assert one.stderr.readline() == waiting
        assert pages(workspace) == {}
    for one in both:
        assert (one.communicate(timeout=SOON)[1], one.returncode) == (b"", 0)
    assert run("verify").out == "3 files as made: no problem.\n"
    assert run("build", "--all").err == "3 files unchanged.\n"


@pytest.mark.parametrize("arguments", [("list", "topics"), ("build", "--country", "NO", "--quiet", "--json")])
def test_no_room_for_what_it_says(command: Command, run: Run, arguments: tuple[str, ...]) -> None:
    """A full disk below standard output is no fault of the program, nor when nothing has changed."""
    assert run(*arguments).code == 0
    with Path("/dev/full").open("wb") as full:
        started = command(*arguments, stdout=full.fileno())
        _, told = started.communicate(timeout=SOON)
    assert told.decode() == (
        "Standard output cannot be written: No space left on device. "
        "Make room where it goes, and give the command again.\n"
    )
    assert started.returncode == 1


def test_no_room_for_what_is_wrong(command: Command) -> None:
    """Where problems cannot be told, the exit code is as ever."""
    with Path("/dev/full").open("wb") as full:
        started = command("build", "--country", "nobody", stderr=full.fileno())
        said, _ = started.communicate(timeout=SOON)
    assert (started.returncode, said) == (2, b"")
