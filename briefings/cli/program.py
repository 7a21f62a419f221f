"""The program: its verbs, and the one boundary at which problems become messages and exit codes."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from typing import Final

import click

from briefings import __version__
from briefings.cli import report
from briefings.errors import BriefingsError

OUR_FAULT: Final = 3
INTERRUPTED: Final = 130


# verbs are modules of this package, named as they are; each is imported when it is asked for
_VERBS: Final = (
    "build", "verify", "clean", "check", "list", "templates", "completion", "serve",
    "send", "preview", "outbox", "log", "recall", "review", "schedule", "status",
)  # fmt: skip
# what Python's own names stand in the way of
_MODULES: Final = {"list": "listing"}


class _Verbs(click.Group):
    """The verbs, of which a command imports the one that it needs: all of them take a tenth of a second."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(_VERBS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            # click looks for the nearest among those that were imported
            raise click.exceptions.NoSuchCommand(error.command_name, possibilities=_VERBS, ctx=ctx) from None

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        if cmd_name not in _VERBS:
            return None
        module = _MODULES.get(cmd_name, cmd_name)
        found: click.Command = getattr(import_module(f"briefings.cli.{module}"), module)
        return found


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="briefings %(version)s")
def program() -> None:
    """Turn structured meeting records into cited briefing dossiers.

    Exit codes: 0 done, 1 something that you can mend, 2 wrong usage, 3 a fault of the program,
    130 interrupted.
    """


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; no traceback reaches the user."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # click writes UTF-8 to an ASCII terminal; the progress bar would end the program there
            stream.reconfigure(errors="replace")
    try:
        given = sys.argv[1:] if arguments is None else arguments
        # a verb may keep what it came to under the words in which it was asked
        return int(program.main(given, prog_name="briefings", standalone_mode=False, obj=given) or 0)
    except (click.exceptions.Abort, KeyboardInterrupt):
        report.say("Interrupted. What was finished is kept.", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BriefingsError as error:
        report.problems(error.problems)
        return error.exit_code
    except Exception as error:
        if os.environ.get("BRIEFINGS_DEBUG"):
            raise
        report.say(
            f"A fault of the program: {type(error).__name__}: {error}\n"
            "  Please report it, with what BRIEFINGS_DEBUG=1 prints in addition. Nothing was half written.",
            err=True,
        )
        return OUR_FAULT
