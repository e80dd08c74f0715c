"""What a program says in a table of its own extraction, as values: how sure it is, and from which page a row is."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dhrcurate.domain.columns import free_name
from dhrcurate.domain.fields import RECOMMENDATION
from dhrcurate.importers.wording.headings import folded

_SHARE = re.compile(r"(?:0|1|[01]?\.\d+)(?:[eE]-\d{1,2})?")
_PER_CENT = re.compile(r"(?P<figure>\d{1,3}(?:\.\d+)?) ?%")
_PAGE = re.compile(r"(?:p(?:age|g)?\.? ?)?(?P<page>[1-9]\d{0,4})(?:\.0+)?", re.IGNORECASE)
_DIGEST = re.compile(r"(?:sha256:)?(?P<hex>[0-9a-f]{64})", re.IGNORECASE)
_WHOLE = 100
_PERSON = r"(?:victims?|deceased|(?:alleged )?perpetrators?|suspects?|defendants?)"
_PEOPLE = re.compile(
    rf"{_PERSON}(?: (?:names?|initials|date of birth|dob|address))?|(?:names? of (?:the )?){_PERSON}|date of birth|dob"
)
"""Names of columns that say who somebody is; a pseudonym says it of nobody."""
STATED = {"confidence": "share from 0 to 1", "page": "number of one page"}
"""What a cell has to state to be a value of its field, in words."""
_EXTRA = RECOMMENDATION.field("extra").column


def share_of(cell: str) -> float | None:
    """The share that a cell states, from 0 to 1 or in per cent; `None` for any other cell, such as `high` or `83`."""
    if found := _PER_CENT.fullmatch(cell):
        share = round(float(found["figure"]) / _WHOLE, 6)
    else:
        share = float(cell) if _SHARE.fullmatch(cell) else -1.0
    return share if 0 <= share <= 1 else None


def are_shares(cells: Iterable[str]) -> bool:
    """True if all cells of a column that say something state shares: else its figures mean something else."""
    said = [cell.strip() for cell in cells if cell.strip()]
    return bool(said) and all(share_of(cell) is not None for cell in said)


def no_share_in(cells: Iterable[str]) -> str:
    """The first cell of a column that says something and states no share; empty if all of them do."""
    return next((cell.strip() for cell in cells if cell.strip() and share_of(cell.strip()) is None), "")


def page_of(cell: str) -> int | None:
    """The page that a cell states: `31`, `p. 31`; `None` for any other cell, such as `31-32` or `iv`."""
    found = _PAGE.fullmatch(cell)
    return int(found["page"]) if found else None


def digest_of_prompt(text: str) -> str:
    """A digest of the instructions that a model was given; one that is given instead of them is taken as it is."""
    found = _DIGEST.fullmatch(text.strip())
    return f"sha256:{found['hex'].lower() if found else hashlib.sha256(text.encode()).hexdigest()}"


def typed(said: Mapping[str, str]) -> dict[str, Any]:
    """What a row says of its extraction as values, by field, without those fields whose words are none."""
    found: dict[str, Any] = {}
    for kind, words in said.items():
        value: Any = words
        if kind in _READ:
            value = _READ[kind](words)
        if value is not None:
            found[kind] = value
    return found


_READ = {"confidence": share_of, "page": page_of, "prompt": digest_of_prompt}


def of_people(headings: Sequence[str]) -> frozenset[int]:
    """The places of columns that say who somebody is whose death a review is about, or who is blamed for it.

    A record has no place for that, nor beside it: the kept file has it, where its owner may decide.
    """
    return frozenset(i for i, heading in enumerate(headings) if _PEOPLE.fullmatch(folded(heading)))


def by_heading(cells: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What cells say, by the headings of their columns; of several of one name the later ones are counted.

    An export has all such columns of a row in one cell, as JSON.
    """
    found: dict[str, str] = {}
    for heading, cell in cells:
        for name, said in (_columns_in(cell) if heading == _EXTRA else {heading: cell}).items():
            found[free_name(name, found)] = said
    return found


def _columns_in(cell: str) -> dict[str, str]:
    try:
        columns = json.loads(cell)
    except ValueError:
        return {_EXTRA: cell}
    plain = isinstance(columns, dict) and all(isinstance(said, str) for said in columns.values())
    return columns if plain else {_EXTRA: cell}
