"""Messages from the threads beside the interface and between its screens, in the past tense."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from dhrcurate.review.outcomes import Outcome
from dhrcurate.review.queries import Result
from dhrcurate.review.save_queue import SaveJob


class ChangeSaved(Message):
    """A change is on disk."""

    def __init__(self, job: SaveJob, outcome: Outcome) -> None:
        super().__init__()
        self.job = job
        self.outcome = outcome


class ChangeRefused(Message):
    """A change will not be made: the record is signed off, or somebody else changed the same field."""

    def __init__(self, job: SaveJob, error: Exception) -> None:
        super().__init__()
        self.job = job
        self.error = error


class ChangeStuck(Message):
    """A change could not be made durable; it and those after it wait to be tried again."""

    def __init__(self, job: SaveJob, error: Exception) -> None:
        super().__init__()
        self.job = job
        self.error = error


class ResultCame(Message):
    """A query has a result, or failed."""

    def __init__(self, result: Result) -> None:
        super().__init__()
        self.result = result


class RecordsChanged(Message):
    """Something of some records changed; sent to every open screen."""

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__()
        self.ids = ids
