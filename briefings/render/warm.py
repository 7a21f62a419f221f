"""Everything that a page needs and that no workspace changes, loaded once for all workers.

Importing this module is what loads it: so the process from which workers are forked is told.
"""

from __future__ import annotations

import ctypes.util
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from briefings.render import carried, fonts, worker  # noqa: F401 - loaded for those who need it
from briefings.render.environment import compile_all

__all__: list[str] = []


@contextmanager
def _by_name() -> Iterator[None]:
    """Let libraries be opened by the names that Linux has for them, and by nothing else.

    WeasyPrint tries the names of other systems first, and for each of them the compiler and the
    linker are asked where it could be: as long as all of the import besides.
    """
    asked = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None  # noqa: ARG005 - the name of a parameter that others use
    try:
        yield
    finally:
        ctypes.util.find_library = asked


# what is missing or broken is told of the page that needs it, by the worker that makes it
with suppress(Exception), _by_name():
    import weasyprint  # noqa: F401 - likewise
with suppress(Exception):
    import briefings.render.pages
    import briefings.render.pdf  # noqa: F401 - likewise
with suppress(Exception):
    compile_all()
    carried.recall(fonts.ours())
# copies share this memory as long as no collector touches it
gc.collect()
gc.freeze()
