"""The boundary: exit codes, messages instead of tracebacks, and what becomes of an interrupted run."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from records.workspaces import FR_MEETING, Workspace

import briefings
from briefings.cli import main, options

from .conftest import Command, Run

ENDLESS = (
    '{% if dossier.counterpart.code == "FR" %}{% for i in range(99999) %}{% for j in range(99999) %}'
    "{% endfor %}{% endfor %}{% endif %}{{ dossier.counterpart.code }}"
)
SOON = 30
# commands that read a workspace
LOADING = [("check",), ("check", "--quiet"), ("build", "--all"), ("list", "topics")]


def until(happened: Callable[[], bool]) -> None:
    """Wait until something has happened, not for ever."""
    end = time.monotonic() + SOON
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def is_gone(group: int) -> bool:
    """Return whether no process of a session is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def fault(*_: object) -> None:
    """Be at fault."""
    msg = "it should not have happened"
    raise RuntimeError(msg)


def test_version(run: Run) -> None:
    """The version is said and nothing else is looked at."""
    result = run("--version")
    assert (result.code, result.out, result.err) == (0, f"briefings {briefings.__version__}\n", "")


@pytest.mark.parametrize("arguments", [("-h",), ("--help",)])
def test_help(run: Run, arguments: tuple[str, ...]) -> None:
    """The help names every verb in a line that is whole, and the exit codes."""
    result = run(*arguments)
    assert (result.code, result.err) == (0, "")
    assert result.out.split("Commands:\n")[1] == (
        "  build       Make the dossiers asked for.\n"
        "  check       Check records, settings and catalogues.\n"
        "  clean       Remove results that no longer belong.\n"
        "  completion  Print what a shell needs to complete.\n"
        "  list        List what the records hold.\n"
        "  log         Tell what happened to messages.\n"
        "  outbox      Look at messages, send them again, take them back.\n"
        "  preview     Read what a recipient would be sent.\n"
        "  recall      Correct a point for those who were sent it.\n"
        "  review      Mark changed records as reviewed.\n"
        "  schedule    See what is due when; do it; let the system call for it.\n"
        "  send        Send dossiers to those who subscribe to them.\n"
        "  serve       Show dossiers in a browser, live.\n"
        "  status      What was done, what waits, what failed, what to do.\n"
        "  templates   List what a workspace can override, and does.\n"
        "  verify      Check the results against the manifest.\n"
    )
    assert "Exit codes: 0 done, 1 something that you can mend, 2 wrong usage" in result.out


DELIVERING = (
    "log", "preview", "recall", "review", "send", "status",
    "outbox list", "outbox show", "outbox retry", "outbox cancel",
    "schedule list", "schedule next", "schedule run", "schedule install",
)  # fmt: skip


@pytest.mark.parametrize("verb", ["build", "check", "completion", "list", "serve", "templates", *DELIVERING])
def test_help_of_a_verb(run: Run, verb: str) -> None:
    """Every verb has its help, in which every option says what it is for."""
    result = run(*verb.split(), "-h")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"Usage: briefings {verb} ")
    options_said = result.out.split("Options:\n")[1].splitlines()
    assert all(len(line.split("  ")) > 1 or line.startswith("   ") for line in options_said)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("bild",), "Error: No such command 'bild'. Did you mean 'build'?"),
        (("check", "--strickt"), "Error: No such option '--strickt'. Did you mean '--strict'?"),
        (("list",), "Error: Missing argument '{counterparts|people|meetings|commitments|topics}'."),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...], said: str) -> None:
    """A verb or option that there is not is wrong usage, and the nearest is named."""
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


@pytest.mark.parametrize(
    "arguments", [("check",), ("build", "--all"), ("list", "topics"), ("check", "--quiet")]
)
def test_empty_folder(
    monkeypatch: pytest.MonkeyPatch, run: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """In a folder that is no workspace every verb says what to do, and makes nothing."""
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    result = run(*arguments)
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        "config.yaml\n"
        "  There is no config.yaml here. "
        "Run briefings in the folder of a workspace, or name one with --workspace.\n"
    )
    assert list(Path().iterdir()) == []


