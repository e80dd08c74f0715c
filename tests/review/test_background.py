"""The thread that answers queries beside the interface."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from dhrcurate.review.background import Background


@dataclass(frozen=True)
class Asked:
    """A query of these tests."""

    request: int
    slot: str | None


class Asking:
    """A background thread, and what it delivered."""

    def __init__(self) -> None:
        self.told: list[Any] = []
        self.background: Background[Asked, Any] = Background(
            self.told.append, lambda query, error: self.told.append((query.slot, str(error)))
        )

    def ask(self, slot: str, work_out: Callable[[], Any], *, urgency: int = 5) -> Asked:
        query = Asked(self.background.new_request(), slot)
        self.background.ask(query, work_out, urgency=urgency)
        return query


def test_the_most_urgent_query_is_answered_first_and_a_newer_one_replaces_an_older() -> None:
    asking = Asking()
    gate = threading.Event()
    asking.ask("gate", lambda: ("gate", gate.wait(10)), urgency=0)
    asking.ask("late", lambda: ("late", 1), urgency=9)
    older = asking.ask("findings", lambda: ("findings", "old"), urgency=2)
    newer = asking.ask("findings", lambda: ("findings", "new"), urgency=2)
    asking.ask("now", lambda: ("now", 3), urgency=1)
    gate.set()
    assert asking.background.wait(10)
    asking.background.close()
    assert asking.told == [("gate", True), ("now", 3), ("findings", "new"), ("late", 1)]
    assert (asking.background.is_replaced(older), asking.background.is_replaced(newer)) == (True, False)


def test_a_query_that_fails_is_told_and_the_next_is_answered() -> None:
    asking = Asking()

    def fails() -> None:
        raise ValueError("no")

    asking.ask("bad", fails)
    asking.ask("good", lambda: "good")
    assert asking.background.wait(10)
    asking.background.close()
    assert asking.told == [("bad", "no"), "good"]


def test_a_result_that_comes_bit_by_bit_makes_way_for_what_is_urgent_and_ends_when_it_is_replaced() -> None:
    asking = Asking()
    gate = threading.Event()

    def bits() -> Iterator[Any]:
        yield "first"
        asking.ask("urgent", lambda: "urgent", urgency=1)
        yield None
        yield "second"
        asking.ask("rows", lambda: "newer", urgency=3)
        yield None
        yield "never"

    asking.ask("gate", lambda: gate.wait(10), urgency=0)
    asking.ask("rows", bits, urgency=2)
    gate.set()
    assert asking.background.wait(10)
    asking.background.close()
    assert asking.told == [True, "first", "urgent", "second", "newer"]


def test_nothing_is_worked_out_while_the_first_screen_is_drawn_and_all_of_it_after() -> None:
    asking = Asking()
    asking.background.hold()
    asking.ask("late", lambda: "late", urgency=9)
    assert not asking.background.wait(0.05)
    asking.ask("now", lambda: "now", urgency=1)
    asking.background.begin()
    assert asking.background.wait(10)
    asking.background.close()
    assert asking.told == ["now", "late"]
