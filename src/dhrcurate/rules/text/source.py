"""Comparisons of a text with its source page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein, Opcode

from dhrcurate.domain.evidence import Status
from dhrcurate.domain.exchanged import Told, exchanged, in_order
from dhrcurate.domain.figures import WORD_OR_FIGURE, folded
from dhrcurate.domain.finding import Finding, Severity, Span
from dhrcurate.domain.held import Held
from dhrcurate.domain.page_items import cells_of
from dhrcurate.domain.page_text import page_text, without_hidden
from dhrcurate.domain.plainly_whole import is_plainly_whole
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.wholeness import placed
from dhrcurate.domain.words import plural
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.disclosure.masking import mask
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.edits import text_path
from dhrcurate.rules.text.published import WORD, claimed_page
from dhrcurate.rules.text.strays import find_text, furniture_of, strays, without_page_marks

NEAR = 85.0
"""The least similarity, in per cent, of a passage that counts as the text, printed differently."""
SHOWN = 90
"""The most characters of a passage that a message shows."""
_BEFORE = 3
"""The number of words that a message shows before missing words."""


@record_rule("DHR318", "not-in-source", Severity.WARNING, needs="page")
def not_in_source(context: RuleContext) -> Iterator[Finding]:
    """A text is not on the source page.

    Why: The wording claims to be the review's own. A text that is not on the page was made up, was summarised, or
    belongs to another review.

    Before: wording = "verbatim", and a text without a trace on the page

    After: the text as the page has it, or wording = "summarised"

    Note: Only records with verbatim wording are checked. Capitals, ligatures, blanks between words and signs outside
    figures do not count.
    """
    printed = _as_printed(context)
    for r, stray in strays(context):
        if stray.score < NEAR and r.key not in printed:
            near = f"; the nearest passage is “{_cut(stray.passage)}”" if stray.passage else ""
            yield not_in_source.finding(f"the text is not on the source page{near}", path=text_path(r), about=r)


@record_rule("DHR319", "differs-from-source", Severity.INFO, needs="page")
def differs_from_source(context: RuleContext) -> Iterator[Finding]:
    """A text is nearly, but not exactly, what the source page says, only a part of it, or that of another number.

    Why: The published words are evidence. A difference is either a correction, which the trail explains, or a slip.
    A text that stops before its cell or paragraph does reads like a whole one, and what it left out asks nobody. A text
    that slipped into another row, or runs over into one, asks another agency.

    Before: the page has "should meet monthly", and the text "must meet monthly"

    After: the text as the page has it, or a waiver that says why it was corrected

    Note: Capitals, ligatures, blanks between words and signs outside figures do not count; nor do words of the cell
    that another recommendation of the record holds, as after a division. It is a warning where the page goes on in the
    middle of a sentence, and the text has no full stop that would show a decision to end it there; and where the page
    has texts under each other's numbers, or one of two recommendations has the other's text and its own is nowhere.
    Other numbers than the page's are no difference where the texts are in its order.
    """
    printed = _as_printed(context)
    for r, number in _exchanged(context):
        if r.key in printed:
            continue
        found = differs_from_source.finding(
            f"the source page has this text under number {number}", path=text_path(r), about=r
        )
        yield replace(found, severity=Severity.WARNING)
    for r, rest, sure in _parts(context):
        if r.key in printed:
            continue
        found = differs_from_source.finding(f"the text is not the whole passage: {rest}", path=text_path(r), about=r)
        yield replace(found, severity=Severity.WARNING) if sure else found
    for r, stray in strays(context):
        if stray.score >= NEAR and r.key not in printed:
            whole = mask(r.text)
            end = len(whole) if stray.end < 0 else stray.end
            how, span = _first_difference(whole[stray.start : end], stray.passage)
            if span:
                span = Span(span.start + stray.start, span.end + stray.start)
            yield differs_from_source.finding(
                f"the text differs from the source page{how}",
                path=text_path(r),
                span=span,
                about=r,
            )


def _as_printed(context: RuleContext) -> frozenset[str]:
    """The keys of recommendations whose texts a document has word for word: it is the original of the page."""
    located = context.evidence.recommendations if context.evidence else ()
    return frozenset(one.key for one in located if one.status in {Status.EXACT, Status.SAME_WORDS})


def _first_difference(text: str, passage: str) -> tuple[str, Span | None]:
    """The first difference from a passage, with the number of further ones, and its span unless words are missing."""
    ours, theirs, places = _differences(text, passage, WORD)
    if not places:
        ours, theirs, places = _differences(text, passage, WORD_OR_FIGURE)
    if not places:
        return f", which says “{_cut(passage)}”", None
    op = places[0]
    my, its = ours[op.src_start : op.src_end], _stretch(passage, theirs[op.dest_start : op.dest_end])
    if op.tag == "replace":
        first = f"it has “{_stretch(text, my)}” where the page has “{its}”"
    elif op.tag == "delete":
        first = f"the page does not have “{_stretch(text, my)}”"
    else:
        before = _stretch(passage, theirs[: op.dest_start][-_BEFORE:])
        first = f"the page has “{its}” too" + (f", after “{before}”" if before else "")
    more = len(places) - 1
    span = Span(my[0].start(), my[-1].end()) if my else None
    return f": {first}" + (f", and {plural(more, 'more difference')}" if more else ""), span


def _differences(
    text: str, passage: str, word: re.Pattern[str]
) -> tuple[Sequence[re.Match[str]], Sequence[re.Match[str]], Sequence[Opcode]]:
    """The words of a text and of a passage, and where they differ."""
    ours, theirs = list(word.finditer(text)), list(word.finditer(passage))
    said = [[folded(match.group()) for match in words] for words in (ours, theirs)]
    # The edges of the passage are approximate: further words there are the page's own, such as a number.
    places = [
        op
        for op in Levenshtein.opcodes(*said)
        if op.tag != "equal" and not (op.tag == "insert" and op.src_start in {0, len(ours)})
    ]
    return ours, theirs, places


def _stretch(text: str, words: Sequence[re.Match[str]]) -> str:
    return _cut(" ".join(text[words[0].start() : words[-1].end()].split())) if words else ""


def _cut(words: str) -> str:
    return words if len(words) <= SHOWN else words[:SHOWN].rsplit(maxsplit=1)[0] + " ..."


def _parts(context: RuleContext) -> Iterator[tuple[Recommendation, str, bool]]:
    """The texts that stand on the page but leave out words of their cell, with how many, and if surely by a slip."""
    page = claimed_page(context)
    if page is None:
        return
    name = context.record.source.page or ""
    rows = context.recommendations
    whole = _whole_cells(without_hidden(page, name), rows)
    doubtful = [r for r, sure in zip(rows, whole, strict=True) if not sure and r.text.strip()]
    if not doubtful:
        return
    there = page_text(page, name)
    reads = without_page_marks(there)
    # Where the marks of a print were taken out, the places of cells would be those of another text.
    cells = cells_of(page, name) if reads == there else ()
    furniture = furniture_of(context)
    numbers = {r.number for r in rows if r.number}
    bodies = (r.addressed_to for r in rows)
    held = Held.of(furniture | numbers, (r.text for r in rows), bodies, numbers)
    for r in doubtful:
        _, rests = placed(r.text, reads, furniture, held, number=r.number or "", cells=cells)
        if rests:
            open_ended = r.text.rstrip()[-1:].isalpha()
            sure = open_ended and any(not rest.before and reads[rest.start].islower() for rest in rests)
            yield r, " and ".join(rest.told for rest in rests), sure


def _exchanged(context: RuleContext) -> Iterator[tuple[Recommendation, str]]:
    """The texts that the page has under the number of another recommendation, each with that number."""
    page, rows = claimed_page(context), context.recommendations
    if page is None:
        return
    name = context.record.source.page or ""
    if in_order((r.text for r in rows), without_hidden(page, name)):  # which is quicker than to read the page
        return
    told = tuple(Told(r.key, r.number or "", r.text) for r in rows)
    under = exchanged(told, without_page_marks(page_text(page, name)), furniture_of(context))
    yield from ((r, under[r.key]) for r in rows if r.key in under)


def is_whole_on_page(context: RuleContext, r: Recommendation) -> bool:
    """Return whether the page that the record claims to have plainly shows a text to end where its cell ends."""
    page = claimed_page(context)
    return page is not None and _whole_cells(without_hidden(page, context.record.source.page or ""), [r])[0]


def _whole_cells(page: str, rows: Sequence[Recommendation]) -> list[bool]:
    """Whether each text plainly has all of its cell of the page."""
    whole, behind = [], 0
    for r in rows:
        text, number, title = r.text.strip(), r.number or "", r.title or ""
        at = find_text(page, text, behind) if text else -1
        if at < 0 < behind:
            at = find_text(page, text, 0)
        labels = {number, f"{number}.", title, f"{number} {title}"}
        whole.append(at >= 0 and is_plainly_whole(page, at, at + len(text), r.addressed_to.strip(), labels))
        behind = at + len(text) if at >= 0 else behind
    return whole
