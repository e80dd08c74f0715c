"""The report beside the record on a real pseudo-terminal: from `v` to the passage, and from row to row beside it.

Two reports are made, of some ten pages and of more than a hundred, each with its record, a kept page, and the text of
the report in the cache. A key's time runs to the first bytes that come back, and to the last: what is drawn in two
steps counts to the end of the second.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.document_making import Made, Piece, Truth, pdf_of
from benchmarks.document_texts import FILLERS, Text, texts
from benchmarks.latency import Terminal, row_of
from benchmarks.timing import table, tool

PRESSES = 40
"""How often each key is pressed."""
STARTS = 8
"""How often the program is started for the first `v` in it, whose text it has to take out of the cache."""
SHORT, LONG = (16, 12), (235, 50)
"""How often the fillers are repeated in front of the recommendations, and how many of these there are."""

_QUIET = 0.25
"""Seconds without output after which everything that a key brings is there."""

_V, _ESCAPE, _NEXT, _BEFORE = b"v", b"\x1b", b"j", b"k"


def main() -> None:
    """Measures and prints."""
    command = tool("dhrcurate")
    if command is None:
        print("dhrcurate is not installed beside this Python")
        return
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        rows = [row for size in (SHORT, LONG) for row in _measured(command, Path(folder) / str(size[1]), *size)]
    table(("key to repaint", "report", "median ms", "p95 ms", "p99 ms", "keys"), rows)


def _measured(command: str, base: Path, fillers: int, count: int) -> Iterator[tuple[str, ...]]:
    sheets, words = prepare(command, base, fillers, count)
    start = [command, "review", str(base / "library")]
    firsts = []
    for _ in range(STARTS):
        terminal = _opened(start, base, words)
        firsts.append(_key(terminal, _V))
        terminal.close()
    terminal = _opened(start, base, words)
    opened, changed = [], []
    for _ in range(PRESSES):
        opened.append(_key(terminal, _V))
        _key(terminal, _ESCAPE)
    _key(terminal, _V)
    for _ in range(PRESSES):
        _key(terminal, _V)
        changed.append(_key(terminal, _V))
    moved = [_key(terminal, _BEFORE if at // (count - 2) % 2 else _NEXT) for at in range(2 * PRESSES)]
    terminal.close()
    report = f"{sheets} sheets"
    for label, times in (
        ("v: the first in the program", firsts),
        ("v: the report", opened),
        ("v: from the page to the report", changed),
        ("the next row beside it", moved),
    ):
        for what, one in (("", [first for first, _ in times]), (", to the last byte", [last for _, last in times])):
            name, *figures = row_of(f"{label}{what}", one)
            yield name, report, *figures


def _opened(command: Sequence[str], base: Path, words: str) -> Terminal:
    """The program with a record open beside which it is known what the report says."""
    terminal = Terminal(command, base / "home")
    terminal.until(words)
    terminal.until("as in the report")
    terminal.rest()
    return terminal


def _key(terminal: Terminal, key: bytes) -> tuple[float, float]:
    """Seconds from a key to the first bytes of its answer, and to the last."""
    start = time.perf_counter()
    os.write(terminal.fd, key)
    terminal.read(5.0)
    first = time.perf_counter() - start
    return first, terminal.fall_silent(_QUIET) - start


def prepare(command: str, base: Path, fillers: int, count: int) -> tuple[int, str]:
    """Makes a report with its record, and reads it; returns its number of sheets and the record's first words."""
    base.mkdir(parents=True)
    found = [*texts(5, 25), *texts(6, 25)][:count]
    items = [Piece("numbered", one.words, f"{at}.", at - 1) for at, one in enumerate(found, 1)]
    pieces = [Piece("p", text) for text in FILLERS] * fillers + [Piece("h1", "Recommendations"), *items]
    made = Made("list", pieces, [Truth(str(at), one.words) for at, one in enumerate(found, 1)])
    (base / "report.pdf").write_bytes(pdf_of(made))
    (base / "review.txt").write_text(_page(found), encoding="utf-8")
    library = ["--library", str(base / "library")]
    _run(base, command, "import", "review.txt", "--csp", "Exampleton", "--into", str(base / "library"))
    record = next((base / "library").glob("*.toml")).stem
    _run(base, command, "document", "add", record, "report.pdf", *library)
    _run(base, command, "document", "locate", record, *library)
    return max(page for truth in made.truths for page in truth.pages), " ".join(found[0].words.split()[:4])


def _page(found: Sequence[Text]) -> str:
    """A page with the recommendations, every third of them in other words."""
    lines = ["Domestic homicide review", "", "Recommendations", ""]
    for at, one in enumerate(found, 1):
        lines += [f"{at}. {one.otherwise if at % 3 == 2 else one.words}", ""]
    return "\n".join(lines)


def _run(base: Path, *command: str) -> None:
    home = {"DHRCURATE_STATE": str(base / "home" / "state"), "XDG_CONFIG_HOME": str(base / "home")}
    environment = {**os.environ, **home, "DHRCURATE_CURATOR": "A. Curator"}
    subprocess.run(command, cwd=base, env=environment, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
