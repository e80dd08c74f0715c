"""Labels with a line of their own above what they label: "Learning", "Recommendation", "Action", again and again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from dhrcurate.importers.pages.page import Line, Page

_RECOMMENDATION = "recommendation"
_OFTEN = 2
"""So often at least stands a label."""
_LONGEST = 3
"""No label has more words."""
_AROUND = " *_:"


def with_labels_joined(page: Page) -> Page:
    """The page with each such label before the line below it, where "Recommendation" takes turns with another one.

    Alone, or with a number, it heads what is below it as any other heading does.

    Args:
        page: The page.
    """
    said = [_label(line) for line in page.lines]
    counts = Counter(said)
    times = counts[_RECOMMENDATION]
    labels = {label for label, count in counts.items() if label and count >= max(_OFTEN, times - 1)}
    if times < _OFTEN or len(labels) < 2 or page.tables:
        return page
    lines: list[Line] = []
    label = ""  # of the line below
    for line, word in zip(page.lines, said, strict=True):
        if label and word in labels:  # below which nothing stands
            return page
        if word in labels:
            label = line.text.strip(_AROUND)
            continue
        lines.append(replace(line, text=f"{label}: {line.text}", gap=True, heading=False) if label else line)
        label = ""
    return page if label else replace(page, lines=tuple(lines))


def _label(line: Line) -> str:
    """The label that a line may be; empty for any other line."""
    words = line.text.strip(_AROUND)
    short = 0 < len(words.split()) <= _LONGEST and words[-1:].isalpha() and words[:1].isupper()
    return words.casefold() if short and not line.item and (line.gap or line.heading) else ""
