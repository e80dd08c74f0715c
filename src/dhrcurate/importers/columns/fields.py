"""Which columns of a table hold which field of a record."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.domain.fields import COLUMNS_BESIDE, RECOMMENDATION, TABLES
from dhrcurate.domain.nearest import did_you_mean
from dhrcurate.importers.columns.names import (
    ALL_FIELDS,
    EXTRACTED_FIELDS,
    ROW_FIELDS,
    extracted_values,
    family,
    row_values,
)
from dhrcurate.importers.columns.names_in_cells import of_names
from dhrcurate.importers.columns.provenance import STATED, are_shares, by_heading, no_share_in, of_people, typed
from dhrcurate.importers.wording.headings import asks_who, folded, is_sentence, names_bodies
from dhrcurate.importers.wording.numbers import are_numbers, numbers_alone, printed_number

Mapped = Mapping[str, str | Sequence[str]]
"""The columns that a caller gives for fields, one or several of each."""

_QUOTED = 30
KEPT = "kept, though a record has no field for them"
LEFT_OUT = "left out the columns that a record has no place for"
_JOINTS = {"text": "\n", "title": " ", "addressed_to": " | ", "summary": "\n\n"}
"""Fields that several columns can make up, and what then stands between them."""

_TOLD_BY = (
    *("text", "addressed_to", "csp", "review_title", "published", "year_of_death", "library_id", "url", "report_date"),
    *("page_sha256", "summary"),
)
"""Fields of a recommendation, and facts by which reviews are told apart in any case."""

_PART = r"details?|wording|text|description|body|content|statement|narrative"
_WORDED = re.compile(
    rf"(?:full |detailed |complete )?(?:recommendations?|recs?)(?: (?:in full|{_PART}))?"
    rf"|(?:full )?(?:{_PART}) of (?:the )?(?:recommendations?|recs?)|(?:full )?text|content"
)
"""Names of columns that hold recommendations."""
_RECOMMENDED = re.compile(
    r"(?:what (?:\w+ ){1,4}recommend(?:ed|s)?|(?:actions?|changes?|improvements?|steps?) recommended)"
)
"""Names of columns that hold them where no other column does: "What the panel recommended"."""
_PERHAPS_WORDED = re.compile(_PART)
"""Names of columns that hold them if the column that is named like one of recommendations has only their titles."""
_TITLE = 8
"""Titles have on average no more words."""

_EXPORTED = frozenset({"key", "status", "agencies", "addressed to"})
"""Columns of an export, whose agencies are those of its addressees in the register's words."""
_EXTRA = folded(RECOMMENDATION.field("extra").column)
_NOBODY = re.compile(r"(?:n/?a|none|nil|not applicable|tb[ac])?\W*", re.IGNORECASE)
"""What stands in a cell for nobody."""
_PIECES = re.compile(r"\s*[|;\n]\s*")

_PERHAPS_PEOPLE = frozenset({"lead", "owner", "responsible"})
"""Columns that hold bodies where no other column does, and else often people."""


def may_have_words(heading: str) -> bool:
    """True if a column can hold recommendations by its heading, at least where no better one does."""
    name = folded(heading)
    return (_WORDED.fullmatch(name) or _PERHAPS_WORDED.fullmatch(name)) is not None


class Cells(NamedTuple):
    """What the cells of a row say.

    Attributes:
        values: The values by field.
        extracted: What its extraction says of it, and of itself (`model.Row`).
        extra: What else it says, by the name of the column.
    """

    values: dict[str, str]
    extracted: Mapping[str, Any]
    extra: Mapping[str, str]


