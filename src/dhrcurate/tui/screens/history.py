"""History: the trail of a record or of one recommendation, newest first, with differences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content

from dhrcurate.domain.edit import ORDER, RECOMMENDATIONS, pointer
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import members_told
from dhrcurate.review.actions.restoring import restore
from dhrcurate.review.actions.steps import Ready
from dhrcurate.review.history_text import (
    calls_of,
    field_in_words,
    moment,
    moments,
    place_in_words,
    summary,
    value_in_words,
)
from dhrcurate.trail.event import Change, Event
from dhrcurate.trail.history import concerning, narrowed, reversed_events
from dhrcurate.trail.log import Trail
from dhrcurate.trail.roots import rows_of, whole_record
from dhrcurate.tui.controllers.action_runner import ActionRunner
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.list_keys import ListKeys
from dhrcurate.tui.differences import difference_of
from dhrcurate.tui.glyphs import CURSOR
from dhrcurate.tui.messages import RecordsChanged
from dhrcurate.tui.screens.base import CommandScreen, bindings_of
from dhrcurate.tui.shell import Shell
from dhrcurate.tui.widgets.bars import Foot, Head
from dhrcurate.tui.widgets.cursor_list import CursorList, cell
from dhrcurate.tui.widgets.pane import Pane
from dhrcurate.tui.widgets.still import Beside
from dhrcurate.tui.widgets.text_view import BLANK, Block, TextView

_ORDER = pointer(RECOMMENDATIONS, ORDER)


_LOOK_EVERY = 1.0
"""Seconds between two looks at the trail."""

_NAME = 14
"""The most cells that a name takes in the list."""


class EventList(CursorList[Event]):
    """A row per event, newest first: when, who (where several people changed it), what."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self.gone: frozenset[str] = frozenset()
        """Ids of events that were undone."""
        self.moments: Mapping[str, str] = {}
        """When each event was, by its id."""
        self.calls: Mapping[str, str] = {}
        """The name of each recommendation, by its key."""
        self.names_width = 0
        """How many cells the names take; 0 where everything was changed by one person."""
        self._moments_width = 4

    def set_rows(self, rows: Sequence[Event], cursor: int = 0) -> None:
        """Show other rows; some moments may be told more finely than others, and take more cells."""
        self._moments_width = max((len(self.moments.get(row.id, "")) for row in rows), default=4)
        super().set_rows(rows, cursor)
        self.heads_changed()

    def heads(self, width: int) -> Content:
        """Draw the heads: when, who, what."""
        return cell(Content.assemble("  ", self._columns(Content("when"), Content("who")), "what"), width)

    def _columns(self, when: Content, who: Content) -> Content:
        """The columns before the words of an event, each as wide as what stands in it."""
        parts: list[Content | str] = [cell(when, self._moments_width), "  "]
        parts += [cell(who, self.names_width), "  "] if self.names_width else []
        return Content.assemble(*parts)

    def line(self, row: Event, width: int, *, at_cursor: bool) -> Content:
        """Draw an event; one that was undone is struck through."""
        what = Content.styled(summary(row, self.calls), "removed" if row.id in self.gone else "plain")
        edge = Content.styled(CURSOR, "key") if at_cursor else Content(" ")
        when, who = self.moments.get(row.id, ""), clean(row.by)
        columns = self._columns(Content.styled(when, "muted"), Content.styled(who, "muted"))
        return cell(Content.assemble(edge, " ", columns, what), width)


