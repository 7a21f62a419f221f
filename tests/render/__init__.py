"""Tests of briefings.render."""
