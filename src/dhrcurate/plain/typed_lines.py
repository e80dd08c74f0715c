"""The lines that are typed on a terminal, waited for so that no signal is slept through."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO


class TypedLines:
    """Reads a terminal line by line.

    A signal's handler runs between two steps of Python. One that arrives after the last of them, before a read sleeps,
    waits for the next line, which may never be typed; so it writes to a pipe that is waited for too.

    Args:
        terminal: The number of the terminal's file.
        woken: The pipe's end that is read.
    """

    def __init__(self, terminal: int, woken: int) -> None:
        self._terminal, self._woken = terminal, woken
        self._read = b""

    def isatty(self) -> bool:
        """Return that it is a terminal."""
        return True

    def readline(self) -> bytes:
        """Return the next line with its end; without one what is left at the end, or nothing."""
        while b"\n" not in self._read:
            ready, _, _ = select.select([self._terminal, self._woken], [], [])
            if self._woken in ready:
                os.read(self._woken, 512)
            if self._terminal in ready:
                piece = os.read(self._terminal, 65536)
                if not piece:
                    break
                self._read += piece
        line, end, self._read = self._read.partition(b"\n")
        return line + end


@contextmanager
def typed_lines(source: BinaryIO) -> Iterator[TypedLines]:
    """Reads a terminal while it lasts, in the main thread."""
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    former = signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
    try:
        yield TypedLines(source.fileno(), woken)
    finally:
        signal.set_wakeup_fd(former)
        os.close(woken)
        os.close(wakes)
