"""The interface on a real pseudo-terminal: from start to the first readable recommendation, from key to repaint.

A key's time runs from its being written to the terminal to the first bytes that come back, and to the last ones, while
the whole library is listed. Between two keys the terminal is given time to fall silent, so that each answer is that
key's own.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import tempfile
import termios
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.library import make
from benchmarks.timing import table, tool
from dhrcurate.storage.codec import parse

SIZES = (1, 2000)
LISTED, LISTED_FRESH = 4700, 2000
"""Records in the library whose keys are measured, curated and fresh: a hundred thousand recommendations."""
KILOBYTES = 25
STARTS = 7
COLUMNS, ROWS = 120, 40
SILENCE = 0.04
"""Seconds without output after which the terminal counts as silent."""

_LOOKED_AT = 1 << 18
"""Bytes of output, from the start, in which words are looked for."""

_A_PAGE = 1500
"""Bytes of output that a repainted list takes at least, and what else changes at a filter's letter does not."""

_SEARCHED = 0.4
"""Seconds without output after which a search of the whole library counts as done."""

_ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b[()][A-Z0-9]")


class Terminal:
    """A program on a pseudo-terminal of its own."""

    def __init__(self, command: Sequence[str], home: Path) -> None:
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as `timing.seconds` has it
            os.environ.update(
                TERM="xterm-256color",
                DHRCURATE_STATE=str(home / "state"),
                XDG_CONFIG_HOME=str(home),
                DHRCURATE_CURATOR="A. Curator",
            )
            os.execv(command[0], list(command))  # noqa: S606  # the program that is measured
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.shown = b""

    def read(self, timeout: float) -> bytes:
        """What comes within a time, as soon as something comes."""
        if not select.select([self.fd], [], [], timeout)[0]:
            return b""
        try:
            raw = os.read(self.fd, 1 << 16)
        except OSError:
            return b""
        if len(self.shown) < _LOOKED_AT:  # more would take longer to keep than a key takes
            self.shown += raw
        return raw

    def until(self, words: str, timeout: float = 60.0) -> float:
        """Seconds from the start until words are shown.

        Raises:
            TimeoutError: Where they do not come.
        """
        wanted = words.encode()
        while wanted not in _ESCAPES.sub(b"", self.shown):
            if time.perf_counter() - self.started > timeout:
                raise TimeoutError(f"{words!r} never came")
            self.read(0.2)
        return time.perf_counter() - self.started

    def fall_silent(self, seconds: float = SILENCE) -> float:
        """Reads until nothing has come for a while; returns when the last bytes came."""
        last = time.perf_counter()
        while self.read(seconds):
            last = time.perf_counter()
        return last

    def rest(self) -> None:
        """Waits until the program has nothing left to do beside the interface."""
        before = -1
        while (now := self._ticks()) != before:
            before = now
            self.fall_silent(1.0)

    def key(self, key: bytes) -> tuple[float, float]:
        """Seconds from a key to the first bytes of its answer, and to the last."""
        start = time.perf_counter()
        os.write(self.fd, key)
        self.read(5.0)
        first = time.perf_counter() - start
        return first, self.fall_silent() - start

    def letter(self, key: bytes) -> tuple[float, float]:
        """Seconds from a filter's letter to its being shown, and to the list showing what fits."""
        start = time.perf_counter()
        os.write(self.fd, key)
        come = len(self.read(5.0))
        shown = time.perf_counter() - start
        while come < _A_PAGE and time.perf_counter() - start < 5.0:
            come += len(self.read(5.0))
        listed = time.perf_counter() - start
        self.fall_silent(_SEARCHED)
        return shown, listed

    def megabytes(self) -> float:
        """The memory that the program holds."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]  # Linux writes the line

    def close(self) -> None:
        """Ends the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)

    def _ticks(self) -> int:
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) // 20


