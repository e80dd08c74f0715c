"""Offices that are named without the body that they are in: "Head of Service", "DCI"."""

from __future__ import annotations

import re

from dhrcurate.domain.word_sets import word_set

_RANKS = word_set("dcs dsu dci di ds dc pc ps acc dcc supt insp sgt csupt ceo coo hos")
_OFFICES = word_set("""
    chief executive director chair constable superintendent inspector sergeant head heads leader lead leads manager
    managers officer officers secretary nurse doctor practitioner coordinator co-ordinator commander detective adviser
    advisor supervisor author authors
""")
_BESIDE = word_set("""
    of and the for & / deputy assistant acting interim senior principal designated named strategic operational
    operations executive service services safeguarding quality performance training policy practice project programme
    business development team public protection adult adults children children’s children's domestic abuse dhr imr da
""")
"""Words that say of what somebody is in charge, and name no body."""
_WORD = re.compile(r"[^\s,;|()]+")


def is_office(cell: str) -> bool:
    """True if words name offices and no body."""
    words = _WORD.findall(cell.lower())
    if not any(word in _OFFICES or word in _RANKS for word in words):
        return False
    return all(word in _OFFICES or word in _RANKS or word in _BESIDE for word in words)
