"""Salts of states: gone exactly before a redaction, so that no earlier state can be guessed and none is lost else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from dhrcurate.trail.event import Event
from dhrcurate.trail.graph import MERGE, REDACT, Node, clearing, unsalted


class Salted(Node, Protocol):
    """What has to be known of an event for its salt."""

    @property
    def line(self) -> int:
        """Its line, from 1."""

    @property
    def v(self) -> int:
        """Its version."""

    @property
    def salted(self) -> bool:
        """Whether its state has a salt."""


_GUESSABLE = "its state has a salt, but a later redaction should have taken it out: the redacted value can be guessed"
_BARE = "its state has no salt, and no redaction follows that could have taken it out"


@dataclass(slots=True)
class Salts:
    """The salts of the states of a trail without a fork, in which every line follows all lines before it."""

    _guessable: int = 0
    _bare: int = 0
    _salted: int = 0
    _redacted: bool = False

    def add(self, event: Event, line: int) -> None:
        """Adds an event."""
        self._redacted = self._redacted or event.action == REDACT
        if event.action == REDACT or (event.action == MERGE and self._redacted):
            self._guessable = self._guessable or self._salted
            self._bare = 0
        if event.v > 1 and event.state_salt is not None:
            self._salted = self._salted or line
        elif event.v > 1:
            self._bare = self._bare or line

    @property
    def problem(self) -> tuple[int, str] | None:
        """The first line whose salt is there or is missing, and should not be."""
        found = [(line, what) for line, what in ((self._guessable, _GUESSABLE), (self._bare, _BARE)) if line]
        return min(found, default=None)


def salts_among(everything: Mapping[str, Salted]) -> tuple[int, str] | None:
    """The first state of a trail with forks whose salt is there or is missing, and should not be."""
    bare = unsalted(everything, clearing(everything))
    for event_id, known in everything.items():
        if known.v > 1 and known.salted == (event_id in bare):
            return known.line, _GUESSABLE if known.salted else _BARE
    return None
