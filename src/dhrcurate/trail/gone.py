"""The paths of a state that hold nothing but a placeholder, because their values were taken out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping


class Gone(dict[str, bool]):
    """Such paths, and whether version 1 took out what was there; what lies above or below one is found at once.

    Args:
        marks: Those to begin with.
    """

    def __init__(self, marks: Mapping[str, bool] | None = None) -> None:
        super().__init__()
        self._below: Counter[str] = Counter()  # how many lie below each path
        self.mark(marks or {})

    def mark(self, marks: Mapping[str, bool]) -> None:
        """Adds some."""
        for path, wholly in marks.items():
            if path not in self:
                self._below.update(_above(path))
            self[path] = wholly

    def touches(self, path: str) -> bool:
        """True if one of them is a path, or lies above or below it."""
        return bool(self) and (path in self or path in self._below or any(one in self for one in _above(path)))

    def set_anew(self, path: str) -> None:
        """Drops a path, and those below it, where a value was set."""
        if path in self._below:
            for one in [one for one in self if not path or one.startswith(f"{path}/")]:
                self._drop(one)
        if path in self:
            self._drop(path)

    def _drop(self, path: str) -> None:
        del self[path]
        for one in _above(path):
            self._below[one] -= 1
            if not self._below[one]:
                del self._below[one]


def _above(path: str) -> Iterator[str]:
    """The paths that a path lies below, the nearest first; the empty one stands for everything."""
    while path:
        path = path.rpartition("/")[0]
        yield path
