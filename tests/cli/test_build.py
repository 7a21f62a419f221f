"""``briefings build``: what is asked for, what is made of it, and what is said about it."""

from __future__ import annotations

import json
import shutil
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from records.workspaces import FR_MEETING, NO_MEETING, VALID, Workspace

from briefings.build import shelf
from briefings.build.orders import Order
from briefings.build.results import Failed
from briefings.build.workers import FaultError
from briefings.errors import RenderError

from .conftest import Run

UNITED_STATES = """\
kind: state
name: {vi: Hoa Kỳ, en: United States}
in_sentence: {vi: Hoa Kỳ, en: the United States}
official: {vi: Hợp chúng quốc Hoa Kỳ, en: United States of America}
aliases: [Mỹ, USA]
marking: public
"""


@pytest.fixture
def america(workspace: Workspace) -> Workspace:
    """Return the workspace with the United States in it."""
    workspace.write("counterparts/US.yaml", UNITED_STATES)
    return workspace


def codes(orders: list[Order]) -> list[tuple[str, ...]]:
    """Return whom each order was about."""
    return [one.counterparts for one in orders]


@pytest.mark.parametrize(
    "name",
    [
        "US", "us", "Us", "Hoa Kỳ", "hoa kỳ", "HOA KỲ", unicodedata.normalize("NFD", "Hoa Kỳ"), "Mỹ", "mỹ",
        "usa", "united states", "the United States", "Hợp chúng quốc Hoa Kỳ",
    ],
)  # fmt: skip
@pytest.mark.usefixtures("america")
def test_names_of_a_counterpart(run: Run, orders: list[Order], name: str) -> None:
    """Code, name in either language, alias: in capitals or not, composed or decomposed."""
    assert run("build", "--country", name).code == 0
    assert codes(orders) == [("US",)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../../etc", 'No counterpart is called "../../etc". Known are FR, NO, US.'),
        ("US\n", r'No counterpart is called "US\n". Did you mean "US" or "USA"?'),
        ("ＵＳ", 'No counterpart is called "ＵＳ". Did you mean "US" or "USA"?'),
        ("", 'No counterpart is called "". Known are FR, NO, US.'),
        (" ", 'No counterpart is called " ". Known are FR, NO, US.'),
        ("\udcff", r'No counterpart is called "\udcff". Known are FR, NO, US.'),
        ("uſ", 'No counterpart is called "uſ". Did you mean "US" or "USA"?'),
        ("Hoa Ky", 'No counterpart is called "Hoa Ky". Did you mean "Hoa Kỳ"?'),
        ("Norwy", 'No counterpart is called "Norwy". Did you mean "Norway"?'),
        ("VN", "VN is the own side: no dossier is made about it. Name the other side."),
        ("vn", "VN is the own side: no dossier is made about it. Name the other side."),
    ],
)
def test_nobody_is_called_so(america: Workspace, run: Run, name: str, said: str) -> None:
    """A name that nobody has is wrong usage: the nearest are suggested, and nothing is made."""
    before = sorted(america.folder.parent.iterdir())
    result = run("build", "--country", "FR", "--country", name)
    assert (result.code, result.out, result.err) == (2, "", f"{said}\n")
    assert sorted(america.folder.parent.iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Name counterparts with --country, or ask for --all of them.\n"),
        (("--all", "--country", "FR"), "Ask for --country or for --all, not for both.\n"),
    ],
)
def test_whom_a_build_is_about(run: Run, arguments: tuple[str, ...], said: str) -> None:
    """A build is about those named or about all: neither or both is wrong usage."""
    result = run("build", *arguments)
    assert (result.code, result.out, result.err) == (2, "", said)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--as-of", "2026-02-30"),
            "Invalid value for '--as-of': \"2026-02-30\" is not a day. Write it as YYYY-MM-DD.",
        ),
        (
            ("--as-of", "today"),
            "Invalid value for '--as-of': \"today\" is not a day. Write it as YYYY-MM-DD.",
        ),
        (("US",), '"US" does not belong here. Did you mean --country US?'),
        (("Hoa Kỳ",), "\"Hoa Kỳ\" does not belong here. Did you mean --country 'Hoa Kỳ'?"),
        (("--lang", "fr"), "Invalid value for '--lang': 'fr' is not one of 'vi', 'en', 'vi+en'."),
        (("--format", "docx"), "Invalid value for '--format': 'docx' is not one of 'pdf', 'html'."),
        (
            ("--clearance", "mật"),
            "Invalid value for '--clearance': 'mật' is not one of 'public', 'internal', 'restricted'.",
        ),
        (("--out", ""), "Invalid value for '--out': No folder is named."),
        (("--out", "config.yaml"), "Invalid value for '--out': \"config.yaml\" is a file, not a folder."),
        (("-C", "nowhere"), "Invalid value for '-C' / '--workspace': Directory 'nowhere' does not exist."),
        (("--contry", "FR"), "No such option '--contry'. (Did you mean one of: '--country', '--out'?)"),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...], said: str) -> None:
    """An option that makes no sense is wrong usage, said with what would."""
    result = run("build", "--all", *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[-1] == f"Error: {said}"


@pytest.mark.usefixtures("america")
def test_all(run: Run, orders: list[Order]) -> None:
    """All counterparts come in the order of their codes."""
    assert run("build", "--all").out == "out/FR/FR.vi.html\nout/NO/NO.vi.html\nout/US/US.vi.html\n"
    assert codes(orders) == [("FR", "NO", "US")]


@pytest.mark.usefixtures("america")
def test_several(run: Run, orders: list[Order]) -> None:
    """Several may be named, by whatever name; one that is named twice is built once."""
    run("build", "--country", "Mỹ", "--country", "fr", "--country", "US")
    assert codes(orders) == [("US", "FR")]


def test_nobody_to_build(workspace: Workspace, run: Run) -> None:
    """Where nobody is recorded, all of them are not nothing: what to do is said."""
    for name in VALID:
        (workspace.folder / name).unlink()
    result = run("build", "--all")
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        "There is no counterpart to make a dossier about. "
        "Write one in records/counterparts/, or look at --clearance.\n"
    )


