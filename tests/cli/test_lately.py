"""A command given again with nothing changed: answered at once, and never wrongly."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from records.workspaces import FR_MEETING, Workspace

from briefings.build import lately, shelf
from briefings.cli import program

from .conftest import Run

HEAVY = (
    "dataclasses", "json", "pathlib", "re", "typing",
    "yaml", "pydantic_core", "babel", "jinja2", "weasyprint", "click", "pebble", "fontTools", "markdown",
)  # fmt: skip


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return what reached the program itself, and was not answered before it."""
    reached: list[object] = []
    real = program.main

    def main(arguments: list[str] | None = None) -> int:
        reached.append(arguments)
        return real(arguments)

    monkeypatch.setattr(program, "main", main)
    return reached


@pytest.fixture
def built(run: Run, workspace: Workspace, asked: list[object]) -> Workspace:
    """Return a workspace of which everything has been built."""
    assert run("build", "--all").code == 0
    asked.clear()
    return workspace


def test_nothing_changed(run: Run, built: Workspace, asked: list[object]) -> None:
    """The answer is that of a build that finds everything unchanged, and comes without one."""
    said = run("build", "--all")
    assert (said.code, said.out, said.err) == (0, "", "3 files unchanged.\n")
    assert asked == []
    shutil.rmtree(built.folder.parent / ".briefings")
    slow = run("build", "--all")
    assert len(asked) == 1
    assert slow == said


@pytest.mark.usefixtures("built")
def test_as_json(run: Run, asked: list[object]) -> None:
    """A command in other words is another command; its answer is kept as well, problems and all."""
    slow = run("build", "--all", "--json")
    fast = run("build", "--all", "--json")
    assert len(asked) == 1
    assert fast == slow
    assert len(json.loads(fast.out)["unchanged"]) == 3


def test_problems_are_told_again(run: Run, built: Workspace, asked: list[object]) -> None:
    """What is wrong with the records is said as long as it is wrong, and the exit code is the same."""
    built.change(FR_MEETING, "mode: in-person", "mode: shouted")
    assert run("build", "--all").code == 1
    asked.clear()
    fast = run("build", "--all")
    assert (asked, fast.code, fast.out) == ([], 1, "")
    shutil.rmtree(".briefings")
    assert run("build", "--all") == fast
    assert "FR: not built; what was there before is unchanged." in fast.err


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    "change",
    [
        lambda: Path("records", FR_MEETING).touch(),
        lambda: Path("records", FR_MEETING).unlink(),
        lambda: Path("records/people/new.yaml").write_text("name: X\n", encoding="utf-8"),
        lambda: Path("config.yaml").touch(),
        lambda: Path("templates/dossier.html").touch(),
        lambda: Path("out/FR/FR.vi.html").write_text("not ours", encoding="utf-8"),
        lambda: Path("out/FR/FR.vi.html").unlink(),
        lambda: Path("out/.briefings/manifest.json").unlink(),
        lambda: shutil.rmtree(".briefings"),
        lambda: [one.write_bytes(b"{}") for one in Path(".briefings/lately").iterdir()],
        lambda: [
            one.write_bytes(one.read_bytes().replace(b"3 files", b"4 files"))
            for one in Path(".briefings/lately").iterdir()
        ],
        lambda: os.environ.update(BRIEFINGS_DUE_WITHIN_DAYS="30"),
    ],
)
def test_something_changed(
    monkeypatch: pytest.MonkeyPatch, run: Run, asked: list[object], change: Callable[[], object]
) -> None:
    """Whatever has changed, and if it is only a time, the build itself looks at it."""
    monkeypatch.setenv("BRIEFINGS_DUE_WITHIN_DAYS", "")
    run("build", "--all")
    asked.clear()
    change()
    run("build", "--all")
    assert len(asked) == 1


