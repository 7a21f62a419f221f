"""``./run bench``: the build engine beside its peers, as ratios that hold on any machine.

Every case prints a row as soon as it is measured, and ``--json FILE`` keeps them all: case, value,
target, and whether the one reaches the other. ``--quick`` takes smaller workspaces.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from benchmarks import changed, cold, unchanged
from benchmarks.rows import Rows
from benchmarks.runs import FULL, QUICK, Run

_CASES: Final[Mapping[str, Callable[[Run], None]]] = MappingProxyType(
    {
        "unchanged": unchanged.standing,
        "changed": changed.changed,
        "cold": cold.cold,
        "growth": unchanged.growth,
    }
)


def main() -> int:
    """Run the cases and return 0; a target that is missed is a row, and no failure."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller workspaces: under three minutes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the rows as JSON")
    parser.add_argument("--only", choices=_CASES, metavar="CASE", help=", ".join(_CASES))
    given = parser.parse_args()
    rows = Rows()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        bench = Run(Path(folder), QUICK if given.quick else FULL, rows)
        for case in [given.only] if given.only else _CASES:
            _CASES[case](bench)
    if given.json is not None:
        rows.write(given.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
