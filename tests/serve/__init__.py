"""Tests of briefings.serve."""
