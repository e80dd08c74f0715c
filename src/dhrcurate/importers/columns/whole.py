"""What the tables of every format are held to: a size, a recommendation, a whole last row."""

from __future__ import annotations

from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.importers.model import Found

CUT = "the file breaks off in the middle of its last row, which was kept as far as it goes"
"""What is told of a file that ends within a row."""
MOST_COLUMNS = 1000
"""No table has more columns."""
_MOST = 100_000
"""Tables of more lines or objects are refused, as no review has so many recommendations and reading takes too long."""


def check_size(count: int, what: str, name: str) -> None:
    """Refuses a table that is too long to be read in time.

    Args:
        count: The number of its lines or objects.
        what: What was counted.
        name: The file's name, for messages.

    Raises:
        UnusableError: If there are too many.
    """
    if count > _MOST:
        raise UnusableError(f"{name}: has {count:,} {what}, more than the {_MOST:,} allowed; divide it")


def check_columns(count: int, what: str, name: str) -> None:
    """Refuses a table that is too wide, as each of its rows would have so many cells.

    Args:
        count: The number of its columns.
        what: What they are called.
        name: The file's name, for messages.

    Raises:
        UnusableError: If there are too many.
    """
    if count > MOST_COLUMNS:
        raise UnusableError(f"{name}: has {count:,} {what}, more than the {MOST_COLUMNS:,} allowed")


def filled(founds: list[Found], name: str) -> list[Found]:
    """The reviews of a table, which must have one.

    Raises:
        RefusedError: If there is none.
    """
    if not founds:
        raise RefusedError(f"{name}: holds no review: no row has a recommendation")
    return founds
