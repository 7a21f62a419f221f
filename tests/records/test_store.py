"""Reading a folder: everything typed, every problem of every file, and what travels to workers."""

from __future__ import annotations

import pickle

import pytest

from briefings.errors import Location
from briefings.records import Kind

from .workspaces import FR_MEETING, NO_MEETING, VALID, Workspace


def test_valid_workspace(workspace: Workspace) -> None:
    """A workspace in which nothing is wrong has no problems, and everything is there."""
    reading = workspace.read()
    assert reading.problems == ()
    assert reading.blocked == {}
    counts = {
        kind.value: len(reading.records.of(kind)) for kind in Kind if kind not in {Kind.TOPICS, Kind.GLOSSARY}
    }
    assert counts == {
        "counterparts": 2, "people": 3, "meetings": 2, "sources": 1,
        "commitments": 1, "frameworks": 1, "conferences": 1, "gaps": 1, "plans": 0,
    }  # fmt: skip
    assert [topic.id for topic in reading.records.topics] == ["trade"]


def test_problems_of_all_files_are_listed_in_order(workspace: Workspace) -> None:
    """One broken file does not hide the problems of the others; they come by file and place."""
    workspace.change(NO_MEETING, "mode: in-person", "mode: shouted")
    workspace.change(FR_MEETING, "date: 2031-05-12", "date: 2026-02-30")
    workspace.change("people/jeanne-exemple.yaml", "marking: public", "marking: open")
    places = [str(problem.location) for problem in workspace.read().problems]
    assert places == [
        "records/meetings/2031-05-12-fr.yaml:1:7",
        "records/meetings/2031-05-13-no.yaml:3:7",
        "records/people/jeanne-exemple.yaml:3:10",
    ]


def test_broken_file_among_fifty(workspace: Workspace) -> None:
    """A broken file blocks the dossier that needs it; the others are read and ready."""
    for number in range(50):
        text = VALID[NO_MEETING].replace("2031-05-13", f"2031-07-{number % 28 + 1:02d}")
        workspace.write(f"meetings/2031-07-{number % 28 + 1:02d}-no-{number}.yaml", text)
    workspace.write(FR_MEETING, "counterparts: [FR]\ndate: [\n")
    reading = workspace.read()
    assert list(reading.blocked) == ["FR"]
    assert len(reading.records.meetings) == 51


def test_reading_travels_between_processes(workspace: Workspace) -> None:
    """What has been read can be pickled and comes back equal."""
    workspace.change(FR_MEETING, "person: jeanne-exemple", "person: nobody")
    reading = workspace.read()
    assert pickle.loads(pickle.dumps(reading)) == reading  # noqa: S301  our own bytes


def test_location_of_a_field(workspace: Workspace) -> None:
    """Rules elsewhere find the line and column of any field, or of what is around it."""
    reading = workspace.read()
    file = f"records/{FR_MEETING}"
    path = ("statements", 0, "text", "en")
    assert reading.location(Kind.MEETINGS, "2031-05-12-fr", path) == Location(file, 18, 43)
    assert reading.location(Kind.MEETINGS, "2031-05-12-fr", ("note",)) == Location(file, 1, 1)
    assert reading.location(Kind.TOPICS, "", (0, "id")) == Location("records/topics.yaml", 1, 7)
    with pytest.raises(KeyError):
        reading.location(Kind.MEETINGS, "nothing")


def test_byte_order_mark_and_line_ends_give_the_same_records(workspace: Workspace) -> None:
    """Files with a byte order mark and CRLF state the same records."""
    before = workspace.read().records
    for name in VALID:
        workspace.write(name, b"\xef\xbb\xbf" + workspace.text(name).replace("\n", "\r\n").encode())
    assert workspace.read().records == before


def test_missing_record_of_a_person(workspace: Workspace) -> None:
    """The message for an unknown person is the one that the design shows."""
    workspace.change(FR_MEETING, "person: jeanne-exemple", "person: jeanne-exmple")
    assert workspace.said() == [
        (
            "records/meetings/2031-05-12-fr.yaml:11:14: participants[1].person\n"
            '  No person is called "jeanne-exmple". Did you mean "jeanne-exemple"?'
        )
    ]
