"""Fix the structure that extraction broke: add, remove, divide, join, move and renumber recommendations."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any

from dhrcurate.agencies.normalise import fold
from dhrcurate.curation.operations.common import at, changed, restructured, row, rows, structured
from dhrcurate.curation.operations.disputed import conflicts_divided, conflicts_joined
from dhrcurate.curation.operations.printed_numbers import number_behind
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.edit import Data, Edit
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.extraction import CONFLICTS
from dhrcurate.domain.fields import RECOMMENDATION, Field, Joining, Kind
from dhrcurate.domain.item_marks import before_mark
from dhrcurate.domain.record import Status

_CELL, _AGENCIES = "addressed_to", "agencies"
_REQUIRED = tuple(field for field in RECOMMENDATION if field.required)
_SHARED = tuple(field.name for field in RECOMMENDATION if field.joining and field.joining.shared)
"""Fields that both parts of a divided recommendation have."""

_BETWEEN_NAMES = re.compile(r"[;,\n]")
"""What surely parts the names within a cell, beside `|`."""

_HEADING = re.compile(r"\s*(?P<title>[^\n]{3,120}?)(?:\s*\n+|(?<!\.[a-z])[.:]\s+|\s+[-–—]\s+)(?=\S)")
"""A heading ends at the end of a line, at a full stop (not of "e.g.") or colon, or at a dash between blanks."""


def next_key(data: Data, used: Container[str] = ()) -> str:
    """Return the next key that no recommendation of the record has or has ever had.

    Args:
        data: The record's content.
        used: Keys in the trail (`dhrcurate.trail.history.used_keys`), which are never reused.
    """
    highest = max((int(r["key"][1:]) for r in rows(data)), default=0)
    while True:
        highest += 1
        key = f"r{highest:03d}"
        if key not in used:
            return key


def add(data: Data, after: str | None, *, used: Container[str] = ()) -> Proposal:
    """Add an empty recommendation after another, or at the end."""
    here = rows(data)
    place = next((i + 1 for i, r in enumerate(here) if r["key"] == after), len(here))
    new = _fresh(next_key(data, used))
    here.insert(place, new)
    return restructured(data, here, structured("add", made=[new["key"]]))


def remove(data: Data, key: str, reason: str = "") -> Proposal:
    """Remove a recommendation; its key is never reused."""
    row(data, key)
    rest = [r for r in rows(data) if r["key"] != key]
    return restructured(data, rest, structured("remove", taken=[key]), note=reason)


def split_text(data: Data, key: str, offset: int, *, used: Container[str] = ()) -> Proposal:
    """Divide a recommendation in two: its text from an offset on goes to a new one after it.

    The new one has the same cell and agencies and status `pending`. It has a number only if the cut is at one that is
    printed as the record's are; that is taken out of its text then. Blanks at the cut are dropped; the mark of a list's
    item (`•`, `(b)`) right before it goes with its item.

    Args:
        data: The record's content.
        key: The recommendation's key.
        offset: Where to cut, in code points from the start of its text.
        used: Keys in the trail.

    Raises:
        RefusedError: If nothing would be left on one side.
    """
    before = row(data, key)
    offset = before_mark(before["text"], offset)
    first, second = before["text"][:offset].rstrip(), before["text"][offset:].lstrip()
    if not first or not second:
        raise RefusedError("the second recommendation begins after some words of the first, and not at either end")
    new = {**_fresh(next_key(data, used)), **{name: before[name] for name in _SHARED if name in before}, "text": second}
    here = rows(data)
    taken = [r["number"] for r in here if r.get("number")]
    if printed := number_behind(before.get("number") or "", taken, first, second):
        new["number"], new["text"] = printed
    place = next(i for i, r in enumerate(here) if r["key"] == key)
    here[place] = {**before, "text": first, **_whole_again(before)}
    for part, own in zip((here[place], new), conflicts_divided(before, (first, second)), strict=True):
        _put_conflicts(part, own)
    here.insert(place + 1, new)
    return restructured(data, here, structured("divide", taken=[key], made=[key, new["key"]]))


def join_next(data: Data, key: str, opened: Opened | None = None) -> Proposal:
    """Join a recommendation with the next one, which is removed.

    The table of fields says what becomes of each field: the second text follows the first, after the second's title;
    cells that differ are joined with `|`, what both name once; agencies are combined; the number is the first one's. A
    decision that was made about one of them only, or another one about each, is none about both: they are pending.
    Notes are kept.

    Args:
        data: The record's content.
        key: The recommendation's key.
        opened: Tells which names are open, so that they stay so; without it the first one's cell and agencies come
            first.

    Raises:
        RefusedError: If it is the last.
    """
    here = rows(data)
    place = next((i for i, r in enumerate(here) if r["key"] == key), len(here))
    if place + 1 >= len(here):
        raise RefusedError("there is no recommendation after this one to join it with")
    first, second = here[place], here[place + 1]
    joined = {field.name: joined_value(field, first, second) for field in RECOMMENDATION}
    whole = {**first, **{name: value for name, value in joined.items() if value is not None}}
    if opened is not None:
        whole |= _told_apart(first, second, opened)
    _put_conflicts(whole, conflicts_joined(first, second, joined_value))
    here[place : place + 2] = [whole]
    return restructured(data, here, structured("join", taken=[key, second["key"]], made=[key]))


def _put_conflicts(row: dict[str, Any], conflicts: list[dict[str, Any]]) -> None:
    row.pop(CONFLICTS, None)
    if conflicts:
        row[CONFLICTS] = conflicts


def joined_value(field: Field, first: Data, second: Data) -> Any:
    """The value of a field after two recommendations are joined, `None` if it is absent."""
    name = field.name
    match field.joining:
        case Joining.RUN_ON:
            return _run_on([first[name], second.get("title") or "", second[name]])
        case Joining.ALTERNATIVES:
            return _cells_joined(first[name], second[name])
        case Joining.SAME:
            return first[name] if first[name] == second[name] else field.choices[0]
        case Joining.BOTH:
            return "\n".join(dict.fromkeys(filter(None, (r.get(name) for r in (first, second))))) or None
        case Joining.ALL:
            both = [r[name] for r in (first, second) if name in r]
            return _all_entries(field, both) if both else None
        case Joining.KEPT:
            return _extracted(first.get(name), second.get(name))
        case _:
            return first.get(name)


Opened = Callable[[str, Sequence[str]], Iterable[str]]
"""Returns the names of a cell that some agencies leave open; all of them where there are none."""


def _told_apart(first: Data, second: Data, opened: Opened) -> dict[str, Any]:
    """The cell and the agencies of two that are joined, so that no name which is open in them counts as decided.

    Which agency is whose is told by their order where the cell does not have its name, so that either cell may have to
    stand first; where neither order tells it, the agencies are left out.
    """
    ways = [
        (_cells_joined(one[_CELL], other[_CELL]), [*dict.fromkeys([*one[_AGENCIES], *other[_AGENCIES]])])
        for one, other in ((first, second), (second, first))
    ]
    (open_1, decided_1), (open_2, decided_2) = (_parted(each, opened) for each in (first, second))
    wanted = (open_1 - decided_2) | (open_2 - decided_1)
    left = [set(map(fold, opened(cell, agencies))) for cell, agencies in ways]
    exact = (way for way, names in zip(ways, left, strict=True) if names == wanted)
    more_open = (way for way, names in zip(ways, left, strict=True) if names > wanted)
    cell, agencies = next(exact, None) or next(more_open, None) or (ways[0][0], [])
    return {_CELL: cell, _AGENCIES: agencies}


def _parted(rec: Data, opened: Opened) -> tuple[set[str], set[str]]:
    """The names of a cell that are open, and those that are decided, folded."""
    left = set(map(fold, opened(rec[_CELL], rec[_AGENCIES])))
    return left, set(map(fold, opened(rec[_CELL], ()))) - left


def _cells_joined(first: str, second: str) -> str:
    """Two cells with `|` between them, without what the other one names as well: either as it is where it has all."""
    cells = (first, second)
    parts = [(side, part.strip()) for side, cell in enumerate(cells) for part in cell.split("|") if part.strip()]
    named = [{" ".join(name.casefold().split()) for name in _BETWEEN_NAMES.split(part)} - {""} for _, part in parts]

    def stays(this: int) -> bool:
        others = [place for place, (side, _) in enumerate(parts) if side != parts[this][0]]
        return not any(named[this] < named[o] or (named[this] == named[o] and o < this) for o in others)

    kept = [part for place, part in enumerate(parts) if stays(place)]
    for side, cell in enumerate(cells):
        if cell.strip() and kept == [part for part in parts if part[0] == side]:
            return cell
    return " | ".join(part for _, part in kept)


def _all_entries(field: Field, both: list[Any]) -> Any:
    """The entries of one or two lists, each once; of tables all members, with what both say of one side by side."""
    if field.kind is not Kind.MAP:
        entries = [entry for entries in both for entry in entries]
        return [entry for at, entry in enumerate(entries) if entry not in entries[:at]]
    names = dict.fromkeys(name for table in both for name in table)
    return {name: " | ".join(dict.fromkeys(table[name] for table in both if name in table)) for name in names}


_INCOMPLETE = "incomplete"


def _extracted(first: Mapping[str, Any] | None, second: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What is known of the extraction of two that are joined: the second one's end is the end of both."""
    if not first or not second:
        kept = first or second
        return dict(kept) if kept else None
    cut = {_INCOMPLETE: second[_INCOMPLETE]} if _INCOMPLETE in second else {}
    return {**{name: value for name, value in first.items() if name != _INCOMPLETE}, **cut}


