"""The collection of garbage while a command goes over a library."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def rare_garbage_collection() -> Iterator[None]:
    """Collects garbage rarely: going over records makes very many values and hardly any cycle."""
    before = gc.get_threshold()
    gc.set_threshold(10_000_000, 50, 50)  # what is kept between records would be walked through each time
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # what was made counts as old, and is not walked through at the next value
        gc.set_threshold(*before)
