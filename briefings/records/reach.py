"""Which counterparts' dossiers a broken file concerns, so that the others can still be built.

A dossier needs the files that name its counterpart and whatever these refer to. Where a broken
file no longer tells whom it concerns, it concerns everybody: no meeting is hidden.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from briefings.errors import Problem, Severity
from briefings.records.collection import Kind
from briefings.records.fields import CODE
from briefings.records.holdings import Entry, Holdings, Key

# the fields by which a file says whose dossiers it stands in; a conference says nothing itself
CONCERNS: Mapping[Kind, str] = {
    Kind.PEOPLE: "counterpart",
    Kind.MEETINGS: "counterparts",
    Kind.COMMITMENTS: "counterparts",
    Kind.GAPS: "counterparts",
    Kind.PLANS: "counterparts",
    Kind.FRAMEWORKS: "parties",
    Kind.SOURCES: "counterparts",
}
_CODES = re.compile(r"[A-Z]{2,10}")


def blocked(holdings: Holdings, problems: Iterable[Problem]) -> dict[str, tuple[Problem, ...]]:
    """Return the errors that keep each counterpart's dossier from being built, by its code."""
    codes = frozenset(code for code in holdings.known(Kind.COUNTERPARTS) if CODE.fullmatch(code))
    files = {entry.file: key for key, entry in holdings.entries.items()}
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    needed_by = _needed_by(holdings) if errors else {}
    found: dict[str, list[Problem]] = {}
    reached: dict[Key, frozenset[str]] = {}
    for problem in errors:
        key = files.get(problem.location.file) if problem.location else None
        if key is None:
            concerned = codes
        else:
            if key not in reached:
                reached[key] = _reached(key, holdings, needed_by, codes)
            concerned = reached[key]
        for code in concerned:
            found.setdefault(code, []).append(problem)
    return {code: tuple(found[code]) for code in sorted(found)}


def _reached(
    start: Key, holdings: Holdings, needed_by: Mapping[Key, set[Key]], codes: frozenset[str]
) -> frozenset[str]:
    seen = {start}
    waiting = [start]
    concerned: set[str] = set()
    while waiting:
        key = waiting.pop()
        concerned |= _concerns(holdings.entries[key], codes, holdings.home)
        fresh = needed_by.get(key, set()) - seen
        seen |= fresh
        waiting.extend(fresh)
    return frozenset(concerned)


def _needed_by(holdings: Holdings) -> dict[Key, set[Key]]:
    """Return for every file those that refer to it."""
    users: dict[Key, set[Key]] = defaultdict(set)
    for key, entry in holdings.entries.items():
        for reference in entry.references:
            target = (reference.kind, reference.id)
            # an erratum is shown only in the dossiers that it names, not in all that cite the source
            if target in holdings.entries and reference.path[0] != "errata":
                users[target].add(key)
    return users


def _concerns(entry: Entry, codes: frozenset[str], home: str) -> frozenset[str]:
    if entry.kind is Kind.COUNTERPARTS:
        return codes & {entry.id}
    if entry.kind in {Kind.TOPICS, Kind.GLOSSARY}:
        return codes
    field = CONCERNS.get(entry.kind)
    if field is None:
        return frozenset()
    named = _named(entry, field) if entry.parsed else _searched(entry, field)
    if entry.kind is Kind.SOURCES:
        return codes & named
    return codes & named if named and named <= codes | {home} else codes


def _named(entry: Entry, field: str) -> frozenset[str]:
    return frozenset(one.id for one in entry.references if one.field == field)


def _searched(entry: Entry, field: str) -> frozenset[str]:
    """Return the codes in every line of a file, YAML or not, that looks like this field."""
    text = entry.raw.decode(errors="replace")
    value = r"(\[[^\]]*\]|[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*-[^\n]*\n?)+|[ \t]*[^\[\s#][^\n]*)"
    found = re.findall(rf"(?<![a-z_]){field}[\"']?[ \t]*:[ \t]*{value}", text)
    return frozenset(code for written in found for code in _CODES.findall(written))
