"""The door of the server: own origin only, cookie to identity, closed paths, and headers for every answer (docs/trust.md §0)."""

import ipaddress
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core import clock
from core.access.login import actor_by_cookie
from core.errors import Unavailable
from dashboard import runtime

IDENTITY = b"x-hbp-uid"
CLOSED = ("/_stcore/upload_file/", "/media/", "/files/", "/component/", "/_stcore/bidi-components/")
"""Without a living session these answer 403."""
KNOWN = (*CLOSED, "/_stcore/stream", "/auth/")
"""Paths for which the cookie is looked up."""
ABSENT = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-src 'self' blob: data:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
DRESS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
PAGE = {
    b'<html lang="en">': b'<html lang="zh-CN">',
    b"<title>Streamlit</title>": "<title>后半篇</title>".encode(),
    b"<head>": b'<head><script src="/shell.js"></script><script src="/paste.js" defer></script><link rel="stylesheet" href="/shell.css">',
    b"<script>\n      window.prerenderReady = false\n    </script>": b"",
}
"""Changes to the one HTML page; the last takes away its only inline script, so that the policy needs no exception."""


def is_secure() -> bool:
    """Whether people come through TLS."""
    return urlsplit(runtime.settings().public_url).scheme == "https"


def session_cookie() -> str:
    """Name of the session cookie; the prefix makes browsers hold it to TLS and to this host."""
    return "__Host-hbp_sid" if is_secure() else "hbp_sid"


def browser_cookie() -> str:
    """Name of the cookie that ties a login ticket to the browser that asked for it."""
    return "__Host-hbp_browser" if is_secure() else "hbp_browser"


def read_cookie(headers: Headers, name: str) -> str:
    """Value of a cookie, empty when it is absent or broken."""
    try:
        return SimpleCookie("; ".join(headers.getlist("cookie")))[name].value
    except (CookieError, KeyError):
        return ""


def set_cookie(response: Response, name: str, value: str, **more: Any) -> None:
    """Set a cookie that scripts cannot read and other sites do not send."""
    response.set_cookie(name, value, path="/", httponly=True, samesite="strict", secure=is_secure(), **more)


def is_own(headers: Headers, path: str) -> bool:
    """Whether the request names our host and comes from our own pages or from no page at all."""
    host, origin = headers.get("host", ""), headers.get("origin")
    public = urlsplit(runtime.settings().public_url)
    if public.netloc and path != "/health":
        return host == public.netloc and origin in (None, f"{public.scheme}://{host}")
    return _is_loopback(host.rpartition(":")[0] or host) and origin in (None, f"http://{host}")


class Door:
    """Pure ASGI, because websockets pass it too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what is foreign, name who is known, dress what goes out."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers, path = Headers(scope=scope), scope["path"]
        actor = (
            await run_in_threadpool(_known, read_cookie(headers, session_cookie())) if path.startswith(KNOWN) else None
        )
        if refusal := _refusal(headers, path, actor is not None):
            await _refuse(refusal, scope, receive, send)
            return
        kept = [pair for pair in scope["headers"] if pair[0] not in _dropped(path)]
        scope["headers"] = kept + ([(IDENTITY, str(actor.session_id).encode())] if actor else [])
        scope["actor"] = actor
        await self.app(scope, receive, send if scope["type"] == "websocket" else _wardrobe(send, headers, path))


def _known(secret: str) -> Any:
    try:
        return actor_by_cookie(runtime.store(), secret, clock.now())
    except Unavailable:
        return None


def _refusal(headers: Headers, path: str, known: bool) -> int | None:
    if path.startswith(ABSENT):
        return 404
    if not is_own(headers, path) or (path.startswith(CLOSED) and not known):
        return 403
    return None


async def _refuse(status: int, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = _dress() | {"Cache-Control": "no-store"}
    await PlainTextResponse("不能打开。", status, headers=headers)(scope, receive, send)


def _dropped(path: str) -> set[bytes]:
    """Identity that a client claims for itself never passes; a zipped page could not be dressed."""
    return {IDENTITY} if path.startswith(("/static/", "/_stcore/")) else {IDENTITY, b"accept-encoding"}


def _dress() -> dict[str, str]:
    return DRESS | ({"Strict-Transport-Security": "max-age=31536000"} if is_secure() else {})


def _wardrobe(send: Send, request: Headers, path: str) -> Send:
    """Headers for every answer; the HTML page is held back, changed and sent whole."""
    held: list[Message] = []
    body = bytearray()

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            is_page = "content-security-policy" not in headers and headers.get("content-type", "").startswith(
                "text/html"
            )
            for name, value in _dress().items():
                headers.setdefault(name, value)
            del headers["access-control-allow-origin"]
            if is_page or path.startswith("/media/"):
                headers["cache-control"] = "no-store"
            if not is_page:
                await send(message)
                return
            _name_browser(headers, request)
            held.append(message)
        elif held:
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                await _send_page(send, held[0], bytes(body))
        else:
            await send(message)

    return dressed


def _name_browser(headers: MutableHeaders, request: Headers) -> None:
    del headers["etag"], headers["last-modified"]
    if not read_cookie(request, browser_cookie()):
        bare = PlainTextResponse()
        set_cookie(bare, browser_cookie(), secrets.token_urlsafe(24))
        headers.append("set-cookie", bare.headers["set-cookie"])


async def _send_page(send: Send, start: Message, body: bytes) -> None:
    for old, new in PAGE.items():
        body = body.replace(old, new)
    MutableHeaders(raw=start["headers"])["content-length"] = str(len(body))
    await send(start)
    await send({"type": "http.response.body", "body": body})


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
