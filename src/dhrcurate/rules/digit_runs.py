"""Where a text holds digits: most free text holds few, so that what needs a digit looks only there."""

from __future__ import annotations

DIGITS = "0123456789"


def digit_runs(text: str) -> list[tuple[int, int]]:
    """Start and end (exclusive) of every run of the digits 0 to 9, in order.

    `str.find` passes over text at the speed of memory, a regular expression at a hundredth of it.
    """
    found: list[int] = []
    for digit in DIGITS:
        at = text.find(digit)
        while at >= 0:
            found.append(at)
            at = text.find(digit, at + 1)
    found.sort()
    runs: list[tuple[int, int]] = []
    start = end = -1
    for at in found:
        if at != end:
            if end > 0:
                runs.append((start, end))
            start = at
        end = at + 1
    if end > 0:
        runs.append((start, end))
    return runs
