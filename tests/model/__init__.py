"""Tests of what records state."""
