"""Schedules: due times, quarantine, turns of the scheduler."""