def test_settings_from_flags(run: Run, orders: list[Order]) -> None:
    """Flags come before config.yaml; languages and formats may be several, each once."""
    run(
        "build", "--all", "--lang", "en", "--lang", "vi", "--lang", "en", "--format", "pdf",
        "--format", "html", "--as-of", "2031-06-01", "--clearance", "restricted", "--out", "elsewhere",
    )  # fmt: skip
    (order,) = orders
    config = order.config
    assert [str(one) for one in config.languages] == ["en", "vi"]
    assert [str(one) for one in config.formats] == ["pdf", "html"]
    assert (order.as_of, order.stated) == (date(2031, 6, 1), True)
    assert (str(config.clearance), config.out) == ("restricted", "elsewhere")


def test_settings_from_the_file(run: Run, orders: list[Order]) -> None:
    """Without flags config.yaml says what is made, as of today, and the day is not shown."""
    before = datetime.now(tz=UTC).astimezone().date()
    run("build", "--all")
    (order,) = orders
    assert [str(one) for one in order.editions[0].path.parts] == ["FR", "FR.vi.html"]
    assert len(order.editions) == 2
    assert before <= order.as_of <= datetime.now(tz=UTC).astimezone().date()
    assert not order.stated
    assert (str(order.config.clearance), order.config.out) == ("internal", "out")


def test_settings_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, run: Run, orders: list[Order]
) -> None:
    """The environment comes before config.yaml, and a flag before the environment."""
    monkeypatch.setenv("BRIEFINGS_OUT", "from-environment")
    monkeypatch.setenv("BRIEFINGS_CLEARANCE", "public")
    run("build", "--all")
    run("build", "--all", "--out", "from-flag", "--clearance", "restricted")
    assert [(one.config.out, str(one.config.clearance)) for one in orders] == [
        ("from-environment", "public"),
        ("from-flag", "restricted"),
    ]


