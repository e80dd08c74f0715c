"""Which department of a council a name says, as councils of England and Wales have them."""

from __future__ import annotations

import re

_DEPARTMENTS = {
    "adults": r"adults?(?:['’]s?)?\b",
    "children": r"child(?:ren)?(?:['’]s|s['’])?\b",
    "housing": r"housing\b|homeless\w*",
    "public health": r"public\s+health\b",
    "education": r"education\b|schools\b",
}
_WORDS = re.compile("|".join(rf"(?P<d{i}>\b{words})" for i, words in enumerate(_DEPARTMENTS.values())), re.IGNORECASE)
_NAMES = tuple(_DEPARTMENTS)


def departments_in(text: str) -> frozenset[str]:
    """Return the departments that a name says; none for a council as a whole."""
    return frozenset(_NAMES[int(found.lastgroup[1:])] for found in _WORDS.finditer(text) if found.lastgroup)


def is_other_department(printed: str, written: str) -> bool:
    """Whether both names say a department, and none in common: `Adult Social Care` beside `Children's Services`."""
    theirs, ours = departments_in(printed), departments_in(written)
    return bool(theirs) and bool(ours) and theirs.isdisjoint(ours)
