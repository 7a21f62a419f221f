"""``briefings status``: on one screen what was done, what waits, what failed and what to do."""

from __future__ import annotations

from pathlib import Path

import click

from briefings.cli import deliveries, options, report
from briefings.delivery import post, register
from briefings.delivery.drafts import Kind
from briefings.delivery.register import Row, State
from briefings.errors import ConfigError
from briefings.schedule import quarantine, runs, times

_MOST = 10
_ADVICE = {
    State.REFUSED: "correct the address or ask who runs the server, then: briefings outbox retry NUMBER",
    State.UNKNOWN: "ask whether it came; if not: briefings outbox retry NUMBER",
}


@click.command(short_help="What was done, what waits, what failed, what to do.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON on standard output.")
@options.workspace
def status(workspace: Path, *, as_json: bool) -> int:
    """Tell on one screen the last and next run of each schedule, what waits, what failed, what to do.

    The exit code is 1 while anything needs a person.
    """
    config = options.settings(workspace)
    if config.delivery is None:
        raise ConfigError(post.NO_DELIVERY)
    now = deliveries.now()
    with deliveries.looking(deliveries.store_file(workspace, config)) as opened:
        counts = register.counts(opened)
        failed = register.listed(opened, _ADVICE)
        again = register.next_try(opened)
        last = {one.id: runs.last(opened, one.id) for one in config.delivery.schedules}
        hours = max(deliveries.quarantines(config), default=None)
        held = quarantine.waiting(opened, workspace / config.records, now=now, hours=hours)
    late = [one for one in last.values() if one is not None and one.state in _UNMADE]
    if as_json:
        schedules = config.delivery.schedules
        report.data({
            "schedules": [deliveries.schedule_data(one, last[one.id], now) for one in schedules],
            "messages": {str(state): number for state, number in counts.items()},
            "next_try": None if again is None else again.isoformat(),
            "failed": [deliveries.row_data(one) for one in failed],
            "waiting_for_review": list(held),
        })  # fmt: skip
        return int(bool(failed or late))
    for one in config.delivery.schedules:
        run, following = last[one.id], times.following(one, now)
        before = "never" if run is None else f"{times.local(one, run.due_at)} ({run.state})"
        after = "never" if following is None else times.local(one, following)
        report.say(f"schedule {one.id}: last {before}, next {after}")
        if run is not None and run.detail:
            report.say(f"  {run.detail}")
    report.say("messages: " + ", ".join(f"{number} {state}" for state, number in counts.items()))
    if again is not None:
        report.say(f"next try: {deliveries.local(again)}")
    _tell_failed(failed)
    _some([f"waits for review: {one}" for one in held], "briefings review lists them")
    return int(bool(failed or late))


_UNMADE = frozenset({runs.RunState.OPEN, runs.RunState.GIVEN_UP})


def _tell_failed(failed: tuple[Row, ...]) -> None:
    for state, advice in _ADVICE.items():
        found = [one for one in failed if one.state is state]
        lines = [
            f"{state}: {deliveries.line(one)}: {one.reply}" for one in found if one.kind is not Kind.TEST
        ]
        _some(lines, f"briefings outbox list --state {state} lists them")
        if lines:
            report.say(f"  {advice}")


def _some(lines: list[str], rest: str) -> None:
    for one in lines[-_MOST:]:
        report.say(one)
    if len(lines) > _MOST:
        report.say(f"  … and {len(lines) - _MOST} more; {rest}")
