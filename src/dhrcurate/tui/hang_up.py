"""A terminal that goes without a signal ends the program as one that goes with it.

The hang-up signal reaches a terminal's first process. Where that is another, such as a make that runs the program, it
may keep the signal to itself, and Textual would read the end of the input again and again, for ever.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import threading
from collections.abc import Iterator

from textual.drivers.linux_driver import LinuxDriver

_EVERY = 0.5
"""Seconds between two looks at the terminal."""


class TerminalDriver(LinuxDriver):
    """Textual's own, but a terminal that refuses to be read is one that has gone, not a fault of the program."""

    def run_input_thread(self) -> None:
        """Reads the keys until the program ends; runs in a thread of its own."""
        try:
            super().run_input_thread()
        except OSError:
            _hang_up()


@contextlib.contextmanager
def watching_for_hang_up() -> Iterator[None]:
    """While it lasts, this process gets the hang-up signal once its input or output has gone."""
    over = threading.Event()
    terminals = {number for number in (0, 1) if os.isatty(number)}

    def watch() -> None:
        while not over.wait(_EVERY):
            if any(not os.isatty(n) if n in terminals else _is_broken(n) for n in (0, 1)):
                _hang_up()
                return

    watcher = threading.Thread(target=watch, name="hang-up", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _is_broken(pipe: int) -> bool:
    """Whether the process at the other end, such as the server of a page in a browser, has gone."""
    poll = select.poll()
    poll.register(pipe, 0)
    return bool(poll.poll(0))


def _hang_up() -> None:
    os.kill(os.getpid(), signal.SIGHUP)
