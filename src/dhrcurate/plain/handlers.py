"""The handlers of all commands that can be typed."""

from __future__ import annotations

from collections.abc import Mapping

from dhrcurate.plain import correcting, deciding, looking, moving, narrowing, resolving, updating
from dhrcurate.plain.reviewer import Handler

HANDLERS: Mapping[str, Handler] = {
    **moving.HANDLERS,
    **narrowing.HANDLERS,
    **deciding.HANDLERS,
    **correcting.HANDLERS,
    **resolving.HANDLERS,
    **looking.HANDLERS,
    **updating.HANDLERS,
}
"""The handler of each command, by its id; leaving is done where lines are read."""

GOING = frozenset({*moving.HANDLERS, *narrowing.HANDLERS, *updating.HANDLERS})
"""The ids of those that go somewhere."""

CHANGING = frozenset({*deciding.HANDLERS, *correcting.HANDLERS, *resolving.HANDLERS}) - {"retry", "reload", "explain"}
"""The ids of those that change something."""
