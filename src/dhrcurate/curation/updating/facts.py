"""What a later extraction says of the review as a whole, beside what the record says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dhrcurate.curation.updating.base import Base
from dhrcurate.curation.updating.told import Told, What
from dhrcurate.domain.edit import Data, get, pointer
from dhrcurate.domain.extraction import squeezed
from dhrcurate.domain.fields import REVIEW

_OF_SOURCE = ("publisher", "url", "library_id")
_COUNT = ("source", "stated_count")


def facts_updated(ours: dict[str, Any], base: Base, theirs: Data) -> Iterator[Told]:
    """Takes the facts of the review that only the later extraction changed; yields what it does to each.

    A page that does not state a fact takes none away. Where a curator changed a fact too, theirs stays: such a fact has
    no place for a conflict, and there are few.

    Args:
        ours: The record, which is changed.
        base: What the earlier extraction said.
        theirs: The later one.
    """
    names = [("review", name) for name in REVIEW.names] + [("source", name) for name in _OF_SOURCE]
    for table, name in names:
        path = pointer(table, name)
        old, new, now = (get(data, path) for data in (base.data, theirs, ours))
        if new is None or squeezed(new) in (squeezed(old), squeezed(now)) or _is_made_up(name, new, theirs):
            continue
        takes = base.knows(path) and squeezed(now) == squeezed(old)
        if takes:
            ours[table] = {**ours.get(table, {}), name: new}
        what = What.TAKEN if takes else What.KEPT
        yield Told(what, field=f"{table}.{name}", old=_words(old), new=_words(new), yours=_words(now))
    _count(ours, theirs)


def _is_made_up(name: str, value: Any, theirs: Data) -> bool:
    """True for the title that a page without one was given."""
    csp = get(theirs, "/review/csp")
    return name == "title" and (not csp or value == f"{csp} review")


def _count(ours: dict[str, Any], theirs: Data) -> None:
    """The number of recommendations that the page states is that of the newest page, or of none."""
    stated = get(theirs, pointer(*_COUNT))
    table, name = _COUNT
    rest = {key: value for key, value in ours.get(table, {}).items() if key != name}
    ours[table] = rest if stated is None else {**rest, name: stated}


def _words(value: Any) -> str | None:
    return None if value is None else str(value)
