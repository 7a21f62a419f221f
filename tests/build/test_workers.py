"""The processes that render: what dies, hangs or fails in one costs one page, and nothing is left."""

from __future__ import annotations

import fcntl
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from briefings.build import workers
from briefings.build.workers import FaultError
from briefings.config import Config
from briefings.errors import BriefingsError, Problem, TemplateError
from briefings.render import worker

CONFIG = Config(workers=1, deadline_seconds=2, memory_megabytes=1024)


@dataclass(frozen=True, slots=True)
class Page:
    """A job of these tests: what it is called, and what becomes of its process."""

    page: str
    fate: str = "done"


def make(page: Page) -> bytes:  # noqa: C901, PLR0912 - a branch a fate
    """Do what a page says, in a worker."""
    match page.fate:
        case "ends never":
            while True:
                time.sleep(0.1)
        case "works for ever":
            while True:
                pass
        case "works for a while":
            begun = time.process_time()
            while time.process_time() - begun < 0.7:
                pass
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "too large":
            return bytes(10**10)
        case "refused memory":
            raise SystemError("error return without exception set")  # noqa: EM101, TRY003 - as an extension says it
        case "too deep":
            raise RecursionError
        case "refused":
            raise TemplateError(Problem("It is refused.", field=page.page))
        case "faulty":
            raise KeyError(page.page)
        case "interrupted":
            os.kill(os.getpid(), signal.SIGINT)
        case "blocked":
            return str(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])).encode()
        case "process":
            return str(os.getpid()).encode()
        case "folder":
            return tempfile.gettempdir().encode()
    return page.page.encode()


def broken(*_: object) -> None:
    """Fail to set a worker up."""
    raise MemoryError


def run(*pages: Page, config: Config = CONFIG) -> dict[str, bytes | str | None]:
    """Return what became of each page: its bytes, or what is said of it."""
    with workers.pool(config, len(pages)) as pool:
        return {
            job.page: str(result) if isinstance(result, BriefingsError) else result.content
            for job, result in workers.results(pool, pages, config)
        }


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let workers do what these tests say, and put temporary folders where they can be counted."""
    monkeypatch.setattr(worker, "make", make)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("fate", "said"),
    [
        (
            "ends never",
            (
                "The page was given up after 2 seconds. "
                "Raise deadline_seconds in config.yaml, or look for what makes the page so large."
            ),
        ),
        (
            "killed",
            (
                "The process that laid out the page died of SIGKILL, probably for lack of memory. "
                "Raise memory_megabytes in config.yaml, or look for what makes the page so large."
            ),
        ),
        (
            "too large",
            (
                "The page needs more than the 1024 megabytes that it may have. "
                "Raise memory_megabytes in config.yaml, or look for what makes the page so large."
            ),
        ),
        (
            "refused memory",
            (
                "The page needs more than the 1024 megabytes that it may have. "
                "Raise memory_megabytes in config.yaml, or look for what makes the page so large."
            ),
        ),
        ("too deep", "The page is nested too deeply to be laid out. Nest its elements and templates less."),
        ("refused", "It is refused."),
        (
            "faulty",
            (
                "A fault of the program: KeyError: 'X.vi.pdf'. "
                "Please report it, with what BRIEFINGS_DEBUG=1 prints in addition."
            ),
        ),
    ],
)
def test_one_page_fails(fate: str, said: str, folder: Path) -> None:
    """A page that fails is named with the reason; those before and after it are made all the same."""
    before = multiprocessing.active_children()
    made = run(Page("A.vi.pdf"), Page("X.vi.pdf", fate), Page("B.vi.pdf"))
    assert made == {"A.vi.pdf": b"A.vi.pdf", "X.vi.pdf": f"X.vi.pdf\n  {said}", "B.vi.pdf": b"B.vi.pdf"}
    assert list(folder.iterdir()) == []
    assert multiprocessing.active_children() == before


def test_a_page_that_takes_the_processor_for_too_long(folder: Path) -> None:
    """It is given up when its own time is over, whatever the pages before it have taken in the process."""
    config = replace(CONFIG, deadline_seconds=60, cpu_seconds=1)
    pages = [Page(f"{name}.vi.pdf", "works for a while") for name in "ABCD"]
    made = run(*pages, Page("X.vi.pdf", "works for ever"), Page("Z.vi.pdf"), config=config)
    assert made.pop("X.vi.pdf") == (
        "X.vi.pdf\n  The page was given up after 1 seconds on the processor. "
        "Raise cpu_seconds in config.yaml, or look for what makes the page so large."
    )
    assert made == {f"{name}.vi.pdf": f"{name}.vi.pdf".encode() for name in "ABCDZ"}
    assert list(folder.iterdir()) == []


def test_fault_keeps_its_cause() -> None:
    """A fault of the program bears the exit code 3 and what was raised, for who looks for it."""
    with workers.pool(CONFIG, 1) as pool:
        ((_, error),) = workers.results(pool, [Page("X.vi.pdf", "faulty")], CONFIG)
    assert isinstance(error, FaultError)
    assert error.exit_code == 3
    assert isinstance(error.__cause__, KeyError)


def test_workers_that_cannot_begin(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Where no worker can be set up, every page is named, and the program does not wait for ever."""
    monkeypatch.setattr(worker, "prepare", broken)
    said = (
        "\n  The processes that lay out pages could not go on. "
        "Raise memory_megabytes in config.yaml, or free some memory."
    )
    assert run(Page("A"), Page("B")) == {"A": f"A{said}", "B": f"B{said}"}
    assert list(folder.iterdir()) == []


