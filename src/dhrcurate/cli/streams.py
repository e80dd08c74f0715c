"""The standard streams of a command: no line gives an order to a terminal, or to a CI service that shows it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, TextIO, cast

from dhrcurate.domain.visible import harmless, visible, visible_lines


class LogStream:
    """A text stream whose lines are harmless, wherever a text came from; otherwise the stream that it stands for.

    Control, format and bidirectional characters are shown; orders to a CI service are parted.

    Args:
        stream: That stream.

    Attributes:
        unfiltered: That stream, for orders that are meant (colours, progress, annotations) and for data that must not
            change.
    """

    def __init__(self, stream: TextIO) -> None:
        self.unfiltered = stream
        self._begun = ""

    def write(self, text: str) -> int:
        """Writes text; what was written of its first line before counts."""
        length, text = len(text), visible_lines(text)
        whole = self._begun + text
        if "::" in whole or "##" in whole:
            changed = "".join(map(harmless, whole.splitlines(keepends=True)))
            # What is written already cannot be changed: a blank parts the order.
            kept = changed.startswith(self._begun)
            self.unfiltered.write(changed[len(self._begun) :] if kept else " " + harmless(text))
        else:
            self.unfiltered.write(text)
        begun = whole.rpartition("\n")[2]
        self._begun = begun if len(begun) < _LONG else f"x{begun[-_ORDER:]}"
        return length

    def writelines(self, lines: Iterable[str]) -> None:
        """Writes lines, many at a time."""
        left = iter(lines)
        while some := list(islice(left, _AT_A_TIME)):
            self.write("".join(some))

    def __getattr__(self, name: str) -> Any:
        """All else is as that stream has it."""
        return getattr(self.unfiltered, name)


_AT_A_TIME = 200
_LONG = 80
_ORDER = 32
"""Characters at the end of a long line that is not ended, enough to see an order that comes in pieces."""


def unfiltered(stream: TextIO) -> TextIO:
    """The stream on which everything is written as it is."""
    known = cast("object", stream)
    return known.unfiltered if isinstance(known, LogStream) else stream


def say(words: str) -> None:
    """Says something beside what a command prints, in a line of its own."""
    print(f"dhrcurate: {visible(words, one_line=True)}", file=sys.stderr)


@contextmanager
def log_streams() -> Iterator[None]:
    """While it lasts, the standard streams are harmless."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast("TextIO", LogStream(stream)) for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
