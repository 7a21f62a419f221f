"""One render in a process of its own: limits, own folders, and a job that is data alone."""

from __future__ import annotations

import gc
import os
import pickle
import resource
import signal
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta

import pytest

from briefings.errors import AssetError, TemplateError
from briefings.languages.text import Language, Text
from briefings.render.html import House, Medium, html
from briefings.render.worker import Job, make

from .editions import EN, Workspace

HOUSE = House(Text("Ban", "Desk"), timedelta(days=90))


def state() -> dict[str, object]:
    """Return how a process is set up; runs in the renderer."""
    return {
        "memory": resource.getrlimit(resource.RLIMIT_AS),
        "core": resource.getrlimit(resource.RLIMIT_CORE),
        "interrupt": signal.getsignal(signal.SIGINT) is signal.SIG_IGN,
        "temporary": tempfile.gettempdir(),
        "fontconfig": os.environ["FONTCONFIG_FILE"],
        "collector": gc.get_threshold(),
    }


def test_a_worker_is_limited_and_on_its_own(renderer: ProcessPoolExecutor) -> None:
    """It has a bound on memory, leaves no core file, and its own temporary folder and fonts."""
    found = renderer.submit(state).result(timeout=60)
    assert found["memory"] == (2048 * 2**20,) * 2
    assert found["core"] == (0, 0)
    assert found["interrupt"] is True
    assert found["collector"] == (100_000, 50, 100)
    assert str(found["fontconfig"]) == f"{found['temporary']}/fonts.conf"
    assert "/renderer" in str(found["temporary"])


@pytest.mark.parametrize(("medium", "begins"), [(Medium.HTML, b"<!DOCTYPE html>"), (Medium.PDF, b"%PDF-1.7")])
def test_a_job_becomes_a_file(
    single: Workspace, renderer: ProcessPoolExecutor, medium: Medium, begins: bytes
) -> None:
    """A job travels to the worker and comes back as the bytes of the file."""
    job = Job(single.dossier(), Language.VI, medium, HOUSE)
    assert pickle.loads(pickle.dumps(job)) == job  # noqa: S301 - our own
    assert renderer.submit(make, job).result(timeout=60).lstrip().startswith(begins)
    assert job.page == f"FR.vi.{medium}"


def test_html_is_made_without_the_renderer_of_pdfs(single: Workspace) -> None:
    """The HTML file is the page in UTF-8, as it stands."""
    job = Job(single.dossier(), EN, Medium.HTML, HOUSE)
    assert make(job) == html(job.dossier, EN, Medium.HTML, HOUSE).encode()


@pytest.mark.parametrize("medium", Medium)
@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("sections/asks.html", '<img src="http://127.0.0.1:9/a.png" alt="a">', "<img src=.* outside"),
        ("styles/colours.css", 'p { background: url("http://127.0.0.1:9/a.png") }', r"url\(http:.* outside"),
        ("sections/sources.html", '<a href="../a.html">x</a>', r'<a href="\.\./a\.html"> leads outside'),
    ],
    ids=["element", "style", "link"],
)
def test_a_page_that_asks_for_something_is_not_made(  # noqa: PLR0913, PLR0917 - one case a line
    single: Workspace, renderer: ProcessPoolExecutor, medium: Medium, file: str, text: str, said: str
) -> None:
    """A template or style of the workspace that leads outside fails that page, by name, in both formats."""
    house = House(HOUSE.issuer, HOUSE.due_within, single.overlay(file, text))
    job = Job(single.dossier(), EN, medium, house)
    with pytest.raises(AssetError, match=rf"^FR\.en\.{medium}(#[\w-]+)?\n  .*{said}"):
        renderer.submit(make, job).result(timeout=60)


@pytest.mark.parametrize("medium", Medium)
def test_errors_travel_with_their_problems(
    single: Workspace, renderer: ProcessPoolExecutor, medium: Medium
) -> None:
    """A template that cannot be filled is the same error outside the worker, with file and line."""
    overlay = single.overlay("sections/asks.html", "<p>\n{{ nothing_such }}</p>")
    job = Job(single.dossier(), EN, medium, House(HOUSE.issuer, HOUSE.due_within, overlay))
    with pytest.raises(TemplateError) as raised:
        renderer.submit(make, job).result(timeout=60)
    (problem,) = raised.value.problems
    assert str(problem.location) == "templates/sections/asks.html:2"
    assert problem.what == "'nothing_such' is undefined."
