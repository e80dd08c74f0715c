"""The focused recommendation as paragraphs: number, title, text, addressed-to, agencies, note; and what is below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from textual.content import Content

from dhrcurate.curation.naming.suggestions import Offer
from dhrcurate.domain import edit
from dhrcurate.domain.edit import Data
from dhrcurate.domain.evidence import Evidence, Passage
from dhrcurate.domain.fields import RECOMMENDATION, REVIEW, SOURCE, Kind
from dhrcurate.domain.finding import Finding, Span
from dhrcurate.domain.visible import clean
from dhrcurate.review.beside import left_out_told
from dhrcurate.review.listed_fields import joined, listed
from dhrcurate.review.record_state import Rec
from dhrcurate.review.shown_text import lines_of, places_of
from dhrcurate.tui.glyphs import IN_PART, OPEN, STATUS, left_out_mark, status_mark
from dhrcurate.tui.widgets.findings_panel import Panel, findings_blocks
from dhrcurate.tui.widgets.highlighting import finding_spans, marked_text
from dhrcurate.tui.widgets.text_view import BLANK, Block

_LABEL = 14
_TOO_MANY = 100
"""So many marks have no room in a label."""
_DASH = "—"
_INK_OF_PLACE = {
    "as in the report": "accepted", "same words": "accepted", "not in the report": "warning",
    "as in the source": "accepted", "not in the source": "warning",
}  # fmt: skip
"""The ink of how a text stands in the documents; one that differs is told by its finding."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The content of the view.

    Attributes:
        data: The record's content, for the facts of the review.
        rec: The recommendation, `None` where the record has none.
        findings: Its findings.
        focused: The finding that the keys act on.
        details: Whether the facts of the review are unfolded.
        stands: Where and how the documents print it, in words.
        differing: Where it has words that the document which is shown does not, by field.
        documents: Its documents, and what is known of each of them.
        left: The names of the cell that the agencies do not hold.
        outcome: On the record's own row what was done with the record, and what can be done next, a sentence each.
        sought: The words that the filter looks for.
    """

    data: Data
    rec: Rec | None
    findings: Sequence[Finding] = ()
    focused: Finding | None = None
    details: bool = False
    stands: str = ""
    differing: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)
    documents: Sequence[tuple[str, str]] = ()
    left: Sequence[str] = ()
    outcome: Sequence[str] = ()
    sought: Sequence[str] = ()


def below_blocks(
    panel: Panel,
    offers: Sequence[Offer],
    cell: str,
    key_of: Callable[[str], str],
    *,
    asked: bool,
    marked: int = 0,
) -> Iterator[Block]:
    """Yield what can be done with a recommendation: the suggestions for its cell, and its findings.

    Args:
        panel: The findings.
        offers: The suggestions, in the order of their keys; a click on one gives `offer:2`.
        cell: The cell that they are for.
        key_of: Returns the key that is shown for a command.
        asked: Whether suggestions may still come; their place is kept, so that nothing moves when they do.
        marked: How many recommendations are marked, for all of which a suggestion is taken.
    """
    yield BLANK
    label = "suggested" if not marked else f"for {marked} marked" if marked < _TOO_MANY else "for the marked"
    suggested = [*_suggested(offers, cell, key_of, label)]
    if asked and not suggested:
        suggested = [_field(label, Content.styled("…", "faint"))]
    yield from suggested
    if suggested:
        yield BLANK
    yield from findings_blocks(panel, key_of)


def recommendation_blocks(shown: Shown, key_of: Callable[[str], str]) -> Iterator[Block]:
    """Yield a recommendation, with the places of findings marked in it.

    Args:
        shown: The recommendation.
        key_of: Returns the key that is shown for a command.
    """
    yield from (Block(Content(clean(sentence))) for sentence in shown.outcome)
    if shown.outcome:
        yield BLANK
    if shown.details:
        yield from _details(shown, key_of)
        if shown.rec is not None:
            yield Block(Content("─" * 24).stylize("faint"), wrap=False)
    rec = shown.rec
    if rec is None:
        return
    path = edit.pointer("recommendations", str(rec.get("key", "")))

    def spans_in(name: str) -> list[tuple[Span, str]]:
        spans = [(Span(*span), "added") for span in shown.differing.get(name, ())]
        spans += finding_spans(shown.findings, f"{path}/{name}", shown.focused)
        return spans + [(span, "sought") for span in places_of(str(rec.get(name) or ""), shown.sought)]

    def marked(name: str) -> Content:
        return marked_text(str(rec.get(name) or ""), spans_in(name))

    key = None if rec.get("number") else Content.styled(f"key {clean(rec.get('key', ''))}", "faint")
    yield Block(_headline(rec, marked("number"), shown.stands), ink="band", aside=key)
    if rec.get("title"):
        yield Block(marked("title").stylize("title"))
    # Who is addressed stands above the text: a long text must not push it out of a small screen.
    cell = marked("addressed_to") if rec.get("addressed_to") else Content.styled(f"{_DASH} the cell is empty", "muted")
    yield _field("addressed to", cell)
    yield from _agencies(rec, shown, path)
    for each, value in listed({RECOMMENDATION.name: rec}, RECOMMENDATION):
        if each.kind in {Kind.LIST, Kind.MAP}:
            yield from _entries(each.label, value, shown, f"{path}/{each.name}")
        else:
            words = Content(clean(value)) if each.kind is Kind.TABLE else marked(each.name)
            yield _field(each.label, words)
    yield BLANK
    if rec.get("text"):
        yield from _text(str(rec["text"]), spans_in("text"))
    else:
        yield Block(Content.styled("There is no text.", "muted"))


def left_out_blocks(passage: Passage, evidence: Evidence | None, key_of: Callable[[str], str]) -> Iterator[Block]:
    """Yield a passage that no recommendation holds, with the keys that act on it."""
    number = Content.styled(clean(passage.number), "strong") if passage.number else Content.styled("no number", "muted")
    told = Content.assemble(number, "  ", left_out_mark(passage.sure), " ", left_out_told(passage, evidence))
    yield Block(told, ink="band")
    keys = (("accept", "adds it"), ("reject", "says that it is none"), ("source", "shows it in the report"))
    words = [Content.assemble(Content.styled(key_of(key), "key"), f" {does}") for key, does in keys]
    yield Block(Content(", ").join(words))
    if passage.addressed:
        yield _field("addressed to", Content(clean(", ".join(passage.addressed))))
    yield BLANK
    yield from _text(passage.text, ())


def _text(text: str, spans: Sequence[tuple[Span, str]]) -> Iterator[Block]:
    """Yield the lines of a text and the items of its lists, a line each; nothing of it is changed or left out."""
    for line in lines_of(text):
        words = _part(text, spans, line.start, line.end)
        if line.start == line.mark:
            yield Block(words)
        else:
            mark = _part(text, spans, line.mark, line.start).rstrip()
            yield Block(words, indent=mark.cell_length + 1, hang=mark)


def _part(text: str, spans: Sequence[tuple[Span, str]], start: int, end: int) -> Content:
    within = ((Span(s.start - start, s.end - start), ink) for s, ink in spans if s.start < end and s.end > start)
    return marked_text(text[start:end], within)


def _headline(rec: Rec, number: Content, stands: str) -> Content:
    status = str(rec.get("status", "pending"))
    ink = STATUS.get(status, ("", "error"))[1]
    return Content.assemble(
        number.stylize("strong") if number else Content.styled("no number", "muted"),
        Content.styled(f"  {clean(stands)}" if stands else "", _INK_OF_PLACE.get(stands.rpartition(", ")[2], "muted")),
        "  ",
        status_mark(status),
        " ",
        Content.styled(clean(status), ink),
    )


def _field(label: str, content: Content, *, fall: int = 0) -> Block:
    return Block(content, indent=_LABEL, hang=Content.styled(label, "muted"), fall=fall)


def _agencies(rec: Rec, shown: Shown, path: str) -> Iterator[Block]:
    names = rec.get("agencies") or ()
    if not names:
        count = f", {len(shown.left)} names" if len(shown.left) > 1 else ""
        yield _field("agencies", Content.styled(f"{OPEN} undecided{count}", "muted"))
    yield from _entries("agencies", names, shown, f"{path}/agencies")
    if names and shown.left:
        yield _field("", Content.styled(f"{IN_PART} open: {clean(', '.join(shown.left))}", "pending"))


def _entries(label: str, entries: Sequence[object], shown: Shown, path: str) -> Iterator[Block]:
    for at, entry in enumerate(entries):
        content = marked_text(str(entry), finding_spans(shown.findings, f"{path}/{at}", shown.focused))
        yield _field(label if at == 0 else "", content, fall=2 if len(entries) > 1 else 0)


def _suggested(offers: Sequence[Offer], cell: str, key_of: Callable[[str], str], label: str) -> Iterator[Block]:
    """Yield the suggestions, a line each, with the name that they are for unless that is the whole cell."""
    labelled = next((at for at, offer in enumerate(offers, 1) if not offer.taken), 1)  # which stays in view
    for at, offer in enumerate(offers, 1):
        sure = Content.styled("sure", "accepted") if offer.safe else Content.styled(f"{offer.score:.2f}", "muted")
        if offer.what and not offer.taken:
            sure = Content.styled("▲", "warning")
        if offer.taken:
            sure = Content.styled("taken", "muted")
        # Of a cell with several names, each line says which of them it is about, in however narrow a pane.
        of = "" if offer.written in {cell, offer.name} else f"{clean(offer.written)} → "
        key = Content.assemble(Content.styled(key_of(f"take-{at}"), "key"), " ", sure, " ")
        what = Content.styled(f"  {clean(offer.what)}" if offer.what and not offer.taken else "", "muted")
        # Why it is offered may go where there is no room for it, what it is may not.
        why = None if offer.taken or offer.what or not offer.why else Content.styled(clean(offer.why), "muted")
        yield Block(
            Content.assemble(key, Content.styled(of, "muted"), clean(offer.name), what),
            indent=_LABEL,
            hang=Content.styled(label if at == labelled else "", "muted"),
            choice="" if offer.taken else f"offer:{at}",  # which need not stay in view
            aside=why,
            short=Content.assemble(sure, " ", clean(offer.name), what),
        )


def _date(moment: datetime) -> str:
    return (moment.astimezone() if moment.tzinfo else moment).strftime("%Y-%m-%d %H:%M")


def _details(shown: Shown, key_of: Callable[[str], str]) -> Iterator[Block]:
    data = shown.data
    review = data.get("review", {})
    yield Block(Content.styled(clean(review.get("title", "")), "title"))
    for each, value in listed(data, REVIEW, SOURCE):
        words = _date(value) if isinstance(value, datetime) else clean(joined(value))
        yield _field(each.label, Content(words))
    for at, (name, state) in enumerate(shown.documents):
        content = Content.assemble(Content(clean(name)), Content.styled(f"  {clean(state)}" if state else "", "muted"))
        yield _field("documents" if at == 0 else "", content)
    if not shown.documents:
        words = f"{_DASH} none; {key_of('palette')} “Attach a document” adds one"
        yield _field("documents", Content.styled(words, "muted"))
    if review.get("summary"):
        yield _field("summary", marked_text(str(review["summary"]).strip(), ()))
