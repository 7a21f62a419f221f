"""Whether another machine would make the same bytes: what has a part in them, here and there."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from briefings import __version__
from briefings.build import inputs
from briefings.config import Config, Theme

SAME: Final = (
    f'Install the same versions as here on every worker: pip install "briefings[cluster]=={__version__}"'
)


def differences(ours: Mapping[str, str], theirs: object) -> str:
    """Return in words how the setup of a worker differs from ours, or nothing if it does not."""
    if not isinstance(theirs, Mapping):
        return f"has no such briefings as this one: {theirs}."
    wrong = [name for name in dict.fromkeys((*ours, *theirs)) if ours.get(name) != theirs.get(name)]
    # other versions have other code; that is no second reason
    told = [name for name in wrong if not name.startswith(_CODE)] or wrong
    said = ", ".join(
        f"other {name}"
        if name.startswith(_CODE)
        else f"{name} {theirs.get(name) or 'none'} (here {ours.get(name) or 'none'})"
        for name in told
    )
    return f"would make other pages than this machine. It has {said}." if said else ""


_CODE: Final = ("code", "layout", "font")


def setup(*, letters: bool) -> Mapping[str, str]:
    """Return the versions, in this process, of everything that has a part in the bytes of a page.

    With ``letters`` the fonts of the system are among them, which only some themes use.
    """
    return {**_versions(), **(_letters() if letters else {})}


@cache
def _versions() -> Mapping[str, str]:
    settings = inputs.Inputs(Config(), Path())
    return {
        "briefings": __version__,
        "Python": ".".join(map(str, sys.version_info[:2])),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **settings.writers,
        **settings.engines,
        "code of briefings": settings.program["code"],
    }


@cache
def _letters() -> Mapping[str, str]:
    found = inputs.Inputs(Config(theme=Theme.DECREE30), Path()).fonts
    return {f"font {name}": digest for name, digest in found.items()}