def test_wrong_setting_in_the_environment(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """A wrong value in the environment names the variable."""
    monkeypatch.setenv("BRIEFINGS_CLEARANCE", "secret")
    result = run("build", "--all")
    assert result.code == 1
    assert result.err.startswith("BRIEFINGS_CLEARANCE\n")


def test_out_is_relative_to_the_current_folder(
    monkeypatch: pytest.MonkeyPatch, run: Run, tmp_path: Path
) -> None:
    """``--out`` is seen from where the command is given, ``out:`` from the workspace."""
    monkeypatch.chdir(tmp_path)
    given = run("build", "--country", "FR", "-C", "desk", "--out", "here", "--quiet")
    here = f"{tmp_path}/here"
    assert (given.code, given.out, given.err) == (0, f"{here}/FR/FR.vi.html\n{here}/index.html\n", "")
    assert (tmp_path / "here" / "FR" / "FR.vi.html").read_text(encoding="utf-8") == "FR vi"
    plain = run("build", "--country", "FR", "-C", "desk", "--quiet")
    assert (plain.code, plain.out, plain.err) == (0, "desk/out/FR/FR.vi.html\ndesk/out/index.html\n", "")
    assert (tmp_path / "desk" / "out" / "FR" / "FR.vi.html").read_text(encoding="utf-8") == "FR vi"


def test_out_in_a_workspace_behind_a_link(
    monkeypatch: pytest.MonkeyPatch, workspace: Workspace, run: Run, orders: list[Order], tmp_path: Path
) -> None:
    """A workspace reached by a link does not send ``--out`` astray."""
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "link").symlink_to(workspace.folder.parent)
    monkeypatch.chdir(tmp_path)
    run("build", "--all", "-C", "deep/er/link", "--out", "here")
    (order,) = orders
    assert order.workspace / order.config.out == tmp_path / "here"


def test_one_bad_file_among_fifty(workspace: Workspace, run: Run) -> None:
    """All problems of all files are listed, the exit code says so, and who needs none of them is built."""
    for number in range(1, 29):
        text = VALID[NO_MEETING].replace("2031-05-13", f"2031-07-{number:02d}")
        workspace.write(f"meetings/2031-07-{number:02d}-no.yaml", text)
    workspace.write("../out/FR/FR.vi.html", "old")
    workspace.change(FR_MEETING, "mode: in-person", "mode: shouted")
    workspace.change(FR_MEETING, "act: proposed", "act: shouted")
    workspace.change("gaps/2031-02-fr.yaml", "counterparts: [FR]", "counterparts: [FR]\nwho: Jeanne")
    result = run("build", "--all")
    assert (result.code, result.out) == (1, "out/NO/NO.vi.html\nout/index.html\n")
    places = [line for line in result.err.splitlines() if line.startswith("records/")]
    assert places == [
        "records/gaps/2031-02-fr.yaml:4:1: who",
        "records/meetings/2031-05-12-fr.yaml:3:7: mode",
        "records/meetings/2031-05-12-fr.yaml:17:10: statements[0].act",
    ]
    assert result.err.startswith("render 1/1 NO/NO.vi.html done\n")
    assert result.err.endswith("\nFR: not built; what was there before is unchanged.\n")
    assert Path("out/FR/FR.vi.html").read_text(encoding="utf-8") == "old"
    assert Path("out/NO/NO.vi.html").read_text(encoding="utf-8") == "NO vi"


def test_counterpart_whose_record_is_broken(workspace: Workspace, run: Run, orders: list[Order]) -> None:
    """A counterpart whose own record cannot be read is known, and what is wrong is said."""
    workspace.change("counterparts/FR.yaml", "kind: state", "kind: stat")
    said = (
        'records/counterparts/FR.yaml:1:7: kind\n  "stat" is not one of the kinds. Did you mean "state"?\n'
        "FR: not built; what was there before is unchanged.\n"
    )
    for name in ("FR", "fr"):
        result = run("build", "--country", name)
        assert (result.code, result.out) == (1, "")
        assert result.err.splitlines()[0] == said.splitlines()[0]
        assert result.err.splitlines()[-1] == said.splitlines()[-1]
    assert orders == []
    assert run("build", "--all").out == "out/NO/NO.vi.html\n"


