"""Why an edition has to be looked at once more, in the words that ``--explain`` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from briefings.build.manifest import Entry, Manifest

# of so many changes each is named; more are counted
_NAMED: Final = 3
# parts whose table holds what people read, and not digests
_READABLE: Final = frozenset({"settings", "engines"})
_UNTOLD: Final = 40


def reasons(
    made: Manifest, out: Path, path: str, parts: Mapping[str, Mapping[str, str]], as_of: date
) -> tuple[str, ...]:
    """Return why a file would perhaps not come out as it stands; nothing if it certainly would.

    ``parts`` are what it would be made from, by sort: the names and digests of files, settings, versions.
    """
    entry = made.entries.get(path)
    if entry is None:
        known = (out / path).is_file()
        return ("it is there, but not in the manifest" if known else "it has not been made yet",)
    if not made.is_ours(out, path):
        return ("it was changed by something else" if (out / path).exists() else "it is missing",)
    return (*_of_parts(made, entry, parts), *_of_time(entry, as_of))


def _of_parts(made: Manifest, entry: Entry, parts: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    if not entry.parts:
        yield "templates, fonts or the program changed while it was made"
        return
    for sort, names in parts.items():
        digest = made.table(names)
        if entry.parts.get(sort) != digest:
            before = made.tables.get(entry.parts.get(sort, ""))
            yield _told(sort, before, names)


def _told(sort: str, before: Mapping[str, str] | None, now: Mapping[str, str]) -> str:
    """Return what has changed in one part."""
    if before is None:
        return f"{sort} changed"
    found = [
        *(
            _changed(sort, name, before[name], now[name])
            for name in now
            if before.get(name, now[name]) != now[name]
        ),
        *(f"{_name(sort, name)} is new" for name in now if name not in before),
        *(f"{_name(sort, name)} is gone" for name in before if name not in now),
    ]
    more = len(found) - _NAMED
    return ", ".join([*found[:_NAMED], *([f"and {more} more"] if more > 0 else [])])


def _changed(sort: str, name: str, before: str, now: str) -> str:
    if sort in _READABLE and max(len(before), len(now)) <= _UNTOLD and name != "layout":
        return f"{_name(sort, name)} changed from {before or 'nothing'} to {now or 'nothing'}"
    return f"{_name(sort, name)} changed"


def _name(sort: str, name: str) -> str:
    match sort:
        case "templates":
            return f"templates/{name}"
        case "settings":
            return f"the setting {name}"
        case "fonts":
            return f"the font {name}"
        case "program":
            return "the program" if name == "code" else "the version of the program"
        case "engines":
            return "the layout of pages" if name == "layout" else name
    return name


def _of_time(entry: Entry, as_of: date) -> Iterator[str]:
    if as_of < entry.as_of:
        yield f"it was made as of {entry.as_of}, a later day"
    elif entry.until is not None and as_of >= entry.until:
        yield f"a fact may have moved on {entry.until}"
