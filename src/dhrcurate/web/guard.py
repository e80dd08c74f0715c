"""Access to the server: nobody without the token if there is one, and no page of another site."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable, Collection
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Middleware

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

PARAMETER = "token"
"""Name of the token in the address."""


def new_token() -> str:
    """A token of 256 random bits that fits in an address."""
    return secrets.token_urlsafe(32)


def guard(token: str | None, *, hosts: Collection[str] | None, cookie: str) -> Middleware:
    """Accepts only allowed requests.

    Every page in the curator's browser can reach a server on the loopback interface: by a websocket, which knows no
    same-origin policy, or by a host name that was made to point here. So the host names that it answers are fixed, and
    a request that names its origin must come from the server's own page.

    Args:
        token: The token that the address must contain, `None` to admit everybody on this machine. It is asked for once:
            the response moves it to a cookie, so that it does not stay in the browser's address bar and history.
        hosts: Accepted values of the Host header, `None` for any.
        cookie: Name of the cookie; cookies do not tell ports apart, so the name should.
    """

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if hosts is not None and request.host.lower() not in hosts:
            raise web.HTTPForbidden(text="This server does not answer under that name.\n")
        origin = request.headers.get("Origin")
        if origin is not None and _site(origin) != request.host.lower():
            raise web.HTTPForbidden(text="This server answers only its own page.\n")
        if token is None:
            return await handler(request)
        given = request.query.get(PARAMETER)
        if not _same(given if given is not None else request.cookies.get(cookie, ""), token):
            raise web.HTTPForbidden(text="This needs the address with its token, as `dhrcurate serve` printed it.\n")
        if given is not None and request.path == "/":
            response = web.Response(status=303, headers={"Location": "/"})
            response.set_cookie(cookie, token, httponly=True, samesite="Lax", path="/")
            return response
        return await handler(request)

    return check


def _site(origin: str) -> str:
    """Host and port of an Origin header, empty if it has none."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _same(given: str, token: str) -> bool:
    """True if a token is right, in a time that does not depend on how much of it is."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), token.encode())
