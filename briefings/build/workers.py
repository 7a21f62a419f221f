"""The processes that render: as many as asked for, each replaceable when it has to be killed."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, as_completed
from contextlib import contextmanager

from pebble import ProcessExpired, ProcessPool

from briefings.config import Config
from briefings.errors import BriefingsError, Problem, RenderError
from briefings.render import worker
from briefings.render.worker import Job

# layout is one thread; a second of CPU for each second of the deadline is all it can use
_CPU_SLACK = 30


@contextmanager
def pool(config: Config, jobs: int) -> Iterator[ProcessPool]:
    """Give a pool of render processes with a temporary folder of its own, gone with it."""
    folder = tempfile.mkdtemp(prefix="briefings-")
    count = min(config.workers or os.cpu_count() or 1, max(jobs, 1))
    limits = [folder, config.memory_megabytes, config.deadline_seconds * 20 + _CPU_SLACK]
    made = ProcessPool(
        max_workers=count,
        initializer=worker.prepare,
        initargs=limits,
        context=multiprocessing.get_context("spawn"),
    )
    try:
        yield made
        made.close()  # type: ignore[no-untyped-call]  # pebble is typed in part
    except BaseException:
        made.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        made.join()
        shutil.rmtree(folder, ignore_errors=True)


def results(
    pool: ProcessPool, jobs: Iterable[Job], deadline: float
) -> Iterator[tuple[Job, bytes | BriefingsError]]:
    """Yield what became of each job, as they are done: the bytes, or why there are none."""
    futures: dict[Future[bytes], Job] = {
        pool.schedule(worker.make, args=[job], timeout=deadline): job for job in jobs
    }
    for future in as_completed(futures):
        job = futures[future]
        try:
            yield job, future.result()
        except BriefingsError as error:
            yield job, error
        except TimeoutError:
            tip = "Raise deadline_seconds in config.yaml, or look for what makes the page so large."
            yield job, _failed(job, f"The page took longer than {deadline:g} seconds and was given up.", tip)
        except (ProcessExpired, MemoryError):
            tip = "Raise memory_megabytes in config.yaml, or look for what makes the page so large."
            yield (
                job,
                _failed(job, "The process that laid out the page died, probably for lack of memory.", tip),
            )
        except RecursionError:
            tip = "Nest the elements of the template less deeply."
            yield job, _failed(job, "The page is nested too deeply to be laid out.", tip)


def _failed(job: Job, what: str, tip: str) -> RenderError:
    return RenderError(Problem(what, None, job.page, tip))
