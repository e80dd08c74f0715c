"""Garbage is collected while nobody types."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from dhrcurate.tui import garbage


class Cycle:
    """What holds itself, so that only a collection takes it away."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def at_rests(monkeypatch: pytest.MonkeyPatch) -> Iterator[garbage.AtRests]:
    """Collects garbage however little there is; Python's own way is back afterwards."""
    before = gc.get_threshold()
    monkeypatch.setattr(garbage, "_WORTH_IT", 0)
    yield garbage.AtRests()
    gc.unfreeze()
    gc.set_threshold(*before)


def test_garbage_waits_for_a_rest(at_rests: garbage.AtRests) -> None:
    gone = weakref.ref(Cycle())
    at_rests.look(0.05, reading=False)
    assert gone() is not None
    at_rests.look(0.3, reading=False)
    assert gone() is None


def test_what_outlived_a_rest_is_looked_at_again(at_rests: garbage.AtRests) -> None:
    cycle = Cycle()
    at_rests.look(0.3, reading=False)
    gone = weakref.ref(cycle)
    del cycle
    for _ in range(40):
        at_rests.look(5.0, reading=False)
    assert gone() is None


def test_what_is_read_is_not_walked_through_again(at_rests: garbage.AtRests, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "_TOO_MANY", 0)
    read = [[number] for number in range(1000)]
    before = gc.get_freeze_count()
    at_rests.look(0.0, reading=True)
    assert gc.get_freeze_count() >= before + len(read)
