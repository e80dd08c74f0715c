"""The cells of a library read by several processes, before one process goes over its records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from dhrcurate.curation.library import Library
from dhrcurate.curation.operations.cells import left_of
from dhrcurate.domain.agency import Context
from dhrcurate.domain.context import context_of
from dhrcurate.rules.cells import read_cell

FEW = 300
"""Up to this many cells are read faster than another process starts."""

_BATCH = 100

Cells = Sequence[tuple[str, Sequence[str], Context]]
"""Some cells, each with its agencies and its context."""

ParallelMap = Callable[[Callable[[Cells], list[bytes]], Sequence[Cells]], Iterable[list[bytes]]]
"""Applies a function to items in several processes, and gives the results in any order."""


def read_ahead(library: Library, parallel_map: ParallelMap) -> None:
    """Has several processes read the cells of a library that was not read before; its names then know the answers.

    Args:
        library: The library.
        parallel_map: Applies a function in several processes.
    """
    if library.knows_names():
        return
    cells = {
        (each.addressed_to, tuple(each.agencies), context_of(r.review)): None
        for r in library.records()
        for each in r.recommendations
    }
    if len({text for text, *_ in cells}) <= FEW:
        return
    items = [*cells]
    batches = [items[at : at + _BATCH] for at in range(0, len(items), _BATCH)]
    read = partial(_read, library)
    library.learn_read(read(batches[0]))  # what is made at the first need is then there in each forked process
    for lines in parallel_map(read, batches[1:]):
        library.learn_read(lines)


def _read(library: Library, cells: Cells) -> list[bytes]:
    names = library.names
    for text, agencies, context in cells:
        if len(read_cell(text, names, context).names) > 1:
            left_of(text, agencies, names, context)
    return library.newly_read()
