"""What a page says below its first recommendation that may be one as well and is in none that was read."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence

from dhrcurate.importers.actors import wishes
from dhrcurate.importers.chrome import is_chrome
from dhrcurate.importers.columns import recognise
from dhrcurate.importers.learning_points import begins_another_part
from dhrcurate.importers.metadata import is_recommendations_heading
from dhrcurate.importers.model import Row
from dhrcurate.importers.page import Line, Page, Table, grouped, settled, together

_FEWEST = 4
"""So many words in a row tell a passage; shorter lines are headings and names."""
_SHOWN = 3
_LONGEST_END = 20
"""No sentence has more marks at its end."""
_SENTENCE_END = re.compile(r"[.;!?][”’\"')\]]*\Z")
_WORDS = re.compile(r"\w\s+\w+\s+\w")
_WORD = re.compile(r"\w+")

_Share = Callable[[str], float]


def left_out(page: Page, rows: Sequence[Row]) -> tuple[str, ...]:
    """The passages that may be recommendations and are in no row.

    What stands above the first row is the story; what stands below a footer, a notice or the heading of another part
    is around the content. Neither is looked at.

    Args:
        page: The page.
        rows: What was read of it.
    """
    share = _share_in(rows)
    return tuple(dict.fromkeys(text for text in _passages(page, share) if share(text) < 0.5))


def in_words(passages: Sequence[str]) -> str:
    """What to tell of passages that were left out."""
    more = f" and {len(passages) - _SHOWN} more" if len(passages) > _SHOWN else ""
    said = ", ".join(f"“{text[:60]}”" for text in passages[:_SHOWN])
    return f"left out what may be recommendations too: {said}{more}"


def _share_in(rows: Sequence[Row]) -> _Share:
    """Returns a function that gives the share of a text that stands in the rows."""
    texts = (" ".join(filter(None, (row.number, row.title, row.text, row.addressed_to))) for row in rows)
    known = {run for text in texts for run in _runs(text)}

    def share(text: str) -> float:
        runs = _runs(text)
        return sum(run in known for run in runs) / len(runs) if runs else 0.0

    return share


def _runs(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return [tuple(words[i : i + _FEWEST]) for i in range(len(words) - _FEWEST + 1)]


def _passages(page: Page, share: _Share) -> Iterator[str]:
    """The passages below the first row that may be recommendations, in order."""
    begun = reading = under = False
    since: list[str] | None = None  # the sentences below the last table of recommendations
    for part in _parts(page):
        if isinstance(part, Table):
            taken = recognise(part.header) is not None
            if taken:
                yield from since or ()
                since = []
            if reading and not taken:
                yield from (cell for row in (part.header, *part.rows) for cell in row if _asks(cell))
            begun = reading = reading or taken
            continue
        text = part.text
        if since is not None and not is_chrome(text) and not part.heading and _is_sentence(text):
            since.append(text)
        if begun and not part.item and (part.gap or part.heading) and is_recommendations_heading(text):
            reading = under = True
        elif is_chrome(text) or begins_another_part(part):
            reading = False
        elif share(text) == 1:
            begun = reading = under = True
        elif reading:
            under = under and not part.heading
            if _asks(text) or (under and text.endswith(".") and _runs(text)):
                yield text


def _parts(page: Page) -> Iterator[Line | Table]:
    """The lines of a page, wrapped ones put together, and its tables, in order."""
    tables = deque(page.tables)
    at = 0
    for group in grouped(settled(page.lines), lambda line: not line.wrapped):
        while tables and tables[0].at <= at:
            yield tables.popleft()
        yield together(group)
        at += len(group)
    yield from tables


def _is_sentence(text: str) -> bool:
    """True if a line ends as sentences do and has three words or more."""
    end = _SENTENCE_END.search(text, max(0, len(text) - _LONGEST_END))
    return end is not None and _WORDS.search(text, 0, end.start()) is not None


def _asks(text: str) -> bool:
    return bool(_runs(text)) and wishes(text)
