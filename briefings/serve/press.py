"""The processes that render for the preview: one for pages, one for PDFs that keeps what it laid out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, TypeVar

from pebble import ProcessPool

from briefings.build import workers
from briefings.config import Config
from briefings.render import sections
from briefings.render.worker import Job

_T = TypeVar("_T")
# the template is stopped a little before its process is killed, which cannot say where it was
_BEFORE = 0.9


class Stale(Exception):  # noqa: N818 - no error: what was asked for is not wanted any more
    """Something newer has come; what was being made is given up."""


class Press:
    """Renders in processes that can be killed, within the deadlines of a build."""

    def __init__(self, pages: ProcessPool, papers: ProcessPool) -> None:
        self._pages = pages
        self._papers = papers

    async def page(self, job: Job, config: Config) -> bytes:
        """Return the HTML of a dossier.

        Raises:
            BriefingsError: it cannot be made; a deadline that is over is one reason.
        """
        return await self._run(self._pages, config, job, sections.afresh, job, _inside(config))

    async def exact(self, job: Job, config: Config) -> bytes:
        """Return the PDF of a dossier as a build makes it.

        Raises:
            BriefingsError: it cannot be made.
        """
        return await self._run(self._papers, config, job, sections.afresh, job, _inside(config))

    async def paper(self, job: Job, config: Config, *, stale: Callable[[], bool]) -> bytes:
        """Return the PDF of a dossier, for which only those sections are laid out that have changed.

        Raises:
            BriefingsError: it cannot be made.
            Stale: ``stale`` says so, between one section and the next.
        """
        whole = await self._run(self._papers, config, job, sections.parts, job, _inside(config))
        fits = whole is not None
        for part in whole.parts if whole else ():
            if stale():
                raise Stale
            fits = fits and await self._run(self._papers, config, job, sections.lay_out, part, job)
        if whole and fits:
            made = await self._run(self._papers, config, job, sections.joined, whole, job)
            if made is not None:
                return made
        if stale():
            raise Stale
        return await self.exact(job, config)

    async def _run(
        self,
        pool: ProcessPool,
        config: Config,
        job: Job,
        make: Callable[..., _T],
        *arguments: Any,  # noqa: ANN401 - those of the function
    ) -> _T:
        try:
            future = pool.schedule(make, args=arguments, timeout=config.deadline_seconds)
            return await asyncio.wrap_future(future)
        except Exception as error:
            raise workers.told(error, job.page, config) from error


def _inside(config: Config) -> float:
    return config.deadline_seconds * _BEFORE


@contextmanager
def opened(config: Config) -> Iterator[Press]:
    """Give a press; its processes end with it, whatever they are at."""
    with ExitStack() as stack:
        pools = [stack.enter_context(workers.lasting(config)) for _ in range(2)]
        yield Press(pools[0], pools[1])
