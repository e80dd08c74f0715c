"""Running the plain review so that, however it ends, nothing is half made and the cursor is kept."""

from __future__ import annotations

import contextlib
import errno
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import FrameType

from dhrcurate.curation.configuration.curator import curator_to_tell
from dhrcurate.curation.configuration.settings import read_user_settings
from dhrcurate.curation.folder_names import program
from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.opening import settled
from dhrcurate.domain.errors import DhrcurateError, UnusableError
from dhrcurate.domain.words import at_start, full_stop, plural
from dhrcurate.plain.commands import Letters
from dhrcurate.plain.console import Console, InputEnded, Misread, Strayed
from dhrcurate.plain.handlers import CHANGING, GOING, HANDLERS
from dhrcurate.plain.moving import begin_queue
from dhrcurate.plain.reviewer import Reviewer
from dhrcurate.plain.typed_lines import typed_lines
from dhrcurate.review.commands import Command, keymap
from dhrcurate.review.user_state import UserStateFile

INTERRUPTED = 130
ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
"""Signals that end the review; its exit code is then 128 and the signal's number, as a shell would say."""


class EndedBySignal(BaseException):
    """A signal asked to end.

    Attributes:
        number: Which.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Signals:
    """Turns signals into exceptions, but not while something is being written.

    Args:
        ends_at_interrupt: Whether an interrupt ends the review as the other signals do. In a script it has to: the next
            lines would be carried out else, and nobody is asked anything that could be left.
    """

    def __init__(self, *, ends_at_interrupt: bool = False) -> None:
        self._ends_at_interrupt = ends_at_interrupt
        self._held = False
        self._waiting = 0

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """While it lasts, signals end the review."""
        former = {number: signal.signal(number, self._ending) for number in ENDING}
        interrupted = self._ending if self._ends_at_interrupt else self._interrupting
        former[signal.SIGINT] = signal.signal(signal.SIGINT, interrupted)
        try:
            yield
        finally:
            for number, handler in former.items():
                signal.signal(number, handler)

    @contextlib.contextmanager
    def unbroken(self) -> Iterator[None]:
        """While it lasts, an ending waits; an interrupt that ends nothing is too late, and what is written is told."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
            if self._waiting:
                raise EndedBySignal(self._waiting)

    def _ending(self, number: int, _frame: FrameType | None) -> None:
        self._waiting = number
        if not self._held:
            raise EndedBySignal(number)

    def _interrupting(self, _number: int, _frame: FrameType | None) -> None:
        if not self._held:
            raise KeyboardInterrupt


def review_plain(root: Path, *, named: str | None = None, register: Path | None = None, queue: str = "") -> int:
    """Reviews a library line by line on standard input and output; returns the exit code.

    Args:
        root: The library's folder, or the file of the record to begin with.
        named: Who signs, as the call says.
        register: A register to use alone.
        queue: The queue to begin with, empty for everything.

    Raises:
        UnusableError: Where the library or a configuration cannot be used.
    """
    library = Library.open(root, register=register)
    source = sys.stdin.buffer if sys.stdin else None
    with contextlib.ExitStack() as stack:
        typed = stack.enter_context(typed_lines(source)) if source is not None and source.isatty() else source
        console = Console(typed, sys.stdout)
        signals = Signals(ends_at_interrupt=console.is_script)
        try:
            return _review(library, console, signals, named, library.record_at(root), queue)
        except EndedBySignal as signalled:
            return 128 + signalled.number


def _review(library: Library, console: Console, signals: Signals, named: str | None, asked_for: str, queue: str) -> int:
    root = library.root
    with signals.listening(), signals.unbroken():
        opening = settled(library)
    if not library.ids():
        raise UnusableError(f"{root} holds no records yet: `{program()} import PAGE... --into {root}` makes them")
    user, settings = read_user_settings(), library.settings
    keys = keymap({**settings.keymap, **user.keymap})
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal of another encoding still hears everything
    for conflict in keys.conflicts:
        console.say(full_stop(conflict))
    curator, origin = curator_to_tell(named, where=library.root)
    with signals.listening():
        for notice in (*opening.notices, *library.folder.unnamed()):
            console.say(full_stop(at_start(notice)))
        reviewer = Reviewer(
            library, console, Letters(keys), curator=curator, unbroken=signals.unbroken, opening=opening
        )
        return run(reviewer, asked_for, queue, origin=origin)


def run(reviewer: Reviewer, asked_for: str = "", queue: str = "", origin: str = "") -> int:
    """Runs the review until it is left or ended; returns the exit code.

    Args:
        reviewer: What takes the commands.
        asked_for: The record to begin with; empty for the one that was left last.
        queue: The queue to begin with; empty for everything.
        origin: Where the name of who signs is from, where that has to be told.
    """
    places = _Places(UserStateFile(reviewer.library.root))
    kept = places.file.read()
    reviewer.reader.brief = kept.brief
    if asked_for:
        kept = kept.at_record(asked_for)
    try:
        _greet(reviewer, origin)
        return _conversation(reviewer, kept.record, kept.key or "", queue, places)
    except EndedBySignal as signalled:
        with contextlib.suppress(OSError, ValueError):  # the terminal may be gone
            reviewer.saver.look()
            _tell_not_made(reviewer)
        return 128 + signalled.number
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        return 1  # the terminal is gone
    finally:
        places.keep(reviewer)


