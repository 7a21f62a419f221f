"""Word to the owner of what failed: once for each failure, and never about such a message itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from briefings.delivery.dispatch import Sent
from briefings.delivery.drafts import Draft, Kind
from briefings.delivery.office import About, Office, addressed
from briefings.delivery.register import Row
from briefings.delivery.rounds import Plan
from briefings.errors import Problem
from briefings.render import letters

_REFUSED = (
    "Refused messages: correct the address, or ask the server's administrator; then briefings outbox retry."
)
_UNKNOWN = (
    "Unknown messages: ask the recipient whether it came. If not: briefings outbox retry NUMBER. "
    "The program does not send it again by itself."
)
_PROBLEMS = "Dossiers that could not be made: briefings check names every problem with its file and line."


def of_plan(office: Office, made: Plan, run: str, at: datetime) -> tuple[Draft, ...]:
    """Return the message about dossiers that could not be made, if there were any."""
    names = sorted({f"{one.want.counterpart}, for {one.want.recipient.id}" for one in made.failed})
    if not names:
        return ()
    said = [f"Not made: {one}" for one in names] + [_line(one) for one in made.problems]
    return (_draft(office, said, [_PROBLEMS], run, at),)


def of_sending(office: Office, sent: Sent, at: datetime) -> tuple[Draft, ...]:
    """Return the message about what was refused or is unknown, if anything was but such messages."""
    refused = [one for one in sent.refused if one[0].kind is not Kind.TROUBLE]
    unknown = [one for one in sent.unknown if one[0].kind is not Kind.TROUBLE]
    if not refused and not unknown:
        return ()
    said = [f"Refused: {_message(row)}: {reply}" for row, reply in refused]
    said += [f"Unknown: {_message(row)}: {reply}" for row, reply in unknown]
    advice = [*([_REFUSED] if refused else []), *([_UNKNOWN] if unknown else [])]
    run = " ".join(f"{row.id}.{row.attempts}" for row, _ in (*refused, *unknown))
    return (_draft(office, said, advice, run, at),)


def of_run(office: Office, said: Iterable[str], advice: Iterable[str], run: str, at: datetime) -> Draft:
    """Return a message about a run as a whole."""
    return _draft(office, list(said), list(advice), run, at)


def _message(row: Row) -> str:
    what = row.counterpart or row.kind
    return f"message {row.id} ({what}, for {row.recipient})"


def _line(problem: Problem) -> str:
    return " ".join(str(problem).split())


def _draft(office: Office, said: list[str], advice: list[str], run: str, at: datetime) -> Draft:
    owner = office.delivery.recipient(office.delivery.owner)
    language = owner.languages[0]
    style = office.workspace / office.config.templates
    letter = letters.trouble(
        language.languages[0], style if style.is_dir() else None, owner.name, said, advice
    )
    digest = hashlib.sha256("\n".join(said).encode()).hexdigest()
    key = f"trouble {run} {digest}"
    about = About(key, Kind.TROUBLE, run, None, str(language))
    return addressed(office, letter, owner, at=at, about=about)
