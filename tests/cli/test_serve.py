"""`dhrcurate serve`: who gets in, what a page runs, and the interface in a real browser."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shlex
import signal
import socket
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytest.importorskip("textual_serve", reason="the extra `web` is not installed")

import aiohttp
from aiohttp import web

from browser import browser, needs_chromium
from dhrcurate.cli import main
from dhrcurate.domain.errors import UnusableError
from dhrcurate.web.page import size_of
from dhrcurate.web.server import Listener, ReviewServer, review_command
from libraries import recommendation, write

TOKEN = "a-token-of-the-tests"  # noqa: S105  # it opens nothing


class Doorstep(ReviewServer):
    """The server without the interface behind it: whoever gets as far as the websocket is greeted and let go."""

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        greeted = web.WebSocketResponse()
        await greeted.prepare(request)
        await greeted.close()
        return greeted


@contextlib.asynccontextmanager
async def serving(token: str | None = None, host: str = "127.0.0.1", title: str = "records") -> AsyncIterator[str]:
    """A server in this process; yields its address without a token."""
    listener = Listener.open(host, 0)
    server = Doorstep("false", title, listener, token)
    runner = web.AppRunner(await server.make_app(), access_log=None)
    await runner.setup()
    await web.SockSite(runner, listener.socket).start()
    try:
        yield f"http://127.0.0.1:{listener.port}"
    finally:
        await runner.cleanup()


async def get(client: aiohttp.ClientSession, url: str, **headers: str) -> tuple[int, str]:
    async with client.get(url, headers=headers, allow_redirects=False) as answer:
        return answer.status, await answer.text()


async def websocket_status(client: aiohttp.ClientSession, url: str, **headers: str) -> int:
    try:
        async with client.ws_connect(url, headers=headers):
            return 101
    except aiohttp.WSServerHandshakeError as error:
        return error.status


PLACES = ("/", "/ws", "/page.js", "/static/js/textual.js", "/static/", "/download/x", "/nowhere")


async def test_on_this_machine_the_page_comes_without_a_token() -> None:
    async with serving(title="R & <D>") as url, aiohttp.ClientSession() as client:
        status, page = await get(client, url)
        assert status == 200
        assert f'data-session-websocket-url="{url.replace("http", "ws")}/ws"' in page
        assert "<title>R &amp; &lt;D&gt;</title>" in page
        assert "https://" not in page, "the page asks no other site for anything"
        assert (await get(client, f"{url}/page.js"))[0] == 200
        assert await websocket_status(client, f"{url}/ws") == 101


async def test_a_page_of_another_site_gets_nowhere() -> None:
    async with serving() as url, aiohttp.ClientSession() as client:
        for place in PLACES:
            assert (await get(client, url + place, Host="evil.example"))[0] == 403, "a name made to point here"
            assert (await get(client, url + place, Origin="http://evil.example"))[0] == 403
        assert await websocket_status(client, f"{url}/ws", Origin="http://evil.example") == 403
        assert await websocket_status(client, f"{url}/ws", Origin="null") == 403
        assert await websocket_status(client, f"{url}/ws", Origin="http://[") == 403
        assert await websocket_status(client, f"{url}/ws", Origin=url) == 101


async def test_with_a_token_nothing_comes_without_it() -> None:
    async with serving(TOKEN, "0.0.0.0") as url, aiohttp.ClientSession() as client:  # noqa: S104  # what is tested
        for place in PLACES:
            assert (await get(client, url + place))[0] == 403
            assert (await get(client, f"{url}{place}?token="))[0] == 403
            assert (await get(client, f"{url}{place}?token={TOKEN}x"))[0] == 403
            assert (await get(client, f"{url}{place}?token=%FF%ED%A0%80"))[0] == 403
        assert await websocket_status(client, f"{url}/ws") == 403
        assert await websocket_status(client, f"{url}/ws?token={TOKEN[:-1]}") == 403
        assert await websocket_status(client, f"{url}/ws?token={TOKEN}") == 101


async def test_the_token_moves_from_the_address_to_a_cookie() -> None:
    jar = aiohttp.CookieJar(unsafe=True)
    async with serving(TOKEN, "0.0.0.0") as url, aiohttp.ClientSession(cookie_jar=jar) as client:  # noqa: S104  # the same
        async with client.get(f"{url}/?token={TOKEN}", allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (303, "/")
            assert "httponly" in answer.headers["Set-Cookie"].lower()
            assert "samesite=lax" in answer.headers["Set-Cookie"].lower()
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Cache-Control"] == "no-store"
        status, page = await get(client, url)
        assert status == 200
        assert TOKEN not in page
        assert await websocket_status(client, f"{url}/ws", Origin=url) == 101
        assert await websocket_status(client, f"{url}/ws", Origin="http://evil.example") == 403


async def test_only_a_sensible_font_size_reaches_the_page() -> None:
    async with serving() as url, aiohttp.ClientSession() as client:
        assert 'data-font-size="20"' in (await get(client, f"{url}/?fontsize=20"))[1]
        for odd in ("5000", '1"onload="x', "²", ""):
            assert 'data-font-size="16"' in (await get(client, f"{url}/?fontsize={odd}"))[1]


@pytest.mark.parametrize(
    "name", ["$(touch pwned)", "'; touch pwned; '", "a\ntouch pwned\n", "`touch pwned`", "-h", "a b"]
)
def test_a_library_s_name_is_never_a_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).mkdir()
    command = review_command(Path(name), curator=f"--{name}", register=Path(name))
    assert shlex.split(command)[-4:] == [f"--as=--{name}", f"--register={tmp_path / name}", "--", str(tmp_path / name)]
    ran = subprocess.run(command, shell=True, capture_output=True, check=False, stdin=subprocess.DEVNULL)  # noqa: S602  # as textual-serve does
    assert ran.returncode == 2, ran.stderr
    assert ran.stderr.startswith(b"dhrcurate: review: this is not a terminal")
    assert not (tmp_path / "pwned").exists()


def test_what_lies_in_the_working_directory_is_never_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dhrcurate.py").write_text("raise SystemExit(99)")
    monkeypatch.chdir(tmp_path)
    words = shlex.split(review_command(Path("records")))
    assert subprocess.run(words, capture_output=True, check=False, stdin=subprocess.DEVNULL).returncode == 2


def test_without_the_extra_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "dhrcurate.web.server")
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    assert main(["serve"]) == 2
    assert "pip install 'dhrcurate[web]'" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    assert f"127.0.0.1 port {port} is not available" in capsys.readouterr().err
    for odd in (99999, -1):
        with pytest.raises(UnusableError, match="is not a port"):
            Listener.open("127.0.0.1", odd)
    with pytest.raises(UnusableError, match="is not available"):
        Listener.open("no such host", 0)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    own = {name: str(tmp_path / name) for name in ("DHRCURATE_STATE", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    return {**os.environ, **own}


@contextlib.contextmanager
def served(*arguments: str, environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The command as a process; yields it and the address that it printed."""
    command = [sys.executable, "-m", "dhrcurate", "serve", "--port", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().decode().strip()
        finally:
            process.kill()


def opened(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310  # the address that the command printed
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_beyond_this_machine_there_is_always_a_token(tmp_path: Path, environment: dict[str, str]) -> None:
    with served("--host", "0.0.0.0", str(tmp_path), environment=environment) as (process, url):  # noqa: S104  # the same
        address, _, token = url.partition("?token=")
        port = address.rstrip("/").rpartition(":")[2]
        assert len(token) >= 43
        here = f"http://127.0.0.1:{port}/"
        assert opened(here) == 403
        assert opened(f"{here}static/js/textual.js") == 403
        assert opened(f"{here}page.js?token={token}") == 200
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=20)
        assert process.returncode == 0
        assert b"the connection is not encrypted" in errors
        assert token.encode() not in errors, "it is printed once"


def test_by_default_only_this_machine_can_reach_it(tmp_path: Path, environment: dict[str, str]) -> None:
    with served(str(tmp_path), environment=environment) as (process, url):
        assert url.startswith("http://127.0.0.1:")
        assert "token" not in url
        assert opened(url) == 200
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
        assert process.returncode == 0


def answered(url: str, request: bytes) -> bytes:
    """The first line of the answer to a request as it stands."""
    address = urlsplit(url)
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(request)
        return connection.makefile("rb").readline()


def test_a_request_that_is_none_is_answered_and_nothing_is_printed(tmp_path: Path, environment: dict[str, str]) -> None:
    with served(str(tmp_path), environment=environment) as (process, url):
        for odd in (b"GET / HTTP/1.1", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b", b"GET / HTTP/9.9", b"\x16\x03\x01"):
            assert b" 400 " in answered(url, odd + b"\r\n\r\n"), odd
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=20)
    assert errors.splitlines()[1:] == [], "the first line tells what is served"


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        (("132", "43"), (132, 43)),
        (("99999999", "-3"), (1000, 3)),
        ((float("inf"), float("nan")), (80, 24)),
        (("²", None), (80, 24)),
        ((0, [3]), (10, 24)),
    ],
)
def test_a_page_has_a_size_that_a_window_may_have(asked: tuple[object, object], size: tuple[int, int]) -> None:
    assert size_of(*asked) == size