def _whole_again(before: Mapping[str, Any]) -> dict[str, Any]:
    """What a division changes in the first part besides its text: the row was cut off in the second."""
    extracted = before.get("extracted")
    if not isinstance(extracted, Mapping) or _INCOMPLETE not in extracted:
        return {}
    return {"extracted": {name: value for name, value in extracted.items() if name != _INCOMPLETE}}


def _run_on(texts: Iterable[str]) -> str:
    """Return texts one after the other, each on a line of its own unless it continues a sentence."""
    whole = ""
    for text in filter(None, texts):
        continues = whole[-1:].isalnum() and text[:1].islower()
        whole += (" " if continues else "\n") + text if whole else text
    return whole


def move(data: Data, key: str, step: int) -> Proposal:
    """Move a recommendation down by a number of places, or up by a negative number.

    Raises:
        RefusedError: If there is no such place in the record.
    """
    here = rows(data)
    place = next((i for i, r in enumerate(here) if r["key"] == key), None)
    if place is None or not 0 <= place + step < len(here):
        raise RefusedError("it cannot be moved further")
    here.insert(place + step, here.pop(place))
    return restructured(data, here, structured("move", taken=[key], made=[key]))


def renumber(data: Data, key: str, number: str | None) -> Proposal:
    """Change the number as printed; `None` or blanks remove it."""
    return Proposal("edit", changed(data, key, {"number": (number or "").strip() or None}))


