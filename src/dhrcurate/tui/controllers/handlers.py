"""Handlers of commands: each controller contributes some, and a screen joins them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, TypeAlias

Handlers: TypeAlias = Mapping[str, Callable[[], object]]
"""Callables by the id of the command that they carry out."""


class Controller(Protocol):
    """Carries out some commands."""

    def handlers(self) -> Handlers:
        """Return the handlers of its commands."""


def joined(*contributions: Handlers) -> dict[str, Callable[[], object]]:
    """Return the handlers of several controllers as one.

    Raises:
        ValueError: Where two of them handle the same command.
    """
    handlers: dict[str, Callable[[], object]] = {}
    for contribution in contributions:
        if doubled := handlers.keys() & contribution.keys():
            raise ValueError(f"two handlers for {', '.join(sorted(doubled))}")
        handlers |= contribution
    return handlers
