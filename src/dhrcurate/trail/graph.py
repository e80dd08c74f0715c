"""How the events of a trail descend from each other, and which states must have lost their salt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

REDACT = "redact"
MERGE = "merge"

_AT_ONCE = 2048
"""How many events get a bit at a time."""


class Node(Protocol):
    """What has to be known of an event."""

    @property
    def parents(self) -> tuple[str, ...]:
        """Ids of the events before."""

    @property
    def action(self) -> str:
        """Its kind."""


def ancestors(nodes: Mapping[str, Node], *event_ids: str) -> set[str]:
    """Ids of some events and of all their ancestors."""
    seen: set[str] = set()
    waiting = list(event_ids)
    while waiting:
        here = waiting.pop()
        if here not in seen and here in nodes:
            seen.add(here)
            waiting.extend(nodes[here].parents)
    return seen


def counted(nodes: Mapping[str, Node], event_ids: Iterable[str]) -> dict[str, int]:
    """How many events lead to each of some events, itself among them; a stretch that several share is walked once."""
    found: dict[str, int] = {}
    for event_id in event_ids:
        chain: dict[str, None] = {}
        here: str | None = event_id
        while (
            here is not None
            and here in nodes
            and not (here in found or here in chain)
            and len(nodes[here].parents) <= 1
        ):
            chain[here] = None
            here = next(iter(nodes[here].parents), None)
        if here is not None and here not in found:
            found[here] = len(ancestors(nodes, here))
        below = 0 if here is None or here in chain else found[here]
        found.update((one, below + at) for at, one in enumerate(reversed(chain), 1))
    return {event_id: found[event_id] for event_id in event_ids}


def marks_above(
    nodes: Mapping[str, Node], marked: Sequence[str], asked: Collection[str]
) -> Iterator[tuple[dict[str, int], dict[str, int]]]:
    """Which of some events are ancestors of which others, without a set of all ancestors for each.

    A few thousand marked events at a time each get a bit, and one walk over all events carries the bits from parents to
    children. So the cost is that of a few walks, whatever the shape of the trail.

    Args:
        nodes: The events by id, each after its parents.
        marked: Ids of the events that may be ancestors.
        asked: Ids of the events that may be descendants.

    Yields:
        The bit of each of the marked events at hand, and for each asked event the bits of those that are its proper
        ancestors.
    """
    left = Counter(parent for node in nodes.values() for parent in node.parents)
    for first in range(0, len(marked), _AT_ONCE):
        bits = {event_id: 1 << at for at, event_id in enumerate(marked[first : first + _AT_ONCE])}
        yield bits, _carried(nodes, bits, asked, left.copy())


def _carried(
    nodes: Mapping[str, Node], bits: Mapping[str, int], asked: Collection[str], left: Counter[str]
) -> dict[str, int]:
    """The bits above each asked event; those of an event are given up once its last child has them."""
    carried: dict[str, int] = {}
    above: dict[str, int] = {}
    for event_id, node in nodes.items():
        mask = 0
        for parent in node.parents:
            mask |= carried.get(parent, 0)
            left[parent] -= 1
            if not left[parent]:
                carried.pop(parent, None)
        if event_id in asked:
            above[event_id] = mask
        if left[event_id] and (mask := mask | bits.get(event_id, 0)):
            carried[event_id] = mask
    return above


def clearing(nodes: Mapping[str, Node]) -> set[str]:
    """Ids of the events after which no earlier state may be guessable: redactions, and merges after one.

    Args:
        nodes: The events by id, each after its parents.
    """
    after: set[str] = set()  # those that are a redaction or come after one
    found: set[str] = set()
    for event_id, node in nodes.items():
        follows = any(parent in after for parent in node.parents)
        if node.action == REDACT or (node.action == MERGE and follows):
            found.add(event_id)
        if follows or node.action == REDACT:
            after.add(event_id)
    return found


def unsalted(nodes: Mapping[str, Node], clears: Iterable[str]) -> set[str]:
    """Ids of the proper ancestors of clearing events: exactly these have no salt of their state."""
    clears = set(clears)
    cleared: set[str] = set()
    for event_id in reversed(list(nodes)):
        if event_id in cleared or event_id in clears:
            cleared.update(nodes[event_id].parents)
    return cleared
