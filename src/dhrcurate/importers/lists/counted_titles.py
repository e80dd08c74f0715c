"""Recommendations that are counted as such with a title beside: "Recommendation 1: Training", its words below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.asking import begins_with_command, wishes
from dhrcurate.importers.wording.numbers import is_counted, printed_number

_FEWEST = 2
_LONGEST = 8
"""No title has more words."""


def with_counted_titles(lines: Sequence[Line], names_body: Callable[[str], bool]) -> list[Line]:
    """The lines, those that count a recommendation and give its title marked as headings.

    They are so where all that are counted are, over a paragraph each that asks for something. Where that has the
    number of a paragraph of the report ("8.2"), the one that counts the recommendation is its number.

    Args:
        lines: The lines of a list.
        names_body: Tells if words that stand alone are the name of a body, which is no title.
    """
    counted = [at for at, line in enumerate(lines) if is_counted(line.text)]
    if len(counted) < _FEWEST or not all(_is_titled(lines, at, names_body) for at in counted):
        return list(lines)
    commands = sum(begins_with_command(_words(lines[at])) for at in counted)  # "Record keeping" may look like one
    if all(lines[at].heading for at in counted) or 2 * commands > len(counted):
        return list(lines)
    result = list(lines)
    for at in counted:
        number, title = printed_number(lines[at].text.strip(" *_")) or ("", "")
        result[at] = replace(lines[at], text=f"{number} {title}", gap=True, heading=True)
        if found := printed_number(lines[at + 1].full):
            result[at + 1] = replace(lines[at + 1], text=found[1], gap=True, marker="", item=False)
    return result


def _is_titled(lines: Sequence[Line], at: int, names_body: Callable[[str], bool]) -> bool:
    """True if a line has a title behind its number, and the words of the recommendation are on the next one."""
    title = _words(lines[at])
    plain = 0 < len(title.split()) <= _LONGEST and title[:1].isupper() and title[-1:] not in ".;?!,"
    if not plain or names_body(title) or lines[at].item or at + 1 == len(lines):
        return False
    below = lines[at + 1]
    number = None if is_counted(below.text) else printed_number(below.full)
    said = number[1] if number else below.text
    return not (below.heading or is_counted(below.text)) and said[-1:] in ".;" and wishes(said)


def _words(line: Line) -> str:
    """What stands behind the number of a line."""
    found = printed_number(line.text.strip(" *_"))
    return found[1].strip(" *_:–—-") if found else ""
