"""The messages of a page to the interface behind it: sizes, keys, pings and focus."""

from __future__ import annotations

from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService

_COLUMNS = range(10, 1001)
_ROWS = range(3, 501)
"""Accepted sizes of a window: no screen has more cells, even in the smallest letters."""


def size_of(width: object, height: object) -> tuple[int, int]:
    """Columns and rows as a page gives them, limited to accepted sizes."""
    return _cells(width, _COLUMNS, 80), _cells(height, _ROWS, 24)


def _cells(given: object, possible: range, usual: int) -> int:
    try:
        number = int(given)  # type: ignore[call-overload]  # whatever it is
    except (TypeError, ValueError, OverflowError):
        return usual
    return min(max(int(number), possible[0]), possible[-1])


async def pass_on(websocket: web.WebSocketResponse, service: AppService) -> None:
    """Passes on the messages of a page until it is closed; unknown ones are ignored."""
    async for message in websocket:
        if message.type is not WSMsgType.TEXT:
            continue
        try:
            request = message.json()
        except (ValueError, RecursionError):
            continue
        match request:
            case ["stdin", str(text)] if keys := text.encode("utf-8", "ignore"):  # empty input would mean the end
                await service.send_bytes(keys)
            case ["resize", {"width": width, "height": height}]:
                await service.set_terminal_size(*size_of(width, height))
            case ["ping", data]:
                await websocket.send_json(["pong", data])
            case ["blur", *_]:
                await service.blur()
            case ["focus", *_]:
                await service.focus()
