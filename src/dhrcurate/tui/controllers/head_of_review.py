"""The words for the line at the head of Review: the record, how far it is, what is listed and marked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dhrcurate.domain.extraction import open_conflicts
from dhrcurate.domain.words import plural
from dhrcurate.review.row import Row
from dhrcurate.review.rows import LibraryRows
from dhrcurate.tui.controllers.review_view import ReviewView
from dhrcurate.tui.controllers.row_filter import RowFilter
from dhrcurate.tui.glyphs import IN_PART, LEFT_OUT, MARKED, OPEN
from dhrcurate.tui.widgets.bars import Note


def where_in_review(
    view: ReviewView, row_filter: RowFilter, left_out: Collection[str]
) -> tuple[str, str, Sequence[Note]]:
    """Return the title, the place and the notes.

    Args:
        view: Review.
        row_filter: The rows that are listed.
        left_out: The keys of those that are no recommendation.
    """
    state, rows = view.state, view.listing.rows
    decided, total = state.progress()
    place = f"{decided} of {total} decided" if rows else "nothing listed"
    if state.signed_off:
        place += ", signed off"
    if not state.readable:
        place = "■ cannot be read"
    shown, number = _counted(rows, view.listing.cursor, some_left_out=bool(left_out))
    if row_filter.whole_library and rows and state.readable:  # one total: that of what is listed, not of the record too
        place = "signed off" if state.signed_off else "decided" if decided == total else f"{total - decided} undecided"
        place = f"{place} here"
    if shown > 0 and number > 0:
        place = f"{number:,} of {shown:,} · {place}"
    notes: list[Note] = []
    if disputed := open_conflicts(state.data):
        notes.append(": ".join(filter(None, (plural(disputed, "conflict"), view.shell.keys.first("update")))))
    if sure := sum(one.sure for one in state.left_out.values()):
        notes.append((f"{sure} not extracted", f"{LEFT_OUT}{sure}"))
    if row_filter.whole_library:
        notes.append(("whole library", "library"))
    if view.target.marked:
        notes.append((f"{len(view.target.marked)} marked", f"{MARKED}{len(view.target.marked)}"))
    title = str(state.data.get("review", {}).get("title") or view.record_id)
    still_open = _open(*state.agencies_open()) if rows else ()
    return title, place, (*notes, *still_open, *row_filter.notes())  # a filter may be long, and is known


def _open(without: int, in_part: int) -> list[Note]:
    """How many recommendations have no agency, and how many only some; short with marks of the list."""
    if not without and not in_part:
        return []
    told = [
        (without, f"{without} without agency", f"{OPEN}{without}"),
        (in_part, f"{in_part} with some", f"{IN_PART}{in_part}"),
    ]
    words = [(long, short) for count, long, short in told if count]
    return [(", ".join(long for long, _ in words), " ".join(short for _, short in words))]


def _counted(rows: Sequence[Row], at: int, *, some_left_out: bool) -> tuple[int, int]:
    """How many recommendations are listed, and which of them the cursor is at, from 1; 0 for another row."""
    if isinstance(rows, LibraryRows) and rows:
        return rows.recommendations, rows.number_of(at)
    if not some_left_out:
        return len(rows) - 1, at
    here = 0 <= at < len(rows) and rows[at].is_recommendation
    return sum(row.is_recommendation for row in rows), sum(row.is_recommendation for row in rows[: at + 1]) * here
