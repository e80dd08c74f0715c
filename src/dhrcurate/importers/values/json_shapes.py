"""The shapes of JSON documents: where in one the list of recommendations is, whatever stands around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dhrcurate.importers.columns.headless import are_names
from dhrcurate.importers.columns.names import REVIEW_FIELDS, is_row_field, row_values
from dhrcurate.importers.values.json_tables import with_names, with_tables
from dhrcurate.importers.wording.headings import folded
from dhrcurate.importers.wording.numbers import is_number

_REVIEWS = "reviews"
_RUNS = frozenset({"documents", "files", "outputs", "extractions", "sources", "pdfs"})
"""What programs call the list of the documents that they went through."""
SURE_LISTS = ("recommendations", "recs")
LISTS = (*SURE_LISTS, "rows", "items", "data", "results", "reviews", "records")
OF_ROWS = re.compile(r"\b(?:recommendations|recs|recommendation (?:list|items))\Z")
"""With which the names of further lists of recommendations end."""
NESTED = ("review", "report", "metadata", "meta", "source")
_OF_COLUMNS = ("columns", "headers", "header", "headings", "fields")
"""What the list of a table's columns is called, beside its rows."""
_GROUPS = frozenset({"heading", "section", "category", "group", "chapter", "part"})
"""What the words over a group are called; a title may be that of a review."""
_PARTS_OF_DATE = ("year", "month", "day")
_YEAR = 4
"""The figures of a year."""
_DEEPEST = 5
"""No list of recommendations is looked for further in."""
_SHOWN = 3


def settled(value: Any) -> Any:
    """A document with its lists of recommendations where they are usual.

    The names of lists are known in whatever case; an object that alone holds recommendations, such as `payload`, is put
    in the place of the one around it; a list of lists is one, and so is an object of rows by number.

    Args:
        value: The document.
    """
    if isinstance(value, list):
        if value and all(isinstance(inner, list) and inner and all(map(_may_be_row, inner)) for inner in value):
            return settled([row for inner in value for row in inner])
        if (rows := with_names(value[:1], value[1:])) is not None:
            return rows
        return [_settled(item, 0) if isinstance(item, dict) else item for item in value]
    return _settled(value, 0) if isinstance(value, dict) else value


def _settled(value: Mapping[str, Any], depth: int) -> Mapping[str, Any]:
    value = _renamed(value)
    for key in LISTS:
        for names in _OF_COLUMNS if isinstance(value.get(key), list) else ():
            if (rows := with_names([value.get(names)], value[key])) is not None:
                return {**{name: inner for name, inner in value.items() if name != names}, key: rows}
    for key in SURE_LISTS:
        rows = value.get(key)
        if isinstance(rows, dict) and rows and all(map(is_number, rows)) and all(map(_may_be_row, rows.values())):
            return {**value, key: [{"number": number, **row} for number, row in rows.items()]}
    if depth >= _DEEPEST or is_row(value) or rows_of(value) is not None:
        return value
    inside = {key: _settled(inner, depth + 1) for key, inner in value.items() if isinstance(inner, dict)}
    holding = [key for key, inner in inside.items() if rows_of(inner) is not None]
    if not holding:
        return _with_reviews(value, depth) or with_tables(value) or value
    if len(holding) != 1:
        return value
    outer = {key: inner for key, inner in value.items() if key != holding[0]}
    inner = inside[holding[0]]
    return value if outer.keys() & inner.keys() else {**outer, **inner}


def _with_reviews(value: Mapping[str, Any], depth: int) -> Mapping[str, Any] | None:
    """An object with its one list of items that hold recommendations as its list of reviews, else `None`."""
    lists = {key: inner for key, inner in value.items() if isinstance(inner, list) and inner and folded(key) in _RUNS}
    of_objects = {key: inner for key, inner in lists.items() if all(isinstance(item, dict) for item in inner)}
    inside = {key: [_settled(item, depth + 1) for item in inner] for key, inner in of_objects.items()}
    found = {key: items for key, items in inside.items() if all(rows_of(item) is not None for item in items)}
    if len(found) != 1:
        return None
    ((key, items),) = found.items()
    return {**{name: inner for name, inner in value.items() if name != key}, _REVIEWS: items}


