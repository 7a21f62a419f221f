"""What a mail server says, and what it means for the message at hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

_LONGEST: Final = 300
TAKEN: Final = range(200, 300)
LATER: Final = range(400, 500)
NO_LONGER: Final = 421
# RFC 5321, 4.2.1: no other answer can follow the dot
MEANT: Final = (*TAKEN, *range(400, 600))


class Verdict(Enum):
    """What became of a message."""

    TAKEN = "taken"
    LATER = "later"
    REFUSED = "refused"
    LOST = "lost"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a message, in the server's words or ours; ``at_once`` if a new line may do."""

    verdict: Verdict
    said: str
    at_once: bool = False


class RefusalError(Exception):
    """The server said no to a command."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(said)
        self.code = code
        self.said = said


def meaning(code: int, text: str) -> Answer:
    """Return what an answer to the final dot means."""
    if code in TAKEN:
        return Answer(Verdict.TAKEN, text)
    if code not in MEANT:
        return Answer(Verdict.UNKNOWN, f"The server gave an answer that means nothing here: {text}")
    return Answer(Verdict.LATER if code in LATER else Verdict.REFUSED, text)


def expect(reply: tuple[int, bytes], wanted: range = TAKEN) -> None:
    """Let a reply pass that is of the wanted sort.

    Raises:
        RefusalError: it is of another.
    """
    code, said = reply
    if code not in wanted:
        raise RefusalError(code, f"{code} {plain(said)}")


def plain(said: bytes) -> str:
    """Return what a server said on one line, without anything that steers a terminal."""
    line = " ".join(said.decode("utf-8", errors="replace").split())
    return "".join(letter if letter.isprintable() else "?" for letter in line)[:_LONGEST]
