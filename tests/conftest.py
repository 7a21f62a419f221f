"""What the whole suite shares: the workspaces under tests/workspaces, built once, and --refresh."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

WORKSPACES = Path(__file__).parent / "workspaces"
# the records of these workspaces lie in 2031
AS_OF = "2031-12-01"
Built = Callable[[str], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that accepts what pages say now."""
    parser.addoption(
        "--refresh", action="store_true", help="write the expected pages of tests/workspaces anew"
    )


def pytest_configure() -> None:
    """Let Ctrl-C reach the programs under test also where a shell runs the tests in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # what is handled here is not ignored by those that are started
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a function from the name of a workspace to the folder of its results.

    Each workspace is built once in a run, whichever process of the run asks for it first.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent

    def results(case: str) -> Path:
        out = shared / f"built-{case}"
        with (shared / f"built-{case}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not out.exists():
                build(WORKSPACES / case, out.with_suffix(".part"))
                out.with_suffix(".part").rename(out)
        return out

    return results


def build(workspace: Path, out: Path, **environment: str) -> None:
    """Build everything of a workspace in a process of its own; fails the test if that fails."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("BRIEFINGS_")}
    command = ["-m", "briefings", "build", "--all", "--quiet", "--as-of", AS_OF]
    done = subprocess.run(
        [sys.executable, *command, "--workspace", str(workspace), "--out", str(out)],
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
