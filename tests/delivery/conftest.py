"""An outbox, a workspace, a clock that a test sets, and an authority whose certificates are trusted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import Connection

import pytest
from records.workspaces import VALID, Workspace

from briefings.delivery import store

from .servers import Certificates

BEGIN = datetime(2031, 12, 1, 7, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    now: datetime = BEGIN

    def __call__(self) -> datetime:
        """Return what it shows."""
        return self.now

    def on(self, **by: float) -> None:
        """Move it."""
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    """Return a clock that shows a Monday morning."""
    return Clock()


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Connection]:
    """Return the database of a workspace that never sent anything."""
    with store.opened(tmp_path / ".briefings" / "delivery.sqlite3") as made:
        yield made


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Return an authority of our own."""
    return Certificates.made(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a valid workspace."""
    made = Workspace(tmp_path / "desk" / "records")
    for name, text in VALID.items():
        made.write(name, text)
    return made
