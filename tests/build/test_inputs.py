"""What editions are made from: everything that has a part in a page, and nothing that has none."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from desks import CONFIG, SHORT, Desk, here, made_here
from records.workspaces import Workspace

import briefings
from briefings.build import inputs, outputs, shelf, workers
from briefings.build.editions import Edition, Room
from briefings.build.inputs import Inputs
from briefings.build.results import Due
from briefings.config import Config, Format, History, Theme
from briefings.languages.text import EditionLanguage, Text
from briefings.model.markings import Marking
from briefings.render import fonts
from briefings.render.environment import program_templates

HTML = Edition("FR", EditionLanguage.VI, Format.HTML)
PDF = replace(HTML, format=Format.PDF)
BOTH = replace(CONFIG, formats=(Format.PDF, Format.HTML))
PATHS = ["FR/FR.vi.html", "FR/FR.vi.pdf", "NO/NO.vi.html", "NO/NO.vi.pdf"]
# another value for each setting that a page may show, and the settings that none shows
SHOWN: dict[str, Any] = {
    "issuer": Text("Ban", "Desk"),
    "home": "FR",
    "languages": (EditionLanguage.EN,),
    "clearance": Marking.PUBLIC,
    "due_within_days": 30,
    "history": History(1, 1),
    "theme": Theme.DECREE30,
    "fonts": "letters",
    "place": Text("Huế", "Hue"),
    "recipients": (Text("Như trên", "As above"),),
    "national_heading": True,
}
UNSHOWN = {
    "records", "templates", "out", "formats", "workers", "deadline_seconds", "cpu_seconds",
    "memory_megabytes", "delivery", "cluster",
}  # fmt: skip
# of the program: what is wrong, who gets what, what a file looks like
NO_PART = {"briefings", "briefings.errors", "briefings.circulation", "briefings.stamps"}
# of others: what reads records, whose content counts, and what only serves those that are listed
NO_PART_OF_OTHERS = {"pyyaml", "pydantic-core", "cronsim", "cffi", "pycparser", "setuptools", "webencodings"}


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> Desk:
    """Return a workspace with short pages and a font of its own, of which everything has been built."""
    monkeypatch.setattr(workers, "pool", here)
    monkeypatch.setattr(workers, "results", made_here)
    workspace.write("../templates/dossier.html", SHORT)
    found = fonts.find(("Spectral",))
    assert found is not None
    workspace.write("../letters/own.ttf", found.faces[0].file.read_bytes())
    made = Desk(workspace, replace(BOTH, fonts="letters"))
    assert sorted(made.build()) == PATHS
    return made


def test_every_setting_is_shown_or_is_not() -> None:
    """A new setting belongs to one sort or the other."""
    assert set(SHOWN) | UNSHOWN == {one.name for one in fields(Config)}
    assert not set(SHOWN) & UNSHOWN


@pytest.mark.parametrize("name", list(SHOWN))
def test_a_setting_that_a_page_may_show(name: str, tmp_path: Path) -> None:
    """It is an input of a page, by its name; the other languages are linked to by HTML alone."""
    changed = replace(CONFIG, **{name: SHOWN[name]})
    for edition in (HTML, PDF):
        before = Inputs(CONFIG, tmp_path).of(edition, {}, "")["settings"]
        now = Inputs(changed, tmp_path).of(edition, {}, "")["settings"]
        shown = name != "languages" or edition is HTML
        assert {one for one in now if now[one] != before[one]} == ({name} if shown else set())


def test_all_code_that_makes_pages_counts() -> None:
    """Whatever is imported to gather, write and lay out a dossier is an input, with its libraries."""
    script = """
import importlib.metadata, json, sys
import briefings.dossier, briefings.records, briefings.render.pages, briefings.render.pdf
import briefings.render.worker
ours = [name for name in sys.modules if name.partition(".")[0] == "briefings"]
of = importlib.metadata.packages_distributions()
theirs = {one.lower() for name in sys.modules for one in of.get(name.partition(".")[0], ())}
print(json.dumps([sorted(ours), sorted(theirs)]))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    ours, theirs = json.loads(done.stdout)
    counted = {f"briefings.{one.removesuffix('.py')}" for one in inputs._CODE}
    assert {".".join(one.split(".")[:2]) for one in ours} - counted <= NO_PART
    assert set(theirs) - {*inputs.ENGINES, *inputs._WRITERS} <= NO_PART_OF_OTHERS
    assert "weasyprint" in theirs


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("cli/build.py", {}),
        ("languages/dates.py", dict.fromkeys(PATHS, ("the program changed",))),
        ("markup.py", dict.fromkeys(PATHS, ("the program changed",))),
        (
            "render/gate.py",
            dict.fromkeys(PATHS[::2], ("the program changed",))
            | dict.fromkeys(PATHS[1::2], ("the program changed", "the layout of pages changed")),
        ),
    ],
)
def test_the_code_of_the_program(
    monkeypatch: pytest.MonkeyPatch, desk: Desk, file: str, said: dict[str, tuple[str, ...]]
) -> None:
    """Code that pages come from has them looked at; what lays pages out has PDFs made; other code nothing."""
    copy = desk.folder / "briefings"
    skipped = shutil.ignore_patterns("__pycache__", "templates")
    shutil.copytree(Path(briefings.__file__).parent, copy, ignore=skipped)
    monkeypatch.setattr(inputs, "__file__", str(copy / "build" / "inputs.py"))
    assert desk.looked() == {}
    with (copy / file).open("a", encoding="utf-8") as opened:
        opened.write("# seen\n")
    planned = shelf.plan(desk.order(), desk.records.read())
    assert {str(one.edition.path): one.reasons for one in planned if isinstance(one, Due)} == said
    assert sorted(desk.build()) == (PATHS[1::2] if file == "render/gate.py" else [])
    assert desk.looked() == {}


