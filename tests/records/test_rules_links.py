"""Markdown in the records' texts: links that are taken out are reported, and limits are errors."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from .workspaces import FR_MEETING, Workspace

FILE = f"records/{FR_MEETING}"
TIP = "Links may lead to https: and mailto: only."
VI = "{vi: Mở lại nhóm công tác., en: Reopen the working group.}"


def write(workspace: Workspace, vi: str) -> None:
    """Write this as the Vietnamese text of the first statement."""
    block = "".join(f"        {line}\n" for line in vi.split("\n"))
    workspace.change(FR_MEETING, f"    text: {VI}\n", f"    text:\n      vi: |-\n{block}      en: A.\n")


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "//host/x",
        "../x",
        "x.html",
        "javascript:alert()",
        "data:text/html,x",
        "http://x.vn/",
    ],
)
def test_refused_link(workspace: Workspace, target: str) -> None:
    """A link that may not be followed is reported at the text in which it stands."""
    write(workspace, f"Xem [ở đây]({target}).")
    assert workspace.said() == [
        f'warning: {FILE}:19:11: statements[0].text.vi\n  A link to "{target}" was taken out. {TIP}'
    ]


def test_link_in_angle_brackets(workspace: Workspace) -> None:
    """The other form of a link is looked at too."""
    write(workspace, "Xem <file:///x>.")
    assert workspace.said() == [
        f'warning: {FILE}:19:11: statements[0].text.vi\n  A link to "file:///x" was taken out. {TIP}'
    ]


def test_several_links(workspace: Workspace) -> None:
    """Every target is reported, and each once."""
    write(workspace, "[a](../a) [b](../b) [c](../a)")
    assert [line.splitlines()[1] for line in workspace.said()] == [
        f'  A link to "../a" was taken out. {TIP}',
        f'  A link to "../b" was taken out. {TIP}',
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://x.vn/?a=b&c=d)",
        "[a](mailto:a@x.vn)",
        "<a@x.vn>",
        "A [sic] B",
        "a < b",
        "- a\n- b",
        "**b**",
    ],
)
def test_allowed_markup(workspace: Workspace, text: str) -> None:
    """What may be written is not reported."""
    write(workspace, text)
    assert workspace.said() == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 19_999, "More than 100 square brackets stand in one text. Shorten it, or split it."),
        (
            "\n".join(" " * depth + "- a" for depth in range(190)),
            "Lists are nested more than 12 levels deep. Flatten them.",
        ),
        ("> " * 300 + "a", "Lists are nested more than 12 levels deep. Flatten them."),
    ],
)
def test_limits(workspace: Workspace, text: str, said: str) -> None:
    """What would keep the renderer busy for ever is an error at its place, within 5 seconds."""
    write(workspace, text)
    begun = time.monotonic()
    found = workspace.said()
    assert time.monotonic() - begun < 5
    assert f"{FILE}:19:11: statements[0].text.vi\n  {said}" in found
    assert list(workspace.read().blocked) == ["FR"]


def test_field_of_five_megabytes(workspace: Workspace) -> None:
    """A text beyond all limits is refused with its file, within 5 seconds."""
    write(workspace, "[" * 5_000_000)
    begun = time.monotonic()
    found = workspace.said()
    assert time.monotonic() - begun < 5
    assert any(line.startswith(f"{FILE}\n  The file has 5,00") for line in found)


def test_texts_without_markup_cost_nothing(workspace: Workspace) -> None:
    """The libraries for Markdown are not loaded where no text has any."""
    script = (
        "import sys; from pathlib import Path; from briefings.records import read;"
        f"assert not read(Path({str(workspace.folder)!r}), home='VN').problems;"
        "print({'markdown', 'nh3', 'briefings.markup'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