def test_ctrl_c_does_not_reach_a_worker() -> None:
    """Ctrl-C goes to all processes of a terminal; what it means is decided in the first one alone."""
    made = run(Page("A", "interrupted"), Page("B", "blocked"))
    assert made == {"A": b"A", "B": b"True"}


def test_own_signals_and_main_module_are_untouched() -> None:
    """Starting workers changes neither the caller's ``__main__`` nor the signals that it takes."""
    main = sys.modules["__main__"]
    before = signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    run(Page("A"))
    assert sys.modules["__main__"] is main
    assert signal.pthread_sigmask(signal.SIG_SETMASK, before) == before - {signal.SIGINT}


def test_worker_is_replaced_after_its_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker's time on the processor is limited over all its pages, so that it is replaced in time."""
    monkeypatch.setattr(workers, "_PAGES", 1)
    made = run(Page("A", "process"), Page("B", "process"))
    assert len(set(made.values())) == 2
    assert all(isinstance(one, bytes) for one in made.values())


def test_temporary_files_of_workers_are_inside_the_folder_of_the_run(folder: Path) -> None:
    """What a worker leaves behind lies in the folder that goes with the pool."""
    inside = run(Page("A", "folder"))["A"]
    assert Path(os.fsdecode(inside)).parent.parent == folder
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_interrupted_run_leaves_nothing(folder: Path, error: type[BaseException]) -> None:
    """Whatever ends a run early, its processes are ended and its folder is gone, without waiting."""
    begun = time.monotonic()
    config = Config(workers=2, deadline_seconds=60)
    before = multiprocessing.active_children()
    pages = [Page("A"), Page("B", "ends never"), Page("C", "ends never")]
    with pytest.raises(error), workers.pool(config, len(pages)) as pool:  # noqa: PT012
        next(workers.results(pool, pages, config))
        raise error
    assert time.monotonic() - begun < 30
    assert list(folder.iterdir()) == []
    assert multiprocessing.active_children() == before


def test_script_that_calls_is_not_run_again(tmp_path: Path) -> None:
    """A caller's script without ``if __name__ == "__main__"`` is run once, not once a worker."""
    script = tmp_path / "script"
    script.write_text(
        "print('begun', flush=True)\n"
        "import math\n"
        "from briefings.build import workers\n"
        "from briefings.config import Config\n"
        "with workers.pool(Config(workers=2), 2) as pool:\n"
        "    print(pool.submit(math.sqrt, None, 16.0).result())\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=60)
    assert (done.stdout, done.stderr, done.returncode) == ("begun\n4.0\n", "", 0)


def test_folders_of_killed_runs_are_removed(folder: Path) -> None:
    """A folder whose process is gone goes; that of a run at work, or of somebody else, stays."""
    for name in ("briefings-killed", "briefings-at-work", "briefings-notes"):
        (folder / name).mkdir()
    (folder / "briefings-killed" / "lock").touch()
    (folder / "briefings-killed" / "page.pdf").touch()
    handle = os.open(folder / "briefings-at-work" / "lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        run(Page("A"))
    finally:
        os.close(handle)
    assert sorted(one.name for one in folder.iterdir()) == ["briefings-at-work", "briefings-notes"]


def test_a_folder_that_cannot_be_removed_yet(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """What a worker of a killed run still writes into stays with its lock, and goes with the next run."""
    left = folder / "briefings-killed"
    (left / "inside").mkdir(parents=True)
    (left / "lock").touch()
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", lambda *_, **__: None)
        run(Page("A"))
    assert (left / "lock").exists()
    run(Page("A"))
    assert not left.exists()
