"""Which files are read, which are refused, and which are named because they are not read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefings.errors import RecordError
from briefings.records import read
from briefings.records.collection import FOLDERS

from .workspaces import FR_MEETING, Workspace


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    """Without a folder of records there is nothing to do."""
    with pytest.raises(RecordError) as caught:
        read(tmp_path / "records", home="VN")
    assert str(caught.value) == (
        "records\n  There is no such folder. Create it, or start the program in the folder of the workspace."
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "meetings/2031-05-14-fr.yml",
            'This file is not read. Records are files that end in ".yaml", directly in meetings/.',
        ),
        ("meetings/2031/x.yaml", None),
        ("meeting/x.yaml", None),
        ("topic.yaml", 'This file is not read. Did you mean "topics.yaml"?'),
        ("notes.txt", "This file is not read. Move it to the folder of its kind, or delete it."),
    ],
)
def test_what_is_not_read_is_named(workspace: Workspace, name: str, expected: str | None) -> None:
    """A file or folder under records/ that is no record is a warning, not silence."""
    workspace.write(name, "x: y")
    folders = {
        "meetings/2031/x.yaml": "warning: records/meetings/2031\n  This folder is not read. "
        'Records are files that end in ".yaml", directly in meetings/.',
        "meeting/x.yaml": 'warning: records/meeting\n  This folder is not read. Did you mean "meetings"?',
    }
    assert workspace.said() == [folders.get(name, f"warning: records/{name}\n  {expected}")]


@pytest.mark.parametrize("name", [".hidden.yaml", "meetings/.x.yaml.swp", "meetings/x.yaml~", ".git/config"])
def test_hidden_files_and_backups_are_passed_over(workspace: Workspace, name: str) -> None:
    """What editors and tools leave behind is not the user's concern."""
    workspace.write(name, "x")
    assert workspace.said() == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "meetings/2031 05.yaml",
            '"2031 05" is not an identifier. Name the file with A to Z, digits and hyphens only.',
        ),
        (
            "people/ＵＳ.yaml",
            '"ＵＳ" is not an identifier. Name the file with A to Z, digits and hyphens only.',
        ),
        (
            "counterparts/fr.yaml",
            '"fr" is not a counterpart\'s code. Name the file by 2 to 10 capital letters, as in US.yaml.',
        ),
        (
            "counterparts/US\n.yaml",
            '"US" is not a counterpart\'s code. Name the file by 2 to 10 capital letters, as in US.yaml.',
        ),
    ],
)
def test_names_of_files(workspace: Workspace, name: str, expected: str) -> None:
    """A file whose name cannot be an identifier is refused, since it would be overlooked."""
    workspace.write(name, "marking: public")
    assert any(one == f"records/{name}\n  {expected}" for one in workspace.said())
    reading = workspace.read()
    assert not any(Path(name).stem in reading.records.of(kind) for kind in FOLDERS)


def test_link_out_of_the_workspace(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A link to a file elsewhere is refused, unread."""
    outside = tmp_path_factory.mktemp("outside") / "secret.yaml"
    outside.write_text(workspace.text(FR_MEETING), encoding="utf-8")
    (workspace.folder / "meetings" / "2031-05-15-fr.yaml").symlink_to(outside)
    assert workspace.said() == [
        (
            "records/meetings/2031-05-15-fr.yaml\n"
            "  The link leads out of the workspace. Copy the file into the workspace."
        )
    ]


def test_folder_that_is_a_link_out_of_the_workspace(
    workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Neither is a file read through a folder that leads elsewhere."""
    outside = tmp_path_factory.mktemp("outside")
    (workspace.folder / "gaps").rename(outside / "gaps")
    (workspace.folder / "gaps").symlink_to(outside / "gaps")
    assert workspace.said() == [
        (
            "records/gaps/2031-02-fr.yaml\n"
            "  The link leads out of the workspace. Copy the file into the workspace."
        )
    ]


def test_link_inside_the_workspace(workspace: Workspace) -> None:
    """A link to another file of the workspace is read."""
    kept = workspace.folder.parent / "kept.yaml"
    (workspace.folder / FR_MEETING).rename(kept)
    (workspace.folder / FR_MEETING).symlink_to(kept)
    assert workspace.said() == []
    assert "2031-05-12-fr" in workspace.read().records.meetings


def test_pipe_is_refused_without_waiting(workspace: Workspace) -> None:
    """What is no regular file is refused; a pipe does not keep the reader waiting."""
    os.mkfifo(workspace.folder / "gaps" / "pipe.yaml")
    assert workspace.said() == ["records/gaps/pipe.yaml\n  This is not a regular file. Delete it."]


def test_link_to_nothing(workspace: Workspace) -> None:
    """A link whose target is gone is refused by its name."""
    (workspace.folder / "gaps" / "gone.yaml").symlink_to("nowhere.yaml")
    assert workspace.said() == [
        "records/gaps/gone.yaml\n  The file cannot be read: No such file or directory."
    ]


def test_file_too_large_is_not_read(workspace: Workspace) -> None:
    """A file beyond the limit of size is refused with its size."""
    workspace.write("gaps/2031-03-fr.yaml", b"#" * 1_000_001)
    assert workspace.said() == [
        (
            "records/gaps/2031-03-fr.yaml\n"
            "  The file has 1,000,001 bytes, more than the 1,000,000 of the limit. Divide it."
        )
    ]
