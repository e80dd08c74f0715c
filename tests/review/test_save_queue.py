"""The queue of changes on their way to disk."""

from __future__ import annotations

from dataclasses import replace

from dhrcurate.domain.errors import NotSavedError, RefusedError
from dhrcurate.review.save_queue import SaveJob, SaveQueue


class Told:
    """What a save queue told."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, int]] = []
        self.queue = SaveQueue(
            lambda job, _outcome: self.lines.append(("saved", job.number)),
            lambda job, _error: self.lines.append(("refused", job.number)),
            lambda job, _error: self.lines.append(("stuck", job.number)),
        )


def job(number: int, *errors: Exception) -> SaveJob:
    left = list(errors)

    def run() -> None:
        if left:
            raise left.pop(0)

    return SaveJob(number, "t-2020", run, "words")


def test_changes_are_made_in_order_and_told() -> None:
    told = Told()
    for number in range(20):
        told.queue.submit(job(number))
    assert told.queue.close()
    assert told.lines == [("saved", number) for number in range(20)]


def test_a_refused_change_does_not_stop_the_next() -> None:
    told = Told()
    for one in (job(1, RefusedError("no")), job(2, KeyError("a fault")), job(3)):
        told.queue.submit(one)
    assert told.queue.close()
    assert told.lines == [("refused", 1), ("refused", 2), ("saved", 3)]


def test_what_the_disk_does_not_take_waits_for_another_try_and_so_does_what_is_behind_it() -> None:
    told = Told()
    told.queue.submit(job(1, NotSavedError("full"), NotSavedError("full")))
    told.queue.submit(job(2))
    assert not told.queue.wait(10)
    assert (told.queue.is_stuck, told.queue.waiting) == (True, 2)
    told.queue.retry()
    assert not told.queue.wait(10)
    told.queue.retry()
    assert told.queue.close()
    assert told.lines == [("stuck", 1), ("stuck", 1), ("saved", 1), ("saved", 2)]


def test_giving_up_drops_what_is_queued() -> None:
    told = Told()
    told.queue.submit(job(1, NotSavedError("full")))
    told.queue.submit(job(2))
    told.queue.wait(10)
    assert [j.number for j in told.queue.drop()] == [1, 2]
    assert told.queue.close()


def test_what_was_refused_given_up_or_waits_is_named_until_it_is_made() -> None:
    told = Told()
    stuck = replace(job(1, NotSavedError("the disk is full")), key="r001", words="accept R1")
    for one in (job(0, RefusedError("it is signed off")), stuck):
        told.queue.submit(one)
    assert not told.queue.wait(10)
    unsaved = ["words in t-2020: it is signed off", "accept R1 in t-2020: the disk is full"]
    assert told.queue.unsaved == unsaved
    told.queue.drop()
    assert told.queue.wait(10)
    assert told.queue.unsaved == unsaved
    told.queue.submit(replace(job(3), key="r001", words="reject R1"))
    told.queue.submit(job(4))
    assert told.queue.close()
    assert told.queue.unsaved == []