def test_wrong_setting(workspace: Workspace, run: Run) -> None:
    """A setting that there is not is named with its line and the nearest."""
    workspace.write("../config.yaml", "languages: [vi]\nformat: [html]\n")
    result = run("check")
    assert (result.code, result.out) == (1, "")
    assert result.err == (
        'config.yaml:2:1: format\n  No field is called "format" here. Did you mean "formats"?\n'
    )


@pytest.mark.parametrize(
    "arguments", [("check",), ("check", "--quiet"), ("build", "--all"), ("list", "topics")]
)
def test_fault(monkeypatch: pytest.MonkeyPatch, run: Run, arguments: tuple[str, ...]) -> None:
    """A fault of the program is called so, without a traceback, whatever was asked for."""
    monkeypatch.setattr(options, "read", lambda *_, **__: fault())
    result = run(*arguments)
    assert (result.code, result.out) == (3, "")
    assert result.err == (
        "A fault of the program: RuntimeError: it should not have happened\n"
        "  Please report it, with what BRIEFINGS_DEBUG=1 prints in addition. Nothing was half written.\n"
    )


def test_fault_on_request(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """Who sets BRIEFINGS_DEBUG gets the traceback."""
    monkeypatch.setattr(options, "read", lambda *_, **__: fault())
    monkeypatch.setenv("BRIEFINGS_DEBUG", "1")
    with pytest.raises(RuntimeError, match="it should not have happened"):
        run("check")


@pytest.mark.parametrize("arguments", [("check",), ("check", "--quiet")])
def test_interrupt(monkeypatch: pytest.MonkeyPatch, run: Run, arguments: tuple[str, ...]) -> None:
    """Ctrl-C is an exit code and a sentence."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(options, "read", interrupt)
    result = run(*arguments)
    assert (result.code, result.out) == (130, "")
    assert result.err.strip() == "Interrupted. What was finished is kept."


def test_a_second_interrupt_does_not_disturb_the_end(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """Who presses again while workers are ended and folders removed does not keep that from being done."""
    done: list[str] = []

    def interrupt(*_: object, **__: object) -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        finally:
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGTERM)
            done.append("removed")

    monkeypatch.setattr(options, "read", interrupt)
    assert run("check").code == 130
    assert done == ["removed"]


class Finalized:
    """Something during whose end Ctrl-C is pressed."""

    def __del__(self) -> None:
        """Press it: what is raised here is dropped by Python."""
        signal.raise_signal(signal.SIGINT)


def test_an_interrupt_that_python_drops(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """A Ctrl-C in the finalizer of an object ends the program a moment later, as quietly as any."""

    def drop(*_: object, **__: object) -> None:
        one = Finalized()
        del one
        time.sleep(SOON)

    monkeypatch.setattr(options, "read", drop)
    before = sys.unraisablehook
    begun = time.monotonic()
    result = run("check")
    assert (result.code, result.err.strip()) == (130, "Interrupted. What was finished is kept.")
    assert time.monotonic() - begun < SOON / 2
    assert sys.unraisablehook is before


def test_what_else_python_drops(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """An error in the finalizer of an object is told as ever."""
    dropped: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda what: dropped.append(what.exc_type))

    class Broken:
        def __del__(self) -> None:
            raise LookupError

    asked = options.read

    def drop(*given: Any, **named: Any) -> object:  # noqa: ANN401 - handed on
        Broken()
        return asked(*given, **named)

    monkeypatch.setattr(options, "read", drop)
    assert run("check").code == 0
    assert dropped == [LookupError]


def test_an_end_that_does_not_come(workspace: Workspace) -> None:
    """Whoever has waited long enough and presses again ends the process at once."""
    script = (
        "import signal\n"
        "from briefings.cli import ending, main, options\n"
        "def stuck(*_, **__):\n"
        "    try:\n"
        "        signal.raise_signal(signal.SIGINT)\n"
        "    finally:\n"
        "        ending._PATIENCE = -1\n"
        "        signal.raise_signal(signal.SIGINT)\n"
        "        print('still here')\n"
        "options.read = stuck\n"
        "main(['check'])\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=workspace.folder.parent, capture_output=True, check=False, timeout=SOON,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGINT, b"", b"")


def test_what_a_shell_has_ignored(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """A job in the background goes on when Ctrl-C is meant for the one in front."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked = options.read

    def pressed(*given: Any, **named: Any) -> object:  # noqa: ANN401 - handed on
        signal.raise_signal(signal.SIGINT)
        return asked(*given, **named)

    monkeypatch.setattr(options, "read", pressed)
    try:
        assert run("check").code == 0
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("times", [1, 100])
@pytest.mark.parametrize("moment", [0.1, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.4])
def test_ctrl_c_at_any_moment_of_a_build(command: Command, tmp_path: Path, moment: float, times: int) -> None:
    """Nothing but the sentence is said by any process, also by those that were just being born."""
    started = command("build", "--all")
    time.sleep(moment)
    for _ in range(times):
        with suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGINT)
        time.sleep(0.01)
        if started.poll() is not None:
            break
    _, told = started.communicate(timeout=SOON)
    assert started.returncode in (0, 130, -signal.SIGINT)
    said = {line.partition(" ")[0] for line in told.decode().splitlines()}
    assert said <= {"", "Interrupted.", "render"}, told.decode()
    until(lambda: is_gone(started.pid))
    if times == 1:
        assert list((tmp_path / "temporary").iterdir()) == []


