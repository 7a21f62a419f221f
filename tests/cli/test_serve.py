"""The command that shows dossiers in a browser: how it begins, what it refuses, and how it ends."""

from __future__ import annotations

import builtins
import signal
import socket
import subprocess
import sys
from time import monotonic, sleep
from typing import Any

import pytest

from .conftest import Command, Run


def listening(serving: subprocess.Popen[bytes]) -> str:
    """Return the address that a preview printed."""
    assert serving.stdout is not None
    return serving.stdout.readline().decode().strip()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_its_address_and_ends_when_told(command: Command, how: signal.Signals) -> None:
    """The address goes to standard output; Ctrl-C and a termination end it at once, without a traceback."""
    serving = command("serve", "--port", "0")
    address = listening(serving)
    assert address.startswith("http://127.0.0.1:")
    serving.send_signal(how)
    out, err = serving.communicate(timeout=30)
    assert serving.returncode == 130
    assert (out.decode(), err.decode()) == ("", "\nInterrupted. What was finished is kept.\n")


def test_a_second_ctrl_c_is_as_quiet_as_the_first(command: Command) -> None:
    """Whoever presses again and again while the preview ends reads what was said once, and no traceback."""
    serving = command("serve", "--port", "0")
    listening(serving)
    ending = monotonic() + 30
    while serving.poll() is None and monotonic() < ending:
        serving.send_signal(signal.SIGINT)
        sleep(0.01)
    _, err = serving.communicate(timeout=30)
    assert serving.returncode in (130, -signal.SIGINT)
    assert set(err.decode().splitlines()) <= {"", "Interrupted. What was finished is kept.", "Interrupted."}


def test_it_listens_on_loopback_alone(command: Command) -> None:
    """No other address of the machine answers on its port, and there is no option to make one do so."""
    serving = command("serve", "--port", "0")
    port = int(listening(serving).rstrip("/").rpartition(":")[2])
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            pass
        with (
            pytest.raises(OSError, match="refused"),
            socket.create_connection(("127.0.0.2", port), timeout=5),
        ):
            pass
    finally:
        serving.send_signal(signal.SIGINT)
        serving.communicate(timeout=30)


def test_no_other_address_can_be_named(run: Run) -> None:
    """The preview is not for the network."""
    said = run("serve", "--host", "0.0.0.0")  # noqa: S104 - refused
    assert said.code == 2
    assert "No such option" in said.err


def test_a_port_in_use_is_said(run: Run) -> None:
    """The port is named, and what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = run("serve", "--port", str(port))
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        f"Port {port} of 127.0.0.1 is in use. Name another with --port, or any that is free with --port 0.\n"
    )


def test_a_port_is_a_port(run: Run) -> None:
    """A number that no port has is wrong usage."""
    assert run("serve", "--port", "70000").code == 2


def test_an_unknown_counterpart_is_wrong_usage(run: Run) -> None:
    """What is shown first is looked up as in a build."""
    said = run("serve", "--country", "Frnace", "--port", "0")
    assert said.code == 2
    assert 'No counterpart is called "Frnace".' in said.err


@pytest.mark.parametrize("missing", ["starlette", "uvicorn", "watchfiles"])
def test_packages_that_are_not_installed_are_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    """Without the extra, it says which package is missing and how to get it."""
    real = builtins.__import__

    def without(name: str, *arguments: Any, **more: Any) -> Any:  # noqa: ANN401
        if name.split(".", maxsplit=1)[0] == missing:
            text = f"No module named '{missing}'"
            raise ModuleNotFoundError(text, name=missing)
        return real(name, *arguments, **more)

    for name in [
        one for one in sys.modules if one.split(".")[0] == missing or one.startswith("briefings.serve")
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    said = run("serve", "--port", "0")
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        f"The preview needs a package that is not installed: {missing}. "
        'Install it with: pip install "briefings[serve]"\n'
    )


def test_other_verbs_do_without_the_packages() -> None:
    """Nothing but this verb imports a web server."""
    script = "import sys, briefings.cli; print({'starlette', 'uvicorn', 'watchfiles'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
