"""A real browser, driven over a pipe: no port is opened for it, and nothing is installed."""

from __future__ import annotations

import json
import os
import select
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

BROWSER = "/usr/bin/chromium"
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
    "--remote-debugging-pipe", "--window-size=1400,900",
)  # fmt: skip


class Chromium:
    """One tab of a browser with a profile of its own; ends with the ``with`` block."""

    def __init__(self, profile: Path) -> None:
        theirs_in, self._in = os.pipe()
        self._out, theirs_out = os.pipe()
        # the browser reads commands from descriptor 3 and answers on 4
        script = f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}'
        self._process = subprocess.Popen(
            ["/bin/bash", "-c", script, BROWSER, *_FLAGS, f"--user-data-dir={profile}"],
            pass_fds=(theirs_in, theirs_out),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._number = 0
        self._rest = b""
        self._session: str | None = None
        self.asked: list[str] = []

    def __enter__(self) -> Self:
        """Open a tab."""
        target = self.say("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.say("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network"):
            self.say(f"{domain}.enable")
        return self

    def __exit__(self, *_: object) -> None:
        """End the browser."""
        with suppress(OSError, TimeoutError):
            self._session = None
            self.say("Browser.close", wait=5)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(timeout=10)
        os.close(self._in)
        os.close(self._out)

    def say(self, method: str, *, wait: float = 30, **parameters: Any) -> dict[str, Any]:  # noqa: ANN401
        """Give a command and return its answer."""
        self._number += 1
        told: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            told["sessionId"] = self._session
        os.write(self._in, json.dumps(told).encode() + b"\0")
        until = time.monotonic() + wait
        while True:
            heard = self._next(until)
            if heard.get("method") == "Network.requestWillBeSent":
                self.asked.append(heard["params"]["request"]["url"])
            if heard.get("id") == self._number:
                assert "error" not in heard, heard["error"]
                return dict(heard["result"])

    def _next(self, until: float) -> dict[str, Any]:
        while b"\0" not in self._rest:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self._out], [], [], left)[0]:
                raise TimeoutError
            piece = os.read(self._out, 1 << 16)
            if not piece:
                msg = "the browser has ended"
                raise OSError(msg)
            self._rest += piece
        message, self._rest = self._rest.split(b"\0", 1)
        return dict(json.loads(message))

    def go(self, address: str) -> None:
        """Open an address."""
        self.say("Page.navigate", url=address)

    def run(self, script: str) -> Any:  # noqa: ANN401
        """Return what an expression comes to in the page."""
        answer = self.say("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def until(self, script: str, wait: float = 30) -> float:
        """Wait until an expression is true in the page; return the seconds it took."""
        began = time.monotonic()
        while time.monotonic() - began < wait:
            with suppress(AssertionError):
                if self.run(f"Boolean({script})"):
                    return time.monotonic() - began
            time.sleep(0.02)
        msg = f"{script} is not true after {wait} seconds: {self.run('document.body.innerText')}"
        raise AssertionError(msg)
