"""Masks personal data in a text before anybody sees it."""

from __future__ import annotations

from dhrcurate.rules.digit_runs import digit_runs
from dhrcurate.rules.disclosure import detect

MASK = "█"
"""The character that replaces each masked one."""


def spans(text: str) -> list[tuple[int, int]]:
    """Start and end (exclusive, in code points) of everything that DHR5xx rules find, in order and not overlapping."""
    found = [*detect.email_addresses(text), *detect.titled_names(text), *detect.untitled_names(text)]
    if runs := digit_runs(text):
        for find in (
            detect.telephone_numbers,
            detect.postcodes,
            detect.nhs_numbers,
            detect.life_dates,
            detect.incident_dates,
        ):
            found.extend(find(text, runs))
    found.extend(detect.streets(text, runs))
    found.sort()
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def mask(text: str) -> str:
    """The text with each character of personal data masked; line ends stay, so that positions stay too.

    The words around a date make it personal, so pass a whole value and not a line of it.
    """
    pieces: list[str] = []
    last = 0
    for start, end in spans(text):
        pieces += text[last:start], "".join(c if c in "\r\n" else MASK for c in text[start:end])
        last = end
    return "".join((*pieces, text[last:])) if pieces else text
