"""How the events of a trail descend from each other, and which states must have lost their salt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

REDACT = "redact"
MERGE = "merge"


class Node(Protocol):
    """What has to be known of an event."""

    @property
    def parents(self) -> tuple[str, ...]:
        """Ids of the events before."""

    @property
    def action(self) -> str:
        """Its kind."""


def ancestors(nodes: Mapping[str, Node], event_id: str) -> set[str]:
    """Ids of an event and of all its ancestors."""
    seen: set[str] = set()
    waiting = [event_id]
    while waiting:
        here = waiting.pop()
        if here not in seen and here in nodes:
            seen.add(here)
            waiting.extend(nodes[here].parents)
    return seen


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
