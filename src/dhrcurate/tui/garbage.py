"""The collection of garbage while nobody types: at a key it would be felt.

What a hundred thousand recommendations leave in memory takes a collection of the younger generations half a second to
walk through, and what is left of reading them (names, packed rows) holds no cycle.
"""

from __future__ import annotations

import gc

LOOK_EVERY = 0.25
"""Seconds between two looks whether there is a rest."""

_A_REST = 0.25
"""Seconds without a key after which the youngest values are walked through."""
_A_PAUSE = 3.0
"""After which those are that outlived a few such walks."""
_AN_INTERVAL = 30.0
"""After which all are."""

_WORTH_IT = 5_000
"""The fewest new values that are walked through: in about five milliseconds."""
_TOO_MANY = 20_000
"""New values, while records are read, that are not walked through at all."""
_AT_LAST = 100_000
"""New values after which Python collects by itself, if keys follow one another for that long."""
_WALKS = (20, 5)
"""Walks of a generation before the next older one is walked through too."""


class AtRests:
    """Collects garbage at rests, from when it is made on; Python by itself does so only where no rest comes."""

    def __init__(self) -> None:
        gc.freeze()  # what is there now stays
        gc.set_threshold(_AT_LAST, 1_000_000, 1_000_000)
        gc.enable()

    def look(self, quiet: float, *, reading: bool) -> None:
        """Collect what is worth it now.

        Args:
            quiet: Seconds since the last key.
            reading: Whether the records of the library are being read, which makes very many values that stay.
        """
        young, middle, old = gc.get_count()
        if reading and young > _TOO_MANY:
            gc.freeze()
        elif quiet >= _AN_INTERVAL and old >= _WALKS[1]:
            gc.collect(2)
        elif quiet >= _A_PAUSE and middle >= _WALKS[0]:
            gc.collect(1)
        elif quiet >= _A_REST and young >= _WORTH_IT:
            gc.collect(0)
            if reading:
                gc.freeze()
