"""Running the program so that every decision is on disk and the terminal as it was, however it ends."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import termios
import threading
from collections.abc import Iterator, Sequence
from types import FrameType
from typing import TYPE_CHECKING

from dhrcurate.domain.visible import visible
from dhrcurate.tui.app import SWITCH_INTERVAL, CurateApp
from dhrcurate.tui.garbage import AtRests
from dhrcurate.tui.hang_up import watching_for_hang_up

if TYPE_CHECKING:
    from dhrcurate.curation.saving.standing import Gone

ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
"""Signals that end the program; its exit code is then 128 and the signal's number, as a shell would say."""

PATIENCE = 3.0
"""Seconds to end in good order before the terminal is put right by force, as when it no longer takes output."""

RESTORE = (
    b"\x1b[<u\x1b[?2004l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1004l\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[0m"
)
"""Reverses what the interface asks of a terminal: keyboard protocol, paste and mouse modes, alternate screen."""


def run(app: CurateApp) -> int:
    """Runs the program until it is left or ended; returns the exit code."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    app.garbage = AtRests()
    before = _attributes()
    over = threading.Event()
    with _signals(app, over) as ended, watching_for_hang_up():
        app.run()
        over.set()
        app.keep()
        app.end_threads()
        app.workspace.look_for_gone(at_end=True)
        app.workspace.forget_redacted()
        behind = app.workspace.behind()
    unsaved = app.workspace.save_queue.unsaved
    if ended:
        _restore(before)
    _tell(unsaved)
    if app.workspace.gone:
        _tell_gone(app.workspace.gone)
    elif app.workspace.was_gone:
        _tell_made_again()
    for words in behind:
        _say(words)
    if ended:
        _let_go()
        return 128 + ended[0]
    if app.return_code:
        return 70
    return app.return_value or (1 if unsaved or behind or app.workspace.was_gone else 0)


def _tell(unsaved: Sequence[str]) -> None:
    """Names what is not saved, as far as somebody still listens."""
    with contextlib.suppress(OSError, ValueError):
        for change in unsaved:
            sys.stderr.write(f"dhrcurate: not saved: {visible(change, one_line=True)}\n")
        sys.stderr.flush()


def _let_go() -> None:
    """Writes what is left where the terminal has gone to nowhere: Python would end with a code of its own."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _tell_gone(gone: Sequence[Gone]) -> None:
    from dhrcurate.curation.saving.standing import in_one_sentence  # noqa: PLC0415  # only where something is gone

    _say(f"{in_one_sentence(gone)}: make it again")


def _say(words: str) -> None:
    with contextlib.suppress(OSError):  # the terminal may be gone
        sys.stderr.write(visible(f"dhrcurate: {words}", one_line=True) + "\n")


def _tell_made_again() -> None:
    """Says why the exit code is not 0 though all is saved."""
    _say("what had gone from a trail was made again and is saved; the exit code is 1, as it was gone meanwhile")


@contextlib.contextmanager
def _signals(app: CurateApp, over: threading.Event) -> Iterator[list[int]]:
    """While it lasts, ending signals end the program in good order; yields the signals that came.

    Where the terminal is gone Textual may wait for ever to write to it; then the end is forced.
    """
    came: list[int] = []
    terminal = _attributes()

    def end(number: int, _frame: FrameType | None) -> None:
        came.append(number)
        if len(came) == 1:
            threading.Thread(target=_by_force, args=(app, number, terminal, over), daemon=True).start()
            app.end_soon()

    former = {number: signal.signal(number, end) for number in ENDING}
    try:
        yield came
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _by_force(app: CurateApp, number: int, terminal: list[object] | None, over: threading.Event) -> None:
    app.workspace.save_queue.wait(PATIENCE)
    if not over.wait(PATIENCE):
        _restore(terminal)
        telling = threading.Thread(target=_tell, args=(app.workspace.save_queue.unsaved,), daemon=True)
        telling.start()
        telling.join(1.0)  # a terminal that takes no output would hold it for ever
        os._exit(128 + number)


def _attributes() -> list[object] | None:
    try:
        return termios.tcgetattr(0)
    except (termios.error, OSError, ValueError):
        return None


def _restore(terminal: list[object] | None) -> None:
    """Puts the terminal right, as far as it still listens."""
    with contextlib.suppress(OSError, termios.error):
        if terminal is not None:
            termios.tcsetattr(0, termios.TCSANOW, terminal)  # type: ignore[arg-type]  # as it was read
        if os.isatty(2):
            os.write(2, RESTORE)
