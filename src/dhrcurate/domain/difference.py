"""Differences between two states of a record, and the join of two branches of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dhrcurate.domain.canonical import to_json
from dhrcurate.domain.edit import ORDER, RECOMMENDATIONS, Edit, apply, get, pointer


def difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Edit, ...]:
    """The edits that turn one state into another, field by field, in an order in which they can be applied.

    Values that agree in canonical form are equal. Recommendations are followed by their keys; where a state names a
    key twice, the list of recommendations is not taken apart and is left out.
    """
    if not old:
        return (Edit("", None, dict(new)),)
    return (*_tables(old, new, ()), *_recommendations(old, new))


def _tables(old: Mapping[str, Any], new: Mapping[str, Any], where: tuple[str, ...]) -> list[Edit]:
    edits: list[Edit] = []
    for name in dict.fromkeys([*old, *new]):
        if not where and name == RECOMMENDATIONS:
            continue
        before, after = old.get(name), new.get(name)
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            edits += _tables(before, after, (*where, name))
        elif to_json(before) != to_json(after):
            edits.append(Edit(pointer(*where, name), before, after))
    return edits


def _recommendations(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Edit]:
    before = {r["key"]: r for r in old.get(RECOMMENDATIONS, ())}
    after = {r["key"]: r for r in new.get(RECOMMENDATIONS, ())}
    edits: list[Edit] = []
    for key, row in before.items():
        if key in after:
            edits += _tables(row, after[key], (RECOMMENDATIONS, key))
    # What goes is first moved to the end and what comes is added there, so that each edit can be reversed exactly.
    kept = [k for k in before if k in after]
    gone = [k for k in before if k not in after]
    come = [k for k in after if k not in before]
    edits += reorder(list(before), kept + gone)
    edits += [Edit(pointer(RECOMMENDATIONS, k), before[k], None) for k in reversed(gone)]
    edits += [Edit(pointer(RECOMMENDATIONS, k), None, after[k]) for k in come]
    return edits + reorder(kept + come, list(after))


def reorder(old: list[str], new: list[str]) -> list[Edit]:
    """The edit that puts the recommendations with these keys into another order; none where it is the same."""
    return [] if old == new else [Edit(pointer(RECOMMENDATIONS, ORDER), old, new)]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that two branches set differently.

    Attributes:
        path: Which value.
        base: What it was before both.
        ours: What the one branch made of it.
        theirs: What the other made of it.
    """

    path: str
    base: Any
    ours: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Join:
    """Two branches joined.

    Attributes:
        data: Our state with their changes; where they disagree, ours.
        conflicts: Where they disagree.
    """

    data: dict[str, Any]
    conflicts: tuple[Conflict, ...]


def join(base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Join:
    """Joins two branches field by field.

    Changes of different fields both hold. A recommendation that one side removed and the other changed is a conflict.
    Added recommendations keep their places at the end; orders changed on both sides differently are a conflict.
    """
    mine = {e.path: e for e in difference(base, ours)}
    data = dict(ours)
    conflicts: list[Conflict] = []
    order = pointer(RECOMMENDATIONS, ORDER)
    for edit in difference(base, theirs):
        if edit.path == order:
            continue  # orders are joined last, when it is known which recommendations there are
        clash = next((e for p, e in mine.items() if p != order and _touch(p, edit.path)), None)
        if clash is None:
            data = apply(data, [edit], check=False)
        elif clash.path != edit.path or to_json(clash.new) != to_json(edit.new):
            path = min(clash.path, edit.path, key=len)
            conflicts.append(Conflict(path, get(base, path), get(ours, path), get(theirs, path)))
    return _ordered(data, base, ours, theirs, conflicts)


def _ordered(
    data: dict[str, Any],
    base: Mapping[str, Any],
    ours: Mapping[str, Any],
    theirs: Mapping[str, Any],
    conflicts: list[Conflict],
) -> Join:
    path = pointer(RECOMMENDATIONS, ORDER)
    before, mine, other = (_shared(s, base, ours, theirs) for s in (base, ours, theirs))
    if other not in (before, mine):
        if mine == before:
            here = list(get(data, path) or ())
            places = iter(other)
            moved = [next(places) if k in other else k for k in here]
            data = apply(data, [Edit(path, here, moved)], check=False)
        else:
            conflicts.append(Conflict(path, before, mine, other))
    return Join(data, tuple(conflicts))


def _shared(state: Mapping[str, Any], *all_states: Mapping[str, Any]) -> list[str]:
    keys = [{r["key"] for r in s.get(RECOMMENDATIONS, ())} for s in all_states]
    shared = set.intersection(*keys)
    return [r["key"] for r in state.get(RECOMMENDATIONS, ()) if r["key"] in shared]


def _touch(one: str, other: str) -> bool:
    return one == other or one.startswith(other + "/") or other.startswith(one + "/")
