"""Names of bodies that are items of a list themselves, each over a list of what it is to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dhrcurate.importers.lists.names_alone import stands_alone
from dhrcurate.importers.pages.page import Line, grouped
from dhrcurate.importers.wording.asking import begins_with_command, says_should


def with_names_over_items(lines: Sequence[Line], names_body: Callable[[str], bool]) -> list[Line]:
    """The lines, those that name a body over further items marked as headings.

    They do where all the outermost items have items of their own and may be names, and half of them surely are. Lists
    under marked headings are judged apart, as the next may be of something else.

    Args:
        lines: The lines.
        names_body: Tells if words that stand alone are the name of a body.
    """
    parts = grouped(lines, lambda line: line.heading)
    return [line for part in parts for line in _of_one_list(part, names_body)]


def _of_one_list(lines: Sequence[Line], names_body: Callable[[str], bool]) -> list[Line]:
    least = min((line.depth for line in lines if line.item), default=0)
    outer = [i for i, line in enumerate(lines) if line.item and line.depth == least]
    over = all(i + 1 < len(lines) and lines[i + 1].item and lines[i + 1].depth > least for i in outer)
    names = {i: lines[i].text.strip(" *_:") for i in outer}
    if not outer or not over or not all(map(_may_be_name, names.values())):
        return list(lines)
    if 2 * sum(map(names_body, names.values())) < len(outer):
        return list(lines)
    return [Line(names[i], gap=True, heading=True) if i in names else line for i, line in enumerate(lines)]


def _may_be_name(text: str) -> bool:
    plain = bool(text) and stands_alone(Line(text))
    return plain and not (begins_with_command(text) or says_should(text))
