"""The web application: which address is what, and what an answer's header says."""

from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve import pages, protocol
from kg.serve.limits import Limits
from kg.serve.reply import Reply, told
from kg.serve.workers import BusyError, LateError, LostError, Workers

STYLES = (pages.HERE.parent / "brief" / "brief.css", pages.HERE / "style.css")
LESS = "Ask for less: name more of what is sought, and let patterns share variables."
SAFE: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def application(folder: Path, limits: Limits) -> Starlette:
    """The application over the graph in ``folder``; its workers live as long as it runs."""

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        app.state.workers = Workers(folder, limits)
        try:
            yield
        finally:
            app.state.workers.stop()

    async def sparql(request: Request) -> Response:
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > limits.text:
                return _response(told(413, f"A request has at most {limits.text:,} bytes."))
        try:
            asked = protocol.question(request.method, request.url.query.encode(), request.headers.get("content-type", ""), body)
        except protocol.RefusedError as e:
            return _response(told(e.status, str(e)))
        accept = request.query_params.get("accept") or _accept(request)  # links can't set a header
        workers: Workers = request.app.state.workers
        if protocol.is_page(accept):
            return await _done(workers.do(pages.asked, asked, _lang(request), limits), limits)
        if asked is None:
            return _response(protocol.description(str(request.url_for("sparql")), accept))
        return await _done(workers.do(protocol.answer, asked, accept, limits), limits)

    async def home(request: Request) -> Response:
        return await _done(request.app.state.workers.do(pages.home, _lang(request), request.query_params.get("q", "")), limits)

    async def entity(request: Request) -> Response:
        page = request.query_params.get("page", "")
        number = int(page) if page.isdecimal() and len(page) < 9 and int(page) else 1
        about = request.path_params["name"], _accept(request), _lang(request), number
        return await _done(request.app.state.workers.do(pages.about_entity, *about), limits)

    async def article(request: Request) -> Response:
        about = request.path_params["name"], _accept(request), _lang(request)
        return await _done(request.app.state.workers.do(pages.about_article, *about), limits)

    style = "".join(file.read_text(encoding="utf-8") for file in STYLES).encode()

    async def look(_: Request) -> Response:
        return Response(style, media_type="text/css")

    return Starlette(
        routes=[
            Route("/", home),
            Route("/sparql", sparql, methods=["GET", "POST"]),
            Route("/entity/{name:path}", entity),
            Route("/article/{name:path}", article),
            Route("/style.css", look),
        ],
        middleware=[
            Middleware(_Safe),
            Middleware(
                CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"], allow_headers=["*"], expose_headers=[protocol.LIMIT]
            ),
        ],
        lifespan=life,
    )


class _Safe:
    """Puts ``SAFE`` into the header of every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SAFE)
            await send(message)

        await self.app(scope, receive, safely if scope["type"] == "http" else send)


async def _done(answer: Awaitable[Reply], limits: Limits) -> Response:
    """The answer of a worker, or why there is none."""
    try:
        return _response(await answer)
    except BusyError:
        return _response(Reply(503, "text/plain", b"Too many ask at once. Try again in a moment.\n", {"Retry-After": "5"}))
    except LateError:
        return _response(told(504, f"This took longer than {limits.seconds:g} s and was ended. {LESS}"))
    except LostError:
        return _response(told(500, f"This was ended, most likely since it needed more memory than an answer may have. {LESS}"))


def _response(reply: Reply) -> Response:
    return Response(reply.body, reply.status, {"Vary": "Accept, Accept-Language", **reply.header}, reply.media)


def _accept(request: Request) -> str:
    return ", ".join(request.headers.getlist("accept"))


def _lang(request: Request) -> str:
    """The language asked for, else the one that the browser names first, else Arabic."""
    named = (request.query_params.get("lang", ""), *request.headers.get("accept-language", "").split(","))
    return next((lang for name in named if (lang := name.strip()[:2].lower()) in ("ar", "en")), "ar")
