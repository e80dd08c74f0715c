"""Numbers of recommendations, which are strings and never quantities."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_RUN = re.compile(r"\d+|[^\W\d_]+", re.UNICODE)
_LEAD = re.compile(
    r"^\s*(?:(?:argymhelliad\s*/\s*(?=rec)|recommendation\s*/\s*(?=arg)|recommendation\s+(?=no\b|number\b))?"
    r"(?:recommendations?|argymhell(?:iad|ion)|recs?|r|no|number)\.?\s*[:#]?\s*|#\s*)?(?=[(\[]?\d)"
    r"|^(?:recommendations?|recs?)\b\.?\s*[:#]?\s*(?=[(\[]?(?:[a-z]|[ivxlc]{1,7})[\s.:)\]]*$)",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"[\s.:)\]]+$")
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]][\s.:]*")


@lru_cache(maxsize=8192)
def normalised(number: str) -> str:
    """The form in which spellings of one number agree: `R1`, `1`, `1.`, `(1)` and `Recommendation 1:` are all `1`.

    The letters of `4a` and the groups of `10.2.1` stay; blanks go and case is folded.
    """
    text = _LEAD.sub("", number.strip())
    if within := _IN_BRACKETS.fullmatch(text):
        text = _LEAD.sub("", within[1].strip())
    if "(" not in text or (text.count("(") == text.count(")") and not text.endswith(")")):
        text = _TRAIL.sub("", text)
    return re.sub(r"\s+", "", text).casefold()


def natural_key(number: str | None) -> tuple[tuple[int, int | str], ...]:
    """A key that sorts numbers as people count: `R2` before `R10`, `4a` before `4b`, `10.2.2` before `10.2.10`.

    An absent number sorts after every printed one.
    """
    if number is None:
        return ((2, ""),)
    return tuple((0, int(run)) if run.isdecimal() else (1, run) for run in _RUN.findall(normalised(number)))


@dataclass(frozen=True, slots=True)
class Scheme:
    """The shape of a printed number, so that mixed numbering shows: `R14` is prefix `R`, depth 1, no letter."""

    prefix: str
    depth: int
    lettered: bool


@lru_cache(maxsize=8192)
def scheme(number: str) -> Scheme:
    """The shape of a printed number."""
    lead = _LEAD.match(number.strip())
    body = normalised(number)
    return Scheme(
        prefix=lead.group().strip(" .:#").casefold() if lead else "",
        depth=len(re.findall(r"\d+", body)),
        lettered=bool(re.search(r"\d[a-z]|\([a-z]\)", body)),
    )


_WORD = re.compile(r"^\W*(?:recommendation|rec|no|r)\b\W*", re.IGNORECASE)
_REMARK = re.compile(r"\s*\([^()]{2,}\)\Z")
"""What is said about a number behind it, as in `R21 (EXT)`."""
_SIGNS = re.compile(r"[\s.:()]+")
_SHORT = re.compile(r"r\d[\w.]*")
_ORDER = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
"""Numbers as words, as some reports print them."""


def same_number(one: str, other: str) -> bool:
    """True if two numbers, as two places print them, are one, whatever words and signs stand around them."""
    return _bare(one) == _bare(other)


def _bare(number: str) -> str:
    bare = _REMARK.sub("", _WORD.sub("", number).strip())
    bare = _SIGNS.sub(".", bare).strip(".").casefold()
    if bare in _ORDER:
        return str(_ORDER.index(bare) + 1)
    return bare[1:] if _SHORT.fullmatch(bare) else bare
