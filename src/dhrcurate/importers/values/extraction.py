"""JSON and JSON lines as extraction programs write them, of one review or of many."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.importers.columns.fields import KEPT, LEFT_OUT, Fields, Mapped
from dhrcurate.importers.columns.names import extracted_values, is_row_field, review_values, row_values
from dhrcurate.importers.columns.provenance import of_people, typed
from dhrcurate.importers.columns.whole import CUT, check_columns, check_size, filled
from dhrcurate.importers.decoding import Decoded
from dhrcurate.importers.model import EXTRACTION_FACTS, Found
from dhrcurate.importers.values.about import About, Member
from dhrcurate.importers.values.dividing import TableRow
from dhrcurate.importers.values.further_actions import with_actions_joined
from dhrcurate.importers.values.json_shapes import (
    LISTS,
    NESTED,
    OF_ROWS,
    by_body,
    date_of,
    holds_rows,
    is_group,
    is_numbered,
    is_row,
    kind_of,
    no_list,
    rows_of,
    settled,
    with_heads_named,
)
from dhrcurate.importers.values.json_tables import LEFT
from dhrcurate.importers.values.json_text import mended, parsed
from dhrcurate.importers.values.programs import of_programs
from dhrcurate.importers.values.reviews import Told, sorted_into_reviews
from dhrcurate.importers.wording.headings import folded

_NAMES = {"review": "title", "report": "title", "source": "publisher"}
"""What the name of an object around the recommendations is."""
_LONGEST = 500
"""What is said of a review and has no field is repeated beside each of its recommendations if it is no longer."""
_DATES = frozenset({"published", "report_date", "year_of_death"})
_MEMBERS = {
    "text": "text|value|content|recommendation|wording|description|name|title|label",
    "": "name|organisation|organization|agency|body|title|value|label|text|content|number|id",
}
"""The usual members of an object that stands where a word is expected, by field, the most usual first."""


def read_json(file: Decoded, name: str, mapping: Mapped, *, kept: bool = True) -> list[Found]:
    """Reads a JSON document: a list of rows, a review with its recommendations, or a list of such.

    Args:
        file: The file.
        name: Its name, for messages.
        mapping: Columns given by the caller, by field.
        kept: Whether members that a record has no field for are kept beside the recommendations.

    Raises:
        UnusableError: If it is no JSON or a given column is not there.
        RefusedError: If it holds no recommendations.
    """
    text = file.text
    check_size(text.count("{") + text.count("["), "objects and lists", name)
    if not text.strip():
        raise RefusedError(f"{name}: holds no review: it is empty")
    return _Objects("json", mapping, name, kept=kept).found(parsed(text, name, 1))


def read_jsonl(file: Decoded, name: str, mapping: Mapped, *, kept: bool = True) -> list[Found]:
    """Reads JSON lines: a row or a review with its recommendations on each.

    The arguments are those of `read_json`.

    Raises:
        UnusableError: If a line is no JSON or a given column is not there.
        RefusedError: If it holds no recommendations.
    """
    text = file.text
    check_size(text.count("{") + text.count("[") + text.count("\n"), "objects and lists", name)
    lines = [(i, line) for i, line in enumerate(text.split("\n"), 1) if line.strip()]
    values = []
    cut = False
    for i, line in lines:
        try:
            values.append(parsed(line, name, i))
        except UnusableError:
            whole = None if (i, line) != lines[-1] or text.endswith("\n") or not values else mended(line)
            if whole is None:
                raise
            values.append(whole)
            cut = True
    return _Objects("jsonl", mapping, name, cut=cut, kept=kept).found(values)


class _Objects:
    """The reviews in the objects of a JSON document.

    Args:
        layout: The layout of the file.
        mapping: Columns given by the caller, by field.
        name: The file's name, for messages.
        cut: Whether its last object breaks off.
        kept: Whether members that a record has no field for are kept beside the recommendations.
    """

    def __init__(self, layout: str, mapping: Mapped, name: str, *, cut: bool = False, kept: bool = True) -> None:
        self._layout = layout
        self._mapping = mapping
        self._name = name
        self._cut = cut
        self._kept = kept
        self._last: object = None
        self._unused: dict[str, None] = {}
        self._noted: dict[str, None] = {}
        self._told = Told([CUT] if cut else [])

    def found(self, value: Any) -> list[Found]:
        """The reviews of a document."""
        value = by_body(settled(of_programs(value, self._name, self._told)))
        if isinstance(value, dict) and rows_of(value) is None and is_row(value):
            value = [value]
        if self._cut:
            last = value[-1]
            while isinstance(last, dict) and (key := rows_of(last)) and last[key]:
                last = last[key][-1]
            self._last = last
        founds = self._reviews(value, About())
        for words, names in ((KEPT, self._noted), (LEFT_OUT, self._unused)):
            if names:
                self._told.warnings.append(f"{words}: {', '.join(names)}")
        founds = filled(founds, self._name)
        return [self._told.before(founds[0]), *founds[1:]]

    def _reviews(self, value: Any, said: About, *, inside: bool = False) -> list[Found]:
        """The reviews in a value: a list of rows or reviews, or a review.

        Args:
            value: The value.
            said: What is known of the review.
            inside: Whether the value is the list of a review, whose groups are then not reviews of their own.
        """
        if isinstance(value, dict):
            value = by_body(value)
            key = rows_of(value)
            if key is None:
                raise RefusedError(f"{self._name}: holds no review: {no_list(value)}")
            about = said.with_more(self._review(value, key))
            listed = [*value[key], *self._beside(value, key)]
            if not listed:
                who = next((v for v in about.values.values() if v), "a review")
                self._told.lose(f"{who}: its list of recommendations is empty, so it was left out")
                return []
            return self._reviews(listed, about, inside=True)
        if not isinstance(value, list):
            raise RefusedError(f"{self._name}: holds no review: it has no list of recommendations")
        founds: list[Found] = []
        rows: list[Any] = []
        for item in with_heads_named(list(map(by_body, value))):
            key = rows_of(item) if isinstance(item, dict) else None
            if key is not None and item[key] and is_group(item, key):
                if inside:
                    rows += self._grouped(item, key)
                else:
                    founds += self._rows(self._grouped(item, key), said)
            elif key is not None and is_numbered(item):
                rows += [{name: v for name, v in item.items() if name != key}, *item[key]]
            elif key is not None:
                founds += self._reviews(item, said)
            else:
                rows.append(item)
        return [*founds, *self._rows(rows, said)] if rows else founds

    def _beside(self, value: Mapping[str, Any], key: str) -> Iterator[Any]:
        """The rows of further lists of recommendations beside the one of a review; other lists of such are told."""
        for name, rows in value.items():
            if name == key or name in LISTS or not holds_rows(name, rows):
                continue
            if OF_ROWS.search(folded(name)):
                self._told.warnings.append(f"“{name}” was read as more of “{key}”")
                yield from rows
            else:
                self._told.lose(f"“{name}” is a list beside “{key}” and was left out")

    def _grouped(self, group: Mapping[str, Any], key: str) -> list[Any]:
        """The rows of a group, each with what the group says of all of them."""
        about = {name: value for name, value in group.items() if name != key}
        rows = []
        for row in group[key]:
            plain = {"text": row} if isinstance(row, str) else row
            whole = {**about, **plain} if isinstance(plain, dict) else plain
            if row is self._last:
                self._last = whole
            rows.append(whole)
        return rows

    def _rows(self, rows: Sequence[Any], said: About) -> list[Found]:
        plain = [{"text": row} if isinstance(row, str) else row for row in rows]
        other = next((i for i, row in enumerate(plain, 1) if not isinstance(row, dict)), None)
        if other is not None:
            raise RefusedError(
                f"{self._name}: holds no review: item {other} of its list is {kind_of(plain[other - 1])}, and each "
                "must be a recommendation: words, or an object with a member such as text"
            )
        members = [self._member(row) for row in plain]
        headings = list(dict.fromkeys(key for member in members for key in member.values))
        check_columns(len(headings), "members", self._name)
        fields = Fields.of(headings, self._mapping, self._name)
        cells_of = self._cells(members, headings, fields)
        if fields.settle(cells_of, self._mapping):
            cells_of = self._cells(members, headings, fields)
        self._tell_lists(members, fields)
        read = []
        kept: list[tuple[int, Sequence[str]]] = list(enumerate(cells_of, 1))
        if not any(member.said for member in members):
            kept = with_actions_joined(kept, fields, cut=self._cut, kept=self._kept)
        for at, cells in kept:
            row, member = rows[at - 1], members[at - 1]
            each = fields.read(cells, at)
            values = {**said.values, **member.said, **{kind: v for kind, v in each.values.items() if v}}
            extra = {**said.extra, **each.extra, **member.left, **member.inner} if self._kept else {}
            read.append(
                TableRow(
                    at, values, incomplete=row is self._last, other=any(cells), beside=fields.beside(cells),
                    extracted={**typed(said.extracted), **each.extracted}, extra=extra,
                )
            )  # fmt: skip
        told = Told()
        for lost in fields.lost:
            told.lose(lost)
        for i in sorted(fields.unused):
            if self._kept and (odd := fields.told_odd(i)):
                told.warnings.append(odd)
            else:
                (self._noted if self._kept and i not in fields.left_out else self._unused)[headings[i]] = None
        told.warnings += fields.notes()
        declared = bool(said.values)
        founds = sorted_into_reviews(self._layout, read, told, columns=fields.placed, declared=declared)
        if not founds:
            self._told.warnings += told.warnings
            self._told.lost += told.lost
        return founds

    def _member(self, row: Mapping[str, Any]) -> Member:
        """A row with the members of the objects in it that are about its review, or are the recommendation itself."""
        values: dict[str, Any] = {}
        said: dict[str, str] = {}
        left: dict[str, str] = {}
        for key, value in row.items():
            if isinstance(value, dict) and key.lower() in NESTED and (known := review_values(value)):
                for kind, column in known.items():
                    said[kind] = self._cell(value[column], f"{key}.{column}", kind, 1, left)
                left |= self._left_of(key, value, set(known.values()))
            elif isinstance(value, dict) and is_row_field(key, "text") and (known := row_values(value)).get("text"):
                values[key] = value[known["text"]]
                for column in value:
                    if column == known["text"]:
                        continue
                    inner = column if column in known.values() and column not in row else f"{key}.{column}"
                    values[inner] = value[column]
            else:
                values[key] = value
        return Member(values, said, left)

    def _cells(self, members: Sequence[Member], headings: Sequence[str], fields: Fields) -> list[list[str]]:
        """The members' values as words."""
        kinds = {i: kind for kind, columns in fields.columns.items() for i in columns}
        for member in members:
            member.inner.clear()
        return [
            [self._cell(member.values.get(h), h, kinds.get(i), at, member.inner) for i, h in enumerate(headings)]
            for at, member in enumerate(members, 1)
        ]

    def _tell_lists(self, members: Sequence[Member], fields: Fields) -> None:
        """Tells of recommendations that stand within others."""
        used = {fields.headings[i] for columns in fields.columns.values() for i in columns}
        for at, member in enumerate(members, 1):
            for name, value in member.values.items():
                if (
                    name not in used
                    and isinstance(value, list)
                    and any(isinstance(v, dict) and is_row(v) for v in value)
                ):
                    self._told.lose(f"row {at}: “{name}” is a list of recommendations within one, and was left out")

    def _left_of(self, key: str, value: Mapping[str, Any], used: set[str]) -> dict[str, str]:
        """The members of an object that have no field, by their path; told as kept, or as left out."""
        said = {f"{key}.{c}": v for c, v in value.items() if c not in used and v not in (None, "")}
        people = {name for name in said if of_people([name.rpartition(".")[2]])}
        found = {name: self._cell(v, name, None, 1) for name, v in said.items() if self._kept and name not in people}
        self._noted.update(dict.fromkeys(found))
        self._unused.update(dict.fromkeys(name for name in said if name not in found))
        return found

    def _review(self, value: Mapping[str, Any], rows: str) -> About:
        """What the object around a list of rows says of their review."""
        nested = [key for key in value if key != rows and key.lower() in NESTED]
        flat: dict[str, Any] = {key: v for key, v in value.items() if key != rows and key not in nested}
        for key in nested:
            inner = value[key]
            if isinstance(inner, dict):
                for name, v in inner.items():
                    column = str(_NAMES.get(key.lower(), name) if name.lower() == "name" else name)
                    flat[column if column not in flat else f"{key}.{column}"] = v
            else:
                flat[key] = inner
        known = review_values(flat)
        for key in LISTS:
            if isinstance(flat.get(key), list) and flat.pop(key):
                self._told.lose(f"“{key}” is a list beside “{rows}” and was left out")
        of_program = {k: c for k, c in extracted_values(flat).items() if k in EXTRACTION_FACTS}
        of_program = {k: c for k, c in of_program.items() if c not in known.values() and flat[c] not in (None, "", [])}
        extra: dict[str, str] = {}
        for name, v in flat.items():
            if holds_rows(name, v):
                if name not in value:  # those of the review itself are rows, or told there
                    self._told.lose(f"“{name}” is a list beside “{rows}” and was left out")
            elif name not in {*known.values(), *of_program.values()} and v not in (None, "", [], {}):
                extra |= self._repeated(name, v)
        return About(
            {kind: self._cell(flat[column], column, kind, 1, extra) for kind, column in known.items()},
            {kind: self._cell(flat[column], column, kind, 1, extra) for kind, column in of_program.items()},
            extra,
        )

    def _repeated(self, name: str, value: Any) -> dict[str, str]:
        """A member of a review that has no field, which each of its rows repeats unless it is too long for that."""
        if value is LEFT or not self._kept or of_people([name]):
            self._unused[name] = None
            return {}
        cell = self._cell(value, name, None, 1)
        if len(cell) > _LONGEST:
            self._told.lose(f"“{name}” is too long to be repeated beside each recommendation, and was left out")
            return {}
        self._noted[name] = None
        return {name: cell}

    def _cell(self, value: Any, heading: str, kind: str | None, at: int, left: dict[str, str] | None = None) -> str:
        """A member's value as words.

        Args:
            value: The value.
            heading: The member's name.
            kind: The field that it is for, `None` if there is none.
            at: The row's place, for messages.
            left: Is given the members of an object of which one is the value.

        Raises:
            RefusedError: If it is an object of which none of the members is known.
        """
        match value:
            case None:
                return ""
            case bool():
                return "true" if value else "false"
            case list():
                cells = (self._cell(v, heading, kind, at, left) for v in value)
                return ("\n" if kind in {"text", "summary"} else " | ").join(cell for cell in cells if cell.strip())
            case dict():
                return self._of_object(value, heading, kind, at, left)
            case _:
                return str(value)

    def _of_object(
        self, value: Mapping[str, Any], heading: str, kind: str | None, at: int, left: dict[str, str] | None
    ) -> str:
        if kind is None:
            return json.dumps(value, ensure_ascii=False) if value else ""
        folded = {key.casefold(): key for key in value}
        if kind in _DATES and (date := date_of(value)):
            return date
        options = [kind, *_MEMBERS.get(kind, _MEMBERS[""]).split("|")]
        chosen = next((folded[o] for o in options if o in folded and value[folded[o]] not in (None, "", [], {})), None)
        if chosen is None:
            if not any(v not in (None, "", [], {}) for v in value.values()):
                return ""
            raise RefusedError(
                f"{self._name}: row {at}: “{heading}” is an object with the members {', '.join(value)}, and none of "
                "them is known; write its words as text, or in a member called name or text"
            )
        more = self._left_of(heading, value, {chosen})
        if left is not None:
            left |= {name: " | ".join(filter(None, (left.get(name), cell))) for name, cell in more.items()}
        return self._cell(value[chosen], heading, kind, at, left)
