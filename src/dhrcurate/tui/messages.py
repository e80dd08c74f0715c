"""What the threads beside the interface tell it, in the past tense."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.message import Message

from dhrcurate.review.save_queue import Job


class Saved(Message):
    """A change is on disk."""

    def __init__(self, job: Job, outcome: Any) -> None:
        super().__init__()
        self.job = job
        self.outcome = outcome


class Refused(Message):
    """A change will not be made: the record is signed off, or somebody else changed the same field."""

    def __init__(self, job: Job, error: Exception) -> None:
        super().__init__()
        self.job = job
        self.error = error


class Stuck(Message):
    """A change could not be made durable; it and those behind it wait to be tried again."""

    def __init__(self, job: Job, error: Exception) -> None:
        super().__init__()
        self.job = job
        self.error = error


class Answered(Message):
    """A question that was worked out beside the interface has its answer.

    Attributes:
        topic: What was asked: `findings`, `offers`, `record`, ...
        about: What it was asked about, such as a record's id and a version, by which late answers are told.
        answer: What came out.
    """

    def __init__(self, topic: str, about: tuple[Any, ...], answer: Any) -> None:
        super().__init__()
        self.topic = topic
        self.about = about
        self.answer = answer


class Unanswered(Message):
    """Working a question out failed."""

    def __init__(self, topic: str, about: tuple[Any, ...], error: Exception) -> None:
        super().__init__()
        self.topic = topic
        self.about = about
        self.error = error


class RecordsChanged(Message):
    """What the interface knows of some records changed; sent to every open screen."""

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__()
        self.ids = ids