def test_signals_are_as_before(run: Run) -> None:
    """The program leaves the signals of whoever calls it as they were."""
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        run("--version")
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize(("number", "flags"), [(signal.SIGINT, ()), (signal.SIGTERM, ("--quiet",))])
def test_interrupted_build(
    workspace: Workspace, command: Command, tmp_path: Path, number: int, flags: tuple[str, ...]
) -> None:
    """What was finished is kept, the old is untouched, and no process and no folder is left behind."""
    workspace.write("../templates/dossier.html", ENDLESS)
    workspace.write("../out/FR/FR.vi.html", "old")
    out = workspace.folder.parent / "out"
    started = command("build", "--all", *flags)
    until((out / "NO" / "NO.vi.html").exists)
    # the line that says so comes after it
    until((out / ".briefings" / "journal").exists)
    time.sleep(0.5)
    # a terminal sends Ctrl-C to all processes, a service manager may send SIGTERM to the first
    (os.killpg if number == signal.SIGINT else os.kill)(started.pid, number)
    said, told = started.communicate(timeout=SOON)
    assert (started.returncode, said) == (130, b"")
    progress = b"" if flags else b"render 1/2 NO/NO.vi.html done\n"
    assert told.replace(b"\n\n", b"\n").lstrip() == progress + b"Interrupted. What was finished is kept.\n"
    assert (out / "NO" / "NO.vi.html").read_bytes() == b"NO"
    assert sorted(one.name for one in out.rglob("*.html")) == ["FR.vi.html", "NO.vi.html"]
    assert (out / "FR" / "FR.vi.html").read_bytes() == b"old"
    until(lambda: is_gone(started.pid))
    assert list((tmp_path / "temporary").iterdir()) == []


def test_reader_that_has_gone(workspace: Workspace, command: Command) -> None:
    """Where nobody reads the output any more (``| head``), problems and exit code are as ever."""
    workspace.change(FR_MEETING, "mode: in-person", "mode: shouted")
    reader, writer = os.pipe()
    os.close(reader)
    started = command("build", "--all", "--quiet", stdout=writer)
    os.close(writer)
    _, told = started.communicate(timeout=SOON)
    assert started.returncode == 1
    assert told.startswith(b"records/meetings/2031-05-12-fr.yaml:3:7: mode\n")
    assert told.endswith(b"\nFR: not built; what was there before is unchanged.\n")
    assert (workspace.folder.parent / "out" / "NO" / "NO.vi.html").exists()