@dataclass(slots=True)
class Fields:
    """Which columns hold which field.

    Attributes:
        headings: The table's headings.
        columns: Positions of columns by field. The first of them that is filled counts, but for joined fields.
        joined: The fields that all of their columns make up.
        name: The file's name, for messages.
        extracted: Positions of the columns in which a program says something of its own extraction, by field.
        left_out: Positions of columns that are not kept: what only an export has, and who somebody is.
        unused: The columns that had something to say and no field in a record.
        lost: What to tell of words that may be those of a recommendation, and have no place.
    """

    headings: Sequence[str]
    columns: Mapping[str, Sequence[int]]
    joined: frozenset[str]
    name: str
    extracted: dict[str, Sequence[int]] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()
    unused: set[int] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)
    _said: dict[str, None] = field(default_factory=dict)
    _odd: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, headings: Sequence[str], mapping: Mapped, name: str) -> Fields:
        """Finds the columns.

        Args:
            headings: The table's headings.
            mapping: Columns given by the caller, by field.
            name: The file's name, for messages.

        Raises:
            UnusableError: If a given field or column is unknown, or a field cannot be made up of several columns.
            RefusedError: If no column holds the recommendations.
        """
        places: dict[str, list[int]] = defaultdict(list)
        families: dict[str, list[int]] = defaultdict(list)
        for i, heading in enumerate(headings):
            places[folded(heading)].append(i)
            families[family(heading)].append(i)
        given, joined = _given(mapping, headings, places, name)
        of_program = {kind: given.pop(kind) for kind in EXTRACTED_FIELDS if kind in given}
        taken = {i for columns in (*given.values(), *of_program.values()) for i in columns}
        free = {key: columns for key, columns in families.items() if taken.isdisjoint(columns)}
        first = {f: free[column] for f, column in row_values(free).items() if f not in given}
        found = {f: list(columns) for f, columns in {**first, **given}.items()}
        for pattern in (_WORDED, _RECOMMENDED):
            if "text" not in found and len(worded := _of_words(headings, found, pattern)) == 1:
                found["text"] = worded
        if "text" not in found:
            raise RefusedError(
                f"{name}: holds no review: no column is named like one of recommendations; "
                f"there are {_listed(headings)}; name the right one with --map text=COLUMN"
            )
        taken |= {i for columns in found.values() for i in columns}
        for kind in ROW_FIELDS.keys() & (found.keys() - given.keys()):
            options = [option for option in ROW_FIELDS[kind].split("|") if option not in _PERHAPS_PEOPLE]
            found[kind] += [i for option in options for i in free.get(option, ()) if i not in taken]
        if "addressed_to" not in given:
            found["addressed_to"] = _of_bodies(headings, found.get("addressed_to", []), taken)
        taken |= {i for columns in found.values() for i in columns}
        left = {key: columns for key, columns in families.items() if taken.isdisjoint(columns)}
        left_out = (_exported(headings) | of_people(headings)) - taken
        known = {kind: left[column] for kind, column in extracted_values(left).items() if kind not in of_program}
        known = {kind: columns for kind, columns in known.items() if left_out.isdisjoint(columns)}
        fields = cls(headings, found, joined, name, {**known, **of_program}, left_out)
        said = [f"“{headings[i][:60]}”" for i in fields._sentences()]
        fields.lost += [f"left out a sentence that stands among the headings: {sentence}" for sentence in said]
        return fields

    def settle(self, rows: Sequence[Sequence[str]], mapping: Mapped) -> bool:
        """Settles what only the cells tell: which of two columns holds the recommendations, and what `id` or `item` is.

        Of two columns of words the longer one holds the recommendations, and the shorter one their titles.

        Args:
            rows: The cells of each row.
            mapping: Columns given by the caller, by field, which stay as they are.

        Returns:
            Whether a field has another column now.

        Raises:
            RefusedError: If two columns hold different recommendations.
        """
        columns = {kind: list(places) for kind, places in self.columns.items()}
        if "number" not in columns:
            ids = [i for i, heading in enumerate(self.headings) if folded(heading) in {"id", "item"}]
            cells = [row[i].strip() for i in ids[:1] for row in rows if i < len(row)]
            if any(cells) and all(not cell or printed_number(cell) == (cell, "") for cell in cells):
                columns["number"] = ids[:1]
        if "text" not in mapping and "number" not in columns:
            self._settle_numbers(rows, columns)
        if "text" not in mapping:
            self._settle_text(rows, columns, fixed="title" in mapping)
        if not (self._names_somebody(rows, columns) or "addressed_to" in mapping):
            found, sure = of_names(self._free(columns), self.headings, rows)
            columns["addressed_to"] = [*columns.get("addressed_to", ()), *(found if sure else ())]
        changed = columns != {kind: list(places) for kind, places in self.columns.items()}
        self.columns = columns
        taken = {i for places in columns.values() for i in places}
        self.extracted = {kind: at for kind, at in self.extracted.items() if taken.isdisjoint(at)}
        at = self.extracted.get("confidence", ())[:1]
        cells = [row[i] for i in at for row in rows if i < len(row)]
        if at and "confidence" not in mapping and not are_shares(cells):
            del self.extracted["confidence"]  # the figures of a score mean something else
            if odd := no_share_in(cells):
                self._odd[at[0]] = f"“{odd[:_QUOTED]}” is no share from 0 to 1, so that none is taken"
        return changed

    def names_left(self, rows: Sequence[Sequence[str]]) -> list[str]:
        """The headings of columns without a place whose cells are names of bodies.

        Args:
            rows: The cells of each row.
        """
        found, _ = of_names(self._free(self.columns), self.headings, rows)
        return [self._heading(i) for i in found]

    def _free(self, columns: Mapping[str, Sequence[int]]) -> list[int]:
        """The columns of no field, but for those of an export, whose agencies are in the register's words."""
        taken = {i for places in columns.values() for i in places}
        return [] if _is_export(self.headings) else [i for i in range(len(self.headings)) if i not in taken]

    @staticmethod
    def _names_somebody(rows: Sequence[Sequence[str]], columns: Mapping[str, Sequence[int]]) -> bool:
        return any(row[i].strip() for i in columns.get("addressed_to", ()) for row in rows if i < len(row))

    def _settle_numbers(self, rows: Sequence[Sequence[str]], columns: dict[str, list[int]]) -> None:
        """Takes a column that is named like one of recommendations and has only numbers for that of their numbers.

        Another column must have the words.
        """
        taken = {i for kind, places in columns.items() if kind != "text" for i in places}
        options = [*columns["text"], *(i for i, heading in enumerate(self.headings) if may_have_words(heading))]
        free = [i for i in dict.fromkeys(options) if i not in taken]
        numbers = [i for i in free if are_numbers(row[i] for row in rows if i < len(row))]
        words = [i for i in free if i not in numbers and any(row[i].strip() for row in rows if i < len(row))]
        if len(numbers) == 1 and words:
            columns["number"] = numbers
            columns["text"] = [i for i in columns["text"] if i not in numbers] or words[:1]

    def _settle_text(self, rows: Sequence[Sequence[str]], columns: dict[str, list[int]], *, fixed: bool) -> None:
        main = columns["text"][0]
        taken = {i for kind, places in columns.items() if kind != "text" for i in places}
        names = [folded(heading) for heading in self.headings]
        for other, name in enumerate(names):
            sure = _WORDED.fullmatch(name) is not None
            if other in taken or not (sure or _PERHAPS_WORDED.fullmatch(name)):
                continue
            pairs = [(row[main].strip(), row[other].strip()) for row in rows if max(main, other) < len(row)]
            differing = [(a, b) for a, b in pairs if a and b and a != b]
            if not differing or family(self.headings[main]) == family(self.headings[other]):
                continue
            here, there = (sum(len(words.split()) for words in column) for column in zip(*differing, strict=True))
            titled = min(here, there) <= _TITLE * len(differing) and max(here, there) >= 2 * min(here, there)
            if titled and not fixed and (sure or there > here):
                main, title = (other, main) if there > here else (main, other)
                columns["text"] = [main, *(i for i in columns["text"] if i not in {main, title}), title]
                columns["title"] = [*columns.get("title", ()), title]
                self.joined |= {"title"} if len(columns["title"]) > 1 else frozenset()
            elif sure:
                raise RefusedError(
                    f"{self.name}: columns “{self.headings[main]}” and “{self.headings[other]}” say different things, "
                    "and both are named like one of recommendations; name the right one with --map text=COLUMN"
                )

    def read(self, cells: Sequence[str], line: int) -> Cells:
        """What the cells of a row say.

        Args:
            cells: Its cells; those that are lacking at its end are empty.
            line: Its place, for messages.

        Raises:
            RefusedError: If two columns of one name say different things in it.
        """
        row = [cell.strip() for cell in cells]
        left = {i for i, cell in enumerate(row) if cell}
        found = {}
        for kind, columns in self.columns.items():
            filled = [i for i in columns if i < len(row) and row[i]]
            chosen = filled if kind in self.joined else self._chosen(kind, filled, row, line)
            found[kind] = _JOINTS.get(kind, " ").join(dict.fromkeys(row[i] for i in chosen))
            values = {row[j] for j in chosen}
            left -= {i for i in filled if kind == "addressed_to" or row[i] in values}
        if found.get("title") == found["text"]:
            found["title"] = ""  # the words of a row whose other column is empty
        extracted, of_program = self._of_extraction(row)
        left -= of_program
        self.unused |= left
        if numbers_alone(found["text"]):
            self.lost.append(f"row {line} has the number of a recommendation in place of its words: “{found['text']}”")
            found |= {"number": found.get("number") or found["text"], "text": ""}
        if not found["text"] and left and any(found.get(kind) for kind in ROW_FIELDS):
            said = ", ".join(f"“{self._heading(i)}”: “{row[i][:60]}”" for i in sorted(left))
            self.lost.append(f"row {line} has no text, and what else it says was left out: {said}")
        beside = [(self._heading(i), row[i]) for i in sorted(left - self.left_out)]
        return Cells(found, extracted, by_heading(beside))

    def _of_extraction(self, row: Sequence[str]) -> tuple[dict[str, Any], set[int]]:
        """What a row says of its extraction, and the columns in which it does."""
        at = {
            kind: next((i for i in columns if i < len(row) and row[i]), None)
            for kind, columns in self.extracted.items()
        }
        found = typed({kind: row[i] for kind, i in at.items() if i is not None})
        for kind, i in at.items():
            if i is not None and kind not in found:
                self._odd.setdefault(i, f"“{row[i][:_QUOTED]}” is no {STATED.get(kind, kind)}")
        return found, {i for kind, i in at.items() if i is not None and kind in found}

    @property
    def placed(self) -> list[str]:
        """The fields that have a column at all."""
        return [kind for kind, columns in self.columns.items() if columns]

    def beside(self, cells: Sequence[str]) -> dict[str, str]:
        """A row's cells, by heading, in columns that may tell reviews apart but are none of a known fact of one."""
        known = {i for kind in _TOLD_BY for i in self.columns.get(kind, ())}
        known |= set(self.columns.get("number", ())[:1])
        title = self.columns.get("title", ())
        known |= {i for i in title if folded(self.headings[i]) != "title"}
        pairs = enumerate(zip(self.headings, cells, strict=False))
        return {heading: cell.strip() for i, (heading, cell) in pairs if heading and i not in known}

    def notes(self) -> list[str]:
        """What was put together of several columns."""
        return [*self._joints(), *self._said]

    def warnings(self, *, kept: bool = False) -> list[str]:
        """The notes, and the columns with something to say that a record has no field for.

        Args:
            kept: Whether what they say is kept beside the recommendations.
        """
        places = [i for i in sorted(self.unused) if i < len(self.headings) and i not in self._sentences()]
        beside = [i for i in places if kept and i not in self.left_out]
        odd = [i for i in beside if self.told_odd(i)]
        told = [(KEPT, [i for i in beside if i not in odd]), (LEFT_OUT, [i for i in places if i not in beside])]
        said = [self.told_odd(i) for i in odd]
        said += [f"{words}: {', '.join(dict.fromkeys(map(self._heading, at)))}" for words, at in told if at]
        return [*self.notes(), *said]

    def told_odd(self, at: int) -> str:
        """What is told of a column of the extraction in which something else stands; empty of any other."""
        why = self._odd.get(at)
        return f"kept as it is, beside the recommendations: {self._heading(at)}, as {why}" if why else ""

    def _sentences(self) -> list[int]:
        """The columns with a sentence for their heading, but for those of a known field."""
        known = {i for columns in self.columns.values() for i in columns}
        return [i for i, heading in enumerate(self.headings) if i not in known and is_sentence(heading)]

    def _heading(self, at: int) -> str:
        return (self.headings[at] if at < len(self.headings) else "") or f"column {at + 1}"

    def _joints(self) -> list[str]:
        named = {kind: [self.headings[i] for i in self.columns[kind]] for kind in sorted(self.joined)}
        return [f"{kind} was put together from the columns {' and '.join(names)}" for kind, names in named.items()]

    def _chosen(self, kind: str, filled: Sequence[int], row: Sequence[str], line: int) -> Sequence[int]:
        """The columns that count in a row: the first, and others of its name, if they can stand beside it."""
        if not filled:
            return ()
        if kind == "addressed_to":
            return self._bodies(filled, row)
        heading = family(self.headings[filled[0]])
        same = [i for i in filled if family(self.headings[i]) == heading]
        if len({row[i] for i in same}) < 2:
            return same
        shown = self.headings[same[0]]
        alike = len({folded(self.headings[i]) for i in same}) == 1
        both = f"named “{shown}”" if alike else "of recommendations"
        raise RefusedError(
            f"{self.name}:{line}:1: columns {' and '.join(str(i + 1) for i in same)} are both {both} and say "
            "different things; give each a name of its own, or put one under the other"
        )

    def _bodies(self, filled: Sequence[int], row: Sequence[str]) -> Sequence[int]:
        """The columns of addressees that say in a row whom no other has said."""
        known: set[str] = set()
        chosen: list[int] = []
        for i in filled:
            pieces = {piece.casefold() for piece in _PIECES.split(row[i])}
            if pieces <= known or (chosen and _NOBODY.fullmatch(row[i])):
                continue
            known |= pieces
            chosen.append(i)
        if len(chosen) > 1:
            names = [self.headings[i] for i in chosen]
            several = f"several columns are like “{names[0]}”"
            if len({folded(name) for name in names}) == 1:
                several = f"several columns are named “{names[0]}”"
            elif len(set(map(family, names))) > 1:
                several = f"columns {' and '.join(f'“{name}”' for name in names)} are all of addressees"
            self._said[f"{several}; their cells were put together with |"] = None
        return chosen


