"""``briefings templates``: what a workspace can override, and what it does override."""

from __future__ import annotations

import json

from records.workspaces import Workspace

from .conftest import Run


def test_the_list(run: Run) -> None:
    """Each file has a line: whether it is overridden, its path, and what it is."""
    result = run("templates")
    assert (result.code, result.err) == (0, "")
    rows = [line.split("\t") for line in result.out.splitlines()]
    assert all(len(row) == 3 and row[2] for row in rows)
    assert [path for state, path, _ in rows if state == "overridden"] == ["dossier.html"]
    assert ["-", "sections/asks.html", "What each side asked for."] in rows


def test_a_file_that_overrides_nothing(workspace: Workspace, run: Run) -> None:
    """A misspelt file is a warning, and no error."""
    workspace.write("../templates/styles/scren.css", "x")
    result = run("templates")
    assert result.code == 0
    assert result.err.startswith(
        "warning templates/styles/scren.css\n"
        "  It overrides nothing: no template of the program is called so. "
        'Did you mean "styles/screen.css"'
    )


def test_json(workspace: Workspace, run: Run) -> None:
    """As JSON the list and what is wrong have names."""
    workspace.write("../templates/zzz.txt", "x")
    result = run("templates", "--json")
    assert (result.code, result.err) == (0, "")
    data = json.loads(result.out)
    assert {"path": "macros.html", "what": "What several sections draw alike.", "overridden": False} in data[
        "templates"
    ]
    assert [one["path"] for one in data["templates"] if one["overridden"]] == ["dossier.html"]
    assert [(one["file"], one["severity"]) for one in data["problems"]] == [("templates/zzz.txt", "warning")]


def test_nothing_is_read_but_the_settings(workspace: Workspace, run: Run) -> None:
    """A record that cannot be read keeps nobody from the list."""
    workspace.write("people/broken.yaml", "name: [")
    assert run("templates").code == 0
