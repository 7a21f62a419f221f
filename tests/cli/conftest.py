"""A small workspace that is the current folder, and the program run in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pytest
from records.workspaces import VALID, Workspace

from briefings.build import shelf
from briefings.build.orders import Order
from briefings.build.results import Written
from briefings.cli import main

CONFIG = "languages: [vi]\nformats: [html]\nworkers: 2\n"


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]
Command = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def workspace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Workspace:
    """Return a valid workspace with short pages."""
    for name in os.environ:
        if name.startswith("BRIEFINGS_"):
            monkeypatch.delenv(name)
    made = Workspace(tmp_path / "desk" / "records")
    for name, text in VALID.items():
        made.write(name, text)
    made.write("../config.yaml", CONFIG)
    made.write("../templates/dossier.html", "{{ dossier.counterpart.code }} {{ language }}")
    return made


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the program in this process, in the workspace."""
    monkeypatch.chdir(workspace.folder.parent)

    def briefings(*arguments: str) -> Said:
        capsys.readouterr()
        code = main(list(arguments))
        return Said(code, *capsys.readouterr())

    return briefings


@pytest.fixture
def command(workspace: Workspace, tmp_path: Path) -> Command:
    """Return a function that starts the program in a process and a session of its own.

    Its temporary files go to the folder ``temporary``; ``environment`` comes over ours.
    """
    temporary = tmp_path / "temporary"
    temporary.mkdir()

    def briefings(
        *arguments: str, environment: Mapping[str, str] = MappingProxyType({}), **streams: int
    ) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "briefings", *arguments],
            cwd=workspace.folder.parent,
            env={**os.environ, "TMPDIR": str(temporary), **environment},
            start_new_session=True,
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},
        )

    return briefings


@pytest.fixture
def orders(monkeypatch: pytest.MonkeyPatch) -> list[Order]:
    """Return the orders that builds are given; each is said to be done, and none is."""
    given: list[Order] = []

    def build(order: Order, *_: object, **__: object) -> tuple[Written, ...]:
        given.append(order)
        out = order.workspace / order.config.out
        return tuple(Written(one, out / one.path, 1, "0" * 64) for one in order.editions)

    monkeypatch.setattr(shelf, "build", build)
    return given
