"""Times whole processes in turns, so that a drift of the machine's speed hits all of them alike."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

Command = Sequence[str]

_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""What is timed has its bytecode at hand, as programs have that were installed in the ordinary way."""


def tool(name: str) -> str | None:
    """Path of a program beside this Python or on the path; `None` where there is none."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name)


def seconds(command: Command) -> float:
    """The time one process takes from start to end, whatever its exit code; its output is thrown away."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, env=_ENVIRONMENT)
    return time.perf_counter() - start


def in_turns(commands: dict[str, Command], runs: int, before: Callable[[str], None] | None = None) -> dict[str, float]:
    """Median seconds of each command over `runs` runs, taken in turns after one warm-up each.

    Args:
        commands: Commands by label.
        runs: Counted runs of each.
        before: Called with the label before each run, to clear a cache for one.
    """
    times: dict[str, list[float]] = {label: [] for label in commands}
    for run in range(runs + 1):
        for label, command in commands.items():
            if before:
                before(label)
            taken = seconds(command)
            if run:
                times[label].append(taken)
    return {label: statistics.median(t) for label, t in times.items()}


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints a Markdown table with its columns aligned."""
    widths = [max(len(str(r[i])) for r in (header, *rows)) for i in range(len(header))]
    for row in (header, ["-" * w for w in widths], *rows):
        print("| " + " | ".join(str(c).ljust(w) for c, w in zip(row, widths, strict=True)) + " |")
