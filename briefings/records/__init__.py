"""YAML files in, checked records out: every value typed, every problem with its file, line and column."""

from briefings.records.collection import Kind, Record, Records
from briefings.records.store import Reading, read

__all__ = ["Kind", "Reading", "Record", "Records", "read"]
