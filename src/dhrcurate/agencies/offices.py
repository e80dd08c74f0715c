"""Names that say an office in an agency, and not the agency alone: "Exampleshire Police, Superintendent".

In: a written name, and the agency that it was taken for. Out: whether somebody in the agency is meant. Offices of
ministers stand for their departments, unless the department is written beside them.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from dhrcurate.agencies.normalise import singular, words
from dhrcurate.agencies.query import is_role
from dhrcurate.domain.agency import Agency
from dhrcurate.domain.word_sets import word_set

_OF_MINISTERS = word_set("secretary state minister rt hon")
_DEPARTMENTS = word_set("office department ministry government")
_OF_GOVERNMENT = frozenset({"gov", "devolved", "department"})
_NOBODY = word_set("medical state")
"""Words of offices that name nobody without another one."""

_LEADING = re.compile(r"\([^\S\n]*(?:co-)?lead(?: (?:agency|organisation|partner|body))?[^\S\n]*\)", re.IGNORECASE)
"""What says that an agency leads the others, and not somebody in it."""


def names_office(name: str, agency: Agency) -> bool:
    """True if a name has the word of an office that is in none of the agency's names.

    Args:
        name: The name as written.
        agency: The agency that it stands for, or in which the office is.
    """
    written = {singular(word) for word in words(_LEADING.sub(" ", name))}
    found = {word for word in written if is_role(word)}
    if found <= _NOBODY:
        return False
    called = (agency.name, *(each.name for each in (*agency.aliases, *agency.sites)), *agency.acronyms)
    found -= {singular(word) for each in called for word in words(each)}
    return not (found <= _NOBODY or (found <= _OF_MINISTERS and _is_of_minister(written, agency)))


def _is_of_minister(written: AbstractSet[str], agency: Agency) -> bool:
    """True if a name stands for a department by its minister, and the department itself is not among its words."""
    short = {word for each in agency.acronyms for word in words(each)}
    return agency.kind in _OF_GOVERNMENT and written.isdisjoint(_DEPARTMENTS | short)
