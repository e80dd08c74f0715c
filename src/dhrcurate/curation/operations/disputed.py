"""What becomes of conflicts where the recommendation that they stand beside is divided, or joined with another one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dhrcurate.curation.operations.pieces import cut
from dhrcurate.domain.edit import Data
from dhrcurate.domain.extraction import CONFLICTS, is_open
from dhrcurate.domain.fields import RECOMMENDATION, Field

_TEXT = "text"
Joined = Callable[[Field, Data, Data], Any]
"""The value of a field after two recommendations are joined."""


def conflicts_joined(first: Data, second: Data, joined: Joined) -> list[dict[str, Any]]:
    """The conflicts of two recommendations that are joined, about the whole: what each side says in the place of both.

    Those of one field and of one extraction are one conflict. Of a number or a title only the first one's are left, as
    only those of the first one are.

    Args:
        first: The first recommendation.
        second: The second one.
        joined: Joins values.
    """
    rows = first, second
    found: list[dict[str, Any]] = []
    for name, by in dict.fromkeys((str(one["field"]), str(one["by"])) for row in rows for one in _open(row)):
        said = [_as_they_say(row, name, by) for row in rows]
        theirs = joined(RECOMMENDATION.field(name), *said)
        if theirs != joined(RECOMMENDATION.field(name), first, second):
            found.append({"field": name, **({} if theirs is None else {"theirs": theirs}), "by": by})
    return found


def _open(row: Data) -> list[Mapping[str, Any]]:
    return [one for one in row.get(CONFLICTS) or () if is_open(row, one)]


def _as_they_say(row: Data, name: str, by: str) -> Data:
    """A recommendation with the other side's value of a field, where that side says another one."""
    own = next((one for one in _open(row) if one["field"] == name and one["by"] == by), None)
    empty = "" if RECOMMENDATION.field(name).required else None
    return row if own is None else {**row, name: own.get("theirs") or empty}


def conflicts_divided(row: Data, parts: Sequence[str]) -> list[list[dict[str, Any]]]:
    """The conflicts of each part of a recommendation that is divided.

    What the other side says of the text is cut where the parts end. What it says of the cell is about all parts, as the
    cell is; of the number and the title, about the first.

    Args:
        row: The recommendation.
        parts: The texts of its parts.
    """
    found: list[list[dict[str, Any]]] = [[] for _ in parts]
    for one in _open(row):
        name = one["field"]
        pieces = cut(str(one.get("theirs") or ""), parts) if name == _TEXT else []
        for at, part in enumerate(parts):
            if name == _TEXT:
                own = {**one, "theirs": pieces[at]}
                if is_open({_TEXT: part}, own):
                    found[at].append(own)
            elif at == 0 or name == "addressed_to":
                found[at].append(dict(one))
    return found
