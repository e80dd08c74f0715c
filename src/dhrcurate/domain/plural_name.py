"""Names that mean several bodies of a kind by their words alone: "Exampleshire Councils", "CCGs in Exampleshire"."""

from __future__ import annotations

import re
from functools import lru_cache

_PLURALS = (
    "agencies alliances associations authorities boards ccgs charities clinics colleges committees"
    " companies constabularies councils courts crcs csps forces groups hospices icbs icss"
    " infirmaries landlords lmcs lscbs lscps networks opccs organisations partnerships pccs pcts practices"
    " prisons providers sabs schools surgeries trusts universities"
)
PLURAL_KINDS = frozenset(_PLURALS.split())
"""Plurals of words for a kind of body; not "services" or "hospitals", of which one body has several."""

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]*)?")
_TAIL = re.compile(r"\s*(?:\([^()]*\)|\b(?:in|across|within|serving|throughout|covering)\b.*)", re.IGNORECASE)


@lru_cache(maxsize=8192)
def plural_head(name: str) -> str | None:
    """Return the plural word for a kind of body that a name is about, folded; `None` if it is about one body.

    The area may follow ("CCGs in Exampleshire"). A possessive counts only at the end, where it is a misspelt plural.
    """
    before = _TAIL.split(name, maxsplit=1)[0]
    words = _WORD.findall(before) or _WORD.findall(name)
    if not words:
        return None
    head = re.sub(r"[’'](?=s$)", "", words[-1].casefold()).rstrip("’'")
    return head if head in PLURAL_KINDS else None
