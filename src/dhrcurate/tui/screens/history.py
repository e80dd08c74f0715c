"""History: the trail of a record or of one recommendation, newest first, with differences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.difference import difference
from dhrcurate.domain.edit import ORDER, RECOMMENDATIONS, Edit, EditError, parts
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.trail.event import Change, Event
from dhrcurate.trail.history import concerning, reversed_events
from dhrcurate.trail.log import Trail
from dhrcurate.trail.replay import replay
from dhrcurate.tui.differences import difference_of, in_words
from dhrcurate.tui.glyphs import CURSOR, clean
from dhrcurate.tui.messages import RecordsChanged
from dhrcurate.tui.screens.base import ListScreen, bindings_of
from dhrcurate.tui.screens.prompts import Confirm
from dhrcurate.tui.widgets.bars import Foot, Head
from dhrcurate.tui.widgets.cursor_list import CursorList, cell
from dhrcurate.tui.widgets.sheet import BLANK, Block, Sheet


class EventList(CursorList[Event]):
    """A row an event: when, who, what."""

    gone: frozenset[str] = frozenset()
    """Ids of events that were undone."""

    def line(self, row: Event, width: int, *, here: bool) -> Content:
        """Draws an event; one that was undone is struck."""
        what = Content.styled(summary(row), "removed" if row.id in self.gone else "plain")
        head = Content.assemble(
            Content.styled(CURSOR, "key") if here else " ", " ", Content.styled(moment(row.at), "muted"), "  "
        )
        return cell(Content.assemble(head, what), width)


def moment(at: str) -> str:
    """When an event was, in the curator's own time, to the second."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        return clean(at)


def summary(event: Event) -> str:
    """What an event did, in a few words: `edit status accepted`."""
    changed = [c for c in event.changes if c.path]
    if not changed:
        return clean(event.action)
    first = changed[0]
    where = parts(first.path)
    field = where[-1] if len(where) > 2 or where[0] != RECOMMENDATIONS else "recommendation"
    value = in_words(first.new) if isinstance(first.new, str) and len(first.new) < 40 else ""
    more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
    return clean(f"{event.action} {field} {value}".rstrip() + more)