def test_counterpart_above_the_clearance(workspace: Workspace, run: Run, orders: list[Order]) -> None:
    """A counterpart whose record readers may not see does not exist for them, by any name."""
    workspace.write("counterparts/US.yaml", UNITED_STATES.replace("public", "restricted"))
    for name in ("US", "us", "Mỹ", "United States"):
        result = run("build", "--country", name)
        assert (result.code, result.out) == (2, "")
        assert result.err == f'No counterpart is called "{name}". Known are FR, NO.\n'
    assert "United" not in run("build", "--country", "Unitd States").err
    everybody = run("build", "--all")
    assert everybody.code == 0
    assert "US" not in everybody.out + everybody.err
    assert codes(orders) == [("FR", "NO")]
    assert run("build", "--country", "Mỹ", "--clearance", "restricted").code == 0
    assert codes(orders)[1:] == [("US",)]


def test_counterpart_above_the_clearance_with_an_error(workspace: Workspace, run: Run) -> None:
    """An error in what readers may not see does not give its counterpart away either."""
    workspace.write("counterparts/US.yaml", UNITED_STATES.replace("public", "restricted"))
    meeting = VALID[NO_MEETING].replace("counterparts: [NO]", "counterparts: [US]")
    workspace.write("meetings/2031-05-13-us.yaml", meeting)
    assert "US" in workspace.read().blocked
    result = run("build", "--country", "US")
    assert (result.code, result.err) == (2, 'No counterpart is called "US". Known are FR, NO.\n')
    assert "US: not built" not in run("build", "--all", "--quiet").err


def test_everybody_above_the_clearance(workspace: Workspace, run: Run) -> None:
    """Where readers may know of nobody, nobody is counted or named."""
    for name in ("FR", "NO"):
        workspace.change(f"counterparts/{name}.yaml", "marking: public", "marking: restricted")
    for name in VALID:
        if not name.startswith(("counterparts", "topics", "glossary")):
            (workspace.folder / name).unlink()
    assert run("build", "--country", "FR").err == 'No counterpart is called "FR".\n'
    assert run("build", "--all").err == (
        "There is no counterpart to make a dossier about. "
        "Write one in records/counterparts/, or look at --clearance.\n"
    )


def test_strict(workspace: Workspace, run: Run, orders: list[Order]) -> None:
    """With ``--strict`` a warning keeps everything from being built; without, it is only said."""
    workspace.change("counterparts/FR.yaml", "name: {vi: Pháp, en: France}", "name: {vi: Pháp}")
    warning = (
        "warning records/counterparts/FR.yaml:2:7: name\n"
        "  English is missing. The dossier shows it as missing.\n"
    )
    lenient = run("build", "--all")
    assert (lenient.code, lenient.out) == (0, "out/FR/FR.vi.html\nout/NO/NO.vi.html\n")
    assert lenient.err == warning
    strict = run("build", "--all", "--strict")
    assert (strict.code, strict.out) == (1, "")
    assert strict.err == (
        f"{warning}"
        "FR: not built; what was there before is unchanged.\n"
        "NO: not built; what was there before is unchanged.\n"
        "With --strict, warnings are errors.\n"
    )
    assert len(orders) == 1


def test_strict_with_nothing_wrong(run: Run, orders: list[Order]) -> None:
    """``--strict`` changes nothing where nothing is wrong."""
    result = run("build", "--all", "--strict")
    assert (result.code, result.err, len(orders)) == (0, "", 1)


def test_progress_is_not_a_result(run: Run) -> None:
    """Results go to standard output, progress to standard error, and none of it when quiet."""
    loud = run("build", "--country", "NO")
    written = "out/NO/NO.vi.html\nout/index.html\n"
    assert (loud.code, loud.out, loud.err) == (0, written, "render 1/1 NO/NO.vi.html done\n")
    again = run("build", "--country", "NO")
    assert (again.code, again.out, again.err) == (0, "", "2 files unchanged.\n")
    shutil.rmtree("out")
    quiet = run("build", "--country", "NO", "--quiet")
    assert (quiet.code, quiet.out, quiet.err) == (0, written, "")
    again = run("build", "--country", "NO", "--quiet")
    assert (again.code, again.out, again.err) == (0, "", "")


