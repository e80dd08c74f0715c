"""The markers that a browser prints before the items of a list in HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

_START = re.compile(r"-?[0-9]{1,9}")


def list_markers(tag: str, start: str | None, kind: str | None) -> Iterator[str]:
    """Yield the marker of each item, without end; bullets are no words of the page, so they are empty.

    Args:
        tag: `ol` for a numbered list.
        start: The list's `start`, which may be anything.
        kind: The list's `type`: figures unless it is `a` or `A`.
    """
    if tag != "ol":
        while True:
            yield ""
    count = int(start) if start and _START.fullmatch(start) else 1
    while True:
        yield f"{chr(96 + count) if kind in {'a', 'A'} and 0 < count < 27 else count}."
        count += 1