def lift_title(data: Data, key: str, length: int | None = None) -> Proposal:
    """Move a heading from the start of the text into the title; together they keep every word in order.

    Args:
        data: The record's content.
        key: The recommendation's key.
        length: The length of the heading in code points; by default it ends at the first line end, full stop, colon
            or dash.

    Raises:
        RefusedError: If it has a title already, or no heading is found, or what looks like one asks for something.
    """
    before = row(data, key)
    if before.get("title"):
        raise RefusedError("it has a title already")
    text = before["text"]
    if length is None:
        found = _HEADING.match(text)
        if not found:
            raise RefusedError("no heading was found at the start of the text: edit the title instead")
        from dhrcurate.domain.asking import asks  # noqa: PLC0415  # its lists of words are needed here alone

        if asks(found["title"]):
            raise RefusedError("the text begins with a sentence that asks for something, not with a heading")
        # The mark that ends the heading belongs to it, so that title and text together keep every word.
        length = found.end()
    title, rest = text[:length].strip(), text[length:].lstrip()
    if not title or not rest:
        raise RefusedError("a heading needs words on both sides of its end")
    edits = (Edit(at(key, "title"), before.get("title"), title), Edit(at(key, "text"), text, rest))
    return Proposal("edit", edits, because=structured("lift", taken=[key], made=[key]))


def _fresh(key: str) -> dict[str, Any]:
    empty: dict[str, Any] = {field.name: [] if field.kind is Kind.LIST else "" for field in _REQUIRED}
    return empty | {"key": key, "status": Status.PENDING.value}
