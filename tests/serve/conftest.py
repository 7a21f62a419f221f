"""A preview of a workspace that a test may change, in a process of its own on a free port of loopback."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from render.editions import WORKSPACES

AS_OF = "2031-12-01"
REPOSITORY = WORKSPACES.parent.parent


@dataclass(frozen=True, slots=True)
class Answer:
    """What the preview answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Return the body as text."""
        return self.body.decode("utf-8")


@dataclass(frozen=True, slots=True)
class Preview:
    """A preview that runs: its workspace and its address."""

    folder: Path
    port: int
    process: subprocess.Popen[str]

    @property
    def address(self) -> str:
        """Return the address that it printed."""
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Return what it answers; underscores in the names of headers are hyphens."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(
                method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
            )
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, told, answer.read())
        finally:
            connection.close()

    @contextmanager
    def news(self, query: str) -> Iterator[Iterator[dict[str, Any]]]:
        """Give what it tells of a view, one piece of news after the other."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", f"/events?{query}")
        answer = connection.getresponse()
        assert answer.getheader("content-type", "").startswith("text/event-stream")
        try:
            yield (json.loads(line[6:]) for line in answer if line.startswith(b"data: "))
        finally:
            answer.close()
            connection.close()

    def change(self, name: str, old: str, new: str) -> None:
        """Replace what stands exactly once in a file of the workspace."""
        file = self.folder / name
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        """Write a file of the workspace."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[Preview]:
    """Give a preview of a copy of a workspace; it ends with the block, or by itself after five minutes."""
    shutil.copytree(WORKSPACES / "bilateral", folder, ignore=shutil.ignore_patterns("expected"))
    (folder / "templates").mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFINGS_")}
    process = subprocess.Popen(
        [
            "timeout",
            "300",
            sys.executable,
            "-m",
            "briefings",
            "serve",
            "--port",
            "0",
            "-C",
            folder,
            *arguments,
        ],
        env=kept,
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        said = process.stdout.readline()
        assert said.startswith("http://127.0.0.1:"), said
        yield Preview(folder, int(said.strip().rstrip("/").rpartition(":")[2]), process)
    finally:
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate(timeout=30)
    assert "Traceback" not in complaints, complaints


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Return a preview that the tests of a module share, and leave as it is."""
    with running(tmp_path_factory.mktemp("serve") / "desk") as made:
        yield made


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Preview]:
    """Return a preview of a workspace that the test may change."""
    with running(tmp_path / "desk") as made:
        yield made
