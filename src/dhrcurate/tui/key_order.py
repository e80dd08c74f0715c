"""Keys one after the other: what a key opens has the focus before the next one is handed on.

Textual hands a key to the widget that has the focus when the key is read. Of keys that come in one packet (typed
ahead, pasted by a terminal, sent by a macro) those behind the one that opens a line would still go to the list, and
each letter there is a command.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from functools import partial

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

Typed = events.Key | events.Paste

_LOOKS = 40
"""How often it is looked whether a dialog that is opening has the focus."""
_PATIENCE = 1.0
"""Seconds after which the next key goes on whatever became of the one before: its widget may be gone."""


class KeyOrder:
    """Holds keys back while one before them is under way.

    Args:
        app: The program.
        hand_on: Hands a key to the widget that has the focus.
    """

    def __init__(self, app: App[int], hand_on: Callable[[Typed], Awaitable[None]]) -> None:
        self._app = app
        self._hand_on = hand_on
        self._waiting: deque[Typed] = deque()
        self._under_way: Typed | None = None
        self._followed = True
        self._route: Iterator[MessagePump] = iter(())

    async def take(self, typed: Typed) -> None:
        """Hand a key on, now or when those before it are done."""
        if self._under_way is None:
            await self._send(typed)
            return
        self._waiting.append(typed)
        self._begin_to_follow(self._under_way)
        self._app.set_timer(_PATIENCE, partial(self._done, self._under_way))

    async def _send(self, typed: Typed) -> None:
        self._under_way = typed
        self._followed = False
        self._route = iter([*(self._app.focused or self._app.screen).ancestors_with_self, self._app])
        await self._hand_on(typed)
        if self._waiting:
            self._begin_to_follow(typed)
        else:  # nobody waits: what it changed is shown first
            self._app.call_after_refresh(self._begin_to_follow, typed)

    def _begin_to_follow(self, typed: Typed) -> None:
        if typed is self._under_way and not self._followed:
            self._followed = True
            self._follow(typed, self._route)

    def _follow(self, typed: Typed, route: Iterator[MessagePump]) -> None:
        """Go behind a key from its widget up to the program, which is where bindings act."""
        for pump in route:
            if pump.call_later(self._follow, typed, route):
                return
        self._app.call_later(self._look, typed, _LOOKS)

    def _look(self, typed: Typed, left: int) -> None:
        """The key has acted: go on once a dialog that it opened has the focus."""
        screen = self._app.screen
        if left and screen.is_modal and screen.focused is None and any(w.can_focus for w in screen.query("*")):
            screen.call_after_refresh(self._look, typed, left - 1)
        elif left and not screen.is_running:
            self._app.call_later(self._look, typed, left - 1)
        else:
            self._app.call_later(self._done, typed)

    async def _done(self, typed: Typed) -> None:
        if typed is not self._under_way:
            return
        self._under_way = None
        if self._waiting:
            await self._send(self._waiting.popleft())
