"""What a later extraction says of the review as a whole, beside what the record says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dhrcurate.curation.updating.base import Base
from dhrcurate.curation.updating.told import Told, What
from dhrcurate.domain.edit import Data, get, pointer
from dhrcurate.domain.extraction import squeezed
from dhrcurate.domain.fields import REVIEW

_OF_SOURCE = ("publisher", "url", "library_id", "stated_count")
_FACTS = tuple(("review", name) for name in REVIEW.names) + tuple(("source", name) for name in _OF_SOURCE)


def facts_updated(ours: dict[str, Any], base: Base, theirs: Data) -> Iterator[Told]:
    """Takes the facts of the review that only the later extraction changed; yields what it does to each.

    A page that does not state a fact takes none away. Where a curator changed a fact too, theirs stays: such a fact has
    no place for a conflict, and there are few.

    Args:
        ours: The record, which is changed.
        base: What the earlier extraction said.
        theirs: The later one.
    """
    for table, name in _FACTS:
        path = pointer(table, name)
        old, new, now = (get(data, path) for data in (base.data, theirs, ours))
        if squeezed(new) is None or squeezed(new) in (squeezed(old), squeezed(now)) or _is_made_up(name, new, theirs):
            continue
        takes = base.knows(path) and squeezed(now) == squeezed(old)
        if takes:
            ours[table] = {**ours.get(table, {}), name: new}
        what = What.TAKEN if takes else What.KEPT
        yield Told(what, field=f"{table}.{name}", old=_words(old), new=_words(new), yours=_words(now))


def _is_made_up(name: str, value: Any, theirs: Data) -> bool:
    """True for the title that a page without one was given."""
    csp = get(theirs, "/review/csp")
    return name == "title" and (not csp or value == f"{csp} review")


def facts_said(base: Base, theirs: Data) -> dict[str, dict[str, Any]]:
    """What is known to be said of the review by now: what the later extraction says, else what was said before it."""
    said = {table: dict(theirs[table]) for table in ("review", "source") if theirs.get(table)}
    for table, name in _FACTS:
        path = pointer(table, name)
        if squeezed(get(theirs, path)) is None and base.knows(path) and (old := get(base.data, path)) is not None:
            said.setdefault(table, {})[name] = old
    return said


def _words(value: Any) -> str | None:
    return None if value is None else str(value)
