"""Lists of recommendations whose heading does not say what they are: "Our asks", over what bodies should do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhrcurate.importers.lists.section import Section
from dhrcurate.importers.model import Row
from dhrcurate.importers.pages.page import Line, Page
from dhrcurate.importers.wording.actors import Actors
from dhrcurate.importers.wording.asking import asks, puts_to_subject, says_should
from dhrcurate.importers.wording.numbers import printed_number
from dhrcurate.importers.wording.paragraphs import may_be_heading

_FEWEST = 2
"""One sentence that asks is not yet a list."""
_OF_RULES = re.compile(
    r"\b(?:was|were|had|did|said|required|expected|polic(?:y|ies)|procedures?|guidance|dut(?:y|ies)|standards?|law"
    r"|terms|legislation|membership)\b",
    re.IGNORECASE,
)
"""Words of headings over what rules ask for, or asked for at the time."""


def may_head_unnamed(lines: Sequence[Line], at: int, actors: Actors) -> bool:
    """True if a line may be a heading and a list begins below it, or below a lead-in or the name of a body.

    Args:
        lines: The lines of the page.
        at: The place of the line.
        actors: Knows bodies by name.
    """
    line, below = lines[at], lines[at + 1 : at + 3]
    if line.item or not (line.heading or line.gap) or not below:
        return False
    found = printed_number(line.text)
    said = (found[1] if found else line.text).strip(" *_:")
    if not said or not may_be_heading(said) or _OF_RULES.search(said) or actors.names_body(said):
        return False
    over = _is_listed(below[0]) or (len(below) > 1 and _is_listed(below[1]) and _leads_in(below[0], actors))
    return over and actors.actor(said) is None


def asks_bodies(section: Section, actors: Actors, page: Page) -> bool:
    """True if what was read of a list is nothing but what bodies are asked to do, whatever its heading calls it.

    Each of several says that somebody should act or commands it, and of most it is known who: a list of what staff
    were to do by a policy, or of what a reader can do, names no body.

    Args:
        section: What was read below the heading.
        actors: Knows bodies by name.
        page: The page, of which the links alone are no such list.
    """
    rows = section.rows
    if not section.plain or section.labels or len(rows) < _FEWEST or _is_menu(rows, page):
        return False
    asked = [asks(row.text) or puts_to_subject(row.text) for row in rows]
    if 2 * sum(asked) < len(rows):  # the names of pages below that of the body whose site it is
        return False
    said = all(wish or _is_of_body(row, actors) for wish, row in zip(asked, rows, strict=True))
    return said and is_put_to_bodies(section, actors)


def is_put_to_bodies(section: Section, actors: Actors) -> bool:
    """True if it is known of most of several recommendations which body each of them is for.

    Args:
        section: What was read below a heading.
        actors: Knows bodies by name.
    """
    rows = section.rows
    return len(rows) >= _FEWEST and 2 * sum(_is_of_body(row, actors) for row in rows) >= len(rows)


def _is_menu(rows: Sequence[Row], page: Page) -> bool:
    """True if most texts of a list are links of the page, and say of nobody that he should act."""
    links = {" ".join(text.split()) for text, _ in page.links}
    plain = [row for row in rows if not says_should(row.text)]
    return 2 * sum(" ".join(row.text.split()) in links for row in plain) > len(rows)


def _is_of_body(row: Row, actors: Actors) -> bool:
    """True if a recommendation says which body is to act, in its own words or beside them."""
    whom = row.addressed_to
    return bool(whom) and (" " in whom or whom.isupper()) and actors.is_name(whom)


def _is_listed(line: Line) -> bool:
    return line.item or printed_number(line.full) is not None


def _leads_in(line: Line, actors: Actors) -> bool:
    return line.text.rstrip(" *_")[-1:] == ":" or actors.names_body(line.text.strip(" *_:"))
