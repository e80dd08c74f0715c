"""Rows of a table that hold a heading only: the body that the recommendations below are addressed to, or a theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dhrcurate.domain.agency import Names
from dhrcurate.importers.tables.phrases_over import ODD, Phrases, announces_rows, bare_head, phrases_between
from dhrcurate.importers.tables.rows_between import OFFICE
from dhrcurate.importers.values.dividing import TableRow
from dhrcurate.importers.values.reviews import Told
from dhrcurate.importers.wording.actors import Actors
from dhrcurate.importers.wording.asking import wishes
from dhrcurate.importers.wording.offices import is_office

_PLACES = ("number", "title", "text", "addressed_to")
_FEWEST = 2
"""So many bodies of the register at least stand over the rows of a table where others may too."""
_OTHERS = frozenset({"csp", "role"})
"""Kinds of bodies above whose name may be the heading of a review, or one who is in charge."""


def under_headings(rows: Sequence[TableRow], filled: Sequence[int], names: Names, told: Told) -> list[TableRow]:
    """The rows without headings of groups, each with what stands above it: the body where its own cell is empty.

    A theme becomes the title of rows that say whom they are for. The name of a body alone is a heading only in a table
    that begins with one: else the body may stand below what is addressed to it. A heading that no row below needs is
    told or stays, as does what else is alone in its row; a group ends there.

    Args:
        rows: The rows.
        filled: How many cells of each are filled, but for those about its review.
        names: The register, which knows the bodies.
        told: What is left out is told.
    """
    phrases = _phrases(rows, filled)
    actors = Actors(names)
    bodies = [_body(row, names, actors) if count == 1 else "" for row, count in zip(rows, filled, strict=True)]
    named = any(bodies[:1])
    if named and sum(map(bool, bodies)) >= _FEWEST:  # among which a body that the register does not know is one too
        bodies = [
            body or (_unknown(row, actors) if count == 1 else "")
            for body, row, count in zip(bodies, rows, filled, strict=True)
        ]
    over = [at for at, body in enumerate(bodies) if (body and named) or _announces(rows[at], filled[at])]
    heads = phrases.over | set(over)
    if not heads and not phrases.odd:
        return list(rows)
    result: list[TableRow] = []
    heading = -1
    used: set[int] = set()
    for at, (row, count) in enumerate(zip(rows, filled, strict=True)):
        text = row.values.get("text")
        if at in heads or not text or (count == 1 and not wishes(text)):
            heading = at
            result.append(row)
            continue
        more = _from(rows[heading], bodies[heading], row) if heading in heads else {}
        if "addressed_to" in more and (office := row.values.get("addressed_to")):
            told.warnings.append(f"{OFFICE}, row {row.place}: “{office[:60]}”")
        used |= {heading} if more else set()
        result.append(replace(row, values={**row.values, **more}))
    unused = sorted((phrases.over | {at for at in over if not bodies[at]}) - used)
    for at in unused:
        told.lose(f"left out a row that holds one cell only, row {rows[at].place}: “{_said(rows[at])[:60]}”")
    for at in sorted(phrases.odd - heads):
        told.lose(f"{ODD}, row {rows[at].place}: “{_said(rows[at])[:60]}”")
    left = used | set(unused)
    return [row for at, row in enumerate(result) if at not in left]


def _from(heading: TableRow, body: str, row: TableRow) -> dict[str, str]:
    """What a row takes over from the heading above it."""
    if body:
        said = row.values.get("addressed_to", "")
        return {"addressed_to": body} if not said or is_office(said) else {}
    themed = row.values.get("addressed_to") and not row.values.get("title")
    return {"title": _said(heading)} if themed else {}


def _phrases(rows: Sequence[TableRow], filled: Sequence[int]) -> Phrases:
    """The rows with words only in the column of recommendations that are headings, or may be."""
    pairs = list(zip(rows, filled, strict=True))
    alone = [row.values.get("text", "") if count == 1 else "" for row, count in pairs]
    return phrases_between(alone, [bool(row.values.get("number")) for row in rows])


def _announces(row: TableRow, filled: int) -> bool:
    return filled == 1 and announces_rows(_said(row))


def _said(row: TableRow) -> str:
    return next((value for kind in _PLACES if (value := row.values.get(kind, ""))), "")


def _body(row: TableRow, names: Names, actors: Actors) -> str:
    """The body whose name is all that a row says, or of which it says that recommendations are; else empty."""
    said = bare_head(_said(row))
    if announces_rows(said):
        return actors.addressee_of(said)
    if " " not in said and not said.isupper():  # "Housing" may be a theme as well
        return ""
    kinds = {entry.kind for entry in names.named(said)}
    return said if kinds and kinds.isdisjoint(_OTHERS) else ""


def _unknown(row: TableRow, actors: Actors) -> str:
    """The body of which the name is all that a row says, by its words alone; empty for a text and a theme."""
    said = bare_head(_said(row))
    return said if not wishes(said) and actors.names_body(said) else ""
