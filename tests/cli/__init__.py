"""Tests of briefings.cli."""
