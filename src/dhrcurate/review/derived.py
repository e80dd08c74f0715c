"""What was worked out from values that are replaced, never changed: it holds as long as they are the same objects."""

from __future__ import annotations

from collections.abc import Callable
from operator import is_
from typing import Generic, TypeVar

T = TypeVar("T")


class Derived(Generic[T]):
    """The last result, so that what many ask for is worked out once; another thread may ask too."""

    def __init__(self) -> None:
        self._last: tuple[tuple[object, ...], T] | None = None

    def of(self, *values: object, make: Callable[[], T]) -> T:
        """Return what is made of some values: what was made of them last, if they are the same objects.

        Args:
            values: Everything that the result depends on, as many each time.
            make: Works it out.
        """
        last = self._last
        if last is None or not all(map(is_, last[0], values)):
            last = self._last = (values, make())
        return last[1]
