"""Units of systemd that call the scheduler, also for what was missed while the machine was off."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

NAME: Final = "briefings"

# runs at every fifth minute: it does what is due by the stored times, and tries again what waits
_TIMER: Final = """\
[Unit]
Description=Briefings: send what is due

[Timer]
OnCalendar=*:0/5
AccuracySec=1s
Persistent=true

[Install]
WantedBy=timers.target
"""
_SERVICE: Final = """\
[Unit]
Description=Briefings: send what is due
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
{user}WorkingDirectory={folder}
ExecStart={command}
# 1 is what a person has to mend: the owner is told, and briefings status says it
SuccessExitStatus=1
UMask=0077
NoNewPrivileges=true
PrivateTmp=true
"""


def units(folder: Path, command: Sequence[str], *, user: str | None = None) -> dict[str, str]:
    """Return the units by the names of their files; with ``user`` as the system runs them.

    ``Persistent=true`` lets systemd call once after the machine was off (systemd.timer(5)).
    """
    service = _SERVICE.format(
        folder=_escaped(str(folder)),
        command=" ".join(_quoted(one) for one in command),
        user="" if user is None else f"User={user}\n",
    )
    return {f"{NAME}.service": service, f"{NAME}.timer": _TIMER}


def _escaped(text: str) -> str:
    """Return text without the specifiers of systemd.unit(5): a percent sign stands for itself."""
    return text.replace("%", "%%")


def _quoted(word: str) -> str:
    """Return a word of a command line as systemd.service(5) reads it."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{_escaped(escaped)}"'
