"""Who may ask, and what a browser may do with an answer: this machine's own pages, and nobody else's."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_METHODS: Final = ("GET", "HEAD")


class Guard:
    """Answers only what a person on this machine asks, under the address that was printed.

    A page from elsewhere whose name was made to lead to 127.0.0.1 (DNS rebinding) sends its own name
    in ``Host``; one that merely points here is told apart by ``Sec-Fetch-Site`` (W3C Fetch Metadata).
    Nobody is given leave to read across origins.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or say why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        refusal = self._refusal(scope["method"], Headers(scope=scope))
        await (self._app if refusal is None else refusal)(scope, receive, guarded)

    def _refusal(self, method: str, headers: Headers) -> PlainTextResponse | None:
        if headers.getlist("host") not in [[one] for one in self._hosts]:
            said = "The preview answers only under the address that it printed.\n"
            return PlainTextResponse(said, status_code=421)
        if method not in _METHODS:
            return PlainTextResponse("The preview only shows.\n", 405, {"Allow": ", ".join(_METHODS)})
        opened = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        if headers.get("sec-fetch-site", "none") not in {"none", "same-origin"} and not opened:
            return PlainTextResponse("The preview is not for other pages.\n", status_code=403)
        return None
