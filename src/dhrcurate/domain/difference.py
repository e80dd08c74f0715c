"""Differences between two states of a record, and the merge of two branches."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dhrcurate.domain.canonical import to_json
from dhrcurate.domain.edit import (
    EXTRACTIONS,
    KEYED,
    MAX_PARTS,
    ORDER,
    RECOMMENDATIONS,
    WHOLE,
    Edit,
    apply,
    get,
    identity,
    pointer,
)


def difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Edit, ...]:
    """The edits that turn one state into another, field by field, in an order in which they can be applied.

    Values that agree in canonical form are equal. Recommendations and the entries of a register are matched by
    their keys; a list that holds a key twice is one value.
    """
    if not old:
        return (Edit("", None, dict(new)),)
    keyed = [name for name in KEYED if _rows(old, name) is not None and _rows(new, name) is not None]
    edits = _tables(old, new, (), keyed)
    for name in keyed:
        edits += _entries(name, _rows(old, name) or {}, _rows(new, name) or {})
    return tuple(edits)


def _rows(data: Mapping[str, Any], name: str) -> dict[str, Mapping[str, Any]] | None:
    """The entries of a list by their keys, `None` if it counts as one value."""
    rows = data.get(name, ())
    if not isinstance(rows, Sequence) or not all(isinstance(r, Mapping) for r in rows):
        return None
    found = {key: row for row in rows if (key := identity(row)) is not None}
    return found if len(found) == len(rows) else None


def _tables(
    old: Mapping[str, Any], new: Mapping[str, Any], where: tuple[str, ...], apart: Sequence[str] = ()
) -> list[Edit]:
    edits: list[Edit] = []
    for name in dict.fromkeys([*old, *new]):
        if name in apart:
            continue
        before, after = old.get(name), new.get(name)
        inside = len(where) + 1 < MAX_PARTS
        if inside and not _is_whole(name, where) and isinstance(before, Mapping) and isinstance(after, Mapping):
            edits += _tables(before, after, (*where, name))
        elif to_json(before) != to_json(after):
            edits.append(Edit(pointer(*where, name), before, after))
    return edits


def _is_whole(name: str, where: tuple[str, ...]) -> bool:
    """True for a table of a recommendation that is one value."""
    return name in WHOLE and len(where) == len((RECOMMENDATIONS, "key")) and where[0] == RECOMMENDATIONS


def _entries(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Edit]:
    edits: list[Edit] = []
    for key, row in before.items():
        if key in after:
            edits += _tables(row, after[key], (name, key))
    # Removed entries are first moved to the end and new ones added there, so that each edit can be reversed exactly.
    kept = [k for k in before if k in after]
    gone = [k for k in before if k not in after]
    come = [k for k in after if k not in before]
    edits += reorder(name, list(before), kept + gone)
    edits += [Edit(pointer(name, k), before[k], None) for k in reversed(gone)]
    edits += [Edit(pointer(name, k), None, after[k]) for k in come]
    return edits + reorder(name, kept + come, list(after))


def reorder(name: str, old: list[str], new: list[str]) -> list[Edit]:
    """The edit that puts the entries of a list with these keys into another order; none if it is the same."""
    return [] if old == new else [Edit(pointer(name, ORDER), old, new)]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that two branches set differently.

    Attributes:
        path: The value.
        base: The common earlier value.
        ours: The value in our branch.
        theirs: The value in the other branch.
    """

    path: str
    base: Any
    ours: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Join:
    """Two merged branches.

    Attributes:
        data: Our state with their changes; where they disagree, ours.
        conflicts: The values on which they disagree.
    """

    data: dict[str, Any]
    conflicts: tuple[Conflict, ...]


