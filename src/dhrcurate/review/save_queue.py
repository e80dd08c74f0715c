"""The thread that saves: one change in flight at most, in the order in which they were made.

It reports through functions that may be called from any thread (Textual's `post_message`).
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from dhrcurate.curation.proposal import Batch
from dhrcurate.domain.errors import NotSavedError
from dhrcurate.review.outcomes import Outcome

_NOTHING: Mapping[str, str] = MappingProxyType({})

_AT_MOST = 0.03
"""Seconds that a change waits for its key to be answered on the screen: at once, both would be later."""

_PATIENCE = 0.5
"""Seconds that the next change waits for the one before it; a decision takes hundredths."""


class Saving(Enum):
    """How far the decisions are on their way to disk."""

    SAVED = "saved"
    UNDER_WAY = "saving"
    STUCK = "not saved"


@dataclass(frozen=True, slots=True)
class SaveJob:
    """A change to be made durable.

    Attributes:
        number: Its number, growing.
        record: The record that it changes, empty for several.
        run: Makes it; blocks.
        words: The change in words, for messages: "accept R2".
        action: What kind of change: `edit`, `undo`, `bulk`, ...
        key: The recommendation that it is about, empty for none or several.
        done: The sentence for when it is made; empty where that is said already.
    """

    number: int
    record: str
    run: Callable[[], Outcome]
    words: str
    action: str = "edit"
    key: str = ""
    done: str = ""

    @property
    def name(self) -> str:
        """The change in words with its record, by which it is named if it is not made."""
        return f"{self.words} in {self.record}" if self.record else self.words


class SaveQueue:
    """The changes of a library on their way to disk.

    Args:
        saved: Called with a job and its outcome.
        refused: Called with a job and the error, where it can never be made as it is; the next one is tried.
        stuck: Called with a job and the error, where the disk did not take it; nothing more is tried until `retry`.
    """

    def __init__(
        self,
        saved: Callable[[SaveJob, Outcome], object],
        refused: Callable[[SaveJob, Exception], object],
        stuck: Callable[[SaveJob, Exception], object],
    ) -> None:
        self._saved, self._refused, self._stuck_at = saved, refused, stuck
        self._jobs: deque[SaveJob] = deque()
        self._changed = threading.Condition()
        self._stuck = False
        self._why = ""
        self._not_made: dict[str, tuple[SaveJob, str]] = {}
        self._closing = False
        self._busy = False
        self._shown = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def waiting(self) -> int:
        """The number of changes that are not known to be on disk."""
        with self._changed:
            return len(self._jobs)

    @property
    def is_stuck(self) -> bool:
        """True while it waits for `retry`."""
        return self._stuck

    @property
    def unsaved(self) -> list[str]:
        """Every change that was asked for and is not known to be on disk, each with why: refused, given up, waiting."""
        with self._changed:
            unsaved = {name: why for name, (_, why) in self._not_made.items()}
            unsaved |= {job.name: self._why or "it was not written yet" for job in self._jobs}
        return [f"{name}: {why}" for name, why in unsaved.items()]

    def submit(self, job: SaveJob) -> None:
        """Queues a change; it begins when it is `shown`, or a moment later."""
        self._shown.clear()
        with self._changed:
            self._jobs.append(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="dhrcurate-saving", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def shown(self) -> None:
        """Tells that the screen shows what is queued."""
        self._shown.set()

    def retry(self) -> None:
        """Tries again what could not be saved."""
        with self._changed:
            self._stuck = False
            self._changed.notify_all()

    def drop(self) -> list[SaveJob]:
        """Gives up everything that is queued, and returns it. A change in flight still ends as it will."""
        with self._changed:
            kept = [self._jobs[0]] if self._busy and self._jobs else []
            dropped = list(self._jobs)[len(kept) :]
            self._jobs = deque(kept)
            for job in dropped:
                self._not_made[job.name] = job, self._why or "it was given up"
            self._stuck = False
            self._changed.notify_all()
        return dropped

    def wait(self, timeout: float) -> bool:
        """Waits until everything is saved or the queue is stuck; returns whether everything is saved.

        Args:
            timeout: In seconds.
        """
        with self._changed:
            self._changed.wait_for(lambda: not self._jobs or self._stuck, timeout)
            return not self._jobs

    def let_pass(self) -> None:
        """Waits for the change in flight, as a kill may take one only; a disk that is slow or full holds up no keys."""
        self.shown()
        self.wait(_PATIENCE)

    def close(self, timeout: float = 10.0) -> bool:
        """Saves what is queued and ends; returns whether everything was saved."""
        done = self.wait(timeout)
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        return done

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closing or (bool(self._jobs) and not self._stuck))
                if self._closing:
                    return
                job = self._jobs[0]
                self._busy = True
            self._shown.wait(_AT_MOST)
            self._make(job)

    def _make(self, job: SaveJob) -> None:
        try:
            outcome = job.run()
        except NotSavedError as error:
            self._end(job, done=False, why=str(error))
            self._stuck_at(job, error)
        except Exception as error:  # noqa: BLE001  # an unforeseen fault must reach the curator, not end the thread
            self._end(job, done=True, why=str(error) or type(error).__name__)
            self._refused(job, error)
        else:
            self._end(job, done=True, skipped=outcome.skipped if isinstance(outcome, Batch) else {})
            self._saved(job, outcome)

    def _end(self, job: SaveJob, *, done: bool, why: str = "", skipped: Mapping[str, str] = _NOTHING) -> None:
        with self._changed:
            self._busy = False
            self._why = "" if done else why
            if done and self._jobs and self._jobs[0] is job:
                self._jobs.popleft()
            if done and why:
                self._not_made[job.name] = job, why
            elif done:
                self._made(job)
            for record_id, reason in skipped.items():
                self._not_made[f"{job.words} in {record_id}"] = job, reason
            self._stuck = not done
            self._changed.notify_all()

    def _made(self, job: SaveJob) -> None:
        """Forgets what a change answers: itself, and what was refused at its place and decided anew."""
        here = (job.record, job.key)
        decides = bool(job.record) and job.action not in {"undo", "redo"}
        self._not_made = {
            name: (other, why)
            for name, (other, why) in self._not_made.items()
            if name != job.name and not (decides and here == (other.record, other.key))
        }
