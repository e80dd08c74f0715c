"""Review's looking closer: the filter, the source beside the text, help, explanations, other screens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.widgets import Input

from dhrcurate.curation.filter import Filter, FilterError, parse_filter
from dhrcurate.domain import edit
from dhrcurate.domain.page_text import page_text
from dhrcurate.domain.visible import clean
from dhrcurate.review.filtering import Found, Search
from dhrcurate.review.passage import find_passage
from dhrcurate.review.queries import PageRead, Result, RowsFound, RowsQuery
from dhrcurate.review.record_state import Row
from dhrcurate.review.rows import LibraryRows
from dhrcurate.tui.messages import RecordsChanged
from dhrcurate.tui.screens.changing import change_in_words
from dhrcurate.tui.screens.help import rule_blocks
from dhrcurate.tui.screens.moving import Moving
from dhrcurate.tui.widgets.source_view import Compared, SourceView
from dhrcurate.tui.widgets.text_view import BLANK, Block

_ENOUGH = 200
"""How many rows of a filter are listed as they are found, the others at the end: more than a screen holds."""


class Looking(Moving):
    """What changes nothing."""

    filter: Filter | None = None
    filter_wrong = ""
    _pages: Mapping[str, str | None] = {}  # replaced, never changed
    _search: Search | None = None
    _asked: tuple[str, int] = ("", -1)
    _found: Sequence[Row] = ()
    _found_for = ""
    _progress = ""
    _compared: tuple[str, str] | None = None

    # The filter

    def rows_to_show(self) -> Sequence[Row]:
        """The rows that the filter lets through; those of the whole library as they are found beside the interface."""
        if self.filter_wrong and not self.filter_bar.has_class("-open"):
            return ()  # what is listed may be marked and decided, and nobody asked for this
        if self.filter is None:
            return super().rows_to_show()
        if not self.whole_library:
            source = self.workspace.source(self.record_id)
            part = Search(self.filter).look(source) if source is not None else None
            return part.rows() if part is not None else ()
        self._ask_rows(self.filter)
        return self._found

    def _ask_rows(self, wanted: Filter) -> None:
        asked = (self.filter_words, self.workspace.stamp)
        if asked != self._asked:
            self._asked = asked
            if self._search is None or self._search.wanted is not wanted:
                self._search = Search(wanted, self._search)
            self.curate.queries.rows(self.filter_words, self._search, self.workspace.sources())

    def more_notes(self) -> tuple[str, ...]:
        """The filter, or what is wrong with it."""
        if self.filter_wrong:
            return (self.filter_wrong,)
        notes = (f"/{self.filter_words}", self._progress if self.whole_library else "")
        return tuple(note for note in notes if note) if self.filter_words else ()

    def _rows_came(self, query: RowsQuery, found: Found) -> None:
        """Takes rows that were found; those of a filter that has been typed on since are dropped.

        What is listed already for the same filter stays until all is found anew, else the list would shrink and grow.
        """
        if query.words != self.filter_words or self.filter is None or not self.whole_library:
            return
        self._progress = "" if found.whole else f"{found.looked} of {len(self.workspace.ids)} records looked through"
        rows = LibraryRows(found.parts)
        listed = len(self._found) if self._found_for == self.filter_words else -1
        if found.whole or listed < min(len(rows), _ENOUGH):
            self._found, self._found_for = rows, self.filter_words
            self.show_rows()
        else:
            self.refresh_head()

    def nothing_shown(self) -> Content:
        """That nothing fits the filter, or what is wrong with it."""
        if self.filter_wrong:
            return Content.styled(f"The filter is not understood: {clean(self.filter_wrong)}", "warning")
        if self._progress and self.whole_library:
            return Content.styled("Looking …", "muted")
        return Content.styled("Nothing fits the filter.", "muted")

    def on_input_changed(self, message: Input.Changed) -> None:
        """Filters with every key, once the key itself is shown; a filter that is not whole yet leaves the list."""
        if message.value == self.filter_words:
            return
        self._take_filter(message.value)
        self.call_after_refresh(self._filter_anew)

    def set_view(self, *, whole: bool, words: str) -> None:
        """Lists at the start what was listed at the end."""
        self.whole_library = whole
        self._take_filter(words)
        if self.filter_wrong:
            self._take_filter("")

    def _take_filter(self, words: str) -> None:
        self.filter_words = words
        try:
            self.filter = parse_filter(words) if words.strip() else None
            self.filter_wrong = ""
        except FilterError as error:
            self.filter_wrong = str(error).partition(": ")[2]

    def on_input_submitted(self) -> None:
        """The curator goes to what was found; Textual calls the handler of every screen too, which closes the line."""
        if (row := self.listing.current) is not None:
            self.wanted = (row.record, row.key)
        if self.filter_wrong:
            self.call_after_refresh(self.show_rows)
        self.note_view()

    def _filter_anew(self) -> None:
        if self.whole_library and self.filter is not None and self._found_for != self.filter_words:
            self._ask_rows(self.filter)
            self.refresh_head()
        else:
            self.show_rows()

    def action_back(self) -> None:
        """Closes what is open: the filter's line, the source, marks, the filter, the scope."""
        bar = self.filter_bar
        if bar.has_class("-open"):
            bar.value = ""
            self.close_filter()
        elif self.has_class("-source"):
            self.action_source()
        elif self.marked:
            self.marked = frozenset()
            self.show_rows()
        elif self.filter_words:
            self._take_filter("")
            self.show_rows()
            self.note_view()
        elif self.whole_library:
            self.action_scope()

    # The source

    def action_source(self) -> None:
        """Shows or hides the source page beside the text."""
        if not self.has_class("-source") and not edit.get(self.state.data, "/source/page"):
            self.say("No source page was kept with this record.")
            return
        self.toggle_class("-source")
        self._pages, self._compared = {}, None  # the page may have come or changed since
        if self.has_class("-source"):
            self._show_source()

    def show_current(self, *, keep_place: bool = False) -> None:
        """Shows the focused recommendation, and its source where that is open."""
        super().show_current(keep_place=keep_place)
        if self.has_class("-source"):
            self._show_source()

    def _show_source(self) -> None:
        if self.record_id not in self._pages:
            self.curate.queries.page(self.record_id)
            return
        rec = self.rec
        texts = [str(rec.get("text") or "")] if rec else [""]
        if rec and rec.get("title"):
            texts.append(f"{rec['title']} {texts[0]}")  # a heading may be the page's, or the curator's own
        if (self.record_id, texts[-1]) == self._compared:
            return
        self._compared = (self.record_id, texts[-1])
        page = self._pages[self.record_id]
        found = [(find_passage(text, page) if page and text else None, text) for text in texts]
        passage, text = max(found, key=lambda one: one[0].alike if one[0] else -1.0)
        self.query_one("#source", SourceView).show(Compared(page, text, passage))

    def result_came(self, result: Result) -> None:
        """Takes rows and the source page."""
        super().result_came(result)
        match result:
            case RowsFound(query, found):
                self._rows_came(query, found)
            case PageRead(query, page) if query.record_id == self.record_id:
                self._page_came(query.record_id, page)
            case _:
                pass

    def _page_came(self, record_id: str, page: str | None) -> None:
        name = str(self.state.data.get("source", {}).get("page") or "")
        self._pages = {record_id: None if page is None else page_text(page, name)}
        if self.has_class("-source") and page is None:
            self.remove_class("-source")
            library = self.workspace.library
            why = library.why_no_page(library.load(record_id))
            self.say(f"The source page cannot be read: {clean(name)}: {clean(why)}", severity="warning", timeout=10)
        elif self.has_class("-source"):
            self._show_source()

    # Explanations

    def action_explain(self) -> None:
        """Explains the focused finding and shows what its fix would do."""
        finding = self.finding
        if finding is None:
            self.action_review_details()
            return
        blocks = [Block(Content.styled(clean(finding.message), "strong")), BLANK]
        if finding.fix is not None:
            blocks.append(
                Block(Content.styled(f"The fix ({finding.fix.safety.value}): {clean(finding.fix.description)}", "key"))
            )
            blocks += [Block(change_in_words(e.path.rsplit("/", 1)[-1], e), indent=2) for e in finding.fix.edits]
            blocks.append(BLANK)
        self.curate.explain("Why", [*blocks, *rule_blocks(finding.rule)])

    def action_help(self) -> None:
        """Shows the keys, with the focused finding's rule before them."""
        finding = self.finding
        self.curate.explain("Help", rule_blocks(finding.rule) if finding else [], self.WHERE)

    # Other screens

    def action_library(self) -> None:
        """Opens the library."""
        self.curate.open_library(self.record_id)

    def action_agencies(self) -> None:
        """Opens the names of the library."""
        self.curate.open_agencies()

    def action_history(self) -> None:
        """Opens the trail."""
        self.curate.open_history(self.record_id, self.key)

    def action_reload(self) -> None:
        """Reads the record again from disk."""
        if self.workspace.reread(self.record_id):
            self.say("The record was read again: it had changed on disk.")
        self.curate.look_into(self.record_id)
        self.post_message(RecordsChanged([self.record_id]))
        self.refresh(layout=True)
