"""The warm process: workers are copies of it, it goes with the last of them, and it can be done without."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from multiprocessing import forkserver
from pathlib import Path

import psutil
import pytest

from briefings.build import nursery, workers
from briefings.config import Config

CONFIG = Config(workers=2)


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Put temporary folders where they can be counted, and begin without a warm process."""
    nursery._ours.end()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def loaded() -> list[str]:
    """Return what a worker has at hand before its first page."""
    return sorted({"weasyprint", "briefings.render.pdf", "briefings.render.warm"} & set(sys.modules))


def children() -> list[psutil.Process]:
    """Return the processes below this one, but for the tracker of multiprocessing."""
    below = psutil.Process().children(recursive=True)
    return [one for one in below if not any("resource_tracker" in word for word in one.cmdline())]


def asked() -> tuple[int, list[str]]:
    """Return the parent of a worker, and what it had at hand."""
    with workers.pool(CONFIG, 1) as pool:
        return pool.submit(os.getppid, None).result(), pool.submit(loaded, None).result()


def test_workers_are_copies_of_a_warm_process(folder: Path) -> None:
    """What lays out pages is there before the first page; with the pool, everything is gone again."""
    before = children()
    parent, found = asked()
    assert parent != os.getpid()
    assert found == ["briefings.render.pdf", "briefings.render.warm", "weasyprint"]
    assert children() == before
    assert list(folder.iterdir()) == []


def test_one_for_all_who_need_it() -> None:
    """Two pools have their workers from the same process; it lasts until both are done."""
    with workers.pool(CONFIG, 1) as first, workers.pool(CONFIG, 1) as second:
        parents = {pool.submit(os.getppid, None).result() for pool in (first, second)}
    assert len(parents) == 1
    assert not psutil.pid_exists(parents.pop())


def test_begun_before_it_is_needed(folder: Path) -> None:
    """It can be begun early; whoever comes then finds it, and if nobody comes it is ended at once."""
    before = children()
    nursery.begin()
    (begun,) = set(children()) - set(before)
    nursery.begin()
    assert set(children()) - set(before) == {begun}
    assert asked()[0] == begun.pid
    nursery.begin()
    nursery._ours.end()
    assert children() == before
    assert list(folder.iterdir()) == []


def test_a_warm_process_that_dies(folder: Path) -> None:
    """Another one takes its place: who kills it costs the pages at work and no more."""
    with workers.pool(CONFIG, 1) as pool:
        parent = pool.submit(os.getppid, None).result()
        assert parent != os.getpid()
        psutil.Process(parent).kill()
    assert asked()[1] == ["briefings.render.pdf", "briefings.render.warm", "weasyprint"]
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("trouble", ["another system", "no socket"])
def test_without_a_warm_process(monkeypatch: pytest.MonkeyPatch, trouble: str, folder: Path) -> None:
    """Where there can be none, a worker begins afresh, and belongs to the caller."""
    if trouble == "another system":
        monkeypatch.setattr(sys, "platform", "darwin")
    else:

        def refuse() -> None:
            raise OSError

        monkeypatch.setattr(forkserver, "ensure_running", refuse)
    assert asked() == (os.getpid(), [])
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_must_not_be_left_halfway(number: signal.Signals) -> None:
    """A signal is put off until it is done, is there then, and finds the handler that was there before."""
    done: list[str] = []

    def handle(*_: object) -> None:
        done.append("told")

    before = signal.signal(number, handle)
    try:
        with nursery.unbroken():
            signal.raise_signal(number)
            done.append("done")
        assert done == ["done", "told"]
        assert signal.getsignal(number) is handle
    finally:
        signal.signal(number, before)


def test_interrupted_while_workers_begin(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """All of them are there, and known to their pool, before it ends them."""
    start = nursery._Forked._Popen
    born: list[object] = []

    def interrupted(one: object) -> object:
        born.append(start(one))
        signal.raise_signal(signal.SIGINT)
        return born[-1]

    before = children()
    monkeypatch.setattr(nursery._Forked, "_Popen", staticmethod(interrupted))
    with pytest.raises(KeyboardInterrupt), workers.pool(CONFIG, 2) as pool:
        pool.submit(os.getppid, None).result()
    assert len(born) == 2
    assert children() == before
    assert list(folder.iterdir()) == []


def test_a_long_name_of_the_temporary_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A socket's name may be a hundred characters long; the folder may have more."""
    long = tmp_path / ("x" * 120)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    assert asked()[1] == ["briefings.render.pdf", "briefings.render.warm", "weasyprint"]
    assert list(long.iterdir()) == []


def test_others_who_use_multiprocessing(folder: Path) -> None:
    """The folder for sockets is ours for a moment only: others make theirs where they would have."""
    asked()
    with multiprocessing.get_context("spawn").Manager() as manager:
        assert list(manager.list([1])) == [1]
    assert [one.name.partition("-")[0] for one in folder.iterdir()] in ([], ["pymp"])


def test_what_cannot_be_loaded_is_told_by_the_page(tmp_path: Path) -> None:
    """A library that is missing does not keep the warm process from beginning."""
    broken = tmp_path / "weasyprint.py"
    broken.write_text("raise OSError('cannot load library')", encoding="utf-8")
    script = "import briefings.render.warm, sys; print('briefings.render.worker' in sys.modules)"
    found_first = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True, text=True, check=False, timeout=60, env=found_first,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("True\n", "")