class HistoryScreen(ListScreen):
    """The trail, and what the event under the cursor changed."""

    WHERE = "history"
    BINDINGS = bindings_of("history")

    def __init__(self, record_id: str, key: str) -> None:
        super().__init__()
        self._record_id, self._key = record_id, key
        self._whole = not key
        self._trail = Trail()
        self._wrong = ""

    def compose(self) -> ComposeResult:
        """Events on the left, differences on the right."""
        yield Head()
        with Horizontal(id="body"):
            yield EventList(id="events")
            yield Sheet(id="event")
        yield Foot()

    def on_mount(self) -> None:
        """Reads the trail."""
        super().on_mount()
        self._read()
        self.query_one(EventList).focus()

    def _read(self) -> None:
        try:
            self._trail = self.desk.trail(self._record_id)
            self._wrong = ""
        except (DhrcurateError, OSError) as error:
            self._trail, self._wrong = Trail(), str(error)
        listing = self.query_one(EventList)
        listing.gone = reversed_events(self._trail)
        listing.set_rows(concerning(self._trail, None if self._whole else self._key))
        self._show_event()

    def _show_event(self) -> None:
        listing = self.query_one(EventList)
        event = listing.current
        self.query_one("#event", Sheet).set_blocks(self._blocks(event))
        state = self.desk.record(self._record_id)
        title = str(state.data.get("review", {}).get("title") or self._record_id)
        rec = state.by_key(self._key) or {}
        scope = "the whole record" if self._whole else f"recommendation {rec.get('number') or self._key}"
        count = len(listing.rows)
        self.show_head(f"History of {clean(title)}", f"{count} event{'' if count == 1 else 's'}", (scope,))

    def _blocks(self, event: Event | None) -> Iterator[Block]:
        if event is None:
            words = clean(self._wrong) if self._wrong else "Nothing was changed here yet."
            yield Block(Content.styled(words, "error" if self._wrong else "muted"))
            return
        yield Block(Content.assemble(Content.styled(clean(event.action), "title"), "  ", clean(event.by)))
        yield Block(Content.styled(f"{clean(event.at)}  {event.id[:12]}", "muted"))
        if event.id in self.query_one(EventList).gone:
            yield Block(Content.styled("undone since", "warning"))
        if event.note:
            yield Block(Content.assemble(Content.styled("because  ", "muted"), clean(event.note)))
        for name, value in (event.because or {}).items():
            yield Block(Content.assemble(Content.styled(f"{clean(name)}  ", "muted"), in_words(value)))
        yield BLANK
        for change in event.changes:
            yield from _change_blocks(change, "" if self._whole else self._key, self._named)

    def _named(self, path: str) -> str:
        """What a path means: `R14, status`, with the number that the recommendation bears now."""
        where = parts(path)
        if len(where) > 1 and where[0] == RECOMMENDATIONS and where[1] != ORDER:
            rec = self.desk.record(self._record_id).by_key(where[1]) or {}
            return ", ".join((str(rec.get("number") or where[1]), *where[2:]))
        return {"": "the whole record", f"/{RECOMMENDATIONS}/{ORDER}": "the order"}.get(path) or ", ".join(where)

    # Commands

    def on_cursor_list_moved(self) -> None:
        """Shows the event that the cursor came to."""
        self._show_event()

    def on_records_changed(self, message: RecordsChanged) -> None:
        """Reads the trail again."""
        if self._record_id in message.ids:
            self._read()

    def action_scroll_down(self) -> None:
        """Reads on in the differences."""
        self.query_one("#event", Sheet).scroll_page_down(animate=False)

    def action_scroll_up(self) -> None:
        """Reads back in the differences."""
        self.query_one("#event", Sheet).scroll_page_up(animate=False)

    def action_only_this(self) -> None:
        """Shows the whole record's trail, or the recommendation's."""
        if self._key:
            self._whole = not self._whole
            self._read()

    def action_restore(self) -> None:
        """Brings back what stood there after the event under the cursor."""
        event = self.query_one(EventList).current
        state = self.desk.record(self._record_id)
        if event is None or not state.readable:
            return
        if state.signed_off:
            self.say("The record is signed off; reopen it first.", severity="warning")
            return
        try:
            edits = self._edits_back_to(event)
        except (DhrcurateError, EditError, ValueError) as error:
            self.say(f"This point cannot be rebuilt: {error}", severity="error")
            return
        if not edits:
            self.say("This is what stands there now.")
            return
        lines = [block for e in edits for block in _change_blocks(Change(e.path, e.old, e.new, ""), "", self._named)]
        what = "the record" if self._whole else "this recommendation"
        proposal = Proposal("restore", edits, because={"event": event.id})

        def answered(yes: bool | None) -> None:
            if yes:
                self.curate.when_signed(lambda: self._restore(proposal))

        self.app.push_screen(Confirm(f"Bring {what} back to {moment(event.at)}?", lines, yes="restore"), answered)

    def _edits_back_to(self, event: Event) -> tuple[Edit, ...]:
        now, then = self.desk.record(self._record_id).data, replay(self._trail, event).data
        edits = difference(now, then)
        if self._whole:
            return tuple(e for e in edits if not e.path.startswith("/curation"))
        root = f"/{RECOMMENDATIONS}/{self._key}"
        return tuple(e for e in edits if e.path == root or e.path.startswith(f"{root}/"))

    def _restore(self, proposal: Proposal) -> None:
        self.desk.propose(self._record_id, proposal, "restore", key=self._key)
        self.curate.changed([self._record_id])


def _change_blocks(change: Change, key: str, named: Callable[[str], str]) -> Iterator[Block]:
    if key and not change.path.startswith(f"/{RECOMMENDATIONS}/{key}"):
        return
    yield Block(Content.styled(clean(named(change.path)), "key"))
    if change.redacted is not None:
        yield Block(Content.styled("taken out of the trail for good", "muted"), indent=2)
    elif isinstance(change.old, str) and isinstance(change.new, str):
        yield Block(difference_of(change.old, change.new), indent=2)
    else:
        yield Block(Content.styled(_value(change.old), "removed"), indent=2, hang=Content.styled("−", "removed"))
        yield Block(Content.styled(_value(change.new), "added"), indent=2, hang=Content.styled("+", "added"))
    yield BLANK


def _value(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{clean(k)}: {in_words(v)}" for k, v in value.items())
    return in_words(value)