async def test_a_page_with_an_odd_size_or_odd_messages_is_served_on(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    root = tmp_path / "records"
    record = write(root, "exampleton-2023", recommendation(1), recommendation(2))
    with served("--as", "A. Curator", str(root), environment=environment) as (process, url):
        async with (
            aiohttp.ClientSession() as client,
            client.ws_connect(f"{url}ws?width=99999999&height=-3", max_msg_size=0) as page,
        ):
            await anext(page)
            odd = ['["resize",{"width":1e9,"height":-3}]', '["resize",{}]', "{}", "[]", "no", '["stdin",5]', "[" * 9999]
            for message in [*odd, '["resize",{"width":80,"height":24}]', '["stdin","\\ud800"]', '["ping",1]']:
                await page.send_str(message)
            async for answer in page:
                if answer.data == '["pong", 1]':
                    break
            await page.send_str('["stdin",""]')
            await page.send_str('["stdin","a"]')
            await asyncio.to_thread(wait_until_holds, record, 'status = "accepted"')
        process.send_signal(signal.SIGTERM)
        _, errors = await asyncio.to_thread(process.communicate, timeout=20)
        assert process.returncode == 0
    assert errors.splitlines()[1:] == []


def children(process: int) -> list[int]:
    """Processes below a process, as Linux tells them."""
    found: list[int] = []
    for file in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, file.read_text().split()):
            found += [child, *children(child)]
    return found


