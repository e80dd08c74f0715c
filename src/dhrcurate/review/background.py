"""The thread that works out results beside the interface: the most urgent query first.

A newer query replaces an older one in the same slot. Results are delivered through a function that may be called from
any thread (Textual's `post_message`).
"""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Generic, Protocol, TypeVar


class Numbered(Protocol):
    """A query as the thread knows it.

    Attributes:
        request: Its number; see `Background.new_request`.
        slot: Queries that replace each other have the same one; `None` where nothing replaces it.
    """

    @property
    def request(self) -> int: ...  # noqa: D102  # the class tells
    @property
    def slot(self) -> object: ...  # noqa: D102  # the same


Q = TypeVar("Q", bound=Numbered)
R = TypeVar("R")


@dataclass(frozen=True, slots=True, order=True)
class Task(Generic[Q, R]):
    """A query that waits for its result; see `Background.ask`."""

    urgency: int
    request: int
    query: Q = field(compare=False)
    work_out: Callable[[], R | Iterator[R | None] | None] = field(compare=False)
    patience: float = field(compare=False)


class Background(Generic[Q, R]):
    """Answers queries beside the interface, the most urgent first.

    Args:
        deliver: Called with each result.
        failed: Called with a query and the error that it ended with.
    """

    def __init__(self, deliver: Callable[[R], object], failed: Callable[[Q, Exception], object]) -> None:
        self._deliver, self._failed = deliver, failed
        self._heap: list[Task[Q, R]] = []
        self._newest: dict[object, int] = {}
        self._changed = threading.Condition()
        self._closing = self._held = False
        self._thread: threading.Thread | None = None
        self._hushed = 0.0
        self._busy = False
        self.new_request: Callable[[], int] = count(1).__next__
        """Gives the number of the next query."""

    def ask(
        self,
        query: Q,
        work_out: Callable[[], R | Iterator[R | None] | None],
        *,
        urgency: int = 5,
        patience: float = 0.0,
    ) -> None:
        """Queues a query; one in the same slot that has not begun is dropped.

        Args:
            query: The query.
            work_out: Works out its result, on the thread; `None` is not delivered. It may return an iterator: then each
                of its values is a result (but `None` only marks time), it is given up when the query is replaced, and
                makes way for keys and for more urgent queries.
            urgency: The smaller, the sooner.
            patience: Seconds that it waits after a key was pressed, so that the key is answered first.
        """
        task = Task(urgency, query.request, query, work_out, patience)
        with self._changed:
            if query.slot is not None:
                self._newest[query.slot] = query.request
            heapq.heappush(self._heap, task)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="dhrcurate-background", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    @property
    def waiting(self) -> int:
        """How many queries wait."""
        return len(self._heap)

    def is_replaced(self, query: Q) -> bool:
        """True if a newer query in the same slot was asked, so that a result of this one comes too late."""
        return query.slot is not None and self._newest.get(query.slot) != query.request

    def wait(self, timeout: float) -> bool:
        """Waits until every query is answered; returns whether it is.

        Args:
            timeout: In seconds.
        """
        with self._changed:
            return self._changed.wait_for(lambda: not self._heap and not self._busy, timeout)

    def hush(self) -> None:
        """Lets patient queries wait a moment, because a key was pressed."""
        self._hushed = time.monotonic()

    @property
    def quiet(self) -> float:
        """Seconds since a key was pressed; since the machine started before the first one."""
        return time.monotonic() - self._hushed

    def hold(self) -> None:
        """Lets every query wait until `begin`."""
        self._held = True

    def begin(self) -> None:
        """Answers what waited."""
        with self._changed:
            self._held = False
            self._changed.notify_all()

    def close(self) -> None:
        """Ends after the query under way; the thread is not waited for."""
        with self._changed:
            self._closing = True
            self._heap.clear()
            self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closing or bool(self._heap and not self._held))
                if self._closing:
                    return
                task = self._heap[0]
                if (wait := self._wait_of(task)) > 0:
                    self._changed.wait(wait)
                    continue
                heapq.heappop(self._heap)
                if self.is_replaced(task.query):
                    self._changed.notify_all()
                    continue
                self._busy = True
            rest = self._answer(task)
            with self._changed:
                self._busy = False
                if rest is not None and not self._closing:
                    heapq.heappush(self._heap, rest)
                self._changed.notify_all()

    def _answer(self, task: Task[Q, R]) -> Task[Q, R] | None:
        """Delivers the result; returns the rest of a task with several results that was interrupted."""
        try:
            result = task.work_out()
            if not isinstance(result, Iterator):
                if result is not None:
                    self._deliver(result)
                return None
            for each in result:
                if each is not None:
                    self._deliver(each)
                if self._makes_way(task):
                    return replace(task, work_out=lambda: result)
        except Exception as error:  # noqa: BLE001  # an unforeseen fault must reach the curator, not end the thread
            self._failed(task.query, error)
        return None

    def _makes_way(self, task: Task[Q, R]) -> bool:
        if self._closing or self._wait_of(task) > 0:
            return True
        with self._changed:
            return self.is_replaced(task.query) or (bool(self._heap) and self._heap[0] < task)

    def _wait_of(self, task: Task[Q, R]) -> float:
        return task.patience - self.quiet if task.patience else 0.0