def _renamed(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """An object with the names of lists and of objects about a review as they are known; others stay as they are."""
    usual = {key: name for key in value if (name := folded(key)) != key and name in {*LISTS, *NESTED}}
    taken = [*(key for key in value if key not in usual), *usual.values()]
    return value if len(set(taken)) < len(taken) else {usual.get(key, key): inner for key, inner in value.items()}


def _may_be_row(value: object) -> bool:
    return isinstance(value, dict) and is_row(value)


def rows_of(value: Mapping[str, Any]) -> str | None:
    """The member of an object that is the list of its recommendations; `None` if the object is itself a row."""
    row = not value.keys().isdisjoint(SURE_LISTS) or not is_row(value)
    lists = (*LISTS, *(key for key in value if OF_ROWS.search(folded(key)))) if row else ()
    return next((key for key in lists if isinstance(value.get(key), list)), None)


def by_body(value: Any) -> Any:
    """A review whose recommendations are in lists by the name of a body, with a list of groups in their place."""
    found = isinstance(value, dict) and next((key for key in SURE_LISTS if isinstance(value.get(key), dict)), None)
    if not found:
        return value
    members = value[found]
    listed = all(isinstance(rows, list) and holds_rows(SURE_LISTS[0], rows) for rows in members.values())
    themes = any(" " not in name and not name.isupper() for name in members)  # "Housing" may be one
    if not members or not listed or themes or not are_names(list(members)):
        return value
    return {**value, found: [{"agency": name, "recommendations": rows} for name, rows in members.items()]}


def with_heads_named(groups: Sequence[Any]) -> list[Any]:
    """Groups of recommendations with what stands over each as their addressee, or as their title.

    It is the addressee where the heads of all groups are names of bodies.

    Args:
        groups: The objects of a list; others than such groups stay as they are.
    """
    heads = [_head_of(group) for group in groups]
    if not heads or not all(heads):
        return list(groups)
    names = [str(group[head]) for group, head in zip(groups, heads, strict=True)]
    themes = any(" " not in name and not name.isupper() for name in names)  # "Housing" may be one
    field = "heading" if themes or not are_names(names) else "agency"
    return [
        {(field if name == head else name): inner for name, inner in group.items()}
        for group, head in zip(groups, heads, strict=True)
    ]


def _head_of(group: Any) -> str:
    """The member of a group that says what stands over it; empty where there is none, or one says whom it is for."""
    rows = rows_of(group) if isinstance(group, dict) else None
    if rows is None:
        return ""
    about = [name for name in group if name != rows]
    named = [name for name in about if folded(name) in _GROUPS and isinstance(group[name], str) and group[name].strip()]
    return named[0] if len(named) == 1 and not row_values(about).keys() - {"title"} else ""


def date_of(value: Mapping[str, Any]) -> str:
    """The date that an object gives in parts, from the year on; empty for any other object."""
    parts = {name.casefold(): str(part) for name, part in value.items() if part not in (None, "")}
    known = [parts.pop(name) for name in _PARTS_OF_DATE if name in parts]
    plain = bool(known) and not parts and len(known[0]) == _YEAR and all(part.isdecimal() for part in known)
    return "-".join(part.zfill(2) for part in known) if plain else ""


def no_list(value: Mapping[str, Any]) -> str:
    """Why an object holds no recommendations."""
    words = next((k for k, v in value.items() if is_row_field(k, "text") and isinstance(v, list)), None)
    if words is not None:
        return f"“{words}” is a list of words, not of rows; write a list with an object for each recommendation"
    if value and all(isinstance(v, dict) and is_row(v) for v in value.values()):
        return "its rows are members by name, not a list; write a list with an object for each recommendation"
    lists = [name for name, rows in value.items() if isinstance(rows, list) and any(isinstance(r, dict) for r in rows)]
    if lists:
        named = ", ".join(f"“{name}”" for name in lists[:_SHOWN])
        return f"it has no list of recommendations; if {named} holds them, rename it to recommendations"
    return "it has no list of recommendations; write them in a list that is named recommendations"


def holds_rows(name: str, value: object) -> bool:
    """True if a member is a list of recommendations: of objects with words, or of words where its name says so."""
    if not isinstance(value, list) or not value:
        return False
    named = OF_ROWS.search(folded(name)) is not None
    words = named and all(isinstance(row, str) for row in value)
    return words or any(isinstance(row, dict) and (is_row(row) or (named and rows_of(row))) for row in value)


def is_row(value: Mapping[str, Any]) -> bool:
    """True if an object has the words of a recommendation."""
    return any(is_row_field(key, "text") and isinstance(v, (str, dict)) and bool(v) for key, v in value.items())


def is_group(value: Mapping[str, Any], rows: str) -> bool:
    """True if an object with a list of recommendations says of them what rows say, and nothing of a review."""
    about = {name: v for name, v in value.items() if name != rows and v not in (None, "")}
    nested = any(name.lower() in NESTED for name in about)
    known = row_values(about)
    headed = "addressed_to" in known or folded(known.get("title", "title")) != "title"
    return headed and not nested and REVIEW_FIELDS.keys().isdisjoint(known) and "title" not in map(folded, about)


def is_numbered(value: Mapping[str, Any]) -> bool:
    """True if an object with a list of recommendations is one itself, of which they are parts."""
    known = row_values(value)
    return all(value.get(known.get(kind, ""), "") not in ("", None, [], {}) for kind in ("number", "text"))


def kind_of(value: object) -> str:
    """What a value is that is no object, in words."""
    return "null" if value is None else "a list" if isinstance(value, list) else "true or false"