def main(*, fresh: bool = False) -> None:
    """Measures and prints.

    Args:
        fresh: Whether the library is as on its first day: no agency is decided.
    """
    command = tool("dhrcurate")
    if command is None:
        print("dhrcurate is not installed beside this Python")
        return
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        starts = []
        for size in SIZES:
            make(base / str(size), size, KILOBYTES, fresh=fresh)
            starts.append(_start(command, base / str(size), base / "home", size))
        table(("first readable recommendation", "median s", "worst s"), starts)
        print()
        make(base / "listed", LISTED_FRESH if fresh else LISTED, KILOBYTES, fresh=fresh)
        _keys(command, base / "listed", base / "home")
    if fresh:  # the report beside is that of one record
        return
    from benchmarks import report_keys  # noqa: PLC0415  # which is measured with what is here

    print()
    report_keys.main()


def _start(command: str, library: Path, home: Path, size: int) -> tuple[str, str, str]:
    words = _first_words(library)
    times = []
    for _ in range(STARTS + 1):
        terminal = Terminal([command, "review", str(library)], home)
        times.append(terminal.until(words))
        terminal.close()
    times = times[1:]
    return f"{size} record{'s' if size > 1 else ''}", f"{statistics.median(times):.2f}", f"{max(times):.2f}"


def _first_words(library: Path) -> str:
    path = min(library.glob("*.toml"))
    text = str(parse(path.read_bytes(), path.name)["recommendations"][0]["text"])
    return " ".join(text.split()[:4])


def _keys(command: str, library: Path, home: Path) -> None:
    terminal = Terminal([command, "review", str(library)], home)
    terminal.until(_first_words(library))
    small = terminal.megabytes()
    busy = [terminal.key(k) for k in (b"j", b"k") * 60]
    terminal.rest()
    terminal.key(b"t")
    terminal.fall_silent(2.0)
    for _ in range(30):
        terminal.key(b"j")
    down = [terminal.key(b"j") for _ in range(400)]
    page = [terminal.key(b"\x1b[6~") for _ in range(60)]
    ends = [terminal.key(k) for k in (b"\x1b[F", b"\x1b[H") * 15]
    decide = [terminal.key(b"a") for _ in range(60)]
    terminal.fall_silent(1.0)
    terminal.key(b"/")
    letters = [terminal.letter(k) for k in (b"p", b"o", b"l", b"i", b"\x7f", b"\x7f", b"\x7f", b"\x7f") * 6]
    rows = (
        ("next, while the library loads", _firsts(busy)),
        ("next", _firsts(down)),
        ("its text", _lasts(down)),
        ("page down", _firsts(page)),
        ("first and last", _firsts(ends)),
        ("accept", _firsts(decide)),
        ("its saved mark", _lasts(decide)),
        ("a letter of a filter", _firsts(letters)),
        ("its first page", _lasts(letters)),
    )
    count = sum(path.read_bytes().count(b"[[recommendations]]") for path in library.glob("*.toml"))
    print(f"{count:,} recommendations listed; memory {small:.0f} MB at first, {terminal.megabytes():.0f} MB loaded\n")
    table(("key to repaint", "median ms", "p95 ms", "p99 ms", "keys"), [row_of(label, times) for label, times in rows])
    terminal.close()


def _firsts(answers: Sequence[tuple[float, float]]) -> list[float]:
    return [first for first, _ in answers]


def _lasts(answers: Sequence[tuple[float, float]]) -> list[float]:
    return [last for _, last in answers]


def row_of(label: str, times: Sequence[float]) -> tuple[str, ...]:
    """A row of a table: the median of some times in milliseconds, two percentiles, and how many they are."""
    ordered = sorted(t * 1000 for t in times)
    p95, p99 = (ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.95, 0.99))
    return label, f"{statistics.median(ordered):.1f}", f"{p95:.1f}", f"{p99:.1f}", str(len(ordered))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.latency")
    parser.add_argument("--fresh", action="store_true", help="a library as on its first day: no agency is decided")
    main(fresh=parser.parse_args().fresh)
