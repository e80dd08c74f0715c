"""Keys that come faster than they act, held back until those before them have acted."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable

from textual import events
from textual.dom import DOMNode
from textual.message_pump import MessagePump

_AT_MOST = 0.25
"""Seconds that a key waits for a part of the screen that closes and so never answers."""


class TypedAhead:
    """Lets keys act one after the other.

    Textual hands a key to what has the focus, and what it means comes back as a message behind all keys of the same
    packet: those would act first, or be typed into a line whose answer was given.

    Args:
        program: The program.
        act: Lets a key act.
        go_on: Takes the keys that were held back.
    """

    def __init__(
        self,
        program: MessagePump,
        act: Callable[[events.Key], Awaitable[None]],
        go_on: Callable[[], Awaitable[None]],
    ) -> None:
        self._program, self._act, self._go_on = program, act, go_on
        self._held: deque[events.Key] = deque()
        self._following: asyncio.Task[None] | None = None

    async def take(self, key: events.Key, target: DOMNode, *, ordered: bool) -> None:
        """Lets a key act, or holds it back until those before it have.

        Args:
            key: The key.
            target: What has the focus.
            ordered: Whether the keys after it wait until it has acted.
        """
        if self._following is not None:
            self._held.append(key)
            return
        await self._act(key)
        if ordered:
            self._following = asyncio.create_task(self._follow(target))

    @property
    def is_acting(self) -> bool:
        """Whether a key has not acted yet that others wait for."""
        return self._following is not None or bool(self._held)

    def next(self) -> events.Key | None:
        """Return the next key that was held back, `None` where there is none or one still acts."""
        return self._held.popleft() if self._held and self._following is None else None

    async def _follow(self, target: DOMNode) -> None:
        """Goes the way of a key: to what has the focus, up to the program, and with what it means the same again."""
        up = [node for node in target.ancestors_with_self if node is not self._program]
        for pump in (*up, self._program, *up, self._program):
            passed = asyncio.Event()
            if pump.is_running and pump.call_later(passed.set):
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(passed.wait(), _AT_MOST)
        self._following = None
        self._program.call_next(self._go_on)
