"""The document or the source page beside the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeVar

from dhrcurate.domain import edit
from dhrcurate.domain.evidence import Evidence, Passage
from dhrcurate.domain.printed_place import position
from dhrcurate.domain.visible import clean
from dhrcurate.review.beside import compared, left_out_told
from dhrcurate.review.commands import Command
from dhrcurate.review.queries import PageRead, PaperShown, ViewerOpened
from dhrcurate.review.record_state import RecordState
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.review_view import ReviewView
from dhrcurate.tui.dialogs.prompts import Ask
from dhrcurate.tui.widgets.document_view import DocumentShown, Mark, document_blocks
from dhrcurate.tui.widgets.source_view import Compared

if TYPE_CHECKING:
    from dhrcurate.review.paper import Paper, Shown  # only where a document is shown

T = TypeVar("T")

_OPEN = "-source"
"""The style class of a screen that shows the source."""

_WAITING = "The report is being read …"
_UNSUPPORTED = "It was not read, as what reads documents is not installed: pip install 'dhrcurate[documents]'"

OF_THE_PANE = frozenset({"source-down", "go-to-page"})
"""The commands at the foot that move what is shown."""


def mark_of(state: RecordState, key: str) -> Mark:
    """Return how a document prints a recommendation, or a passage that none holds."""
    if (passage := state.left_out.get(key)) is not None:
        return "◆" if passage.sure else "◇"
    if state.may_differ(key):
        return "▲"
    located = state.evidence.of(key) if state.evidence is not None else None
    return "" if located is not None and located.taken else "✓"


class SourcePane:
    """Shows the document, or the source page, at the passage that the focused recommendation comes from.

    Attributes:
        differing: Where the focused text has words that the document does not, while that is shown.
    """

    def __init__(self, view: ReviewView) -> None:
        self._view = view
        self._shows: Literal["document", "page"] = "page"
        self._pages: dict[str, str | None] = {}
        self._cells: Sequence[tuple[int, int]] = ()
        self._compared: tuple[object, ...] | None = None
        self._paper: Paper | None = None
        self._lines = (0, 0)
        self._turned_to: int | None = None
        self._by_itself = False
        self._left_to_itself = True
        self.differing: Mapping[str, Sequence[tuple[int, int]]] = {}

    def handlers(self) -> Handlers:
        """Return the handlers of its commands."""
        return {
            "source": self.toggle,
            "source-down": lambda: self._scroll(+1),
            "source-up": lambda: self._scroll(-1),
            "go-to-page": self.ask_page,
            "open-document": self.open_outside,
        }

    @property
    def is_open(self) -> bool:
        """True while the source is shown."""
        return self._view.has_class(_OPEN)

    def has_use_of(self, command_id: str) -> bool:
        """Whether a command at the foot moves what is shown: only a document has pages to go to."""
        if command_id != "go-to-page":
            return self.is_open
        has_pages = self._paper is None or any(line.page for line in self._paper.lines)
        return self.is_open and self._shows_document and has_pages

    def foot_of(self, command: Command) -> str:
        """Return the words for a command in the foot: what moves the source page does not speak of the report."""
        moves_page = command.id == "source-down" and not self._shows_document
        return command.foot.replace("report", "source") if moves_page else command.foot

    @property
    def _shows_document(self) -> bool:
        return self._shows == "document" and bool(self._view.state.data.get(edit.DOCUMENTS))

    def toggle(self) -> None:
        """Show the document or the source page, then the other one; hide it where there is no other."""
        self._left_to_itself = self._by_itself = False
        data = self._view.state.data
        has_page, has_document = bool(edit.get(data, "/source/page")), bool(data.get(edit.DOCUMENTS))
        if not self.is_open:
            if not (has_page or has_document):
                self._view.shell.say("No source page and no document were kept with this record.")
                return
            wanted = "document" if has_document and (self._passages() or not has_page) else "page"
        elif has_page and has_document:
            wanted = "page" if self._shows == "document" else "document"
        else:
            self._show(open_=False)
            return
        self._shows = "document" if wanted == "document" else "page"
        self._show(open_=True)

    def _show(self, *, open_: bool) -> None:
        self._view.source_view.called = "The report" if self._shows_document else "The source page"
        self._view.set_class(open_, _OPEN)
        self._pages, self._compared = {}, None  # the page may have come or changed since
        self._turned_to = None
        self._mark({})
        self._view.set_hints()
        self.follow()

    def leave(self) -> bool:
        """Hide the source that was asked for; return whether it was shown."""
        return self.is_in_front and self.close()

    @property
    def is_in_front(self) -> bool:
        """Whether it is shown because it was asked for, so that it is what goes first."""
        return self.is_open and not self._by_itself

    def close(self) -> bool:
        """Hide the source, also one that is shown by itself; return whether it was shown."""
        if not self.is_open:
            return False
        self._left_to_itself = self._by_itself = False
        self._show(open_=False)
        return True

    def open_by_itself(self, *, room: bool) -> None:
        """Show it where there is room and something to show, hide it where there is not, until it is asked for.

        Args:
            room: Whether there is room beside the text.
        """
        if not self._left_to_itself:
            return
        data, evidence = self._view.state.data, self._view.state.evidence
        has_page, has_document = bool(edit.get(data, "/source/page")), bool(data.get(edit.DOCUMENTS))
        wanted = room and (has_page or has_document)
        readable = evidence is not None and any(one.read and not one.problem for one in evidence.documents)
        shows: Literal["document", "page"] = "document" if has_document and (readable or not has_page) else "page"
        if wanted == self.is_open and (not wanted or shows == self._shows):
            return
        self._shows, self._by_itself = shows, wanted
        self._show(open_=wanted)

    def follow(self) -> None:
        """Show the source of the focused recommendation, where the pane is open."""
        if not self.is_open:
            return
        if self._shows_document:
            self._follow_document()
        else:
            self._follow_page()

    # The source page

    def _follow_page(self) -> None:
        view = self._view
        if view.record_id not in self._pages:
            view.shell.queries.page(view.record_id)
            return
        rec = view.rec or {}
        wanted = (view.record_id, *(str(rec.get(field) or "") for field in ("number", "title", "text")))
        if wanted == self._compared:
            return
        self._compared = wanted
        page = self._pages[view.record_id]
        recommendations, cells = view.state.recommendations, self._cells

        def compare() -> Compared:
            from dhrcurate.review.passage import passage_of  # noqa: PLC0415  # slow to load, and only where it is shown

            passage, text = passage_of(rec, page, recommendations, cells) if page else (None, "")
            return Compared(page, text, passage)

        def show(compared: Compared) -> None:
            if self._compared == wanted:
                view.source_view.show(compared)

        self._work_out(compare, show)

    def _work_out(self, work: Callable[[], T], then: Callable[[T], object]) -> None:
        """Work something out at once where it was asked for; else once the keys rest, beside the interface."""
        if self._by_itself:
            self._view.shell.queries.when_keys_rest(work, then)
        else:
            then(work())

    def page_read(self, result: PageRead) -> None:
        """Show a page that was read, or say why it could not be."""
        record_id, page, view = result.query.record_id, result.page, self._view
        if record_id != view.record_id:
            return
        self._pages, self._cells = {record_id: page}, result.cells
        if self.is_open and self._shows == "page" and page is None:
            view.set_class(False, _OPEN)
            name = str(view.state.data.get("source", {}).get("page") or "")
            library = view.workspace.library
            why = library.why_no_page(library.load(record_id))
            words = f"The source page cannot be read: {clean(name)}: {clean(why)}"
            view.shell.say(words, severity="warning", timeout=10)
        else:
            self.follow()

    # The document

    def _passages(self) -> Sequence[Passage]:
        """The passages of the focused row: of a recommendation, or the one that none holds."""
        state, key = self._view.state, self._view.key
        if (passage := state.left_out.get(key)) is not None:
            return [passage]
        evidence = state.evidence
        return compared(evidence.of(key)) if evidence is not None and key else []

    def _near(self, evidence: Evidence) -> Passage | None:
        """The passage of the nearest recommendation before the focused one that has one."""
        keys = [row.key for row in self._view.state.rows()]
        before = keys[: keys.index(self._view.key)] if self._view.key in keys else []
        found = (evidence.of(key) for key in reversed(before))
        return next((one.main for one in found if one is not None and one.main is not None), None)

    def _wanted(self) -> tuple[str, Sequence[Passage], Passage | None]:
        """The document that is shown, the passages in it, and a passage to be near where there are none."""
        evidence, passages = self._view.state.evidence, self._passages()
        if passages:
            sha256 = passages[0].document
            return sha256, [one for one in passages if one.document == sha256], None
        near = self._near(evidence) if evidence is not None else None
        documents = self._view.state.data.get(edit.DOCUMENTS) or ()
        first = str(documents[0].get("sha256") or "") if documents else ""
        return near.document if near is not None else first, (), near

    def _follow_document(self) -> None:
        view, state = self._view, self._view.state
        sha256, passages, near = self._wanted()
        facts = (
            next((one for one in state.evidence.documents if one.sha256 == sha256), None) if state.evidence else None
        )
        name = str((edit.get(state.data, edit.pointer(edit.DOCUMENTS, sha256)) or {}).get("name") or "")
        paper = view.shell.queries.paper(sha256) if facts is not None and facts.read and not facts.problem else None
        rec, told = view.rec, self._told()
        wanted = (view.record_id, view.key, rec, sha256, passages, facts, id(paper), told)
        if wanted == self._compared:
            return
        if self._compared is None or wanted[:2] != self._compared[:2]:
            self._turned_to = None
        self._compared = wanted
        self._paper = paper
        if paper is None:
            why = _WAITING
            if facts is not None and facts.why_not:
                why = facts.why_not
            elif facts is not None and facts.unsupported:
                why = _UNSUPPORTED
            view.source_view.show_blocks(document_blocks(DocumentShown(name, why=why)))
            self._mark({})
            return
        turned_to, sought, mark = self._turned_to, bool(view.key), mark_of(state, view.key)

        def place() -> Shown:
            from dhrcurate.review.paper import shown  # noqa: PLC0415  # only where a document is shown

            return shown(paper, sorted(passages, key=position), rec, near, turned_to)

        def show(part: Shown) -> None:
            if self._compared != wanted:
                return
            self._lines = part.lines
            turned = turned_to is not None
            content = DocumentShown(name, part, told, bool(passages), turned=turned, sought=sought, mark=mark)
            view.source_view.show_blocks(document_blocks(content))
            self._mark(part.in_fields())

        self._work_out(place, show)

    def _told(self) -> str:
        state, key = self._view.state, self._view.key
        if (passage := state.left_out.get(key)) is not None:
            return left_out_told(passage, state.evidence)
        return state.stands(key)

    def paper_came(self, result: PaperShown) -> None:
        """Show a document whose text has come."""
        if result.paper is None and self.is_open:
            view = self._view
            view.shell.say("The text of the document is not at hand any more: open it again.", severity="warning")
        elif result.paper is not None:
            self.follow()

    # Moving in it

    def read_on(self) -> bool:
        """Scroll down where the passage goes on below what is seen; return whether it does."""
        source = self._view.source_view
        return self.is_open and source.passage_goes_on and source.scroll_by_page(+1)

    def read_back(self) -> bool:
        """Scroll up where the passage begins above what is seen; return whether it does."""
        source = self._view.source_view
        return self.is_open and source.is_below_passage and source.scroll_by_page(-1)

    def _scroll(self, step: int) -> None:
        """Scroll what is shown, and go on beyond the part of the document that is at hand."""
        if not self.is_open:
            self._view.shell.say(f"Nothing is shown beside the text: {self._view.shell.keys.first('source')} shows it.")
            return
        source = self._view.source_view
        if source.scroll_by_page(step):
            return
        first, end = self._lines
        if self._shows == "document" and self._paper is not None:
            if step > 0 and end < len(self._paper.lines):
                self._turn_to(end)
                return
            if step < 0 and first > 0:
                self._turn_to(first)
                source.scroll_by_page(-1)
                return
        self._view.shell.say("This is the end of it." if step > 0 else "This is the beginning of it.")

    def _turn_to(self, line: int) -> None:
        self._turned_to = line
        if self._compared is not None:
            self._compared = (*self._compared[:2], line)  # shown again, at the same recommendation
        self.follow()

    def ask_page(self) -> None:
        """Ask for a page of the document, and show it."""
        view = self._view
        if not self._has_document():
            return
        if not self.is_open or self._shows != "document":
            self._shows = "document"
            self._show(open_=True)
        paper = self._paper
        if paper is None:
            view.shell.say("The report is not shown yet, so there is no page to go to.")
            return
        if not any(line.page for line in paper.lines):
            view.shell.say("This document has no pages.")
            return

        def wrong(called: str) -> str:
            return "" if paper.line_of_page(called) is not None else "The report has no text on such a page."

        def answered(called: str | None) -> None:
            line = paper.line_of_page(called) if called else None
            if line is not None and self._paper is paper:
                self._turn_to(line)

        hint = "The sheet, counted from the first; it is not known which numbers are printed on them."
        if paper.has_numbers:
            hint = "The number printed on it; else the sheet, counted from the first."
        view.shell.ask(Ask("Which page of the report?", hint=hint, needed=True, check=wrong), answered)

    def _has_document(self) -> bool:
        """Return whether the record has a document; say so if it has none."""
        if self._view.state.data.get(edit.DOCUMENTS):
            return True
        self._view.shell.say("No document was attached to this record.")
        return False

    def _mark(self, differing: Mapping[str, Sequence[tuple[int, int]]]) -> None:
        """Have the words that only the record has marked in its text, too."""
        if differing != self.differing:
            self.differing = differing
            self._view.show_text(keep_place=True)

    # The file

    def open_outside(self) -> None:
        """Open the document's file at the passage in the system's viewer."""
        view = self._view
        if not self._has_document():
            return
        sha256, passages, near = self._wanted()
        passage = passages[0] if passages else near
        page = passage.pages[0] if passage is not None and passage.pages else 0
        view.shell.queries.view(view.record_id, sha256, page, view.shell.viewer)

    def viewer_opened(self, result: ViewerOpened) -> None:
        """Say what came of it; that it was opened is seen, and must not lie over the findings for long."""
        if result.failed:
            self._view.shell.say(clean(result.words), severity="warning", timeout=10)
        else:
            self._view.shell.say(clean(result.words), timeout=3)
