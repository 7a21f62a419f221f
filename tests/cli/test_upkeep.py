"""``briefings verify`` and ``briefings clean``: the folder of results against its manifest."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from records.workspaces import VALID, Workspace

from .conftest import Run

FRENCH = [name for name in VALID if "FR" in name or "fr" in name or "jeanne" in name or "railway" in name]


@pytest.fixture
def built(run: Run, workspace: Workspace) -> Workspace:
    """Return a workspace of which everything has been built."""
    assert run("build", "--all", "--quiet").code == 0
    return workspace


def without_france(workspace: Workspace) -> None:
    """Delete every record about France."""
    for name in FRENCH:
        (workspace.folder / name).unlink()


@pytest.mark.usefixtures("built")
def test_everything_is_as_it_was_made(run: Run) -> None:
    """Then the exit code is 0 and the number of files is told."""
    said = run("verify")
    assert (said.code, said.out, said.err) == (0, "3 files as made: no problem.\n", "")
    assert json.loads(run("verify", "--json").out) == {"as_made": 3, "problems": []}
    assert run("verify", "--quiet").out == ""


@pytest.mark.usefixtures("built")
def test_what_is_not_as_it_was_made(run: Run) -> None:
    """Missing, changed and unknown files are named, each with what to do."""
    Path("out/FR/FR.vi.html").unlink()
    Path("out/NO/NO.vi.html").write_text("NO VI", encoding="utf-8")
    Path("out/notes.txt").write_text("mine", encoding="utf-8")
    said = run("verify")
    assert (said.code, said.out) == (1, "1 file as made: 3 errors.\n")
    assert said.err == (
        "out/FR/FR.vi.html\n  The file is missing. briefings build makes it again.\n"
        "out/NO/NO.vi.html\n  It is not as it was made. briefings build makes it again.\n"
        "out/notes.txt\n  No build has made this. Move it elsewhere, or delete it.\n"
    )
    assert run("build", "--all", "--quiet").out == "out/FR/FR.vi.html\nout/NO/NO.vi.html\n"
    Path("out/notes.txt").unlink()
    assert run("verify").code == 0


def test_nothing_to_verify(run: Run) -> None:
    """Without a manifest nothing can be said, but what makes one."""
    said = run("verify")
    assert (said.code, said.out) == (1, "")
    assert said.err == "out/.briefings/manifest.json\n  There is no manifest. briefings build makes one.\n"


@pytest.mark.usefixtures("built")
def test_a_damaged_manifest(run: Run) -> None:
    """It verifies nothing."""
    Path("out/.briefings/manifest.json").write_text("{", encoding="utf-8")
    said = run("verify")
    assert said.code == 1
    assert said.err == (
        "out/.briefings/manifest.json\n  The manifest is damaged, or of another version. Build again.\n"
    )


def test_a_deleted_counterpart(run: Run, built: Workspace) -> None:
    """Its results are reported by a build of everything, and removed by clean with its folder."""
    without_france(built)
    said = run("build", "--all")
    assert said.code == 0
    assert said.err.startswith(
        "render 0/0"
        if "render 0" in said.err
        else "warning out/FR/FR.vi.html\n"
        "  No counterpart, language or format that is built has this file any more. "
        "briefings clean removes it.\n"
    )
    would = run("clean", "-n")
    assert (would.code, would.out, would.err) == (0, "out/FR/FR.vi.html\n", "")
    assert Path("out/FR/FR.vi.html").exists()
    done = run("clean")
    assert (done.code, done.out, done.err) == (0, "out/FR/FR.vi.html\n", "")
    assert not Path("out/FR").exists()
    assert run("clean").out == ""
    run("build", "--all", "--quiet")
    assert run("verify").code == 0


def test_a_renamed_counterpart(run: Run, built: Workspace) -> None:
    """What was made under the old code is reported, and goes; what is made under the new one stays."""
    for name in FRENCH:
        built.write(name, re.sub(r"\bFR\b", "FX", built.text(name)))
    (built.folder / "counterparts/FR.yaml").rename(built.folder / "counterparts/FX.yaml")
    said = run("build", "--all", "--quiet")
    assert (said.code, said.out) == (0, "out/FX/FX.vi.html\nout/index.html\n")
    assert said.err == (
        "warning out/FR/FR.vi.html\n"
        "  No counterpart, language or format that is built has this file any more. "
        "briefings clean removes it.\n"
    )
    assert run("clean").out == "out/FR/FR.vi.html\n"
    assert run("verify").out == "3 files as made: no problem.\n"


def test_what_somebody_has_written_stays(run: Run, built: Workspace) -> None:
    """A result that is not as it was made is not removed; it is named."""
    without_france(built)
    Path("out/FR/FR.vi.html").write_text("with my notes", encoding="utf-8")
    Path("out/FR/notes.txt").write_text("mine", encoding="utf-8")
    said = run("clean")
    assert (said.code, said.out) == (0, "")
    assert said.err == "out/FR/FR.vi.html: not removed; it is not as it was made.\n"
    assert Path("out/FR/FR.vi.html").exists()
    assert Path("out/FR/notes.txt").exists()


@pytest.mark.usefixtures("built")
def test_a_language_that_is_no_longer_configured(run: Run) -> None:
    """What was built in it goes; as JSON, what stays is told with the reason."""
    run("build", "--all", "--lang", "en", "--quiet")
    Path("out/NO/NO.en.html").write_text("mine", encoding="utf-8")
    said = json.loads(run("clean", "--json").out)
    assert said == {
        "removed": ["out/FR/FR.en.html"],
        "kept": [{"file": "out/NO/NO.en.html", "why": "it is not as it was made"}],
    }


def test_a_counterpart_whose_record_is_broken_stays(run: Run, built: Workspace) -> None:
    """A slip of the pen in a record must not cost a dossier."""
    built.change("counterparts/FR.yaml", "kind: state", "kind: stat")
    assert run("clean").out == ""


def test_a_counterpart_above_the_clearance_goes(run: Run, built: Workspace) -> None:
    """Its readers may see it no more."""
    built.change("counterparts/FR.yaml", "marking: public", "marking: restricted")
    assert run("clean").out == "out/FR/FR.vi.html\n"


def test_nothing_to_clean(run: Run) -> None:
    """Without results there is nothing to do, and no folder is made."""
    assert run("clean").code == 0
    assert not Path("out").exists()


@pytest.mark.usefixtures("built")
def test_a_folder_named(run: Run) -> None:
    """``--out`` names another folder of results."""
    shutil.move("out", "elsewhere")
    assert run("verify", "--out", "elsewhere").code == 0
    assert run("verify").code == 1
    assert run("clean", "--out", "elsewhere").code == 0
