"""A report as JSON: how it comes from the process that reads it, and how it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, get_args

import orjson

from dhrcurate.documents.model import Block, Box, Cell, Problem, Report, Stretch

_KINDS = {"heading", "paragraph", "item", "cell"}
_PROBLEMS = {None, *get_args(Problem)}
_NUMBERS = {int, float}


def encoded(report: Report) -> bytes:
    """Return a report as JSON."""
    return orjson.dumps(
        {
            "pages": report.pages,
            "labels": report.labels,
            "unreadable": report.unreadable,
            "problem": report.problem,
            "outline": report.outline,
            "repaired": report.repaired,
            "partly": report.partly,
            "blocks": [_block(block) for block in report.blocks],
        }
    )


def decoded(data: bytes) -> Report:
    """Return the report that JSON holds.

    Raises:
        ValueError: If it is anything else; it may come from a process that read a hostile file.
    """
    try:
        raw = orjson.loads(data)
        problem = raw["problem"]
        _require(problem in _PROBLEMS and type(raw["repaired"]) is bool and type(raw["partly"]) is bool)
        return Report(
            tuple(_as_block(one) for one in raw["blocks"]),
            _as(int, raw["pages"]),
            tuple(_as(str, one) for one in raw["labels"]),
            tuple(_as(int, one) for one in raw["unreadable"]),
            problem,
            tuple((_as(int, level), _as(str, title), _as(int, page)) for level, title, page in raw["outline"]),
            raw["repaired"],
            raw["partly"],
        )
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError("this is no report") from error


def _block(block: Block) -> list[Any]:
    cell = block.cell
    return [
        block.kind,
        block.text,
        [_stretch(one) for one in block.stretches],
        block.level,
        block.number,
        None if cell is None else [cell.table, cell.row, cell.column, cell.rows, cell.columns],
        block.place,
        block.size,
        block.bold,
        block.box,
    ]


def _stretch(stretch: Stretch) -> list[Any]:
    return [stretch.start, *stretch.box, list(chain.from_iterable(stretch.words))]


def _as_block(raw: Sequence[Any]) -> Block:
    kind, text, stretches, level, number, cell, place, size, bold, box = raw
    _require(kind in _KINDS and type(bold) is bool and (place is None or type(place) is str))
    _require(type(text) is str and type(number) is str and type(size) in _NUMBERS)
    _require(type(level) is int and (box is None or type(box) is int))
    return Block(
        kind,
        text,
        tuple(map(_as_stretch, stretches)),
        level,
        number,
        None if cell is None else Cell(*(_as(int, one) for one in cell)),
        place,
        float(size),
        bold,
        box,
    )


def _as_stretch(raw: Sequence[Any]) -> Stretch:
    start, page, x0, y0, x1, y1, words = raw
    _require(type(start) is int and type(page) is int and _are_numbers((x0, y0, x1, y1)))
    _require(type(words) is list and len(words) % 2 == 0 and _are_numbers(words))
    return Stretch(start, Box(page, x0, y0, x1, y1), tuple(zip(words[::2], words[1::2], strict=True)))


def _are_numbers(values: Iterable[object]) -> bool:
    return set(map(type, values)) <= _NUMBERS


def _as(kind: type, value: Any) -> Any:
    _require(type(value) is kind)
    return value


def _require(condition: object) -> None:
    if not condition:
        raise ValueError("this is no report")
