from __future__ import annotations

import os
from functools import partial
from itertools import pairwise

import pytest

from dhrcurate.curation.checking.workers import run, spread


def _double(number: int) -> int:
    return 2 * number


def _die_elsewhere(here: int, number: int) -> int:
    if os.getpid() != here:
        os._exit(9)
    return 2 * number


def _fail(number: int) -> int:
    raise ValueError(f"{number} is not liked")


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_everything_is_done_once(jobs: int) -> None:
    assert sorted(spread(_double, range(20), jobs)) == [2 * n for n in range(20)]


def test_what_a_killed_process_left_is_done_here() -> None:
    assert sorted(spread(partial(_die_elsewhere, os.getpid()), range(6), 2)) == [0, 2, 4, 6, 8, 10]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failure_is_not_swallowed(jobs: int) -> None:
    with pytest.raises(ValueError, match="is not liked"):
        list(spread(_fail, range(4), jobs))


def _here(number: int) -> tuple[int, int]:
    return number, os.getpid()


def test_neighbours_are_left_to_one_process() -> None:
    done_by = [process for _, process in sorted(spread(_here, range(40), 2))]
    assert os.getpid() not in done_by
    changes = sum(one != other for one, other in pairwise(done_by))
    assert changes <= 2  # one in the middle, and one where a process that has done its half helps with the other


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_file_is_done_and_counted_once(jobs: int) -> None:
    counted: list[tuple[int, int]] = []
    done = run(_double, range(30), jobs, prepare=list, progress=lambda so_far, all_: counted.append((so_far, all_)))
    assert sorted(done) == [2 * n for n in range(30)]
    assert counted == sorted(set(counted))
    assert counted[-1] == (30, 30)
