"""What a workspace can lay its own file over, what it does lay, and what it lays over nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from briefings.errors import Location, Problem, Severity, did_you_mean
from briefings.render.environment import program_templates

# the preview's own page, in which a workspace has no part
_NOT_FOR_WORKSPACES: Final = frozenset({"preview.html", "scripts/preview.js", "styles/preview.css"})
# the first comment of a file says what it is
_COMMENT: Final = re.compile(
    r"\{#-?(?P<jinja>.*?)-?#\}|/\*(?P<style>.*?)\*/|(?P<lines>(?:^(?://|#) .*\n)+)", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Template:
    """A file that a workspace can override: its path in the folder, what it is, and whether it does."""

    path: str
    what: str
    overridden: bool


def templates(overlay: Path | None) -> tuple[Template, ...]:
    """Return every file that a workspace can override, by path."""
    theirs = frozenset(_files(overlay)) if _is_apart(overlay) else frozenset[str]()
    return tuple(
        Template(path, _what((program_templates() / path).read_text(encoding="utf-8")), path in theirs)
        for path in _ours()
    )


def strays(overlay: Path | None) -> tuple[Problem, ...]:
    """Return a warning for each file of a workspace that overrides nothing and that nothing includes."""
    if overlay is None or not _is_apart(overlay):
        return ()
    ours = _ours()
    theirs = _files(overlay)
    named = "\n".join((overlay / path).read_text(encoding="utf-8", errors="ignore") for path in theirs)
    return tuple(
        Problem(
            "It overrides nothing: no template of the program is called so.",
            Location(f"templates/{path}"),
            None,
            did_you_mean(path, ours) or "briefings templates lists what can be overridden.",
            Severity.WARNING,
        )
        for path in theirs
        if path not in ours and path not in named
    )


def _ours() -> tuple[str, ...]:
    return tuple(path for path in _files(program_templates()) if path not in _NOT_FOR_WORKSPACES)


def _is_apart(overlay: Path | None) -> bool:
    """Return whether a workspace has templates that are not the program's own, as in a checkout."""
    return overlay is not None and overlay.is_dir() and overlay.resolve() != program_templates().resolve()


def _files(folder: Path | None) -> tuple[str, ...]:
    return () if folder is None else tuple(sorted(_walk(folder)))


def _walk(folder: Path) -> Iterator[str]:
    for file in folder.rglob("*"):
        path = file.relative_to(folder)
        if file.is_file() and not any(part.startswith((".", "__")) for part in path.parts):
            yield path.as_posix()


def _what(text: str) -> str:
    """Return the first sentence of the first comment of a file."""
    found = _COMMENT.search(text)
    if found is None:
        return ""
    said = (
        found["jinja"] or found["style"] or re.sub(r"^(//|#) ", "", found["lines"] or "", flags=re.MULTILINE)
    )
    return re.split(r"(?<=[.!?])\s", " ".join(said.split()), maxsplit=1)[0]
