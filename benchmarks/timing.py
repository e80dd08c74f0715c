"""Times whole processes in turns, so that a drift of the machine's speed hits all of them alike."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Command = Sequence[str]

_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""What is timed has its bytecode at hand, as programs have that were installed in the ordinary way."""


def tool(name: str) -> str | None:
    """Path of a program beside this Python or on the path; `None` where there is none."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name)


@dataclass(frozen=True)
class Cost:
    """The cost of a process with all that it started.

    Attributes:
        seconds: The time from start to end.
        cpu: The seconds of processor time.
        megabytes: The most memory that any one of the processes held.
    """

    seconds: float
    cpu: float
    megabytes: float


def cost(command: Command) -> Cost:
    """The cost of one process, whatever its exit code; its output is thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_ENVIRONMENT)
    _, status, used = os.wait4(process.pid, 0)
    taken = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    per_megabyte = 1024 if sys.platform == "linux" else 1024**2
    return Cost(taken, used.ru_utime + used.ru_stime, used.ru_maxrss / per_megabyte)


def in_turns(commands: dict[str, Command], runs: int, before: Callable[[str], None] | None = None) -> dict[str, Cost]:
    """Median cost of each command over `runs` runs, taken in turns after one warm-up each.

    Args:
        commands: Commands by label.
        runs: Counted runs of each.
        before: Called with the label before each run, to clear a cache for one.
    """
    costs: dict[str, list[Cost]] = {label: [] for label in commands}
    for run in range(runs + 1):
        for label, command in commands.items():
            if before:
                before(label)
            taken = cost(command)
            if run:
                costs[label].append(taken)
    return {
        label: Cost(
            statistics.median(each.seconds for each in found),
            statistics.median(each.cpu for each in found),
            statistics.median(each.megabytes for each in found),
        )
        for label, found in costs.items()
    }


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints a Markdown table with its columns aligned."""
    widths = [max(len(str(r[i])) for r in (header, *rows)) for i in range(len(header))]
    for row in (header, ["-" * w for w in widths], *rows):
        print("| " + " | ".join(str(c).ljust(w) for c, w in zip(row, widths, strict=True)) + " |")
