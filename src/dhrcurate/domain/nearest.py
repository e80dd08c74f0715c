"""The nearest known name, for messages about an unknown one."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`"; did you mean 'status'?"` if a known name is near, else an empty string."""
    near = nearest(name, known, 1)
    return f"; did you mean '{near[0]}'?" if near else ""


def nearest(name: str, known: Iterable[str], limit: int) -> list[str]:
    """The known names that are near, nearest first; capitals do not count."""
    from difflib import get_close_matches  # noqa: PLC0415  # only needed once something is wrong

    by_folded = {each.casefold(): each for each in known}
    return [by_folded[near] for near in get_close_matches(name.casefold(), by_folded, n=limit, cutoff=0.6)]
