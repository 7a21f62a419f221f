"""The files that messages carry, each laid out once however many carry it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from briefings.build import workers
from briefings.circulation import Carried
from briefings.config import Config
from briefings.delivery.drafts import Kind
from briefings.delivery.office import Office, house
from briefings.delivery.orders import Order
from briefings.errors import BriefingsError, Problem, RenderError
from briefings.languages.text import EditionLanguage
from briefings.render.html import Medium
from briefings.render.worker import Job

Renderer: TypeAlias = Callable[[Sequence[Job], Config], Iterator[tuple[Job, bytes | BriefingsError]]]
_FileKey: TypeAlias = tuple[int, EditionLanguage, Carried]
_MEDIA: Final = {Carried.PDF: Medium.PDF, Carried.HTML: Medium.HTML}


def rendered(jobs: Sequence[Job], config: Config) -> Iterator[tuple[Job, bytes | BriefingsError]]:
    """Yield the file of each job, made by processes of their own as in a build."""
    if jobs:
        with workers.pool(config, len(jobs)) as pool:
            for job, made in workers.results(pool, jobs, config):
                yield job, made if isinstance(made, BriefingsError) else made.content or _nothing_came(job)


def files(
    office: Office, orders: Iterable[Order], render: Renderer
) -> Mapping[_FileKey, bytes | BriefingsError]:
    """Return the files that messages carry, each laid out once however many carry it.

    For each there is the file or why there is none: only a message that is to carry none finds nothing.
    """
    style = house(office)
    jobs: dict[_FileKey, Job] = {}
    for order in orders:
        medium = _MEDIA.get(order.want.recipient.format)
        if medium is not None and order.kind is Kind.EDITION:
            jobs.setdefault(file_key(order), Job(order.view.dossier, order.want.language, medium, style))
    keys = {id(job): key for key, job in jobs.items()}
    made = {keys[id(job)]: content for job, content in render(list(jobs.values()), office.config)}
    return {key: made[key] if key in made else _nothing_came(job) for key, job in jobs.items()}


def _nothing_came(job: Job) -> RenderError:
    tip = "Send it again; if that does not help, please report it."
    return RenderError(Problem("No file came of it, and nothing says why.", None, job.page, tip))


def file_key(order: Order) -> _FileKey:
    """Return under which key the file stands that a message carries."""
    return id(order.view.dossier), order.want.language, order.want.recipient.format