class HistoryScreen(CommandScreen):
    """The trail, and the changes of the event under the cursor."""

    WHERE = "history"
    BINDINGS = bindings_of("history")

    def __init__(self, shell: Shell, record_id: str, key: str) -> None:
        super().__init__(shell)
        self._record_id, self._key = record_id, key
        self._whole = not key
        self._trail = Trail()
        self._problem = ""
        self._stamp: tuple[int, int, int] | None = None
        own: Handlers = {
            "scroll-down": lambda: self.query_one("#event", TextView).scroll_page_down(animate=False),
            "scroll-up": lambda: self.query_one("#event", TextView).scroll_page_up(animate=False),
            "only-this": self.toggle_scope,
            "restore": self.restore,
        }
        self.handle(own, ListKeys(lambda: self.listing, paging=False))

    @property
    def listing(self) -> EventList:
        """The events."""
        return self.query_one("#events", EventList)

    def compose(self) -> ComposeResult:
        """Compose the events on the left, their differences on the right."""
        yield Head()
        with Beside(id="body"):
            yield Pane(EventList(id="events"), "Changes, newest first", id="listed")
            yield Pane(TextView(id="event"), "What it changed", id="beside")
        yield Foot()

    def on_mount(self) -> None:
        """Read the trail."""
        self._read()
        self.listing.focus()
        self.set_interval(_LOOK_EVERY, self.look_at_trail)

    def look_at_trail(self) -> None:
        """Read the trail again if another program wrote it: it may have taken out what is shown here."""
        if self._stamp != self.workspace.trail_stamp(self._record_id):
            self._read()

    def _read(self) -> None:
        self._stamp = self.workspace.trail_stamp(self._record_id)
        try:
            self._trail = self.workspace.trail(self._record_id)
            self._problem = ""
        except (DhrcurateError, OSError) as error:
            self._trail, self._problem = Trail(), str(error)
        listing = self.listing
        listing.gone = reversed_events(self._trail)
        listing.moments = moments(self._trail.events)
        names = {clean(event.by) for event in self._trail.events}
        listing.names_width = min(_NAME, max(map(cell_len, names))) if len(names) > 1 else 0
        listing.calls = calls_of(self._trail.events, self.workspace.record(self._record_id).data)
        listing.set_rows(concerning(self._trail, None if self._whole else self._key))
        self._show_event()

    def _show_event(self) -> None:
        listing = self.listing
        event = listing.current
        self.query_one("#event", TextView).set_blocks(self._blocks(event))
        state = self.workspace.record(self._record_id)
        title = str(state.data.get("review", {}).get("title") or self._record_id)
        count = len(listing.rows)
        self.show_head(f"History of {clean(title)}", f"{count} event{'' if count == 1 else 's'}", (self._scope,))

    @property
    def _scope(self) -> str:
        """The name of what the history is about."""
        return "the whole record" if self._whole else self.listing.calls.get(self._key) or clean(self._key)

    def _blocks(self, event: Event | None) -> Iterator[Block]:
        if event is None:
            words = clean(self._problem) if self._problem else "Nothing was changed here yet."
            yield Block(Content.styled(words, "error" if self._problem else "muted"))
            return
        listing = self.listing
        yield Block(Content.assemble(Content.styled(clean(event.action), "title"), "  ", clean(event.by)))
        yield Block(Content.styled(f"{moment(event.at, fine=True)}  event {clean(event.id)[:12]}", "muted"))
        if event.id in listing.gone:
            yield Block(Content.styled("undone since", "warning"))
        if event.note:
            yield Block(Content.assemble(Content.styled("because  ", "muted"), clean(event.note)))
        elif event.note_redacted is not None:
            yield Block(Content.styled("its reason was taken out of the trail for good", "muted"))
        event = narrowed(event, None if self._whole else self._key)
        for name, words in _reason(event):
            yield Block(Content.assemble(Content.styled(f"{clean(name)}  ", "muted"), words))
        yield BLANK
        key = "" if self._whole else self._key
        if event.is_root:
            yield from _record_blocks(event, key, listing.calls)
            return
        for change in event.of_record:
            yield from _change_blocks(change, key, listing.calls)

    # Commands

    def on_cursor_list_moved(self) -> None:
        """Show the event under the cursor."""
        self._show_event()

    def on_records_changed(self, message: RecordsChanged) -> None:
        """Read the trail again."""
        if self._record_id in message.ids:
            self._read()

    def toggle_scope(self) -> None:
        """Show the whole record's trail, or the recommendation's."""
        if self._key:
            self._whole = not self._whole
            self._read()

    def restore(self) -> None:
        """Bring back the content after the event under the cursor."""
        event, state = self.listing.current, self.workspace.record(self._record_id)
        if event is None or not state.readable:
            return
        if state.signed_off:
            self.shell.say("The record is signed off; reopen it first.", severity="warning")
            return
        calls, moment_of = self.listing.calls, self.listing.moments
        action = partial(restore, trail=self._trail, event=event, called=self._scope, moment=moment_of[event.id])
        ActionRunner(
            self.shell,
            action,
            lambda: self.workspace.record(self._record_id),
            "" if self._whole else self._key,
            self._restored,
            show_edit=lambda edit: _change_blocks(Change(edit.path, edit.old, edit.new, ""), "", calls),
        ).run()

    def _restored(self, step: Ready) -> None:
        self.workspace.propose(self._record_id, step.proposal, step.verb, key=self._key)
        self.shell.changed([self._record_id])


def _change_blocks(change: Change, key: str, calls: Mapping[str, str]) -> Iterator[Block]:
    """Draw one change; with a key only what concerns that recommendation."""
    root = pointer(RECOMMENDATIONS, key)
    if key and change.path != root and not change.path.startswith(f"{root}/"):
        return
    yield Block(Content.styled(place_in_words(change.path, calls), "key"))
    if change.redacted is not None:
        yield Block(Content.styled("taken out of the trail for good", "muted"), indent=2)
    elif isinstance(change.old, str) and isinstance(change.new, str):
        yield Block(difference_of(change.old, change.new), indent=2)
    elif isinstance(change.old or change.new, Mapping) and None in (change.old, change.new):
        yield from _fields(change.old or change.new, "removed" if change.new is None else "added")
    else:
        for value, ink in ((change.old, "removed"), (change.new, "added")):
            is_order = change.path == _ORDER and isinstance(value, list)
            named = [calls.get(str(k)) or clean(str(k)) for k in value] if is_order else value
            # A line through or under the word for no value would make a value of it.
            drawn = ink if named or named == 0 else "muted"
            yield Block(Content.styled(value_in_words(named), drawn), indent=2, hang=_sign(ink))
    yield BLANK


def _reason(event: Event) -> Iterator[tuple[str, str]]:
    """What a change followed, by name; several rules by their codes alone."""
    for name, value in (event.because or {}).items():
        if name == "rules" and event.rules:
            yield "rules", ", ".join(event.rules)
        else:
            yield name, clean(value)[:12] if name == "event" else value_in_words(value)


def _record_blocks(event: Event, key: str, calls: Mapping[str, str]) -> Iterator[Block]:
    """Draw a first event: how many recommendations the record has, or the one in question."""
    recs = rows_of(whole_record(event))
    if not key:
        yield Block(Content.styled(f"the whole record, with {len(recs)} recommendation{'s' * (len(recs) != 1)}", "key"))
    for rec in (r for r in recs if key and r.get("key") == key):
        yield Block(Content.styled(calls.get(key) or clean(key), "key"))
        yield from _fields(rec, "added")


def _fields(values: Mapping[str, Any], ink: str) -> Iterator[Block]:
    for field, value in members_told(values).items():
        if field != "key":
            label = Content.styled(f"{field_in_words(field)}  ", "muted")
            yield Block(Content.assemble(label, value_in_words(value)), indent=2, hang=_sign(ink))


def _sign(ink: str) -> Content:
    """The sign of a change, without the line of its words: a line under a plus would make another sign of it."""
    return Content.styled("−", "rejected") if ink == "removed" else Content.styled("+", "accepted")
