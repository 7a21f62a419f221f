"""``briefings schedule``: what is due when, doing it, and having the system call for it."""

from __future__ import annotations

import getpass
import os
import sys
import time
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath

import click

from briefings.build import outputs
from briefings.cli import deliveries, options, report
from briefings.delivery import post, store
from briefings.errors import BriefingsError, ConfigError
from briefings.schedule import runs, service, times, units
from briefings.schedule.service import Done


@click.group("schedule", short_help="See what is due when; do it; let the system call for it.")
def schedule() -> None:
    """See what is due when, do what is due, and have the system call for it."""


@schedule.command("list", short_help="List the schedules.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON on standard output.")
@options.workspace
def listing(workspace: Path, *, as_json: bool) -> int:
    """List the schedules: name, cron expression, zone, last run, how it ended, next run."""
    config = options.settings(workspace)
    if config.delivery is None:
        raise ConfigError(post.NO_DELIVERY)
    now = deliveries.now()
    with deliveries.looking(deliveries.store_file(workspace, config)) as opened:
        last = {one.id: runs.last(opened, one.id) for one in config.delivery.schedules}
    if as_json:
        report.data([deliveries.schedule_data(one, last[one.id], now) for one in config.delivery.schedules])
        return 0
    for one in config.delivery.schedules:
        run, following = last[one.id], times.following(one, now)
        before = "-\t-" if run is None else f"{times.local(one, run.due_at)}\t{run.state}"
        after = "-" if following is None else times.local(one, following)
        report.say(f"{one.id}\t{one.cron}\t{one.zone}\t{before}\t{after}")
    return 0


@schedule.command("next", short_help="Tell the next times.")
@click.option("--count", type=click.IntRange(1, 1000), default=5, show_default=True, help="How many of each.")
@options.workspace
def upcoming(workspace: Path, count: int) -> int:
    """Tell the next times of each schedule, in its own zone."""
    config = options.settings(workspace)
    if config.delivery is None:
        raise ConfigError(post.NO_DELIVERY)
    for one in config.delivery.schedules:
        after: datetime | None = deliveries.now()
        for _ in range(count):
            after = None if after is None else times.following(one, after)
            if after is not None:
                report.say(f"{one.id}\t{times.local(one, after)}")
    return 0


@schedule.command(short_help="Do what is due.")
@click.option("--once", is_flag=True, help="Do what is due and end, as cron wants it.")
@click.option("--json", "as_json", is_flag=True, help="With --once: report as JSON on standard output.")
@options.workspace
def run(workspace: Path, *, once: bool, as_json: bool) -> int:
    """Do what is due, and go on until Ctrl-C; with --once, end when it is done."""
    config = options.settings(workspace)
    file = deliveries.store_file(workspace, config)
    if once:
        return _tell(_turn(workspace, file), as_json=as_json)
    with store.locked(file, "scheduler"):
        while True:
            try:
                _tell(_turn(workspace, file), as_json=False)
            except BriefingsError as error:
                # settings that are wrong today are mended tomorrow: the next turn makes up for it
                report.problems(error.problems)
            time.sleep(_pause(workspace, file))


def _turn(workspace: Path, file: Path) -> Done:
    load = partial(options.load, workspace)
    with deliveries.working(file) as opened:
        return service.turn(opened, workspace, load, os.environ, deliveries.now)


def _pause(workspace: Path, file: Path) -> float:
    """Return how many seconds to sleep; a minute if that cannot be told."""
    try:
        config = options.settings(workspace)
        if config.delivery is None:
            return 60
        with deliveries.looking(file) as opened:
            now = deliveries.now()
            return max(1, (service.next_turn(opened, config.delivery, now=now) - now).total_seconds())
    except BriefingsError:
        return 60


def _tell(done: Done, *, as_json: bool) -> int:
    code = deliveries.tell(service.together(done), done.sent, as_json=as_json)
    if not as_json:
        for made, _ in done.made:
            report.say(f"{made.schedule}: the run due at {deliveries.local(made.due_at)} is made", err=True)
        for name in done.waiting:
            report.say(
                f"{name}: changed only just now; it waits. briefings review {name} lets it go.", err=True
            )
    return code


@schedule.command(short_help="Write units of systemd.")
@click.option("--system", is_flag=True, help="For the whole system instead of for you; needs its rights.")
@click.option("--dir", "folder", type=options.OutType(), help="Write them there instead.")
@options.workspace
def install(workspace: Path, *, system: bool, folder: str | None) -> int:
    """Write a service and a timer of systemd that do what is due, also after the machine was off."""
    options.settings(workspace)
    here = workspace.resolve()
    command = [sys.executable, "-m", "briefings", "schedule", "run", "--once", "--workspace", str(here)]
    made = units.units(here, command, user=getpass.getuser() if system else None)
    where = Path(folder) if folder else Path("/etc/systemd/system") if system else _of_user()
    for name, text in made.items():
        report.say(outputs.write(where, PurePosixPath(name), text.encode()).as_posix())
    scope = "" if system else " --user"
    report.say(
        f"Start it with: systemctl{scope} daemon-reload && systemctl{scope} enable --now {units.NAME}.timer"
    )
    if not system:
        report.say("It runs while you are not logged in after: loginctl enable-linger")
    return 0


def _of_user() -> Path:
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "systemd" / "user"
