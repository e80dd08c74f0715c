"""The nearest of some names, for messages about one that is not known."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`"; did you mean 'status'?"` where a known name is near, else an empty string."""
    from difflib import get_close_matches  # noqa: PLC0415  # only needed once something is wrong

    near = get_close_matches(name.casefold(), list(known), n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}'?" if near else ""
