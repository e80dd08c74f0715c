"""The time until the program answers, beside the least that Python itself takes."""

from __future__ import annotations

import sys

from benchmarks.timing import in_turns, table, tool

RUNS = 15


def main() -> None:
    """Prints medians of whole processes."""
    program = tool("dhrcurate")
    assert program, "dhrcurate is not installed beside this Python"
    costs = in_turns(
        {
            "bare python -c pass": [sys.executable, "-c", "pass"],
            "python -c 'import argparse'": [sys.executable, "-c", "import argparse"],
            "dhrcurate --version": [program, "--version"],
            "dhrcurate --help": [program, "--help"],
            "dhrcurate check --help": [program, "check", "--help"],
            "dhrcurate rule DHR201": [program, "rule", "DHR201"],
        },
        RUNS,
    )
    bare = next(iter(costs.values())).seconds
    table(
        ["command", "median ms", "above bare python"],
        [[label, f"{c.seconds * 1000:.0f}", f"{(c.seconds - bare) * 1000:+.0f}"] for label, c in costs.items()],
    )