def join(base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Join:
    """Merges two branches field by field.

    Changes of different fields are both kept. A recommendation that one side removed and the other changed is a
    conflict. An added entry stands behind the one it was put behind, or at the end; two different changes of the order
    are a conflict.
    """
    mine = {e.path: e for e in difference(base, ours)}
    data = dict(ours)
    conflicts: list[Conflict] = []
    orders = {pointer(name, ORDER): name for name in KEYED}
    for edit in difference(base, theirs):
        if edit.path in orders:
            continue  # orders are merged last, once the entries are known
        clash = next((e for p, e in mine.items() if p not in orders and _touch(p, edit.path)), None)
        if clash is None:
            data = apply(data, [edit], check=False)
        elif clash.path != edit.path or to_json(clash.new) != to_json(edit.new):
            path = min(clash.path, edit.path, key=len)
            conflicts.append(Conflict(path, get(base, path), get(ours, path), get(theirs, path)))
    for name in KEYED:
        data = _ordered(name, data, (base, ours, theirs), conflicts)
    return Join(data, tuple(conflicts))


def begun_apart(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """The state that two branches count as having parted from where each began the same thing by itself.

    It holds what they have in common, so that each is said to have added the rest. The moment of an import differs
    always and says nothing: ours stays.
    """
    shared = _shared(ours, theirs)
    source = theirs.get("source")
    if isinstance(shared.get("source"), Mapping) and isinstance(source, Mapping) and "imported" in source:
        shared["source"]["imported"] = source["imported"]
    imports = _rows(theirs, EXTRACTIONS) or {}
    for row in (_rows(shared, EXTRACTIONS) or {}).values():
        if isinstance(row, dict) and "at" in (other := imports.get(str(identity(row)), {})):
            row["at"] = other["at"]
    return shared or {name: [] for name in KEYED if name in ours}


def _shared(one: Mapping[str, Any], other: Mapping[str, Any], *, top: bool = True) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in one.items():
        theirs = other.get(name)
        rows, more = (_rows(state, name) if top and name in KEYED else None for state in (one, other))
        if rows is not None and more is not None:
            found[name] = [_shared(row, more[key], top=False) for key, row in rows.items() if key in more]
        elif isinstance(value, Mapping) and isinstance(theirs, Mapping) and name not in WHOLE:
            found[name] = _shared(value, theirs, top=False)
        elif name in other and to_json(value) == to_json(theirs):
            found[name] = value
    return found


def _ordered(
    name: str, data: dict[str, Any], states: tuple[Mapping[str, Any], ...], conflicts: list[Conflict]
) -> dict[str, Any]:
    rows = [_rows(state, name) for state in states]
    if any(r is None for r in rows):
        return data
    old, ours, theirs = ([*(r or ())] for r in rows)
    shared = set(old) & set(ours) & set(theirs)
    before, mine, other = ([key for key in keys if key in shared] for keys in (old, ours, theirs))
    path = pointer(name, ORDER)
    here = list(get(data, path) or ())
    wanted = here
    if other not in (before, mine):
        if mine == before:
            places = iter(other)
            wanted = [next(places) if k in shared else k for k in here]
        else:
            conflicts.append(Conflict(path, before, mine, other))
    wanted = _with_added(wanted, theirs, {*old, *ours})
    return apply(data, [Edit(path, here, wanted)], check=False) if wanted != here else data


def _with_added(here: list[str], theirs: list[str], known: Collection[str]) -> list[str]:
    """An order in which what they alone added stands where they put it; what they added at the end stays there."""
    placed = [key for key in here if key in known or key not in theirs]
    added = [key for key in here if key not in placed]
    last = max((at for at, key in enumerate(theirs) if key in known), default=-1)
    for at, key in enumerate(theirs[:last]):
        if key in added:
            added.remove(key)
            behind = next((placed.index(k) + 1 for k in reversed(theirs[:at]) if k in placed), 0)
            placed.insert(behind, key)
    return placed + added


def _touch(one: str, other: str) -> bool:
    return one == other or one.startswith(other + "/") or other.startswith(one + "/")
