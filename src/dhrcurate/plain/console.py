"""Printing sentences and reading answers, a line at a time."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Protocol, TextIO

from dhrcurate.curation.folder_names import as_typed
from dhrcurate.domain.visible import visible

PAGE = 20
"""How many lines of a list are printed at once on a terminal."""

LINE_LIMIT = 4095
"""How many bytes of a line a terminal hands on; what is typed beyond is lost silently."""

_ANSWER = 12
"""So many cells of a prompt's last line are left for the answer, which most often is a word."""

_CONTINUES = "\\"


class InputEnded(Exception):  # noqa: N818  # not an error: everything has been printed
    """There is nothing more to read."""


class Strayed(Exception):  # noqa: N818  # says where a script stops
    """A line of a script did not lead where it should, so that what follows would be about something else."""


class Misread(Exception):  # noqa: N818  # the curator is told and goes on
    """A line cannot be taken as it came; the message says why."""


class Lines(Protocol):
    """Where lines are read from."""

    def readline(self) -> bytes:
        """Return the next line with its end, nothing at the end of the input."""

    def isatty(self) -> bool:
        """Return whether somebody types them on a terminal."""


class Console:
    """Prints for the curator, and reads what is typed.

    Text is wrapped at a terminal's width and not at all elsewhere. Whatever a terminal would obey is made visible
    here, so that it does not matter where a text came from. Lines that do not come from a terminal are repeated after
    their prompt, so that what is printed can be followed.

    Args:
        source: Where lines are read from, UTF-8; `None` for an input that was closed.
        sink: Where sentences are printed.

    Attributes:
        lines_read: How many lines were read.
    """

    def __init__(self, source: Lines | None, sink: TextIO) -> None:
        self._source, self._sink = source, sink
        self._typed = source is not None and source.isatty()
        self._paged = sink.isatty()
        self._listed: list[str] = []
        self._called, self._at = "", 0
        self._told_last: tuple[list[str], str] = [], ""
        self.lines_read = 0

    @property
    def is_script(self) -> bool:
        """Whether lines come from a file or a pipe, so that nobody hears what is said before the next one."""
        return not self._typed

    # Printing

    def say(self, *sentences: str) -> None:
        """Prints sentences, joined to one paragraph."""
        self._print([as_typed(" ".join(filter(None, (" ".join(s.split()) for s in sentences))))])

    def quote(self, text: str) -> None:
        """Prints a text with its line ends, indented by two blanks, so that it is not taken for the program's words."""
        self._print(text.replace("\r\n", "\n").expandtabs(4).split("\n"), indent="  ")

    def pause(self) -> None:
        """Prints an empty line."""
        self._print([""])

    def list(self, lines: Iterable[str], *, called: str = "the list") -> None:
        """Prints lines; on a terminal as many as can be taken in, and the others with `more`.

        Args:
            lines: The lines.
            called: What they are, for who goes on with them later. A list that is told at once lets one that was
                begun go on.
        """
        entries = [line.rstrip().replace("\n", " ") for line in lines]
        self._told_last = entries, called
        if not self._paged or len(entries) <= PAGE:
            self._print(entries)
            return
        self._listed, self._called, self._at = entries, called, 0
        self.more()

    def more(self) -> bool:
        """Prints what is left of a list; returns True if something was."""
        now = self._listed[self._at : self._at + PAGE]
        self._print(now)
        self._at += len(now)
        if left := len(self._listed) - self._at:
            self.say(f"{left} more of {self._called}: more goes on.")
        return bool(now)

    def forget_list(self) -> None:
        """Forgets what is left of a list: it was of another place."""
        self._listed, self._at = [], 0

    def list_again(self) -> None:
        """Prints the list that was printed last from its beginning."""
        entries, called = self._told_last
        self.list(entries, called=called)

    def _print(self, lines: Iterable[str], indent: str = "") -> None:
        for line in lines:
            for part in self._wrapped(line, len(indent)):
                self._sink.write(f"{indent if part else ''}{part}\n")
        self._sink.flush()

    def _wrapped(self, line: str, indent: int = 0) -> Iterator[str]:
        """A line as a terminal shows it, cut between words."""
        width = self._width()
        yield from wrapped(visible(line), width - indent) if width else (visible(line),)

    def _width(self) -> int:
        if not self._paged:
            return 0
        try:
            return os.get_terminal_size(self._sink.fileno()).columns
        except (OSError, ValueError):
            return 0

    # Reading

    def ask(self, question: str) -> str:
        """Asks and reads the answer, without blanks around it. A backslash at its end goes on to the next line.

        Raises:
            InputEnded: Where the input ends first.
            Misread: Where the answer cannot be taken.
        """
        lines = [self._asked(question)]
        while lines[-1].endswith(_CONTINUES):
            lines[-1] = lines[-1].removesuffix(_CONTINUES).rstrip()
            lines.append(self._asked("Goes on:"))
        return "\n".join(lines)

    def _asked(self, question: str) -> str:
        *before, last = self._wrapped(question, _ANSWER)
        self._print(before)
        self._sink.write(f"{last} ")
        self._sink.flush()
        raw = self._source.readline() if self._source is not None else b""
        if not raw:
            self._sink.write("\n")
            raise InputEnded
        self.lines_read += 1
        try:
            line = raw.decode().removesuffix("\n").removesuffix("\r")
        except UnicodeDecodeError:
            self._repeat(raw.decode(errors="replace"))
            raise Misread("That line is not UTF-8, so it was not taken.") from None
        self._repeat(line)
        if self._typed and len(raw) >= LINE_LIMIT:
            raise Misread(
                "That line is as long as a terminal takes, so its end may be lost and it was not taken. "
                "A backslash at the end of a line goes on to the next one."
            )
        if (shown := visible(line)) != line:
            raise Misread(f"That line holds characters that cannot be seen, so it was not taken: {shown}")
        return line.strip()

    def _repeat(self, line: str) -> None:
        if not self._typed:
            self._sink.write(visible(line.rstrip("\r\n"), one_line=True) + "\n")


def wrapped(text: str, width: int) -> Iterator[str]:
    """Yield a line cut at blanks so that no part is wider than a terminal, where its words allow it.

    Args:
        text: One line.
        width: In cells; a wide character counts two.
    """
    if cells(text) <= width:
        yield text
        return
    line, taken = "", 0
    for word in text.split(" "):
        wide = cells(word)
        if line and taken + 1 + wide > width:
            yield line.rstrip(" ")
            line, taken = word, wide
        else:
            line, taken = (f"{line} {word}", taken + 1 + wide) if line else (word, wide)
    yield line


def cells(text: str) -> int:
    """Return how many cells of a terminal a text fills."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(c) in {"Mn", "Me"} else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
