"""Names of persons in running text."""

from __future__ import annotations


def unbreakable(name: str) -> str:
    """Return the name with U+00A0 between its parts, so that no line ends inside it.

    Vietnamese breaks at every syllable, so "Bùi Thanh" at the end of one line and "Sơn" on the
    next would be usual. A name may still break after a hyphen: few fonts have U+2011.
    """
    return "\u00a0".join(name.split())
