"""One render in a process of its own, which has limits and can be killed without loss."""

from __future__ import annotations

import gc
import itertools
import math
import multiprocessing
import os
import re
import resource
import signal
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import process_time
from typing import Final
from xml.etree.ElementTree import Element

from briefings.dossier.changes import Changes
from briefings.dossier.contents import Dossier
from briefings.errors import AssetError, Problem, RenderError
from briefings.languages.text import EditionLanguage
from briefings.render import fonts, pictures, reading_room
from briefings.render.attached import Attached, attached
from briefings.render.catalogues import messages
from briefings.render.html import House, Medium, Part, html, own, sheet
from briefings.render.inert import check
from briefings.render.limits import FULL, STEPS
from briefings.render.reading_room import ReadingRoom


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs to make one file: data, no paths but those of the templates."""

    dossier: Dossier
    language: EditionLanguage
    medium: Medium
    house: House
    part: Part = Part.WHOLE
    changes: Changes | None = None

    @property
    def page(self) -> str:
        """Return how the page is called in messages."""
        part = "" if self.part is Part.WHOLE else f".{self.dossier.volume or self.part}"
        return f"{self.dossier.counterpart.code}{part}.{self.language}.{self.medium}"


def prepare(folder: str, memory_megabytes: int, cpu_seconds: int | None) -> None:
    """Set this process up for rendering: own fonts, own temporary folder, limits, deaf to Ctrl-C.

    ``cpu_seconds`` is how long each page may have the processor; ``None`` is without a bound. The parent
    decides what Ctrl-C means; a worker that also died of it would look like a crash.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    resource.setrlimit(resource.RLIMIT_AS, (memory_megabytes * 2**20,) * 2)
    _bounds["cpu"] = cpu_seconds
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    own = tempfile.mkdtemp(dir=folder)
    tempfile.tempdir = own
    fonts.isolate(Path(own), fonts.ours())
    # collecting garbage costs up to a tenth of a long layout and frees little during one
    gc.set_threshold(100_000, 50, 100)


def _end_with_parent() -> None:
    """End this process with the one that asked for it, in the middle of a page as well.

    Between two pages it would find nobody to hand the page to; but who is killed cannot end it, and
    a page without end has no other deadline than the time on the processor for all pages together.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@dataclass(frozen=True, slots=True)
class Made:
    """A file, or nothing where the one that stands is made from the same page; and the page's digest."""

    page: str
    content: bytes | None


def remade(
    maker: Callable[..., bytes], job: Job | ReadingRoom, known: str | None = None, engine: str = ""
) -> Made:
    """Return the file that a job asks for, unless the page that it is made from is the one that is known.

    The second of the two levels on which a build decides what it has to do: a PDF is laid out only
    if its page, its data, its day or ``engine`` (the digest of what lays it out) are not those of
    ``known``. ``maker`` is what makes the file: ``make``.

    Raises:
        TemplateError: a template cannot be filled.
        AssetError: the page asks for something outside.
    """
    _sweep()
    _allow()
    if not isinstance(job, Job) or job.medium is not Medium.PDF:
        content = maker(job)
        page = sha256(content).hexdigest()[:32]
        return Made(page, None if page == known else content)
    finished = written(job)
    enclosed = _attached(job)
    said = (engine, str(job.dossier.edition), "" if enclosed is None else enclosed.content, finished.text)
    page = sha256("\0".join(said).encode()).hexdigest()[:32]
    return Made(page, None if page == known else maker(job, finished))


def _sweep() -> None:
    """Give back what the page before has taken, whose boxes point at each other.

    The collector comes so seldom (``prepare``) that a worker would keep several dossiers of garbage.
    This is done before a page and not after it, so that nobody waits for it after the last one. What
    is there by the second page is modules and caches, which no later sweep need look at.
    """
    before = next(_pages)
    if before:
        gc.collect()
    if before == 1:
        gc.freeze()


def _allow() -> None:
    """Give this process its time on the processor for one more page; SIGXCPU ends it when that is over."""
    seconds = _bounds.get("cpu")
    if seconds is not None:
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        soft = math.ceil(process_time()) + seconds
        resource.setrlimit(
            resource.RLIMIT_CPU, (soft if most == resource.RLIM_INFINITY else min(soft, most), most)
        )


# what this process was told when it began
_bounds: Final[dict[str, int | None]] = {}
# how many pages this process has begun
_pages: Final = itertools.count()


