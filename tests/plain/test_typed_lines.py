"""Lines typed on a terminal."""

from __future__ import annotations

import os
import pty
import signal
from types import FrameType

import pytest

from dhrcurate.plain.typed_lines import TypedLines, typed_lines


class WokenError(Exception):
    """The handler of a signal ran."""


def test_a_signal_that_came_before_the_waiting_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The byte of the signal is in the pipe, as where it came between the last step of Python and the read."""
    ours, theirs = pty.openpty()
    woken, wakes = os.pipe()
    os.write(wakes, b"\x0f")
    reads = os.read

    def read(file: int, size: int) -> bytes:
        found = reads(file, size)
        if file == woken:
            raise WokenError  # as the handler does at the next step
        return found

    monkeypatch.setattr(os, "read", read)
    with pytest.raises(WokenError):
        TypedLines(theirs, woken).readline()
    for file in (ours, theirs, woken, wakes):
        os.close(file)


def test_lines_come_one_by_one_and_the_handlers_of_signals_run() -> None:
    ours, theirs = pty.openpty()
    seen: list[int] = []

    def handler(number: int, _frame: FrameType | None) -> None:
        seen.append(number)

    former = signal.signal(signal.SIGUSR1, handler)
    try:
        with open(theirs, "rb", buffering=0) as source, typed_lines(source) as lines:  # noqa: PTH123  # by its number
            os.write(ours, b"first\nsecond\nth")
            assert lines.readline() == b"first\n"
            os.kill(os.getpid(), signal.SIGUSR1)
            assert lines.readline() == b"second\n"
            os.write(ours, b"ird\n")
            assert lines.readline() == b"third\n"
            os.write(ours, b"\x04")
            assert lines.readline() == b""
    finally:
        signal.signal(signal.SIGUSR1, former)
        os.close(ours)
    assert seen == [signal.SIGUSR1]
