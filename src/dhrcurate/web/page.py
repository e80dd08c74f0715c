"""What a page asks of the interface behind it: a size, and then keys, other sizes and signs of life."""

from __future__ import annotations

from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService

_COLUMNS = range(10, 1001)
_ROWS = range(3, 501)
"""Sizes that a window may have: on the largest screens in the smallest letters it does not have more cells."""


def size_of(width: object, height: object) -> tuple[int, int]:
    """Columns and rows as a page gives them, brought to what a window may have."""
    return _cells(width, _COLUMNS, 80), _cells(height, _ROWS, 24)


def _cells(given: object, possible: range, usual: int) -> int:
    try:
        number = int(given)  # type: ignore[call-overload]  # whatever it is
    except (TypeError, ValueError, OverflowError):
        return usual
    return min(max(int(number), possible[0]), possible[-1])


async def pass_on(websocket: web.WebSocketResponse, service: AppService) -> None:
    """Passes on what a page sends until it is closed; what means nothing is passed over."""
    async for message in websocket:
        if message.type is not WSMsgType.TEXT:
            continue
        try:
            asked = message.json()
        except (ValueError, RecursionError):
            continue
        match asked:
            case ["stdin", str(text)] if keys := text.encode("utf-8", "ignore"):  # none at all would mean the end
                await service.send_bytes(keys)
            case ["resize", {"width": width, "height": height}]:
                await service.set_terminal_size(*size_of(width, height))
            case ["ping", data]:
                await websocket.send_json(["pong", data])
            case ["blur", *_]:
                await service.blur()
            case ["focus", *_]:
                await service.focus()