class _Places:
    """Keeps where the curator is for the next start, as they go: a terminal may be closed at any time.

    Attributes:
        file: Where it is kept.
    """

    def __init__(self, file: UserStateFile) -> None:
        self.file = file
        self._kept = ("", "", False)

    def keep(self, reviewer: Reviewer) -> None:
        """Keeps the place, and whether the curator hears all, unless that is what was kept last."""
        record, key, brief = now = reviewer.cursor.state.id, reviewer.cursor.key, reviewer.reader.brief
        if record and now != self._kept:
            self.file.keep(replace(self.file.read(), record=record, key=key, brief=brief))
            self._kept = now


def _greet(reviewer: Reviewer, origin: str) -> None:
    where, curator = reviewer.cursor.library.root, reviewer.saver.curator
    known = f", as {origin} says; --as names another" if origin else ""
    signs = f"{curator} signs{known}." if curator else ""
    reviewer.say(f"{plural(len(reviewer.cursor.ids), 'record')} in {where}.", signs, "help tells what you can type.")


def _conversation(reviewer: Reviewer, record: str, key: str, queue: str, places: _Places) -> int:
    console, cursor = reviewer.console, reviewer.cursor
    if queue:
        begin_queue(reviewer, queue)
    else:
        reviewer.go_to_record(*cursor.beginning(record, key))
    while True:
        reviewer.saver.look()
        places.keep(reviewer)
        at = console.lines_read + 1
        try:
            if not _take_line(reviewer):
                return _left(reviewer)
        except InputEnded:
            return _left(reviewer)
        except Strayed as why:
            lines, after = f"Line {at}", "it"
            if console.lines_read > at:
                lines, after = f"Lines {at} to {console.lines_read}", "them"
            console.say(f"{lines} of the input failed: {why} The lines after {after} were not carried out.")
            _left(reviewer)
            return 1
        except KeyboardInterrupt:
            console.pause()
            _left(reviewer)
            return INTERRUPTED


def _take_line(reviewer: Reviewer) -> bool:
    """Takes the next command, and says why where it cannot be taken; returns False if it leaves."""
    try:
        line = reviewer.console.ask("Command:")
    except Misread as why:
        reviewer.fail(str(why))
        return True
    typed = reviewer.letters.read(line)
    if typed is None:
        instead = reviewer.letters.instead_of(line)
        told = f"“{line}” is not a command here, and nothing was changed. help tells what you can type."
        reviewer.fail(instead or told)
    elif typed.command.id == "quit":
        return False
    else:
        _carry_out(reviewer, typed.command, typed.rest)
    return True


def _carry_out(reviewer: Reviewer, command: Command, rest: str) -> None:
    """Carries a command out; says what goes wrong."""
    if command.id in CHANGING - {"undo", "redo"}:
        reviewer.may_change(record=command.id == "sign-off")
    before = reviewer.saver.made
    try:
        HANDLERS[command.id](reviewer, rest)
    except Misread as why:
        reviewer.fail(f"{why} Left as it was.")
    except InputEnded:
        reviewer.fail("The input ended before the answer. Left as it was.")
    except KeyboardInterrupt:
        reviewer.console.pause()
        reviewer.say("Left that. Nothing was changed but what was told to be saved.")
    except (DhrcurateError, ValueError, OSError) as error:
        if isinstance(error, OSError) and error.errno in {errno.EIO, errno.EPIPE}:
            raise
        if reviewer.saver.made > before:  # what failed came after it
            reviewer.say(f"What was saved stands. Not all of it could be told: {full_stop(str(error))}")
            return
        reviewer.report(error, reviewer.named(command.title.lower()) if command.id in CHANGING else "")
        if command.id in GOING | CHANGING:
            reviewer.stop_script(full_stop(str(error)))


def _left(reviewer: Reviewer) -> int:
    """Says whether all is saved and still is, and names what is not; returns the exit code for it."""
    reviewer.saver.look(at_end=True)
    saver = reviewer.saver
    behind = saver.behind()
    if behind:
        reviewer.say(f"Left at {reviewer.name}. {plural(len(behind), 'file')} no longer as saved:")
        reviewer.console.list(behind)
    if behind and not (saver.not_made or saver.gone):
        return 1
    if not (saver.not_made or saver.gone):
        gone = "What had gone was made again; the exit code is 1, as it was gone meanwhile." if saver.was_gone else ""
        reviewer.say(f"Left at {reviewer.name}. All is saved.", gone)
        return 1 if saver.was_gone else 0
    _tell_not_made(reviewer)
    return 1


def _tell_not_made(reviewer: Reviewer) -> None:
    """Names every change that was asked for and is not saved, or was and has gone."""
    saver, console = reviewer.saver, reviewer.console
    saver.forget_redacted()
    if saver.not_made:
        reviewer.say(f"Left at {reviewer.name}. {plural(len(saver.not_made), 'change')} not saved:")
        console.list(f"{name}: {kept.why}" for name, kept in saver.not_made.items())
    if saver.gone:
        count = plural(len(saver.gone), "decision")
        reviewer.say(f"Left. Of what was saved, {count} had gone and not been made again:")
        console.list(str(one) for one in saver.gone)
