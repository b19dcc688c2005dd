"""The web application: which address is what, and what an answer's header says."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
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

from kg.serve import entities, pages, protocol
from kg.serve.draw import HERE, Visit
from kg.serve.limits import Limits
from kg.serve.reply import Reply, told
from kg.serve.workers import BusyError, Job, LateError, LostError, Workers

STYLES = (HERE.parent / "brief" / "brief.css", HERE / "style.css")
PAGES: Mapping[str, Job[...]] = {
    "/": pages.home,
    "/entity/{name:path}": entities.about_entity,
    "/article/{name:path}": pages.about_article,
    "/sentence/{name:path}": pages.sentence,
    "/pair": entities.pair,
    "/events": entities.events,
    "/graph": pages.graph,
    "/graph/drawing": pages.drawn,
    "/queries": pages.queries,
    "/queries/{name}": pages.query,
}
YASGUI = HERE / "yasgui"
FILES = {"/yasgui": ("yasgui.html", "text/html"), **{f"/yasgui/{name}": (name, media) for name, media in (("yasgui.min.js", "text/javascript"), ("start.js", "text/javascript"), ("yasgui.min.css", "text/css"))}}
LESS = "Ask for less: name more of what is sought, and let patterns share variables."
EDITOR = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
SAFE: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
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
            return await _done(workers.do(pages.asked, _visit(request), asked, limits), limits)
        if asked is None:
            return _response(protocol.description(str(request.url_for("sparql")), accept))
        return await _done(workers.do(protocol.answer, asked, accept, limits), limits)

    def shown(job: Job[...]) -> Callable[[Request], Awaitable[Response]]:
        async def one(request: Request) -> Response:
            return await _done(request.app.state.workers.do(job, _visit(request), *request.path_params.values()), limits)

        return one

    def kept(name: str, media: str) -> Callable[[Request], Awaitable[Response]]:
        content, own = (YASGUI / name).read_bytes(), {"Content-Security-Policy": EDITOR} if name == "yasgui.html" else {"Cache-Control": "max-age=86400"}

        async def one(_: Request) -> Response:
            return Response(content, headers=own, media_type=media)

        return one

    style = "".join(file.read_text(encoding="utf-8") for file in STYLES).encode()

    async def look(_: Request) -> Response:
        return Response(style, media_type="text/css")

    return Starlette(
        routes=[
            Route("/sparql", sparql, methods=["GET", "POST"]),
            Route("/style.css", look),
            *(Route(address, shown(job)) for address, job in PAGES.items()),
            *(Route(address, kept(*file)) for address, file in FILES.items()),
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
    """Puts ``SAFE`` into the header of every answer that says nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                header = MutableHeaders(scope=message)
                for name, value in SAFE.items():
                    header.setdefault(name, value)
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


def _visit(request: Request) -> Visit:
    return Visit(_lang(request), _accept(request), dict(request.query_params))


def _lang(request: Request) -> str:
    """The language asked for, else the one that the browser names first, else Arabic."""
    named = (request.query_params.get("lang", ""), *request.headers.get("accept-language", "").split(","))
    return next((lang for name in named if (lang := name.strip()[:2].lower()) in ("ar", "en")), "ar")
