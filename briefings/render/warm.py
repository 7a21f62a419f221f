"""What every process that lays out pages needs in memory: imported once, before they are forked."""

from __future__ import annotations

import gc

import weasyprint  # noqa: F401

from briefings.render import pdf, worker  # noqa: F401

# a collector that looks at what all processes share would make each of them copy it
gc.collect()
gc.freeze()
