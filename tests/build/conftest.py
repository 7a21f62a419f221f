"""A small workspace for tests that build."""

from __future__ import annotations

from pathlib import Path

import pytest
from records.workspaces import VALID, Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a valid workspace in a folder of its own."""
    made = Workspace(tmp_path / "records")
    for name, text in VALID.items():
        made.write(name, text)
    return made
