"""Work spread over several processes."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

from dhrcurate.storage.programs import safe_path

_T = TypeVar("_T")
_R = TypeVar("_R")

_FEW = 24
"""Up to this many files are checked faster than another process starts."""

_BATCHES_PER_JOB = 20
"""Batches are so small that no process is left with a long one at the end."""


def run(
    function: Callable[[_T], _R],
    items: Sequence[_T],
    jobs: int,
    *,
    prepare: Callable[[], object],
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[_R]:
    """Applies a function to items, such as files: in their order in one process, else as results arrive.

    Args:
        function: The function; can be sent to another process.
        items: The items.
        jobs: How many processes may work at a time.
        prepare: Called before other processes start, so that a forked process has what the function loads.
        progress: Called with the number of items that are done, and of all.
    """
    if jobs > 1 and len(items) > _FEW:
        size = max(1, -(-len(items) // (jobs * _BATCHES_PER_JOB)))
        prepare()
    else:
        jobs, size = 1, 1
    batches = [items[i : i + size] for i in range(0, len(items), size)]
    done = 0
    for batch in spread(partial(_apply_all, function), batches, jobs):
        yield from batch
        done += len(batch)
        if progress:
            progress(done, len(items))


def _apply_all(function: Callable[[_T], _R], items: Sequence[_T]) -> list[_R]:
    return [function(item) for item in items]


def spread(function: Callable[[_T], _R], items: Sequence[_T], jobs: int) -> Iterator[_R]:
    """The results of a function for each item: in their order in one process, else as they arrive.

    Args:
        function: The function; where processes do not fork, it is sent to each of them once.
        items: The items.
        jobs: How many processes may work at a time.
    """
    if jobs < 2 or len(items) < 2:
        yield from map(function, items)
        return
    import gc  # noqa: PLC0415  # only where there is much to do
    import multiprocessing  # noqa: PLC0415  # takes long to load
    from concurrent.futures import ProcessPoolExecutor, as_completed  # noqa: PLC0415  # the same
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415  # the same

    global _function  # noqa: PLW0603  # the one way to hand a forked process what cannot be sent
    fork = forks()
    if fork:
        _function = function
        gc.freeze()
    left = dict(enumerate(items))
    context = multiprocessing.get_context("fork" if fork else "spawn")
    with safe_path():  # a process that looks after the others starts here, and those with the first items
        pool = ProcessPoolExecutor(min(jobs, len(left)), context, _begin, (None if fork else function,))
    try:
        with safe_path():
            waiting = {pool.submit(_do, item): i for i, item in left.items()}
        for future in as_completed(waiting):
            result: _R = future.result()
            del left[waiting[future]]
            yield result
    except BrokenProcessPool:  # killed, perhaps for lack of memory: the rest is done here
        pass
    finally:
        pool.shutdown(cancel_futures=True)
        _function = None
        gc.unfreeze()
    yield from map(function, left.values())


def forks() -> bool:
    """True if other processes start as copies of this one, so that nothing need be sent to them."""
    # Forking a process that has threads may copy a lock that is held.
    return sys.platform == "linux" and threading.active_count() == 1


_function: Callable[[Any], Any] | None = None
"""In a process of the pool, the function that it applies."""


def _begin(function: Callable[[Any], Any] | None) -> None:
    global _function  # noqa: PLW0603  # see `spread`
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its children
    _function = function or _function


def _do(item: Any) -> Any:
    assert _function is not None
    return _function(item)
