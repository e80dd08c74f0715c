"""Patterns that are compiled when they are first used: most are about faults that a sound library never shows.

Compiling all of them takes a quarter of the time in which a check of a few records starts.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Pattern:
    """A pattern that has not been used yet; from its first use on, its methods are those of the compiled one."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what copies or pickles it asks for such names
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for each in ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"):
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)


def rare(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that few texts need; a mistake in it is told at its first use, as the tests of its rule show."""
    return cast("re.Pattern[str]", _Pattern(pattern, flags))