def png_size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@needs_chromium
async def test_a_key_pressed_in_a_browser_decides_and_is_saved(tmp_path: Path, environment: dict[str, str]) -> None:
    root = tmp_path / "records"
    record = write(root, "exampleton-2023", recommendation(1), recommendation(2))
    with served("--token", "--as", "A. Curator", str(root), environment=environment) as (process, url):
        async with browser(tmp_path / "profile") as page:
            await page.open(url)
            await page.until("document.body.classList.contains('-first-byte')")
            assert await page.value("document.activeElement.className") == "xterm-helper-textarea"
            assert await page.value("location.search") == "", "the token is not left in the address"
            before = await page.screenshot()
            await page.press("a")
            await asyncio.to_thread(wait_until_holds, record, 'status = "accepted"')
            after = await page.screenshot()
            assert png_size(after) == png_size(before)
            assert len(after) > 10_000, "something is drawn"
            (tmp_path / "page.png").write_bytes(after)
            own = url.partition("?")[0]
            assert all(asked.startswith(own) for asked in page.requested), page.requested
            pages = children(process.pid)
            process.send_signal(signal.SIGTERM)
            await page.until("document.body.classList.contains('-closed')")
        process.communicate(timeout=20)
        assert process.returncode == 0
    assert pages
    assert not alive(pages), "a page's process outlived the server"
    assert record.read_text().count('status = "accepted"') == 1


def wait_until_holds(file: Path, words: str) -> None:
    """Waits until a file holds some words, which another process writes."""
    until = time.monotonic() + 20
    while words not in file.read_text():
        assert time.monotonic() < until, f"never held {words!r}"
        time.sleep(0.02)


def alive(processes: Iterable[int]) -> list[int]:
    return [process for process in processes if Path(f"/proc/{process}").exists()]
