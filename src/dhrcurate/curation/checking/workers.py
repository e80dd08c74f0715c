"""Work spread over several processes."""

from __future__ import annotations

import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from dhrcurate.storage.programs import safe_path

if TYPE_CHECKING:  # takes long to load
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    _Connection = Connection[Any, Any]

_T = TypeVar("_T")
_R = TypeVar("_R")

_FEW = 24
"""Up to this many files are checked faster than another process starts."""

_FIRST = 4
"""As many files are checked before other processes start."""

_BATCHES_PER_JOB = 20
"""Batches are so small that no process is left with a long one at the end."""


def run(
    function: Callable[[_T], _R],
    items: Sequence[_T],
    jobs: int,
    *,
    prepare: Callable[[], object] | None = None,
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
        if prepare is not None:
            prepare()
        first = _FIRST if forks() else 0
    else:
        jobs, size, first = 1, 1, 0
    batches = [items[i : i + size] for i in range(first, len(items), size)]
    done = 0
    # What is made at the first need, such as the index of the register, is then there in each forked process.
    here = ([function(item)] for item in items[:first])
    for batch in chain(here, spread(partial(_apply_all, function), batches, jobs)):
        yield from batch
        done += len(batch)
        if progress:
            progress(done, len(items))


def _apply_all(function: Callable[[_T], _R], items: Sequence[_T]) -> list[_R]:
    return [function(item) for item in items]


def spread(function: Callable[[_T], _R], items: Sequence[_T], jobs: int) -> Iterator[_R]:
    """The results of a function for each item: in their order in one process, else as they arrive.

    Neighbours are left to one process as far as possible, because files whose names begin alike hold much alike that a
    process has to find out once only. What a process that was killed had in hand is done here.

    Args:
        function: The function; where processes do not fork, it is sent to each of them once, with the items.
        items: The items.
        jobs: How many processes may work at a time.
    """
    if jobs < 2 or len(items) < 2:
        yield from map(function, items)
        return
    import gc  # noqa: PLC0415  # only where there is much to do
    from multiprocessing.connection import wait  # noqa: PLC0415  # takes long to load

    gc.freeze()
    workers: list[_Worker] = []
    lost: list[int] = []
    try:
        _start(workers, function, items, min(jobs, len(items)))
        working = {each.connection: each for each in workers if _give(each, workers)}
        while working:
            for connection in wait(list(working)):
                worker = working[connection]  # type: ignore[index]  # they are those that it was given
                try:
                    failure, result = worker.connection.recv()
                except (EOFError, OSError):  # killed, perhaps for lack of memory
                    lost.append(worker.has)
                    del working[worker.connection]
                    continue
                if not _give(worker, workers):
                    del working[worker.connection]
                if failure:
                    raise failure
                yield result
    finally:
        for worker in workers:
            worker.process.terminate()  # it waits for more, or its work is not wanted any more
            worker.connection.close()
            worker.process.join()
        gc.unfreeze()
    for position in (*lost, *(position for each in workers for position in each.left)):
        yield function(items[position])


class _Worker:
    """A process, with what is left to it.

    Args:
        process: The process.
        connection: What leads to it: it is sent the positions of items, and sends a failure or a result for each.
        left: The positions that nobody has in hand.
    """

    def __init__(self, process: BaseProcess, connection: _Connection, left: Iterable[int]) -> None:
        self.process = process
        self.connection = connection
        self.left = deque(left)
        self.has = -1


def _start(workers: list[_Worker], function: Callable[[_T], _R], items: Sequence[_T], jobs: int) -> None:
    """Starts processes, each with a stretch of the items left to it, and adds them to those that there are."""
    import multiprocessing  # noqa: PLC0415  # takes long to load

    fork = forks()
    context = multiprocessing.get_context("fork" if fork else "spawn")
    for number in range(jobs):
        here, there = context.Pipe()
        # A forked process has the ends that lead to the others too: while it has, nobody is told that one is gone.
        not_its = (*(each.connection for each in workers), here) if fork else ()
        with safe_path():
            process = context.Process(target=_work, args=(function, items, there, not_its))  # type: ignore[attr-defined]
            process.start()
        there.close()
        left = range(len(items) * number // jobs, len(items) * (number + 1) // jobs)
        workers.append(_Worker(process, here, left))


def _give(worker: _Worker, workers: Sequence[_Worker]) -> bool:
    """Gives a process the next item that is left to it, or the last that is left to another; false if none is left."""
    if worker.left:
        worker.has = worker.left.popleft()
    elif (most := max(workers, key=lambda each: len(each.left))).left:
        worker.has = most.left.pop()
    else:
        return False
    with suppress(OSError):  # it is gone: that is seen when it does not answer
        worker.connection.send(worker.has)
    return True


def _work(
    function: Callable[[_T], _R], items: Sequence[_T], connection: _Connection, not_its: Iterable[_Connection]
) -> None:
    """Applies a function to the items whose positions are sent, in a process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its children
    for each in not_its:
        each.close()
    with suppress(EOFError, OSError):  # the parent is gone
        while True:
            position = connection.recv()
            answer: tuple[Exception | None, _R | None]
            try:
                answer = None, function(items[position])
            except Exception as error:  # noqa: BLE001  # it is raised in the parent
                answer = error, None
            connection.send(answer)


def forks() -> bool:
    """True if other processes start as copies of this one, so that nothing need be sent to them."""
    # Forking a process that has threads may copy a lock that is held.
    return sys.platform == "linux" and threading.active_count() == 1