def _is_export(headings: Sequence[str]) -> bool:
    """True if a table is an export of this program."""
    return _EXPORTED.issubset(map(folded, headings))


def _exported(headings: Sequence[str]) -> frozenset[int]:
    """The columns of an export of this program that say how things stood, and not what was extracted."""
    if not _is_export(headings):
        return frozenset()
    own = {folded(name) for name in (*COLUMNS_BESIDE, *(f.column for table in TABLES.values() for f in table))}
    own -= {"", _EXTRA}
    return frozenset(i for i, heading in enumerate(headings) if folded(heading) in own)


def _given(
    mapping: Mapped, headings: Sequence[str], places: Mapping[str, list[int]], name: str
) -> tuple[dict[str, list[int]], frozenset[str]]:
    """The columns that the caller gives for fields, and the fields of several columns."""
    given: dict[str, list[int]] = {}
    joined = set()
    for kind, said in mapping.items():
        columns = [said] if isinstance(said, str) else list(dict.fromkeys(said))
        if kind not in ALL_FIELDS:
            known = did_you_mean(kind, ALL_FIELDS) or f"; there are {', '.join(ALL_FIELDS)}"
            raise UnusableError(f"--map {kind}={columns[0]}: there is no such field{known}")
        for column in columns:
            if folded(column) not in places:
                raise UnusableError(
                    f"{name}: --map {kind}={column}: there is no such column; there are {_listed(headings)}"
                )
        if len({folded(column) for column in columns}) > 1:
            if kind not in _JOINTS:
                raise UnusableError(f"--map {kind}={columns[1]}: {kind} is mapped to {columns[0]} already")
            joined.add(kind)
        given[kind] = list(dict.fromkeys(i for column in columns for i in places[folded(column)]))
    return given, frozenset(joined)


def _of_bodies(headings: Sequence[str], known: Sequence[int], taken: set[int]) -> list[int]:
    """All columns of addressees, those that are known first; of an export only the one that is the page's own."""
    if _is_export(headings):
        return [i for i in known if folded(headings[i]) != "agencies"]
    free = [i for i in range(len(headings)) if i not in taken and i not in known]
    found = [*known, *(i for i in free if names_bodies(headings[i]))]
    return found or [i for i in free if asks_who(headings[i])]


def _of_words(headings: Sequence[str], found: Mapping[str, Sequence[int]], pattern: re.Pattern[str]) -> list[int]:
    """The columns named like one of the words of recommendations: "Text of recommendation", and not "Rec" alone."""
    taken = {i for columns in found.values() for i in columns}
    names = {i: folded(heading) for i, heading in enumerate(headings) if i not in taken}
    return [i for i, name in names.items() if pattern.fullmatch(name) and name not in {"rec", "recs"}]


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(column[:60] or "(no name)" for column in columns[:20]) + (", ..." if len(columns) > 20 else "")
