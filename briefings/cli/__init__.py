"""The command line: one short file a verb, each of which loads, acts and reports."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code.

    The verbs are imported here and not above, so that a Ctrl-C while Python still imports them
    ends the program as quietly as a later one; and not at all where a build has nothing to do.
    """
    try:
        code = _answered(sys.argv[1:] if arguments is None else arguments)
        if code is not None:
            return code
        from briefings.cli import program  # noqa: PLC0415 - what has nothing to do needs none

        return program.main(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        return 130


def _answered(arguments: Sequence[str]) -> int | None:
    """Say what a build says that has nothing to do, and return its exit code; nothing for any other."""
    if arguments[:1] != ["build"]:
        return None
    from briefings.build import lately  # noqa: PLC0415 - only builds ask

    said = lately.recall(arguments, os.environ)
    if said is None:
        return None
    for stream, text in ((sys.stdout, said.out), (sys.stderr, said.err)):
        try:
            stream.write(text.encode(stream.encoding, errors="replace").decode(stream.encoding))
            stream.flush()
        except BrokenPipeError:
            # Python would complain once more while it ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return said.code


__all__ = ["main"]