@pytest.mark.parametrize("name", [f"records/{FR_MEETING}", "config.yaml"])
def test_something_changed_meanwhile(
    monkeypatch: pytest.MonkeyPatch, run: Run, asked: list[object], name: str
) -> None:
    """What is edited while a build is at work was not read by it, and is looked at by the next one."""
    real = shelf.build

    def build(*given: Any) -> Any:  # noqa: ANN401 - as they are
        with Path(name).open("a", encoding="utf-8") as opened:
            opened.write("# seen\n")
        return real(*given)

    with monkeypatch.context() as patched:
        patched.setattr(shelf, "build", build)
        run("build", "--all")
    asked.clear()
    run("build", "--all")
    assert len(asked) == 1
    run("build", "--all")
    assert len(asked) == 1


@pytest.mark.usefixtures("built")
def test_other_words(run: Run, asked: list[object]) -> None:
    """A command that was not given before is not answered by what another came to."""
    run("build", "--country", "FR")
    run("build", "--all", "--clearance", "public")
    assert len(asked) == 2


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    "flags", [("-n",), ("--explain",), ("--since", "2031-01-01", "--as-of", "2031-12-01")]
)
def test_what_is_never_kept(run: Run, asked: list[object], flags: tuple[str, ...]) -> None:
    """A plan, an explanation and a comparison are made each time."""
    run("build", "--all", *flags)
    run("build", "--all", *flags)
    assert len(asked) == 2


def test_a_failure_is_tried_again(run: Run, workspace: Workspace, asked: list[object]) -> None:
    """What could not be made may be made now."""
    workspace.write("../templates/dossier.html", "{{ nothing }}")
    run("build", "--all")
    run("build", "--all")
    assert len(asked) == 2


@pytest.mark.usefixtures("built")
def test_the_day_comes_on_which_a_fact_can_move(
    monkeypatch: pytest.MonkeyPatch, run: Run, asked: list[object]
) -> None:
    """Before that day the answer is kept; from it on, and before the day of the build, it is not."""

    def on(day: date) -> int:
        monkeypatch.setattr(lately, "_today", day.isoformat)
        asked.clear()
        run("build", "--all")
        return len(asked)

    memory = lately._read(str(next(Path(".briefings/lately").iterdir())))
    assert memory is not None
    assert memory.until is not None
    until, since = map(date.fromisoformat, (memory.until, memory.since))
    assert on(date.fromordinal(until.toordinal() - 1)) == 0
    assert on(until) == 1
    assert on(since) == 0
    assert on(date.fromordinal(since.toordinal() - 1)) == 1


def test_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch, run: Run, built: Workspace) -> None:
    """The folder does not grow without end, nor by what killed commands have half written."""
    monkeypatch.setattr(lately, "_KEPT", 2)
    half = built.folder.parent / ".briefings" / "lately" / "0.1.part"
    half.write_bytes(b"half")
    os.utime(half, (1, 1))
    for day in ("2031-06-01", "2031-07-01", "2031-08-01"):
        assert run("build", "--country", "FR", "--as-of", day, "--quiet").code == 0
    assert [one.suffix for one in half.parent.iterdir()] == [".kept", ".kept"]


def test_what_is_imported(built: Workspace, tmp_path: Path) -> None:
    """Nothing heavy is imported on the way on which nothing has changed."""
    script = tmp_path / "heavy.py"
    script.write_text(
        "import sys\nfrom briefings.cli import main\ncode = main()\n"
        f"print(sorted(set(sys.modules) & set({HEAVY!r})), code)\n",
        encoding="utf-8",
    )

    def again() -> str:
        done = subprocess.run(
            [sys.executable, script, "build", "--all", "--quiet"],
            cwd=built.folder.parent, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout

    assert again() != "[] 0\n"
    assert again() == "[] 0\n"


def test_the_workspace_is_found_in_the_words(run: Run, built: Workspace, asked: list[object]) -> None:
    """Named by any of its options, from elsewhere."""
    os.chdir(built.folder.parent.parent)
    for words in (("-C", "desk"), ("-Cdesk",), ("--workspace", "desk"), ("--workspace=desk",)):
        run("build", "--all", *words)
        asked.clear()
        assert run("build", "--all", *words).err == "3 files unchanged.\n"
        assert asked == []
