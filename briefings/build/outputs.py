"""Writing results so that a reader finds the old file or the new one, never half of one."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from briefings.errors import Location, OutputError, Problem


def write(file: Path, content: bytes) -> None:
    """Put a file in place whole: temporary file, fsync, replace, fsync of the folder.

    Raises:
        OutputError: it could not be written; what was there before is untouched.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _replace(file, content)
    except OSError as error:
        reason = error.strerror or str(error)
        tip = "What was there before is unchanged."
        raise OutputError(
            Problem(f"It cannot be written: {reason}.", Location(str(file)), None, tip)
        ) from error


def _replace(file: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".part", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
            part.flush()
            os.fchmod(part.fileno(), 0o644)
            os.fsync(part.fileno())
        Path(name).replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
