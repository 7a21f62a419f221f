"""``briefings build --since``: what is new since a day, or since an edition made before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from records.workspaces import FR_MEETING, Workspace

from briefings.build.orders import Order
from briefings.dossier import data, gather
from briefings.dossier.showing import show
from briefings.model.markings import Marking
from briefings.records import read

from .conftest import Run

SHORT = (
    "{{ changes.since }} {{ dossier.marking }}: "
    "{% for one in changes.listed %}{{ one.address }} {{ one.news }}; {% endfor %}"
)


@pytest.mark.parametrize(
    ("given", "meant"), [("2021-01-01", date(2021, 1, 1)), ("out", Path("out")), ("../desk", Path("../desk"))]
)
def test_a_day_or_a_path(
    given: str, meant: object, run: Run, workspace: Workspace, orders: list[Order]
) -> None:
    """A day is a day, anything else is a file or folder that is there."""
    workspace.write("../out/FR/FR.json", "{}")
    assert run("build", "--country", "FR", "--since", given).code == 0
    assert [one.since for one in orders] == [meant]


def test_without_it_nothing_is_compared(run: Run, orders: list[Order]) -> None:
    """It is off unless it is asked for."""
    assert run("build", "--country", "FR").code == 0
    assert [one.since for one in orders] == [None]


@pytest.mark.parametrize("given", ["2031-02-30", "2031-1-1", "last week", "", "gone.pdf", "20310101"])
def test_anything_else_is_wrong_usage(given: str, run: Run, orders: list[Order]) -> None:
    """What is neither a day nor there is told before anything is read."""
    said = run("build", "--country", "FR", "--since", given)
    assert said.code == 2
    assert f'"{given}" is neither a day, written YYYY-MM-DD, nor an edition or a folder of them.' in said.err
    assert not orders


def test_a_day_after_that_of_the_dossier(run: Run, orders: list[Order]) -> None:
    """Nothing can be new since the future."""
    said = run("build", "--country", "FR", "--as-of", "2031-06-01", "--since", "2031-06-02")
    assert (said.code, said.err) == (
        2,
        "2031-06-02 is later than 2031-06-01, the day of the dossier. Name an earlier day.\n",
    )
    assert not orders


def test_a_part_is_not_compared(run: Run, orders: list[Order]) -> None:
    """The list of changes belongs to the whole dossier."""
    said = run("build", "--country", "FR", "--part", "summary", "--since", "2031-01-01")
    assert (said.code, said.err) == (
        2,
        "A part of a dossier does not tell what is new. Leave --part or --since out.\n",
    )
    assert not orders


def built(run: Run, workspace: Workspace, *arguments: str) -> tuple[int, str]:
    """Return how a build of France ended, and the page it made or what was said."""
    workspace.write("../templates/dossier.html", SHORT)
    said = run("build", "--quiet", "--country", "FR", "--as-of", "2031-12-01", *arguments)
    file = workspace.folder.parent / "out" / "FR" / "FR.vi.html"
    return said.code, file.read_text(encoding="utf-8") if said.code == 0 else said.err


def edition(workspace: Workspace, file: str, clearance: Marking = Marking.INTERNAL, code: str = "FR") -> None:
    """Write the data of an edition of 1 June 2031."""
    records = read(workspace.folder, home="VN").records
    made = gather(records.counterparts[code], records, home="VN", as_of=date(2031, 6, 1), clearance=clearance)
    workspace.write(f"../{file}", data.encode(show(made)).decode())


def test_since_a_day(run: Run, workspace: Workspace) -> None:
    """What came on record after that day."""
    assert built(run, workspace, "--since", "2031-05-01") == (
        0,
        "2031-05-01 public: 2031-05-12-fr new; 2031-05-12-fr.s1 new; railway new; ",
    )


@pytest.mark.parametrize("since", ["old.json", "last-week"])
def test_since_an_edition(since: str, run: Run, workspace: Workspace) -> None:
    """What was corrected after it was made, from a file or from the folder that holds it."""
    edition(workspace, "old.json" if since == "old.json" else "last-week/FR/FR.json")
    workspace.change(FR_MEETING, "Mở lại nhóm công tác.", "Lập nhóm công tác.")
    assert built(run, workspace, "--since", since) == (
        0,
        "2031-06-01 public: 2031-05-12-fr.s1 corrected; ",
    )


def test_what_is_shown_of_a_higher_edition_is_marked_as_it_was(run: Run, workspace: Workspace) -> None:
    """A point withdrawn from an internal edition stands on a page that is internal for it."""
    valid = workspace.folder / FR_MEETING
    before = valid.read_text(encoding="utf-8")
    workspace.change(FR_MEETING, "    commitment: railway\n", "    marking: internal\n")
    edition(workspace, "old.json")
    workspace.write(FR_MEETING, before[: before.index("statements:")])
    assert built(run, workspace, "--since", "old.json") == (
        0,
        "2031-06-01 internal: 2031-05-12-fr.s1 withdrawn; ",
    )


def test_an_edition_for_other_readers_is_refused(run: Run, workspace: Workspace) -> None:
    """A list of changes would leak it; nothing is built."""
    workspace.change(
        FR_MEETING, "    commitment: railway\n", "    commitment: railway\n    marking: restricted\n"
    )
    edition(workspace, "old.json", Marking.RESTRICTED)
    assert built(run, workspace, "--since", "old.json") == (
        1,
        (
            "The earlier edition is marked restricted, and the readers of this one may see internal at most: "
            "a list of changes would tell them what they may not see. "
            "Name an edition made for the same readers, or a day.\n"
            "FR/FR.vi.html: not built; what was there before is unchanged.\n"
        ),
    )


def test_an_edition_about_another(run: Run, workspace: Workspace) -> None:
    """It is named, and nothing is built."""
    edition(workspace, "old.json", code="NO")
    assert built(run, workspace, "--since", "old.json") == (
        1,
        (
            "The earlier edition is about NO, not about FR. Name an edition about FR, or a day.\n"
            "FR/FR.vi.html: not built; what was there before is unchanged.\n"
        ),
    )


def test_a_folder_that_lacks_one_costs_that_one_alone(run: Run, workspace: Workspace) -> None:
    """The counterpart without an earlier edition is named; the other is built."""
    workspace.write("../templates/dossier.html", SHORT)
    edition(workspace, "last-week/NO.json", code="NO")
    said = run("build", "--quiet", "--all", "--as-of", "2031-12-01", "--since", "last-week")
    assert said.code == 1
    assert said.err == (
        "last-week\n  It holds no earlier edition of FR. Build FR without --since, or name a day.\n"
        "FR/FR.vi.html: not built; what was there before is unchanged.\n"
    )
    assert "out/NO/NO.vi.html" in said.out
