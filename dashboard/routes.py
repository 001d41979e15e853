"""Plain addresses beside the pages: health, the session cookie, files, and the assets of the frame."""

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from core import clock
from core.access.login import end_session, redeem_ticket
from core.errors import CoreError
from core.files import open_file
from core.messages import sentence
from core.store.schema import require_current
from dashboard import runtime
from dashboard.door import browser_cookie, read_cookie, session_cookie, set_cookie

ASSETS = Path(__file__).parent / "assets"
SEALED = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}
"""A file runs nothing, whatever it holds."""
TICKET_LENGTH = 200


async def health(_request: Request) -> Response:
    """Whether the service can reach a database that fits it."""
    try:
        await run_in_threadpool(require_current, runtime.store())
    except CoreError as error:
        return JSONResponse({"ok": False, "reason": error.details.get("reason")}, 503)
    return JSONResponse({"ok": True})


async def redeem(request: Request) -> Response:
    """Exchange a login ticket for the session cookie."""
    ticket = (await request.body())[:TICKET_LENGTH].decode(errors="replace")
    browser = read_cookie(Headers(scope=request.scope), browser_cookie())
    address = request.client.host if request.client else ""
    secret = await run_in_threadpool(redeem_ticket, runtime.store(), ticket, browser, address=address, now=clock.now())
    if secret is None:
        return JSONResponse({"ok": False}, 401)
    response = JSONResponse({"ok": True})
    set_cookie(response, session_cookie(), secret)
    return response


async def leave(request: Request) -> Response:
    """End the session of the cookie and take the cookie away."""
    actor = request.scope.get("actor")
    if actor is not None:
        await run_in_threadpool(end_session, runtime.store(), actor, clock.now())
    response = JSONResponse({"ok": True}, headers={"Clear-Site-Data": '"cache"'})
    set_cookie(response, session_cookie(), "", max_age=0)
    return response


async def file(request: Request) -> Response:
    """Send a stored file to somebody who may have it; the same answer for foreign and for absent ones."""
    here = runtime.settings()
    try:
        number = int(request.path_params["number"])
        opened = await run_in_threadpool(
            open_file, runtime.store(), here.files_dir, request.scope["actor"], number, clock.now()
        )
    except CoreError as error:
        return PlainTextResponse(sentence(error), 404, headers=SEALED)
    return FileResponse(
        opened.path,
        media_type=opened.content_type,
        filename=opened.name,
        content_disposition_type="attachment",
        headers=SEALED,
    )


async def asset(request: Request) -> Response:
    """The scripts and the style of the frame."""
    return FileResponse(ASSETS / request.url.path.strip("/"), headers={"Cache-Control": "no-cache"})


ROUTES = [
    Route("/health", health),
    Route("/auth/redeem", redeem, methods=["POST"]),
    Route("/auth/leave", leave, methods=["POST"]),
    Route("/files/{number:int}", file),
    Route("/shell.js", asset),
    Route("/paste.js", asset),
    Route("/shell.css", asset),
]
