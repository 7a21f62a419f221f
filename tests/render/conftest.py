"""A process of its own that lays out pages, and a server that counts what it is asked for."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from briefings.render import worker

from .editions import Workspace
from .layouts import Server


@pytest.fixture(scope="session")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProcessPoolExecutor]:
    """Return a process that is set up as the workers of a build are; WeasyPrint is loaded there only."""
    folder = tmp_path_factory.mktemp("renderer")
    with ProcessPoolExecutor(
        max_workers=1,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=worker.prepare,
        initargs=(str(folder), 2048, 300),
    ) as pool:
        yield pool


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Return a web server on the loopback interface that lists what it was asked for."""
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    made = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield Server(made.server_address[1], asked)
    made.shutdown()
    made.server_close()
    thread.join(timeout=5)


@pytest.fixture
def single(tmp_path: Path) -> Workspace:
    """Return a copy of the smallest workspace: one meeting with one point."""
    return Workspace.copy("restricted", tmp_path / "workspace")


@pytest.fixture
def bilateral(tmp_path: Path) -> Workspace:
    """Return a copy of the workspace with three meetings, commitments, a gap and errata."""
    return Workspace.copy("bilateral", tmp_path / "workspace")
