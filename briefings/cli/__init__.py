"""The command line: one short file a verb, each of which loads, acts and reports."""

from briefings.cli.program import main

__all__ = ["main"]
