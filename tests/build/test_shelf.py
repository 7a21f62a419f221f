"""Building: every edition that can be made is made, and each that cannot is named."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from records.workspaces import FR_MEETING, Workspace

from briefings.build import orders, shelf, workers
from briefings.build.orders import Order
from briefings.build.results import Ears, Failed, Result, Written, failures
from briefings.config import Config, Format, History
from briefings.dossier import Held
from briefings.errors import RecordError
from briefings.languages.text import Language
from briefings.render import carried, worker
from briefings.render.html import Part
from briefings.render.worker import Job

CONFIG = Config(workers=2, languages=(Language.VI, Language.EN), formats=(Format.HTML,))
# a page of ours is some kilobytes of template; these say only whom they are about
SHORT = "{{ dossier.counterpart.code }} {{ language }}"
FR_ONLY = '{% if dossier.counterpart.code == "FR" %}'


def order(workspace: Workspace, *codes: str, **settings: Any) -> Order:  # noqa: ANN401
    """Return an order for these counterparts."""
    config = replace(CONFIG, **settings)
    return Order(codes or ("FR", "NO"), date(2031, 12, 1), True, config, workspace.folder.parent)


def built(workspace: Workspace, asked: Order) -> dict[str, str | None]:
    """Return the editions of a build, each with why it was not made."""
    results = shelf.build(asked, workspace.read())
    return {str(one.edition.path): str(one.error) if isinstance(one, Failed) else None for one in results}


def out(workspace: Workspace) -> dict[str, str]:
    """Return the files in the folder of results, with what they say."""
    folder = workspace.folder.parent / "out"
    files = (one for one in folder.rglob("*") if one.is_file() and one.parent.name != ".briefings")
    return {one.relative_to(folder).as_posix(): one.read_text(encoding="utf-8") for one in files}


def make(job: Job, *_: object) -> bytes:
    """Make a page without the fonts in it, which take a second to cut."""
    carried.faces = str
    return worker.make(job)


@pytest.fixture
def workspace(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> Workspace:
    """Return a workspace whose pages are short, with an old edition of France."""
    monkeypatch.setattr(workers.worker, "make", make)
    workspace.write("../templates/dossier.html", SHORT)
    workspace.write("../out/FR/FR.vi.html", "old")
    return workspace


def test_several_counterparts(workspace: Workspace) -> None:
    """Each counterpart gets a folder with a file for each language and format; each is reported."""
    told: list[Result] = []
    results = shelf.build(order(workspace), workspace.read(), Ears(done=told.append))
    expected = {
        "FR/FR.en.html": "FR en",
        "FR/FR.vi.html": "FR vi",
        "NO/NO.en.html": "NO en",
        "NO/NO.vi.html": "NO vi",
    }
    assert out(workspace) == expected
    assert [str(one.edition.path) for one in results] == list(expected)
    assert sorted(told, key=results.index) == list(results)
    first = results[0]
    assert isinstance(first, Written)
    assert first.file == workspace.folder.parent / "out" / "FR" / "FR.en.html"
    assert (first.size, first.sha256) == (5, hashlib.sha256(b"FR en").hexdigest())


def test_page_that_never_ends(workspace: Workspace) -> None:
    """A template that never ends is given up and named; the old file stays, the others are built."""
    loop = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"
    workspace.write("../templates/dossier.html", f"{FR_ONLY}{loop}{{% endif %}}{SHORT}")
    said = (
        "FR.vi.html\n  The page was given up after 4 seconds. "
        "Raise deadline_seconds in config.yaml, or look for what makes the page so large."
    )
    asked = order(workspace, languages=(Language.VI,), deadline_seconds=4)
    assert built(workspace, asked) == {"FR/FR.vi.html": said, "NO/NO.vi.html": None}
    assert out(workspace) == {"FR/FR.vi.html": "old", "NO/NO.vi.html": "NO vi"}


def test_page_that_needs_too_much_memory(workspace: Workspace) -> None:
    """A template that fills the memory is named; the old file stays, the others are built."""
    bomb = '{% set n = 99999 %}{{ ("x" * n * n) | length }}'
    workspace.write("../templates/dossier.html", f"{FR_ONLY}{bomb}{{% endif %}}{SHORT}")
    said = (
        "FR.vi.html\n  The page needs more than the 2048 megabytes that it may have. "
        "Raise memory_megabytes in config.yaml, or look for what makes the page so large."
    )
    asked = order(workspace, languages=(Language.VI,))
    assert built(workspace, asked) == {"FR/FR.vi.html": said, "NO/NO.vi.html": None}
    assert out(workspace) == {"FR/FR.vi.html": "old", "NO/NO.vi.html": "NO vi"}


def test_template_that_calls_itself(workspace: Workspace) -> None:
    """A macro without an end is named."""
    workspace.write("../templates/dossier.html", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")
    said = "FR.vi.html\n  The page is nested too deeply to be laid out. Nest its elements and templates less."
    assert built(workspace, order(workspace, "FR", languages=(Language.VI,))) == {"FR/FR.vi.html": said}


def test_undefined_variable(workspace: Workspace) -> None:
    """A template that uses what is not there is named with its line; the others are built."""
    workspace.write("../templates/dossier.html", f"{FR_ONLY}\n{{{{ nothing }}}}{{% endif %}}{SHORT}")
    asked = order(workspace, languages=(Language.VI,))
    assert built(workspace, asked) == {
        "FR/FR.vi.html": "templates/dossier.html:2\n  'nothing' is undefined.",
        "NO/NO.vi.html": None,
    }
    assert out(workspace) == {"FR/FR.vi.html": "old", "NO/NO.vi.html": "NO vi"}


@pytest.mark.parametrize(
    ("error", "said", "exit_code"),
    [
        (RecordError("It is wrong."), "It is wrong.", 1),
        (
            KeyError("x"),
            (
                "FR\n  A fault of the program: KeyError: 'x'. "
                "Please report it, with what BRIEFINGS_DEBUG=1 prints in addition."
            ),
            3,
        ),
    ],
)
def test_dossier_that_cannot_be_gathered(
    monkeypatch: pytest.MonkeyPatch, workspace: Workspace, error: Exception, said: str, exit_code: int
) -> None:
    """A counterpart whose dossier cannot be gathered is named; the others are built."""
    real = orders.gather

    def gather(counterpart: Any, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        if counterpart.code == "FR":
            raise error
        return real(counterpart, *arguments, **named)

    monkeypatch.setattr(orders, "gather", gather)
    results = shelf.build(order(workspace, languages=(Language.VI,)), workspace.read())
    assert [str(one.edition.path) for one in results] == ["FR/FR.vi.html", "NO/NO.vi.html"]
    (missed,) = failures(results)
    assert (str(missed.error), missed.error.exit_code) == (said, exit_code)
    assert out(workspace) == {"FR/FR.vi.html": "old", "NO/NO.vi.html": "NO vi"}


def test_nothing_can_be_gathered(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> None:
    """Without a single page to make, no process is started."""

    def refuse(*_: object, **__: object) -> None:
        msg = "It is wrong."
        raise RecordError(msg)

    def never(*_: object) -> None:
        pytest.fail("a pool was made")

    monkeypatch.setattr(orders, "gather", refuse)
    monkeypatch.setattr(workers, "pool", never)
    asked = order(workspace, "FR", languages=(Language.VI,))
    assert built(workspace, asked) == {"FR/FR.vi.html": "It is wrong."}


def test_disk_that_fails_for_one_file(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> None:
    """An edition that cannot be written is named; the old file stays, the others are written."""
    real = os.replace

    def failing(part: str, name: str, **folders: int) -> None:
        if name == "FR.vi.html":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(part, name, **folders)

    monkeypatch.setattr(os, "replace", failing)
    file = workspace.folder.parent / "out" / "FR" / "FR.vi.html"
    assert built(workspace, order(workspace, languages=(Language.VI,))) == {
        "FR/FR.vi.html": (
            f"{file}\n  It cannot be written: No space left on device. What was there before is unchanged."
        ),
        "NO/NO.vi.html": None,
    }
    assert out(workspace) == {"FR/FR.vi.html": "old", "NO/NO.vi.html": "NO vi"}


def test_no_room_for_temporary_files(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> None:
    """It is told what has no room, and every file stands as it was."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    said = (
        "No temporary folder can be made: No space left on device. "
        "Make room for one, or name another place in the variable TMPDIR."
    )
    asked = order(workspace, languages=(Language.VI,))
    assert built(workspace, asked) == {"FR/FR.vi.html": said, "NO/NO.vi.html": said}
    assert out(workspace) == {"FR/FR.vi.html": "old"}