def test_reader_of_a_list_that_has_gone(command: Command) -> None:
    """A list whose reader has gone ends in silence."""
    reader, writer = os.pipe()
    os.close(reader)
    started = command("list", "meetings", stdout=writer)
    os.close(writer)
    assert started.communicate(timeout=SOON) == (None, b"")
    assert started.returncode == 0


def test_reader_of_the_progress_that_has_gone(command: Command) -> None:
    """Where nobody reads the progress, the results are as ever."""
    reader, writer = os.pipe()
    os.close(reader)
    started = command("build", "--country", "NO", stderr=writer)
    os.close(writer)
    said, _ = started.communicate(timeout=SOON)
    assert (started.returncode, said) == (0, b"out/NO/NO.vi.html\nout/index.html\n")


ASCII = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("list", "topics"), 0, "trade\tThương mại / Trade\n".encode()),
        (("list", "topics", "--json"), 0, rb'"label": "Th\u01b0\u01a1ng m\u1ea1i / Trade"'),
        (("build", "--country", "Mỹ"), 2, 'No counterpart is called "Mỹ". Known are FR, NO.\n'.encode()),
        (("build", "-h"), 0, "US, us or 'Hoa Kỳ'".encode()),
    ],
)
def test_ascii_terminal(command: Command, arguments: tuple[str, ...], code: int, said: bytes) -> None:
    """A terminal that says it knows ASCII alone ends nothing, and loses no letter."""
    started = command(*arguments, environment=ASCII, stderr=subprocess.STDOUT)
    out, _ = started.communicate(timeout=SOON)
    assert started.returncode == code
    assert said in out
    assert b"Traceback" not in out


def test_json_keeps_its_letters(command: Command) -> None:
    """Where the output takes Vietnamese, JSON is written in it."""
    started = command("list", "topics", "--json", environment={"PYTHONIOENCODING": "utf-8"})
    out, _ = started.communicate(timeout=SOON)
    assert json.loads(out) == [{"id": "trade", "label": "Thương mại / Trade"}]
    assert "Thương mại" in out.decode()


@pytest.mark.parametrize("environment", [{}, ASCII])
def test_terminal(command: Command, environment: dict[str, str]) -> None:
    """On a terminal there is a bar on standard error, which is gone at the end; results stay apart."""
    reader, writer = pty.openpty()
    started = command("build", "--country", "NO", environment={**environment, "TERM": "xterm"}, stderr=writer)
    os.close(writer)
    told = b""
    while True:
        try:
            more = os.read(reader, 4096)
        except OSError:
            break
        if not more:
            break
        told += more
    os.close(reader)
    said, _ = started.communicate(timeout=SOON)
    assert (started.returncode, said) == (0, b"out/NO/NO.vi.html\nout/index.html\n")
    assert b"render" in told
    assert b"Traceback" not in told


def test_installed_command(workspace: Workspace, tmp_path: Path) -> None:
    """The command as installers write it, without ``if __name__``, begins one build and no more."""
    script = tmp_path / "briefings"
    script.write_text("import sys\nfrom briefings.cli import main\nsys.exit(main())\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script, "build", "--country", "NO"],
        cwd=workspace.folder.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=SOON,
    )
    assert (done.returncode, done.stdout) == (0, "out/NO/NO.vi.html\nout/index.html\n")
    assert done.stderr == "render 1/1 NO/NO.vi.html done\n"


def test_without_any_stream(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> None:
    """Without standard output and error, as under some services, the program does its work."""
    monkeypatch.chdir(workspace.folder.parent)
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["check"]) == 0
    assert main(["build", "--country", "nobody"]) == 2


def test_interrupted_while_it_starts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A Ctrl-C before the verbs are there ends the program without a traceback too."""

    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("briefings.cli.program.main", interrupt)
    assert main(["--version"]) == 130
    assert capsys.readouterr().err == "Interrupted.\n"