def test_a_font_of_the_workspace(desk: Desk) -> None:
    """It is named; PDFs are made again, and HTML is looked at."""
    with (desk.folder / "letters" / "own.ttf").open("ab") as opened:
        opened.write(b"\0")
    said = ("the font own.ttf changed",)
    assert desk.build() == {"FR/FR.vi.pdf": said, "NO/NO.vi.pdf": said}
    (desk.folder / "letters" / "new.ttf").write_bytes((desk.folder / "letters" / "own.ttf").read_bytes())
    said = ("the font new.ttf is new",)
    assert desk.build() == {"FR/FR.vi.pdf": said, "NO/NO.vi.pdf": said}


def test_a_font_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where a theme draws on it, another release of it counts; else it does not."""
    drawn = replace(CONFIG, theme=Theme.DECREE30)
    before = Inputs(drawn, tmp_path).fonts
    found = fonts.find((next(iter(fonts.SYSTEM)),))
    assert found is not None
    newer = tmp_path / found.faces[0].file.name
    newer.write_bytes(found.faces[0].file.read_bytes() + b"\0")
    faces = (replace(found.faces[0], file=newer), *found.faces[1:])
    monkeypatch.setattr(fonts, "find", lambda *_: replace(found, faces=faces))
    now = Inputs(drawn, tmp_path).fonts
    assert {name for name in now if now[name] != before[name]} == {newer.name}
    assert Inputs(CONFIG, tmp_path).fonts == {}


def test_a_font_changed_while_building(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """What was made meanwhile is looked at again by the next build, even if the font was put back."""
    real = outputs.write
    file = desk.folder / "letters" / "own.ttf"

    def write(folder: Path, path: Any, content: bytes) -> Path:  # noqa: ANN401 - as it is given
        file.write_bytes(file.read_bytes())
        return real(folder, path, content)

    desk.records.write("../templates/dossier.html", SHORT + " new")
    with monkeypatch.context() as patched:
        patched.setattr(outputs, "write", write)
        assert sorted(desk.build()) == PATHS
    said = ("templates, fonts or the program changed while it was made",)
    assert desk.looked() == dict.fromkeys(PATHS, said)
    assert desk.looked() == {}


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("dossier.html", (True, True)),
        ("styles/parts.css", (True, True)),
        ("locale/vi.po", (True, True)),
        ("index.html", (False, True)),
        ("styles/room.css", (False, True)),
        ("preview.html", (False, False)),
    ],
)
def test_the_templates_of_the_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, counts: tuple[bool, bool]
) -> None:
    """A change counts for dossiers, for the reading room, or for neither, by what can draw on it."""
    copy = tmp_path / "templates"
    shutil.copytree(program_templates(), copy)
    monkeypatch.setattr(inputs, "program_templates", lambda: copy)
    before = [Inputs(CONFIG, tmp_path / "desk").of(one, {}, "")["templates"] for one in (HTML, Room())]
    with (copy / name).open("a", encoding="utf-8") as opened:
        opened.write("\n")
    now = [Inputs(CONFIG, tmp_path / "desk").of(one, {}, "")["templates"] for one in (HTML, Room())]
    assert tuple(new != old for new, old in zip(now, before, strict=True)) == counts


def test_an_overlay_may_include_whatever_it_likes(tmp_path: Path) -> None:
    """With templates of a workspace, those of the reading room count for dossiers too."""
    (tmp_path / "templates").mkdir()
    assert "index.html" in Inputs(CONFIG, tmp_path).of(HTML, {}, "")["templates"]
    assert "preview.html" not in Inputs(CONFIG, tmp_path).of(HTML, {}, "")["templates"]