def make(job: Job | ReadingRoom, written_page: Page | None = None) -> bytes:
    """Return the file that a job asks for; ``written_page`` is its page if it has been written already.

    Raises:
        TemplateError: a template cannot be filled.
        AssetError: the page asks for something outside.
    """
    if isinstance(job, ReadingRoom):
        room = reading_room.html(job)
        check(room, job.page, reading_room.own(job))
        return room.encode("utf-8")
    page = written(job) if written_page is None else written_page
    if job.medium is Medium.HTML:
        return page.text.encode("utf-8")
    lay_letters(job)
    from briefings.render.pdf import SplitError, pdf  # noqa: PLC0415 - WeasyPrint takes a second to import

    edition = datetime.combine(job.dossier.edition, time(), tzinfo=UTC)
    made = partial(pdf, page=job.page, edition=edition, attached=_attached(job))
    if job.part is Part.SUMMARY:
        page = _one_page(job, page)
    try:
        # most summaries fit as they are, which laying out the dossier says as well
        return made(page.text, tree=page.tree, whole=_SUMMARY if job.part is Part.WHOLE else None)
    except SplitError:
        less = shortened(job, page)
        # WeasyPrint does not promise to leave a tree as it was: the same page is parsed anew
        return made(less.text, tree=None if less is page else less.tree)


def _attached(job: Job) -> Attached | None:
    """Return the data that travel in a PDF; a part of a dossier shows less than its data would."""
    if job.part not in {Part.WHOLE, Part.VOLUME}:
        return None
    return attached(job.dossier, messages(EditionLanguage(job.language).languages[0], job.house.templates))


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page, and what it was parsed to when it was looked at."""

    text: str
    tree: Element


def written(job: Job) -> Page:
    """Return the page that a job asks for, looked at once more.

    Raises:
        TemplateError: a template cannot be filled.
        AssetError: the page asks for something outside.
    """
    page = html(job.dossier, job.language, job.medium, job.house, job.part, changes=job.changes)
    try:
        tree = check(page, job.page, own(job.dossier, job.language, job.medium, job.house, job.part))
    except AssetError as error:
        raise AssetError(pictures.located(error.problems, job.house.templates)) from None
    return Page(page, tree)


def lay_letters(job: Job) -> None:
    """Give the renderer, in this process, the fonts of a job and no others."""
    families = sheet(job.house, job.medium, EditionLanguage(job.language)).families
    fonts.isolate(Path(tempfile.gettempdir()), families)


def shortened(job: Job, page: Page) -> Page:
    """Return a dossier whose summary takes one page, as far as the rules allow; other parts as they are.

    The letters of the job have to be laid (``lay_letters``).

    Raises:
        TemplateError: a template cannot be filled with less.
        AssetError: the page asks for something outside.
    """
    if job.part is not Part.WHOLE:
        return page
    from briefings.render.pages import count  # noqa: PLC0415 - WeasyPrint takes a second to import

    for limits in STEPS:
        alone = html(job.dossier, job.language, job.medium, job.house, Part.SUMMARY, limits)
        # as it stands in the dossier: in its sizes, and without the head of a sheet of its own
        if count(_HEAD.sub("", alone, count=1).replace(_BODY, _BODY_OF_WHOLE, 1)) == 1:
            if limits is FULL:
                return page
            less = html(job.dossier, job.language, job.medium, job.house, job.part, limits, job.changes)
            return Page(less, check(less, job.page))
    return page


_SUMMARY: Final = "summary"
_HEAD: Final = re.compile(r'<header class="sheet".*?</header>', re.DOTALL)
_BODY: Final = '<body class="pdf summary'
_BODY_OF_WHOLE: Final = '<body class="pdf whole'


def _one_page(job: Job, page: Page) -> Page:
    """Return the summary shortened, step by step, until it fits on one page.

    Raises:
        RenderError: it does not, even when shortened as far as the rules allow.
    """
    from briefings.render.pages import count  # noqa: PLC0415 - WeasyPrint takes a second to import

    for limits in STEPS:
        text = html(job.dossier, job.language, job.medium, job.house, job.part, limits)
        page = Page(text, check(text, job.page))
        if count(text) == 1:
            return page
    tip = "Shorten the texts of the latest meeting, or look at the styles of this workspace."
    raise RenderError(
        Problem("The summary does not fit on one page, however much is left out.", None, job.page, tip)
    )