def test_nothing_is_left(monkeypatch: pytest.MonkeyPatch, workspace: Workspace, tmp_path: Path) -> None:
    """The temporary folder of a build is gone with it."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    built(workspace, order(workspace, "NO", languages=(Language.VI,)))
    assert list(temporary.iterdir()) == []


def test_the_reading_room_comes_last(workspace: Workspace) -> None:
    """It leads to what lies in the folder when the dossiers are made, and is the same when made again."""
    shown = "{% for row in rows %}{{ row.code }} {{ row.files|length }} {% endfor %}"
    workspace.write("../templates/index.html", shown)
    asked = replace(order(workspace, "NO"), room=("FR", "NO"))
    assert built(workspace, asked)["index.html"] is None
    # by their Vietnamese names, with the number of languages; the file of FR is of an earlier build
    assert out(workspace)["index.html"].split() == ["NO", "2", "FR", "1"]


def test_a_reading_room_that_cannot_be_made(workspace: Workspace) -> None:
    """A mistake in its template is named; the dossiers stand."""
    workspace.write("../templates/index.html", "{{ nothing }}")
    asked = replace(order(workspace, "NO"), room=("NO",))
    assert built(workspace, asked) == {
        "NO/NO.en.html": None,
        "NO/NO.vi.html": None,
        "index.html": "templates/index.html:1\n  'nothing' is undefined.",
    }


def test_archive_volumes_come_with_the_whole_dossier(workspace: Workspace) -> None:
    """What is not shown in full is built by years, in each language and format; a part comes alone."""
    earlier = workspace.text(FR_MEETING).replace("date: 2031-", "date: 2030-", 1)
    workspace.write("meetings/2030-05-12-fr-geneva.yaml", earlier)
    asked = order(workspace, "FR", languages=(Language.EN,), history=History(5, 1))
    assert built(workspace, asked) == {"FR/FR.2030.en.html": None, "FR/FR.en.html": None}
    assert built(workspace, replace(asked, part=Part.SUMMARY)) == {"FR/FR.summary.en.html": None}


def test_a_volume_that_cannot_be_gathered(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> None:
    """It is named, and costs neither the dossier that leads to it nor the other volumes."""
    for year in ("2029", "2030"):
        earlier = workspace.text(FR_MEETING).replace("date: 2031-", f"date: {year}-", 1)
        workspace.write(f"meetings/{year}-05-12-fr-geneva.yaml", earlier)
    real = orders.gather_volume

    def gather_volume(counterpart: Any, records: Any, held: Held, **named: Any) -> Any:  # noqa: ANN401
        if held.name == "2029":
            msg = "It is wrong."
            raise RecordError(msg)
        return real(counterpart, records, held, **named)

    monkeypatch.setattr(orders, "gather_volume", gather_volume)
    asked = order(workspace, "FR", languages=(Language.EN,), history=History(5, 1))
    assert built(workspace, asked) == {
        "FR/FR.2029.en.html": "It is wrong.",
        "FR/FR.2030.en.html": None,
        "FR/FR.en.html": None,
    }
