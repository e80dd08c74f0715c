"""Files looked at by several processes."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from dhrcurate.curation.checking.inspecting import Inspected, Inspector
from dhrcurate.curation.checking.selection import Selector
from dhrcurate.storage.folder import LibraryFolder

if TYPE_CHECKING:  # costs pydantic, which a check that finds everything in its cache does without
    from dhrcurate.curation.library import Library

_T = TypeVar("_T")
_R = TypeVar("_R")

_FEW = 24
"""So many files are looked at sooner than another process is ready."""

_BATCHES_PER_JOB = 20
"""Small enough batches that no process is left with a long one at the end."""


class Task(NamedTuple):
    """A file to look at, or only to read for what rules about the whole library need."""

    file: Path
    kind: Literal["inspect", "read"]


@dataclass(frozen=True)
class Work:
    """What a process needs to know to look at the files of one library.

    Attributes:
        root: The library.
        register: A register file to use in place of the built-in register and the library's own.
        selector: Which rules run for which path.
        today: The date of the check.
        reveal: Whether messages may hold personal data.
        whole: Whether rules about the whole library may run.
    """

    root: Path
    register: Path | None
    selector: Selector
    today: date
    reveal: bool = False
    whole: bool = False

    @cached_property
    def library(self) -> Library:
        """The library, opened once in each process."""
        from dhrcurate.curation.library import Library  # noqa: PLC0415  # see above

        return Library(LibraryFolder(self.root), self.register)

    @cached_property
    def inspector(self) -> Inspector:
        """What looks at the files, made once in each process."""
        return Inspector(self.library.folder, self.selector, self.library.names, self.today, self.reveal)

    @cached_property
    def sees_library(self) -> bool:
        """Whether rules about the whole library run, which need every record's content."""
        return self.whole and any(rule.scope == "library" for rule in self.selector.everywhere.rules)

    def do(self, task: Task) -> Inspected:
        """Does one task."""
        if task.kind == "read":
            return self.inspector.read(task.file)
        return self.inspector.inspect(task.file, with_gist=self.sees_library)

    def __getstate__(self) -> dict[str, object]:
        """What another process is sent: how to make the inspector, not the inspector."""
        made = ("library", "inspector", "sees_library")
        return {name: value for name, value in self.__dict__.items() if name not in made}


def run(
    tasks: Sequence[Task], work: Work, jobs: int, progress: Callable[[int, int], None] | None
) -> Iterator[Inspected]:
    """Does tasks, in their order where one process is enough, else as they are ready.

    Args:
        tasks: What to do.
        work: How.
        jobs: How many processes may work at a time.
        progress: Is told how many tasks of how many are done.
    """
    if jobs > 1 and len(tasks) > _FEW:
        size = max(1, -(-len(tasks) // (jobs * _BATCHES_PER_JOB)))
        _ = work.inspector, work.sees_library, work.library.names.named("")  # made here, a forked process has them
    else:
        jobs, size = 1, 1
    batches = [tasks[i : i + size] for i in range(0, len(tasks), size)]
    done = 0
    for batch in spread(partial(_do_all, work), batches, jobs):
        yield from batch
        done += len(batch)
        if progress:
            progress(done, len(tasks))


def _do_all(work: Work, tasks: Sequence[Task]) -> list[Inspected]:
    return [work.do(task) for task in tasks]


def spread(function: Callable[[_T], _R], items: Sequence[_T], jobs: int) -> Iterator[_R]:
    """What a function gives for each item, in their order where one process is enough, else as it is ready.

    Args:
        function: What to do; where processes do not fork it is sent to each of them once.
        items: What to do it to.
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
    pool = ProcessPoolExecutor(min(jobs, len(left)), context, _begin, (None if fork else function,))
    try:
        waiting = {pool.submit(_do, item): i for i, item in left.items()}
        for future in as_completed(waiting):
            result: _R = future.result()
            del left[waiting[future]]
            yield result
    except BrokenProcessPool:  # killed, as for want of memory: the rest is done here
        pass
    finally:
        pool.shutdown(cancel_futures=True)
        _function = None
        gc.unfreeze()
    yield from map(function, left.values())


def forks() -> bool:
    """Whether other processes begin as copies of this one, so that nothing need be sent to them."""
    # Forking a process that has threads may copy a lock that is held.
    return sys.platform == "linux" and threading.active_count() == 1


_function: Callable[[Any], Any] | None = None
"""In a process of the pool, what it does."""


def _begin(function: Callable[[Any], Any] | None) -> None:
    global _function  # noqa: PLW0603  # see `spread`
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its children
    _function = function or _function


def _do(item: Any) -> Any:
    assert _function is not None
    return _function(item)
