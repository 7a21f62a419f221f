"""A bound on the time of a template, in the process that fills it."""

from __future__ import annotations

import signal
import time

import pytest

from briefings.errors import TemplateError
from briefings.render.deadline import bounded
from briefings.render.environment import environment, write

from .editions import Workspace

ENDLESS = "<p>\n{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}"


def test_an_endless_template_is_stopped_and_named(single: Workspace) -> None:
    """The error says at which line of which file the time was over, and what to do."""
    overlay = single.overlay("sections/asks.html", ENDLESS)
    began = time.monotonic()
    with pytest.raises(TemplateError) as raised, bounded(0.3):
        write(environment(overlay), "sections/asks.html", {})
    assert time.monotonic() - began < 5
    assert str(raised.value) == (
        "templates/sections/asks.html:2\n  The template was given up after 0.3 seconds. "
        "Look for a loop that is too long, or raise deadline_seconds in config.yaml."
    )


def test_what_ends_in_time_is_left_alone() -> None:
    """Nothing is left behind that could go off later."""
    before = signal.getsignal(signal.SIGALRM)
    with bounded(0.05):
        pass
    time.sleep(0.1)
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
