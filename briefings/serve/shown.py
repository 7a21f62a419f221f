"""What is shown of each view: the last page that could be made, and why there is no newer one."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from briefings.config import Format
from briefings.errors import BriefingsError, Problem
from briefings.serve.desk import Desk
from briefings.serve.press import Press, Stale
from briefings.serve.views import View

# last good files that are kept: more than somebody has open in tabs
_FILES: Final = 48
# how many seconds something may go on being made when what stands in the workspace is newer; the
# process of the PDFs would lose the sections that it keeps, and looks itself after each of them
_GRACE: Final = {Format.HTML: 1.0, Format.PDF: 15.0}


@dataclass(frozen=True, slots=True)
class Shown:
    """The last good file of a view, and the problems that keep it from being the newest."""

    content: bytes = b""
    mark: str = ""
    problems: tuple[Problem, ...] = ()
    number: int = -1


_Key = tuple[View, Format]


class Gallery:
    """Makes what is asked for once for all who ask, and keeps the last good of each."""

    def __init__(self, desk: Desk, press: Press) -> None:
        self.desk = desk
        self._press = press
        self._shown: OrderedDict[_Key, Shown] = OrderedDict()
        self._at_work: dict[_Key, asyncio.Task[None]] = {}

    async def newest(self, view: View, kind: Format) -> Shown:
        """Return a view as what stands in the workspace now makes it, or the last good with what is wrong."""
        while True:
            shown = self._shown.get((view, kind), Shown())
            if shown.number == self.desk.now.number:
                return shown
            task = self._at_work.get((view, kind))
            if task is None:
                task = asyncio.create_task(self._renew(view, kind))
                self._at_work[view, kind] = task
            # somebody who goes away does not end what others may wait for
            await asyncio.shield(task)

    async def exact(self, view: View) -> Shown:
        """Return the PDF of a view as a build makes it; nothing of it is kept."""
        number = self.desk.now.number
        try:
            content = await self._press.exact(self.desk.job(view, Format.PDF), self.desk.now.config)
        except BriefingsError as error:
            return Shown(problems=error.problems, number=number)
        return Shown(content, _mark(content), (), number)

    async def _renew(self, view: View, kind: Format) -> None:
        now = self.desk.now
        last = self._shown.get((view, kind), Shown())
        try:
            content = await self._while_current(view, kind, now.number)
        except Stale:
            return
        except BriefingsError as error:
            shown = replace(last, problems=(*now.unread, *error.problems), number=now.number)
        else:
            shown = Shown(content, _mark(content), now.unread, now.number)
        finally:
            del self._at_work[view, kind]
        self._shown[view, kind] = shown
        self._shown.move_to_end((view, kind))
        while len(self._shown) > _FILES:
            self._shown.popitem(last=False)

    async def _made(self, view: View, kind: Format) -> bytes:
        number, config = self.desk.now.number, self.desk.now.config
        # gathering takes a while for a long dossier, and others are to be served meanwhile
        job = await asyncio.to_thread(self.desk.job, view, kind)
        if kind is Format.HTML:
            return await self._press.page(job, config)
        return await self._press.paper(job, config, stale=lambda: self.desk.now.number != number)

    async def _while_current(self, view: View, kind: Format, number: int) -> bytes:
        """Return what is made, unless something newer comes and it takes too long to end.

        Raises:
            Stale: it was given up; a process that was at it has been killed.
        """
        task = asyncio.create_task(self._made(view, kind))
        moved = asyncio.create_task(self.desk.moved(number))
        try:
            await asyncio.wait({task, moved}, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                await asyncio.wait({task}, timeout=_GRACE[kind])
            if not task.done():
                raise Stale
            return task.result()
        finally:
            task.cancel()
            moved.cancel()


def _mark(content: bytes) -> str:
    return sha256(content).hexdigest()[:16]
