"""Decisions and agencies that lose their ground, as a later extraction changed the words that they were about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from dhrcurate.domain.edit import RECOMMENDATIONS, Data, Edit, parts
from dhrcurate.domain.wording import words_of, words_of_row

_CELL = "addressed_to"


def lapse(row: dict[str, Any], ours: Data) -> str:
    """Takes back what a change of words leaves without ground: the decision, and the agencies of another cell.

    Args:
        row: The recommendation after the change, which is given what it has now.
        ours: The recommendation before it.

    Returns:
        The decision that lapsed, empty if none did.
    """
    cell = words_of(str(ours.get(_CELL) or "")) != words_of(str(row.get(_CELL) or ""))
    if cell and row.get("agencies"):
        row["agencies"] = []
    if row.get("status") == "pending" or not (cell or words_of_row(ours) != words_of_row(row)):
        return ""
    was, row["status"] = str(ours["status"]), "pending"
    return was


def lapsed(edits: Iterable[Edit]) -> dict[str, str]:
    """The decisions that lapse with some edits, by the key of their recommendation."""
    found = {}
    for edit in edits:
        where = parts(edit.path)
        if where[:1] == [RECOMMENDATIONS] and where[2:] == ["status"] and edit.new == "pending":
            found[where[1]] = str(edit.old)
    return found


def lapsed_told(edits: Iterable[Edit]) -> str:
    """Which decisions and agencies go with some edits, as the end of a sentence: `was accepted, pending again`."""
    edits = list(edits)
    decisions = Counter(lapsed(edits).values())
    cells = sum(parts(edit.path)[2:] == ["agencies"] and bool(edit.old) and not edit.new for edit in edits)
    if decisions.total() == 1:
        told = [f"was {next(iter(decisions))}, pending again"]
    else:
        counts = _counted(decisions.elements(), "was", "were")
        told = [f"{counts}, pending again"] if counts else []
    if cells:
        told.append(
            "its agencies went with the cell" if cells == 1 else f"the agencies of {cells} went with their cells"
        )
    return "; ".join(told)


def decisions_falling(edits: Iterable[Edit]) -> str:
    """Which decisions some edits would take back, or remove with their recommendation, as sentences for a question."""
    edits = list(edits)
    back = _counted(lapsed(edits).values(), "is", "are")
    removed = _counted((_decision(edit.old) for edit in edits if edit.new is None), "is", "are")
    told = [f"{back}, and pending again after it." if back else "", f"Of those removed {removed}." if removed else ""]
    return " ".join(filter(None, told))


def _decision(whole: Any) -> str:
    """The decision of a whole recommendation, empty where there is none."""
    status = str(whole.get("status") or "") if isinstance(whole, Mapping) and "text" in whole else ""
    return "" if status == "pending" else status


def _counted(decisions: Iterable[str], one: str, more: str) -> str:
    """Decisions counted: `2 are accepted, 1 is rejected`."""
    counts = sorted(Counter(filter(None, decisions)).items())
    return ", ".join(f"{many} {one if many == 1 else more} {status}" for status, many in counts)


def lapse_note(edits: Iterable[Edit]) -> str:
    """Why decisions lapse with some edits, for the trail; empty where none does."""
    keys = ", ".join(lapsed(edits))
    return f"pending again, as the words of the later extraction were taken: {keys}" if keys else ""
