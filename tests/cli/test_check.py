"""``briefings check``: everything that is wrong, and how grave it is."""

from __future__ import annotations

import json

from records.workspaces import FR_MEETING, Workspace

from .conftest import Run

WARNING = (
    "warning records/counterparts/FR.yaml:2:7: name\n  English is missing. The dossier shows it as missing.\n"
)
ERROR = (
    "records/meetings/2031-05-12-fr.yaml:11:14: participants[1].person\n"
    '  No person is called "jeanne-exmple". Did you mean "jeanne-exemple"?\n'
)
HELD = "2 meetings, 2 points, 1 source, 1 commitment"


def warn(workspace: Workspace) -> None:
    """Leave a language out."""
    workspace.change("counterparts/FR.yaml", "name: {vi: Pháp, en: France}", "name: {vi: Pháp}")


def fail(workspace: Workspace) -> None:
    """Name a person who is not there."""
    workspace.change(FR_MEETING, "person: jeanne-exemple", "person: jeanne-exmple")


def test_nothing_wrong(run: Run) -> None:
    """Where nothing is wrong, one line says what was looked at."""
    result = run("check")
    assert (result.code, result.out, result.err) == (0, f"{HELD}: no problem.\n", "")


def test_warning(workspace: Workspace, run: Run) -> None:
    """A warning is said, and is no error."""
    warn(workspace)
    result = run("check")
    assert (result.code, result.out, result.err) == (0, f"{HELD}: 1 warning.\n", WARNING)


def test_error(workspace: Workspace, run: Run) -> None:
    """An error is said with its place and what to do, and is the exit code."""
    fail(workspace)
    warn(workspace)
    result = run("check")
    assert (result.code, result.err) == (1, WARNING + ERROR)
    assert result.out == f"{HELD}: 1 error and 1 warning.\n"


def test_strict(workspace: Workspace, run: Run) -> None:
    """With ``--strict`` a warning is an error, and it is said why."""
    warn(workspace)
    result = run("check", "--strict")
    assert (result.code, result.out) == (1, f"{HELD}: 1 warning.\n")
    assert result.err == f"{WARNING}With --strict, warnings are errors.\n"
    assert run("check", "--strict", "--quiet").code == 1


def test_quiet(workspace: Workspace, run: Run) -> None:
    """With ``--quiet`` there is nothing but problems; the exit codes are the same."""
    result = run("check", "--quiet")
    assert (result.code, result.out, result.err) == (0, "", "")
    fail(workspace)
    result = run("check", "--quiet")
    assert (result.code, result.out, result.err) == (1, "", ERROR)


def test_json(workspace: Workspace, run: Run) -> None:
    """As JSON every problem stands on standard output with its parts."""
    assert json.loads(run("check", "--json").out) == []
    fail(workspace)
    result = run("check", "--json")
    assert (result.code, result.err) == (1, "")
    assert json.loads(result.out) == [
        {
            "severity": "error",
            "file": "records/meetings/2031-05-12-fr.yaml",
            "line": 11,
            "column": 14,
            "field": "participants[1].person",
            "what": 'No person is called "jeanne-exmple".',
            "tip": 'Did you mean "jeanne-exemple"?',
        }
    ]


def test_catalogue_of_the_workspace(workspace: Workspace, run: Run) -> None:
    """The phrases that a workspace says differently are checked too."""
    workspace.write("../templates/locale/en.po", 'msgid ""\nmsgstr ""\n\nmsgid "no such phrase"\n')
    result = run("check")
    assert result.code == 1
    assert "locale/en.po:" in result.err


def test_nothing_is_made(workspace: Workspace, run: Run) -> None:
    """Checking makes no file."""
    before = sorted(workspace.folder.parent.rglob("*"))
    run("check")
    assert sorted(workspace.folder.parent.rglob("*")) == before
