"""The rows that Review lists: of a record or of the whole library, and of those the ones that fit a filter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from dhrcurate.curation.filter import Filter, parse_filter
from dhrcurate.curation.filter_values import FilterError
from dhrcurate.domain.printed_place import is_at_hand
from dhrcurate.domain.visible import clean
from dhrcurate.review.count_queries import RecommendationsCounted
from dhrcurate.review.facets import Narrowing, Value
from dhrcurate.review.filtering import Search
from dhrcurate.review.queries import (
    RowsFound,
)
from dhrcurate.review.row import Row
from dhrcurate.review.rows import LibraryRows
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.review_view import Place, ReviewView

if TYPE_CHECKING:
    from dhrcurate.tui.dialogs.facets import Facets

_ENOUGH = 200
"""How many rows of a filter are listed as they are found, the others at the end: more than a screen holds."""


class RowFilter:
    """Filters the list with every key that is typed.

    Attributes:
        whole_library: Whether the recommendations of every record are listed.
        words: The filter as it is typed.
        at_top: Whether the cursor is kept at the first recommendation that is listed, while more are found: a queue was
            asked for, and nothing was done in it yet.
    """

    def __init__(self, view: ReviewView) -> None:
        self._view = view
        self.whole_library = False
        self.words = ""
        self._filter: Filter | None = None
        self._problem = ""
        self._search: Search | None = None
        self._asked: tuple[str, int, Place] | None = None
        self._found: Sequence[Row] = ()
        self._found_for = ""
        self._listed_for = ""
        self._stays: Place = ("", "")
        self._kept = False
        self._standing = ""
        self._progress = ""
        self._facets: Facets | None = None
        self._narrowing = Narrowing("")
        self.at_top = False

    def handlers(self) -> Handlers:
        """Return the handlers of its commands."""
        return {"filter": self.open, "scope": self.toggle_scope, "facets": self.open_facets}

    # Facets

    def open_facets(self) -> None:
        """Show what the listed recommendations have in common, to narrow the list by it."""
        if self._problem:
            self._view.shell.say(f"The filter is not understood: {clean(self._problem)}", severity="warning")
            return
        from dhrcurate.tui.dialogs.facets import Facets  # noqa: PLC0415  # only where it is opened

        before, place = self.words, self._view.wanted
        self._narrowing = Narrowing(before)
        self._facets = Facets(self.words, self._choose)
        self._view.shell.ask(self._facets, lambda kept: self._leave_facets(before, place, kept=bool(kept)))
        self._count()

    def _leave_facets(self, before: str, place: Place, *, kept: bool) -> None:
        """Keep what was chosen, or list again what was listed before."""
        self._facets = None
        if not kept and before != self.words:
            self._take(before)
            self._view.wanted = place
            self._view.show_rows()
            self._remember()

    def _choose(self, value: Value) -> str:
        self._take(self._narrowing.toggle(value))
        self._view.show_rows()
        self._remember()
        self._count()
        return self.words

    def _count(self) -> None:
        view = self._view
        if self.whole_library:
            sources = view.workspace.sources()
        else:
            source = view.workspace.source(view.record_id)
            sources = iter(() if source is None else (source,))
        standing = self._narrowing.standing
        within = parse_filter(standing, view.workspace.library.waiting) if standing.strip() else None
        view.shell.queries.counts.ask("facets", self.words, self._filter, sources, within)

    def counted(self, result: RecommendationsCounted) -> None:
        """Show counts, unless the filter is another one meanwhile."""
        if self._facets is not None and result.query.reader == "facets" and result.query.words == self.words:
            self._facets.show(result.counted.tally, whole=result.counted.whole)

    # The rows

    def rows(self) -> Sequence[Row]:
        """Return the rows to list; those of the whole library as they are found in the background."""
        self._listed_for = self.words
        if self._problem and not self._view.filter_bar.is_open:
            return ()  # what is listed may be marked and decided, and nobody asked for this
        if self._filter is None:
            if self.whole_library:
                return self._view.workspace.rows_of_library()
            return self._view.state.rows_and_left_out()
        if not self.whole_library:
            source = self._view.workspace.source(self._view.record_id)
            stays = self._stays[1] if self._stays[0] == self._view.record_id else ""
            part = Search(self._filter).part_of(source, stays) if source is not None else None
            self._kept = part is not None and part.kept
            return part.rows() if part is not None else ()
        self._ask_rows(self._filter)
        self._listed_for = self._found_for
        if self._is_searching and not self._view.filter_bar.is_open:
            return ()  # a key that comes now is meant for what is being looked for
        return self._found

    @property
    def _is_searching(self) -> bool:
        """Return whether what was found in the whole library is not yet what this filter finds."""
        return self.whole_library and self._found_for != self.words

    def _ask_rows(self, wanted: Filter) -> None:
        asked = (self.words, self._view.workspace.stamp, self._stays)
        if asked != self._asked:
            self._asked = asked
            if self._search is None or self._search.wanted is not wanted:
                self._search = Search(wanted, self._search)
            self._view.shell.queries.rows(self.words, self._search, self._view.workspace.sources(), self._stays)

    def keep(self, place: Place) -> None:
        """List a row even if it fits no more, until the cursor leaves it: a key pressed now is meant for it."""
        if self._listed_for == self.words:
            self._stays = place

    def let_go(self, place: Place) -> bool:
        """Take note of where the cursor is; return whether a row was listed for it alone where it was before."""
        if place == self._stays:
            return False
        kept, self._kept, self._stays = self._kept, False, ("", "")
        return kept

    def found(self, result: RowsFound) -> None:
        """List rows that were found, unless the filter was typed on since.

        What is listed already for the same filter stays until all is found again, else the list would shrink and grow.
        """
        found = result.found
        if result.query.words != self.words or self._filter is None or not self.whole_library:
            return
        count = len(self._view.workspace.ids)
        self._progress = "" if found.whole else f"{found.looked} of {count} records looked through"
        rows = LibraryRows(found.parts)
        listed = len(self._found) if self._found_for == self.words else -1
        if found.whole or listed < min(len(rows), _ENOUGH):
            self._found, self._found_for = rows, self.words
            self._kept = any(part.kept for part in found.parts)
            if self.at_top and len(rows) > 1:
                self._view.wanted = (rows[1].record, rows[1].key)
                self.at_top = not (found.whole and found.looked == count)
            self._view.show_rows()
        else:
            self._view.refresh_head()

    @property
    def sought(self) -> Sequence[str]:
        """The words that the filter looks for."""
        return self._filter.sought if self._filter is not None else ()

    def notes(self) -> tuple[str, ...]:
        """Return the words for the head: the filter, or what is wrong with it."""
        if self._problem:
            return (self._problem,)
        unknown = "the report is not read yet" if self._asks_what_is_unknown() else ""
        notes = (f"/{self.words}", unknown, self._progress if self.whole_library else "")
        return tuple(note for note in notes if note) if self.words else ()

    def nothing_listed(self) -> Content:
        """Return the words for an empty list: nothing fits the filter, or what is wrong with it."""
        return Content.styled(self.nothing_fits, "warning" if self._problem else "muted")

    @property
    def nothing_fits(self) -> str:
        """Why nothing is listed: what is wrong with the filter, or that nothing fits it; empty if anything is."""
        if self._view.listing.rows:
            return ""
        if self._problem:
            return f"The filter is not understood: {clean(self._problem)}"
        if self._is_searching or (self.whole_library and self._progress):
            return "Searching the library …"
        if self._asks_what_is_unknown():
            return "Nothing fits the filter: what a report says of this record is not known, as none was read."
        key = self._view.shell.keys.first
        return f"Nothing fits the filter. {key('filter')} changes it, {key('back')} takes it away."

    @property
    def finds_nothing(self) -> bool:
        """Whether nothing is listed because nothing fits the filter, as far as that is known."""
        looking = self._is_searching or (self.whole_library and bool(self._progress))
        return self._filter is not None and not self._problem and not looking and not self._view.listing.rows

    def _asks_what_is_unknown(self) -> bool:
        """Return whether the filter asks for what the documents say, and nothing of this record is known."""
        asks = self._filter is not None and self._filter.asks_documents
        return asks and not self.whole_library and not is_at_hand(self._view.state.evidence)

    # The line

    def open(self) -> None:
        """Open the line for the filter."""
        self._standing = self.words
        self._view.filter_bar.open(self.words)

    def typed(self, words: str) -> None:
        """Filter by what was typed, once the key itself is shown; an unfinished filter leaves the list as it is."""
        if words.rstrip() != self.words.rstrip():
            self._take(words)
            self._view.call_after_refresh(self._filter_again)

    def _filter_again(self) -> None:
        if self._filter is not None and self._is_searching:
            self._ask_rows(self._filter)
            self._view.refresh_head()
        else:
            self._view.show_rows(found_anew=True)

    def submitted(self) -> None:
        """Keep the filter and go to what it found."""
        current = row = self._view.listing.current
        if row is not None:
            if row.is_heading and self._filter is not None:  # it is always listed: the filter did not find it
                row = next((each for each in self.rows() if not each.is_heading), row)
            self._view.wanted = (row.record, row.key)
        if self._problem or row is not current:
            self._view.call_after_refresh(self._view.show_rows)
        self._remember()
        self._close()
        if self._is_searching:
            self._view.show_rows()  # at once: the next key may be there already, and is for what is found

    def leave_line(self) -> bool:
        """Close the line, with the filter that stood before it was opened; return whether it was open."""
        bar = self._view.filter_bar
        if not bar.is_open:
            return False
        bar.value = self._standing
        self._close()
        return True

    def _close(self) -> None:
        self._view.filter_bar.close()
        self._view.listing.focus()

    def clear(self) -> bool:
        """Take the filter away, and stay at the row that it found; return whether there was one."""
        if not self.words:
            return False
        if (row := self._view.listing.current) is not None and not row.is_heading:
            self._view.wanted = (row.record, row.key)
        self._take("")
        self._view.show_rows()
        self._remember()
        return True

    def _take(self, words: str) -> None:
        self.words, self._stays, self._kept, self._asked = words, ("", ""), False, None
        try:
            self._filter = parse_filter(words, self._view.workspace.library.waiting) if words.strip() else None
            self._problem = ""
        except FilterError as error:
            self._problem = str(error).partition(": ")[2]

    # The scope

    def toggle_scope(self) -> None:
        """List the recommendations of this record, or of the whole library."""
        self.whole_library = not self.whole_library
        self._asked = None  # what was found for the other scope was not listed
        self._view.show_rows(self._view.key)
        self._remember()

    def leave_library(self) -> bool:
        """List the record alone; return whether the whole library was listed."""
        if not self.whole_library:
            return False
        self.toggle_scope()
        return True

    def list_library(self, words: str) -> None:
        """List what fits a filter of the whole library, from its top."""
        self.whole_library = self.at_top = True
        self._take(words)
        self._view.show_rows()
        self._remember()

    def restore(self, *, whole_library: bool, words: str, at_top: bool = False) -> None:
        """List at the start what was listed at the end, or a queue from its top."""
        self.at_top = at_top
        self.whole_library = whole_library
        self._take(words)
        if self._problem:
            self._take("")

    def _remember(self) -> None:
        self._view.shell.remember_view(whole=self.whole_library, words=self.words)
