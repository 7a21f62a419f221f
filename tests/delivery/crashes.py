"""Senders killed at random moments: nothing is lost, and nothing arrives twice.

    .venv/bin/python tests/delivery/crashes.py 200        (from the root of the checkout)

The suite does a few such runs; this does as many as asked for, and prints what they came to.
"""

from __future__ import annotations

import asyncio
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))

from briefings.delivery import register, store  # noqa: E402 - after the path is set
from delivery.letters import draft, queue  # noqa: E402
from delivery.servers import Post, serving  # noqa: E402

MESSAGES = 10
# what is killed: empties an outbox as the program does, by the clock of the machine
_SENDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from briefings.circulation import Mail, Security
from briefings.delivery import store
from briefings.delivery.dispatch import dispatch
file, port = Path(sys.argv[1]), int(sys.argv[2])
mail = Mail("127.0.0.1", "desk@briefings.example", ("example.org",), port, Security.NONE, deadline_seconds=20)
with store.locked(file, "lock"), store.opened(file) as opened:
    dispatch(opened, mail, None, lambda: datetime.now(tz=UTC))
"""


@dataclass(slots=True)
class Tally:
    """What runs came to."""

    runs: int = 0
    kills: int = 0
    sent: int = 0
    unknown: int = 0
    unknown_taken: int = 0
    lost: int = 0
    twice: int = 0


class Slow(Post):
    """A server that thinks before and after it takes a message, so that kills fall everywhere."""

    async def handle_DATA(self, *given: object) -> str:  # noqa: N802 - as aiosmtpd calls it
        """Take a message, in its own time."""
        await asyncio.sleep(random.uniform(0, 0.01))  # noqa: S311 - not for secrets
        said = await super().handle_DATA(*given)
        await asyncio.sleep(random.uniform(0, 0.02))  # noqa: S311
        return said


def run(folder: Path, seed: int, tally: Tally) -> None:
    """Send ten messages through senders that are killed, until one comes to its end; count what arrived."""
    chance = random.Random(seed)  # noqa: S311
    file = folder / f"{seed}.sqlite3"
    drafts = [draft(f"{seed}.{number}") for number in range(MESSAGES)]
    with store.opened(file) as opened:
        queue(opened, *drafts, now=datetime.now(tz=UTC))
    post = Slow()
    with serving(post) as mail:
        while True:
            before = post.connections
            sender = subprocess.Popen([sys.executable, "-c", _SENDER, str(file), str(mail.port)])
            ends = time.monotonic() + 30
            while sender.poll() is None and post.connections == before and time.monotonic() < ends:
                time.sleep(0.002)
            try:
                sender.wait(chance.uniform(0, 0.3))
            except subprocess.TimeoutExpired:
                sender.send_signal(signal.SIGKILL)
                sender.wait()
                tally.kills += 1
                continue
            assert sender.returncode == 0
            break
    _count(file, post, tally)


def _count(file: Path, post: Post, tally: Tally) -> None:
    arrived = Counter(post.ids)
    with store.opened(file) as opened:
        for row in register.listed(opened):
            times = arrived[row.message_id]
            tally.twice += times > 1
            tally.lost += row.state not in {register.State.SENT, register.State.UNKNOWN}
            tally.lost += row.state is register.State.SENT and not times
            tally.sent += row.state is register.State.SENT
            tally.unknown += row.state is register.State.UNKNOWN
            tally.unknown_taken += row.state is register.State.UNKNOWN and times == 1
    tally.runs += 1


def main() -> int:
    """Do as many runs as asked for, and return 1 if a message was lost or came twice."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(int(sys.argv[1]) if len(sys.argv) > 1 else 200):
            run(Path(folder), seed, tally)
    print(tally)  # noqa: T201 - its purpose
    return int(tally.lost + tally.twice > 0)


if __name__ == "__main__":
    sys.exit(main())
