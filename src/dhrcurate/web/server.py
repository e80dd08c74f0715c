"""Serving the interface: each page that is opened runs `dhrcurate review` in a process of its own."""

from __future__ import annotations

import asyncio
import html
import ipaddress
import logging
import shlex
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from textual_serve.app_service import AppService
from textual_serve.server import Server

from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.visible import visible
from dhrcurate.storage.programs import own_command
from dhrcurate.web.guard import PARAMETER, guard, new_token
from dhrcurate.web.page import pass_on, size_of

_PATIENCE = 8.0
"""Seconds that open pages have to save and exit when the server stops."""

_FONT_SIZES = range(6, 73)


def review_command(
    library: Path, *, curator: str | None = None, register: Path | None = None, pages: Sequence[Path] = ()
) -> str:
    """The command line that a page runs. textual-serve passes it to a shell, so every word is quoted.

    Args:
        library: The library's folder.
        curator: Who signs, `None` if the interface finds out.
        register: The only register to use.
        pages: The folders whose files a page may import.
    """
    words = [*own_command(), "review"]
    if curator is not None:
        words.append(f"--as={curator}")
    if register is not None:
        words.append(f"--register={register.absolute()}")
    words += [f"--pages={folder.absolute()}" for folder in pages]
    return shlex.join([*words, "--", str(library.absolute())])


@dataclass(frozen=True, slots=True)
class Listener:
    """A socket that listens.

    Attributes:
        socket: The socket.
        host: The host as given.
    """

    socket: socket.socket
    host: str

    @classmethod
    def open(cls, host: str, port: int) -> Listener:
        """Listens on a host and port; port 0 is any free one.

        Raises:
            UnusableError: If they are not available.
        """
        if not 0 <= port < 65536:  # the resolver would take another one silently
            raise UnusableError(f"serve: {port} is not a port; give a number up to 65535, or 0 for any free one")
        try:
            family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            listening = socket.create_server(address[:2], family=family, backlog=64)
        except (OSError, OverflowError, UnicodeError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise UnusableError(f"serve: {host} port {port} is not available: {why}; --port 0 picks one") from error
        return cls(listening, host)

    @property
    def port(self) -> int:
        """The port."""
        return int(self.socket.getsockname()[1])

    @property
    def address(self) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
        """The interface's address."""
        return ipaddress.ip_address(str(self.socket.getsockname()[0]).partition("%")[0])

    @property
    def is_loopback(self) -> bool:
        """True if only this machine can reach it."""
        return self.address.is_loopback

    @property
    def names(self) -> frozenset[str] | None:
        """The Host headers to accept; `None` for any, as other machines may use names unknown here."""
        if not self.is_loopback:
            return None
        hosts = ("localhost", "127.0.0.1", "[::1]", _bracketed(self.host.lower()), _bracketed(str(self.address)))
        return frozenset(
            name for host in hosts for name in (f"{host}:{self.port}", *([host] if self.port == 80 else ()))
        )

    def url(self, token: str | None) -> str:
        """The address to open in a browser."""
        host = socket.gethostname() if self.address.is_unspecified else self.host
        query = f"?{PARAMETER}={token}" if token else ""
        return f"http://{_bracketed(host)}:{self.port}/{query}"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


class ReviewServer(Server):
    """textual-serve's server with our own page, which loads nothing from other sites, behind a guard.

    Args:
        command: The command that a page runs.
        title: The library's name.
        listener: Where it listens; the guard accepts only requests for its host names.
        token: The token that the address must contain, `None` for none.
    """

    def __init__(self, command: str, title: str, listener: Listener, token: str | None) -> None:
        super().__init__(command, host=listener.host, port=listener.port, title=title)
        self._guard = guard(token, hosts=listener.names, cookie=f"dhrcurate-{listener.port}")
        self._pages: set[asyncio.Task[object]] = set()
        here = files("dhrcurate.web")
        self._template = Template(here.joinpath("page.html").read_text(encoding="utf-8"))
        self._script = here.joinpath("page.js").read_text(encoding="utf-8")

    async def make_app(self) -> web.Application:
        """The application, behind the guard."""
        app = await self._make_app()
        app.middlewares.append(self._guard)
        app.on_response_prepare.append(_with_headers)
        app.router.add_get("/page.js", self.handle_script)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Prints nothing: the command prints the address."""

    async def on_shutdown(self, app: web.Application) -> None:  # noqa: ARG002  # textual-serve passes it
        """Ends open pages, each of which saves first."""
        for page in self._pages:
            page.cancel()
        if self._pages:
            await asyncio.wait(self._pages, timeout=_PATIENCE)

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page."""
        size = request.query.get("fontsize", "")
        known = size.isascii() and size.isdecimal() and len(size) < 3 and int(size) in _FONT_SIZES
        text = self._template.substitute(
            title=html.escape(visible(str(self.title), one_line=True)),
            websocket=html.escape(f"{'wss' if request.secure else 'ws'}://{request.host}/ws"),
            font_size=size if known else "16",
        )
        return web.Response(text=text, content_type="text/html")

    async def handle_script(self, request: web.Request) -> web.Response:  # noqa: ARG002  # a handler gets it
        """The page's own script."""
        return web.Response(text=self._script, content_type="text/javascript")

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Runs the interface for one page."""
        page = asyncio.current_task()
        assert page is not None
        websocket = web.WebSocketResponse(heartbeat=15)
        service = AppService(
            self.command,
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=websocket.close,  # type: ignore[arg-type]  # its result is not used
            download_manager=self.download_manager,
        )
        self._pages.add(page)
        try:
            await websocket.prepare(request)
            await service.start(*size_of(request.query.get("width"), request.query.get("height")))
            try:
                await pass_on(websocket, service)
            finally:
                await service.stop()
        except asyncio.CancelledError:
            await websocket.close()
        finally:
            self._pages.discard(page)
        return websocket


async def _with_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Responses are not stored by the browser, not framed by others, and load nothing from elsewhere."""
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        f"img-src 'self' data:; connect-src 'self' ws://{request.host} wss://{request.host}; frame-ancestors 'none'"
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"


def _is_fault(record: logging.LogRecord) -> bool:
    """True if an error is the server's fault: a malformed request gets its response, and nothing is printed."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


def serve(command: str, title: str, listener: Listener, *, with_token: bool, tell: Callable[[str], object]) -> None:
    """Serves until it is interrupted.

    Args:
        command: The command that a page runs.
        title: The library's name.
        listener: Where to listen; beyond this machine a token is always required.
        with_token: Whether to require a token on this machine too.
        tell: Called with the address, once.
    """
    logging.getLogger("aiohttp.server").addFilter(_is_fault)
    token = new_token() if with_token or not listener.is_loopback else None
    server = ReviewServer(command, title, listener, token)
    tell(listener.url(token))
    web.run_app(
        server.make_app(), sock=listener.socket, print=None, access_log=None, shutdown_timeout=_PATIENCE
    )  # no log of requests: the address of the first one contains the token