@pytest.mark.usefixtures("orders")
def test_json(workspace: Workspace, run: Run) -> None:
    """As JSON a build reports what was written, what was not, and every problem, on standard output."""
    workspace.change(FR_MEETING, "mode: in-person", "mode: shouted")
    result = run("build", "--all", "--json")
    assert (result.code, result.err) == (1, "")
    data = json.loads(result.out)
    assert data["written"] == [
        {
            "counterpart": "NO",
            "language": "vi",
            "format": "html",
            "file": "out/NO/NO.vi.html",
            "reasons": [],
            "bytes": 1,
            "sha256": "0" * 64,
        }
    ]
    assert data["not_built"] == ["FR"]
    (problem,) = data["problems"]
    assert problem["severity"] == "error"
    assert (problem["file"], problem["line"], problem["column"]) == (f"records/{FR_MEETING}", 3, 7)
    assert problem["field"] == "mode"


@pytest.mark.parametrize("flags", [(), ("--quiet",), ("--json",)])
@pytest.mark.parametrize(("error", "code"), [(RenderError, 1), (FaultError, 3)])
def test_edition_that_fails(
    monkeypatch: pytest.MonkeyPatch,
    run: Run,
    error: type[RenderError],
    code: int,
    flags: tuple[str, ...],
) -> None:
    """An edition that fails is named; whose fault it is decides the exit code, however it is told."""

    def build(order: Order, *_: object, **__: object) -> tuple[Failed, ...]:
        return tuple(Failed(one, error("It was too much.")) for one in order.editions)

    monkeypatch.setattr(shelf, "build", build)
    result = run("build", "--all", *flags)
    assert result.code == code
    if "--json" in flags:
        assert json.loads(result.out)["not_built"] == ["FR/FR.vi.html", "NO/NO.vi.html"]
    else:
        assert result.out == ""
        assert result.err == (
            "It was too much.\n"
            "FR/FR.vi.html: not built; what was there before is unchanged.\n"
            "NO/NO.vi.html: not built; what was there before is unchanged.\n"
        )


def test_cause_of_a_fault_is_told_on_request(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """The traceback of a worker's fault is printed for who sets BRIEFINGS_DEBUG, and for nobody else."""

    def build(order: Order, *_: object, **__: object) -> tuple[Failed, ...]:
        fault = FaultError("A fault.")
        fault.__cause__ = KeyError("the cause")
        return (Failed(order.editions[0], fault),)

    monkeypatch.setattr(shelf, "build", build)
    assert "the cause" not in run("build", "--all").err
    monkeypatch.setenv("BRIEFINGS_DEBUG", "1")
    assert run("build", "--all").err.endswith("KeyError: 'the cause'\n")


def test_folder_of_results_that_is_a_link(run: Run, tmp_path: Path) -> None:
    """Results are not written through a link; it is said once, not once a file."""
    (tmp_path / "theirs").mkdir()
    Path("out").symlink_to(tmp_path / "theirs")
    result = run("build", "--country", "NO", "--lang", "vi", "--lang", "en", "--quiet")
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        "out is a symbolic link. Results are not written through links. "
        "Delete it, or name another folder. What was there before is unchanged.\n"
        "NO/NO.en.html: not built; what was there before is unchanged.\n"
        "NO/NO.vi.html: not built; what was there before is unchanged.\n"
    )
    assert list((tmp_path / "theirs").iterdir()) == []


def test_the_reading_room_in_json(run: Run) -> None:
    """The page over all dossiers is reported like the others; it belongs to no counterpart."""
    data = json.loads(run("build", "--country", "NO", "--json").out)
    room = data["written"][-1]
    assert room == {
        "counterpart": None,
        "language": "vi+en",
        "format": "html",
        "file": "out/index.html",
        "reasons": ["it has not been made yet"],
        "bytes": room["bytes"],
        "sha256": room["sha256"],
    }


def test_no_reading_room_without_html(run: Run) -> None:
    """It goes with dossiers for the screen; a build of PDFs alone, or of a part, leaves it as it is."""
    assert run("build", "--country", "NO", "--format", "pdf").out == "out/NO/NO.vi.pdf\n"
