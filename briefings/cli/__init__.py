"""The command line: one short file a verb, each of which loads, acts and reports."""

from __future__ import annotations

import gc
import os
import sys

# typing alone takes as long to import as everything that a build with nothing to do needs
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

# with these, a build lays out nothing, or not here
_WITHOUT_WORKERS: Final = frozenset({"-n", "--dry-run", "-h", "--help", "--cluster"})


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code.

    The verbs are imported here and not above, so that a Ctrl-C while Python still imports them
    ends the program as quietly as a later one; and not at all where a build has nothing to do.
    """
    try:
        given = sys.argv[1:] if arguments is None else arguments
        code = _answered(given)
        if code is not None:
            return code
        from briefings.cli import ending  # noqa: PLC0415 - what has nothing to do needs none

        with ending.endable(alone=arguments is None):
            _begin(given)
            from briefings.cli import program  # noqa: PLC0415 - likewise

            return program.main(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        return 130


def _answered(arguments: Sequence[str]) -> int | None:
    """Say what a build says that has nothing to do, and return its exit code; nothing for any other."""
    if arguments[:1] != ["build"]:
        return None
    from briefings.build import lately  # noqa: PLC0415 - only builds ask

    # looks at ten thousand files leave nothing to collect
    gc.disable()
    said = lately.recall(arguments, os.environ)
    gc.enable()
    if said is None:
        return None
    for stream, text in ((sys.stdout, said.out), (sys.stderr, said.err)):
        try:
            stream.write(text.encode(stream.encoding, errors="replace").decode(stream.encoding))
            stream.flush()
        except OSError as error:
            # Python would complain once more while it ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            if stream is sys.stdout and not isinstance(error, BrokenPipeError):
                from briefings.cli import report  # noqa: PLC0415 - what has nothing to tell needs none

                report.problems(report.unsaid(error).problems)
                return 1
    return said.code


def _begin(arguments: Sequence[str]) -> None:
    """Have workers warmed up while a build that has something to do still reads its records."""
    if arguments[:1] == ["build"] and not _WITHOUT_WORKERS.intersection(arguments):
        from briefings.build import nursery  # noqa: PLC0415 - only builds need it

        nursery.begin()


__all__ = ["main"]
