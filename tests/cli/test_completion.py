"""``briefings completion``: what a shell needs."""

from __future__ import annotations

import pytest

from .conftest import Run


@pytest.mark.parametrize(
    ("shell", "line"),
    [
        ("bash", "complete -o nosort -F _briefings_completion briefings"),
        ("zsh", "#compdef briefings"),
        ("fish", "complete --no-files --command briefings"),
    ],
)
def test_script(run: Run, shell: str, line: str) -> None:
    """The script registers the program with the shell."""
    result = run("completion", shell)
    assert (result.code, result.err) == (0, "")
    assert line in result.out
    assert "_BRIEFINGS_COMPLETE" in result.out


def test_unknown_shell(run: Run) -> None:
    """A shell that there is no script for is wrong usage."""
    result = run("completion", "csh")
    assert (result.code, result.out) == (2, "")
    assert "'csh' is not one of 'bash', 'zsh', 'fish'." in result.err


def test_completing(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """What the script asks the program for are its verbs."""
    monkeypatch.setenv("_BRIEFINGS_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "briefings ch")
    monkeypatch.setenv("COMP_CWORD", "1")
    with pytest.raises(SystemExit) as ended:
        run()
    assert ended.value.code == 0
