"""``kill -9`` at random moments."""

from __future__ import annotations

from pathlib import Path

from .crashes import MESSAGES, Tally, run


def test_nothing_is_lost_and_nothing_comes_twice(tmp_path: Path) -> None:
    """Whenever a sender is killed, each message is sent once, or known to be unknown and not sent again."""
    tally = Tally()
    for seed in range(10):
        run(tmp_path, seed, tally)
    assert (tally.lost, tally.twice) == (0, 0)
    assert tally.sent + tally.unknown == 10 * MESSAGES
    assert tally.kills > 5
