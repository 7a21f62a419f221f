"""Editions: where the file of each stands."""

from __future__ import annotations

from pathlib import PurePosixPath

from briefings.build.editions import Edition
from briefings.config import Format
from briefings.languages.text import Language


def test_path() -> None:
    """A file bears the counterpart's code, the language and the format, in the counterpart's folder."""
    assert Edition("US", Language.VI, Format.PDF).path == PurePosixPath("US/US.vi.pdf")
