"""The command line: one short file a verb, each of which loads, acts and reports."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code.

    The verbs are imported here and not above, so that a Ctrl-C while Python still imports them
    ends the program as quietly as a later one.
    """
    try:
        from briefings.cli import program  # noqa: PLC0415

        return program.main(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        return 130


__all__ = ["main"]
