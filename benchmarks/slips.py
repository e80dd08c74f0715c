"""Slips cells of made records by a row, everywhere, in both directions and over every length, and counts what is found.

The records (`slips.csv`) were written in the styles of reviews before the rule was tried on them. Those with an even
number were used to weigh its evidence, and those with an odd number were not.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from benchmarks.damage import TODAY
from benchmarks.timing import table
from dhrcurate.agencies.matcher import Matcher
from dhrcurate.agencies.register import load
from dhrcurate.domain.record import Recommendation, Record
from dhrcurate.rules.catalogue import find_rule
from dhrcurate.rules.context import RuleContext

LENGTHS = (2, 3, 4, 5, 6, 8)
ORDERS = 20
"""In how many other orders of its rows each record is checked undamaged."""


def main() -> None:
    """Prints found of slipped by length, and the warnings about records that are as they were written."""
    names = Matcher(load())
    records = list(_records())
    halves = {"even": [r for r in records if r.id[-1] in "02468"], "odd": [r for r in records if r.id[-1] in "13579"]}
    rows = []
    for half, chosen in halves.items():
        for length in (*LENGTHS, 0):
            for fewest in (1, 2):
                told = [
                    _is_found(r, slipped, names)
                    for r in chosen
                    for slipped, changed in _slips(r.recommendations, length)
                    if changed >= fewest
                ]
                name = str(length) if length else "to the end"
                rows.append([half, name, str(fewest), str(len(told)), f"{sum(told) / len(told):.2f}"])
    table(["records", "rows slipped", "cells changed, at least", "made", "found"], rows)
    alarms = [_is_found(r, order, names) for r in records for order in _orders(r)]
    print(f"\n{len(alarms)} orders of the rows beside their own cells: {sum(alarms)} with a warning")
    joined = [_is_found(r, rows, names) for r in records for rows in _with_second_body(r)]
    print(f"{len(joined)} records in which one cell was given a second body: {sum(joined)} with a warning")


def _records() -> Iterator[Record]:
    with (Path(__file__).parent / "slips.csv").open(encoding="utf-8", newline="") as file:
        for number, rows in groupby(csv.DictReader(file), key=lambda row: row["record"]):
            yield Record.model_validate(
                {
                    "format": 1,
                    "id": f"made-{2000 + int(number)}",
                    "review": {"title": "Made", "csp": "Kent"},
                    "source": {},
                    "curation": {"state": "open"},
                    "recommendations": [
                        {
                            "key": f"r{i:03d}",
                            "number": row["number"],
                            "text": row["text"],
                            "addressed_to": row["addressed_to"],
                            "agencies": [],
                            "status": "pending",
                        }
                        for i, row in enumerate(rows, start=1)
                    ],
                }
            )


def _slips(rows: Sequence[Recommendation], length: int) -> Iterator[tuple[list[Recommendation], int]]:
    """The rows with a stretch of the cells moved by one, and how many cells that changed; 0 is a stretch to the end.

    The cell that leaves the stretch fills the gap at its other end, or is lost and the one beside the gap stands twice.
    """
    cells = [r.addressed_to for r in rows]
    for at in range(len(rows) - 1):
        end = at + length if length else len(rows)
        if end - at < 2 or end > len(rows):
            continue
        part = cells[at:end]
        down, up = part[:-1], part[1:]
        for moved in {tuple(m) for m in ([part[-1], *down], [part[0], *down], [*up, part[0]], [*up, part[-1]])}:
            changed = sum(1 for old, new in zip(part, moved, strict=True) if old != new)
            if changed:
                within = [
                    r.model_copy(update={"addressed_to": new}) for r, new in zip(rows[at:end], moved, strict=True)
                ]
                yield [*rows[:at], *within, *rows[end:]], changed


def _with_second_body(record: Record) -> Iterator[list[Recommendation]]:
    """The rows with the cell of another one joined to that of one of them, as a curator does it."""
    rows = list(record.recommendations)
    cells = sorted({r.addressed_to for r in rows})
    for at, r in enumerate(rows):
        for cell in cells:
            if cell != r.addressed_to:
                joined = r.model_copy(update={"addressed_to": f"{r.addressed_to} and {cell}"})
                yield [*rows[:at], joined, *rows[at + 1 :]]


def _orders(record: Record) -> Iterator[list[Recommendation]]:
    yield list(record.recommendations)
    for seed in range(ORDERS):
        rows = list(record.recommendations)
        random.Random(f"{record.id} {seed}").shuffle(rows)  # noqa: S311  # nothing here is a secret
        yield rows


def _is_found(record: Record, rows: Sequence[Recommendation], names: Matcher) -> bool:
    rule = find_rule("row-slip")
    assert rule
    changed = record.model_copy(update={"recommendations": tuple(rows)})
    return any(True for _ in rule.check(RuleContext(record=changed, names=names, today=TODAY, data={})))
