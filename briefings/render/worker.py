"""One render in a process of its own, which has limits and can be killed without loss."""

from __future__ import annotations

import gc
import resource
import signal
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from briefings.dossier.contents import Dossier
from briefings.languages.text import Language
from briefings.render.html import House, Medium, html
from briefings.render.inert import check


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs to make one file: data, no paths but those of the templates."""

    dossier: Dossier
    language: Language
    medium: Medium
    house: House

    @property
    def page(self) -> str:
        """Return how the page is called in messages."""
        return f"{self.dossier.counterpart.code}.{self.language}.{self.medium}"


def prepare(folder: str, memory_megabytes: int, cpu_seconds: int) -> None:
    """Set this process up for rendering: own fonts, own temporary folder, limits, deaf to Ctrl-C.

    The parent decides what Ctrl-C means; a worker that also died of it would look like a crash.
    """
    from briefings.render import fonts  # noqa: PLC0415 - imports fontpkg, which only workers need

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (memory_megabytes * 2**20,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    own = tempfile.mkdtemp(dir=folder)
    tempfile.tempdir = own
    fonts.isolate(Path(own))
    # collecting garbage costs up to a tenth of a long layout and frees little during one
    gc.set_threshold(100_000, 50, 100)


def make(job: Job) -> bytes:
    """Return the file that a job asks for.

    Raises:
        TemplateError: a template cannot be filled.
        AssetError: the page asks for something outside.
    """
    page = html(job.dossier, job.language, job.medium, job.house)
    check(page, job.page)
    if job.medium is Medium.HTML:
        return page.encode("utf-8")
    from briefings.render.pdf import pdf  # noqa: PLC0415 - WeasyPrint takes a second to import

    edition = datetime.combine(job.dossier.edition, time(), tzinfo=UTC)
    return pdf(page, job.page, edition=edition)
