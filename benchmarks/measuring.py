"""Times, processor time and memory of a command with everything that it starts."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

HERE: Final = Path(__file__).parent.parent
# as users call it
BRIEFINGS: Final = (str(Path(sys.executable).with_name("briefings")),)
_TICK: Final = os.sysconf("SC_CLK_TCK")
# often enough for a high-water mark, and seldom enough to cost nothing
_PAUSE: Final = 0.1
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command has cost: seconds, of processor as well, and megabytes of what it started at most.

    ``peak`` is the kernel's own high-water mark of the largest process that the command started, itself
    left out: a worker, with the libraries that it shares with others.
    """

    wall: float
    cpu: float
    peak: float


def run(*command: str | Path, folder: Path, environment: Mapping[str, str] = _NOTHING) -> Cost:
    """Run a command to its end and return what it and all that it started have cost.

    The kernel adds up the processor time of processes that were waited for, which workers are by the
    process that they are copies of, and that one by the command. A browser does not wait for all of
    its own, so that those of the command's session are looked at as well.

    Raises:
        RuntimeError: it has failed.
    """
    begun = time.perf_counter()
    started = subprocess.Popen(  # noqa: S603 - commands of these benchmarks
        [str(one) for one in command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(HERE), **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    used: dict[int, float] = {}
    peaks: dict[int, float] = {}
    over = threading.Event()
    sampler = threading.Thread(target=_sample, args=(started.pid, used, peaks, over))
    sampler.start()
    assert started.stderr is not None  # noqa: S101 - asked for above
    said = started.stderr.read()
    started.stderr.close()
    _, status, usage = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begun
    over.set()
    sampler.join()
    if started.returncode:
        message = f"{command}: {said.decode(errors='replace')[-2000:]}"
        raise RuntimeError(message)
    cpu = max(usage.ru_utime + usage.ru_stime, sum(used.values()))
    return Cost(wall, cpu, max(peaks.values(), default=0))


def best(times: int, *command: str | Path, folder: Path) -> Cost:
    """Return the cost of the quickest of several runs, the one that others disturbed least."""
    return min((run(*command, folder=folder) for _ in range(times)), key=lambda one: one.wall)


def _sample(session: int, used: dict[int, float], peaks: dict[int, float], over: threading.Event) -> None:
    while not over.is_set():
        for pid in (int(one) for one in os.listdir("/proc") if one.isdigit()):  # noqa: PTH208 - names alone
            try:
                fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split()
                if int(fields[3]) == session:
                    used[pid] = (int(fields[11]) + int(fields[12])) / _TICK
                    if pid != session:
                        peaks[pid] = max(peaks.get(pid, 0), _high_water(pid))
            except (OSError, ValueError, IndexError):
                continue
        over.wait(_PAUSE)


def _high_water(pid: int) -> float:
    """Return the most megabytes that a process has had in memory."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    # one that has just ended has no memory left to tell of
    return float(status.partition("VmHWM:")[2].split()[0]) / 1024
