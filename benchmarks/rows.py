"""What a run has measured, a row a case."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One case: what was measured, what is to be reached, and whether it is.

    Without a value its peer is not installed here; without a target it is told only.
    """

    case: str
    value: float | None
    target: str
    ok: bool


class Rows:
    """The rows of a run; each is printed as soon as it is measured."""

    def __init__(self) -> None:
        self._rows: list[Row] = []

    def add(self, case: str, value: float | None, *, at_most: float = 0, at_least: float = 0) -> None:
        """Print a case and keep it; at most one of the bounds is given."""
        target = f"<= {at_most:g}" if at_most else f">= {at_least:g}" if at_least else ""
        ok = value is not None and (not at_most or value <= at_most) and value >= at_least
        row = Row(case, None if value is None else round(value, 3), target, ok or not target)
        self._rows.append(row)
        said = "-" if row.value is None else f"{row.value:.3f}"
        mark = ("ok" if ok else "MISS") if target else ""
        sys.stdout.write(f"{mark:<4} {said:>9}  {target:>7}  {case}\n")
        sys.stdout.flush()

    def write(self, file: Path) -> None:
        """Write the rows as JSON."""
        file.write_text(json.dumps([asdict(one) for one in self._rows], indent=1) + "\n", encoding="utf-8")
