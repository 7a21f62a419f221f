"""The pages of the preview: its own, the dossiers, and the news of what has changed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from briefings.config import Format
from briefings.errors import Problem, UsageError
from briefings.languages.sorting import sort_key
from briefings.languages.text import EditionLanguage
from briefings.render import preview
from briefings.render.preview import Frame
from briefings.serve import views
from briefings.serve.guard import Guard
from briefings.serve.shown import Gallery, Shown
from briefings.serve.views import View

# seconds after which a silent stream says that it is there; finds out, too, who has gone
_HEARTBEAT: Final = 15.0
_OWN: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_NO_ROOM: Final = "The reading room over all dossiers is made by: briefings build --all\n"
_FRAMED: Final = {"Content-Security-Policy": "frame-ancestors 'self'"}
_TYPES: Final = {Format.HTML: "text/html", Format.PDF: "application/pdf"}


class Site:
    """Answers what a browser asks; ``country`` and ``language`` are what is shown first."""

    def __init__(self, gallery: Gallery, country: str | None, language: EditionLanguage) -> None:
        self.closing = asyncio.Event()
        self._gallery = gallery
        self._desk = gallery.desk
        self._country = country
        self._language = language

    def app(self, port: int) -> Guard:
        """Return what answers requests to a port of this machine."""
        routes = [
            Route("/", self._page),
            Route("/events", self._events),
            Route("/preview.js", lambda _: _own("scripts/preview.js", "text/javascript")),
            Route("/preview.css", lambda _: _own("styles/preview.css", "text/css")),
            Route("/index.html", lambda _: PlainTextResponse(_NO_ROOM, 404)),
            Route("/{code}/{name}", self._file),
        ]
        return Guard(Starlette(routes=routes, exception_handlers={UsageError: _unknown}), port)

    async def _page(self, request: Request) -> Response:
        view = self._view(request.query_params)
        names = self._desk.now.reading.records.counterparts
        language = view.language.languages[0]
        # one whose record cannot be read is known by its code
        known = [
            (one, (names[one].name.in_(language) if one in names else None) or one)
            for one in self._desk.codes()
        ]
        html, pdf = view.address(Format.HTML), view.address(Format.PDF)
        as_of = view.as_of.isoformat() if view.as_of else ""
        asked = urlencode({"country": view.code, "lang": str(view.language), "as-of": as_of})
        frame = Frame(
            counterparts=sorted(known, key=lambda one: sort_key(one[1], language)),
            code=view.code,
            language=view.language,
            as_of=as_of,
            html=html,
            pdf=pdf,
            exact=f"{pdf}{'&' if '?' in pdf else '?'}exact=1",
            events=f"/events?{asked}",
        )
        return Response(preview.preview(frame), 200, {"Content-Security-Policy": _OWN}, "text/html")

    async def _file(self, request: Request) -> Response:
        named = views.file(request.path_params["name"])
        if named is None or named[0] != request.path_params["code"] or named[0] not in self._desk.codes():
            return PlainTextResponse("There is no such page.\n", status_code=404)
        code, language, kind = named
        view = View(code, language, views.day(request.query_params))
        if kind is Format.PDF and "exact" in request.query_params:
            shown = await self._gallery.exact(view)
        else:
            shown = await self._gallery.newest(view, kind)
        if not shown.content:
            said = "\n".join(str(one) for one in shown.problems)
            return PlainTextResponse(f"{said}\n", 503, _FRAMED)
        return Response(shown.content, 200, _FRAMED, _TYPES[kind])

    async def _events(self, request: Request) -> Response:
        view = self._view(request.query_params)
        return StreamingResponse(self._news(view), media_type="text/event-stream")

    def _view(self, query: Mapping[str, str]) -> View:
        codes = self._desk.codes()
        code = query.get("country") or self._country or (codes[0] if codes else "")
        if code not in codes:
            known = ", ".join(codes) or "none"
            msg = f"There is no counterpart with this code. Known are {known}."
            raise UsageError(msg)
        return View(code, views.language(query.get("lang"), self._language), views.day(query))

    async def _news(self, view: View) -> AsyncIterator[str]:
        """Yield what is to be shown: the page as soon as it stands, then the PDF; again after each change."""
        while not self.closing.is_set():
            number = self._desk.now.number
            # not side by side: the page is to be there first, even where processors are few
            page = await self._gallery.newest(view, Format.HTML)
            yield self._told(view, page, None)
            making = asyncio.create_task(self._gallery.newest(view, Format.PDF))
            moved = asyncio.create_task(self._desk.moved(number))
            closed = asyncio.create_task(self.closing.wait())
            try:
                await asyncio.wait({making, moved, closed}, return_when=asyncio.FIRST_COMPLETED)
                if making.done() and not moved.done():
                    yield self._told(view, page, making.result())
                news = {moved, closed}
                while not (moved.done() or closed.done()):
                    await asyncio.wait(news, timeout=_HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
                    yield ": here\n\n"
            finally:
                for one in (making, moved, closed):
                    one.cancel()

    def _told(self, view: View, page: Shown, paper: Shown | None) -> str:
        found = tuple(dict.fromkeys((*page.problems, *(paper.problems if paper else ()))))
        others = [one for one in self._desk.now.reading.problems if one not in found]
        said = {
            "html": page.mark,
            "pdf": paper.mark if paper else "",
            "busy": paper is None,
            "problems": [_data(one) for one in found],
            "notes": [_data(one) for one in others],
            "codes": " ".join(self._desk.codes()),
            "view": view.address(Format.HTML),
        }
        return f"data: {json.dumps(said)}\n\n"


def _own(name: str, kind: str) -> Response:
    return Response(preview.part(name), media_type=kind)


async def _unknown(_: Request, error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", status_code=404)


def _data(problem: Problem) -> dict[str, Any]:
    where = ": ".join(str(one) for one in (problem.location, problem.field) if one is not None)
    return {"place": where, "what": problem.what, "tip": problem.tip or "", "severity": str(problem.severity)}
