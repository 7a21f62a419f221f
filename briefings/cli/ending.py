"""How the program ends when it is told to: once, whole, and without a traceback."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType
from typing import Any, Final

# seconds in which a program that was told to end may end its workers before it is ended itself
_PATIENCE: Final = 5
# seconds until an interrupt that Python has dropped is there again
_AGAIN: Final = 0.01


@contextmanager
def endable(*, alone: bool) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the program alike: workers ended, temporary folder removed.

    Who presses again meanwhile does not disturb that, but is not kept waiting for ever either. A
    program that is ``alone`` in its process is not disturbed while Python ends either, which would
    print a traceback; whoever calls it from another finds the signals as they were.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []
    say = sys.unraisablehook

    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - as it is called
        asked.append(number)
        _wait_for_the_end()
        raise KeyboardInterrupt

    def lost(what: sys.UnraisableHookArgs) -> None:
        """Ask again when Python has dropped the interrupt, as it does in the finalizer of an object."""
        if not issubclass(what.exc_type, KeyboardInterrupt):
            say(what)
            return
        _handled(end)
        main = threading.main_thread().ident
        again = threading.Timer(_AGAIN, signal.pthread_kill, (main, asked[-1]))
        again.daemon = True
        again.start()

    before = _handled(end)
    sys.unraisablehook = lost
    try:
        yield
    finally:
        sys.unraisablehook = say
        if alone:
            _wait_for_the_end()
        else:
            for number, handler in before.items():
                signal.signal(number, handler)


def _wait_for_the_end() -> None:
    since = monotonic()

    def wait(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - likewise
        if monotonic() - since > _PATIENCE:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)

    _handled(wait)


def _handled(handle: Callable[[int, FrameType | None], None]) -> dict[int, Any]:
    """Have both signals handled, and return what handled them before."""
    numbers = [signal.SIGTERM]
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        # a shell has its jobs in the background ignore what is pressed
        numbers.append(signal.SIGINT)
    return {number: signal.signal(number, handle) for number in numbers}
