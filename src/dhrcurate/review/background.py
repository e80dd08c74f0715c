"""The thread that works things out beside the interface: the most urgent question first.

A newer question of a kind takes the place of the older one. It answers through functions that may be called from any
thread (Textual's `post_message`).
"""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """Something to work out beside the interface; see `Background.ask`."""

    urgency: int
    number: int
    topic: str = field(compare=False)
    about: tuple[Any, ...] = field(compare=False)
    work_out: Callable[[], Any] = field(compare=False)
    replaces: str = field(compare=False)
    patience: float = field(compare=False)


class Background:
    """Answers questions beside the interface, the most urgent first.

    Args:
        answered: Called with topic, about and the answer.
        failed: Called with topic, about and the error.
    """

    def __init__(
        self,
        answered: Callable[[str, tuple[Any, ...], Any], object],
        failed: Callable[[str, tuple[Any, ...], Exception], object],
    ) -> None:
        self._answered, self._failed = answered, failed
        self._heap: list[Question] = []
        self._newest: dict[str, int] = {}
        self._number = count(1).__next__
        self._changed = threading.Condition()
        self._closing = False
        self._thread: threading.Thread | None = None
        self._hushed = 0.0
        self._busy = False

    def ask(
        self,
        topic: str,
        about: tuple[Any, ...],
        work_out: Callable[[], Any],
        *,
        urgency: int = 5,
        replaces: str = "",
        patience: float = 0.0,
    ) -> None:
        """Asks a question.

        Args:
            topic: What kind it is.
            about: What identifies it; handed back with the answer.
            work_out: Works it out; runs on the thread. It may return an iterator: then each of its values is an answer
                (but `None` only marks time), it is given up when the question is replaced, and makes way for keys and
                for more urgent questions.
            urgency: The smaller, the sooner.
            replaces: A question with the same word here that has not begun is dropped.
            patience: Seconds that it waits after a key was pressed, so that the key is answered first.
        """
        question = Question(urgency, self._number(), topic, about, work_out, replaces, patience)
        with self._changed:
            if replaces:
                self._newest[replaces] = question.number
            heapq.heappush(self._heap, question)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="dhrcurate-background", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def wait(self, timeout: float) -> bool:
        """Waits until nothing is left to answer; says whether nothing is.

        Args:
            timeout: In seconds.
        """
        with self._changed:
            return self._changed.wait_for(lambda: not self._heap and not self._busy, timeout)

    def hush(self) -> None:
        """Lets patient questions wait a moment, because a key was pressed."""
        self._hushed = time.monotonic()

    def close(self) -> None:
        """Ends after the question under way; the thread is not waited for."""
        with self._changed:
            self._closing = True
            self._heap.clear()
            self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closing or bool(self._heap))
                if self._closing:
                    return
                question = self._heap[0]
                if (wait := self._wait_of(question)) > 0:
                    self._changed.wait(wait)
                    continue
                heapq.heappop(self._heap)
                if self._is_replaced(question):
                    self._changed.notify_all()
                    continue
                self._busy = True
            rest = self._answer(question)
            with self._changed:
                self._busy = False
                if rest is not None and not self._closing:
                    heapq.heappush(self._heap, rest)
                self._changed.notify_all()

    def _answer(self, question: Question) -> Question | None:
        """Answers; returns what is left of a question that is answered bit by bit and was interrupted."""
        try:
            answer = question.work_out()
            if not isinstance(answer, Iterator):
                self._answered(question.topic, question.about, answer)
                return None
            for bit in answer:
                if bit is not None:
                    self._answered(question.topic, question.about, bit)
                if self._makes_way(question):
                    return replace(question, work_out=lambda: answer)
        except Exception as error:  # noqa: BLE001  # an unforeseen fault must reach the curator, not end the thread
            self._failed(question.topic, question.about, error)
        return None

    def _is_replaced(self, question: Question) -> bool:
        return bool(question.replaces) and self._newest.get(question.replaces) != question.number

    def _makes_way(self, question: Question) -> bool:
        if self._closing or self._wait_of(question) > 0:
            return True
        with self._changed:
            return self._is_replaced(question) or (bool(self._heap) and self._heap[0] < question)

    def _wait_of(self, question: Question) -> float:
        return self._hushed + question.patience - time.monotonic() if question.patience else 0.0
