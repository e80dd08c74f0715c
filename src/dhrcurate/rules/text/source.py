"""Comparisons of a text with its source page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from statistics import median_low
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

from dhrcurate.domain.exchanged import Told, exchanged, in_order
from dhrcurate.domain.finding import Finding, Severity, Span
from dhrcurate.domain.page_items import cells_of
from dhrcurate.domain.page_marks import without_marks
from dhrcurate.domain.page_text import page_text, without_hidden
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.verbatim import word_for_word
from dhrcurate.domain.wholeness import Held, is_plainly_whole, placed
from dhrcurate.domain.words import plural
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.disclosure.masking import mask
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.edits import text_path
from dhrcurate.rules.text.published import WORD, claimed_page, letters, without_ligatures

NEAR = 85.0
"""The least similarity, in per cent, of a passage that counts as the text, printed differently."""
CHUNK = 16
"""The number of letters and digits in a row on the page that count as a trace of the text."""
CHUNKS = 12
"""The number of traces to search for, spread over the text."""
SHOWN = 90
"""The most characters of a passage that a message shows."""
_BEFORE = 3
"""The number of words that a message shows before missing words."""


class _Stray(NamedTuple):
    """A text that is not on its page as it is.

    Attributes:
        row: Its position among the recommendations.
        score: The similarity of the nearest passage, from 0 to 100; 0 if there is none.
        passage: That passage, masked.
        start: Where the part of the text begins that was compared: of rows that were joined, the one that differs.
        end: Where it ends, exclusive; -1 for the whole text.
    """

    row: int
    score: float = 0.0
    passage: str = ""
    start: int = 0
    end: int = -1


@record_rule("DHR318", "not-in-source", Severity.WARNING)
def not_in_source(context: RuleContext) -> Iterator[Finding]:
    """A text is not on the source page.

    Why: The wording claims to be the review's own. A text that is not on the page was made up, was summarised, or
    belongs to another review.

    Before: wording = "verbatim", and a text without a trace on the page

    After: the text as the page has it, or wording = "summarised"

    Note: Only records with verbatim wording are checked. Capitals, ligatures, blanks between words and signs outside
    figures do not count.
    """
    for r, stray in _strays(context):
        if stray.score < NEAR:
            near = f"; the nearest passage is “{_cut(stray.passage)}”" if stray.passage else ""
            yield not_in_source.finding(f"the text is not on the source page{near}", path=text_path(r), about=r)


@record_rule("DHR319", "differs-from-source", Severity.INFO)
def differs_from_source(context: RuleContext) -> Iterator[Finding]:
    """A text is nearly, but not exactly, what the source page says, only a part of it, or that of another number.

    Why: The published words are evidence. A difference is either a correction, which the trail explains, or a slip.
    A text that stops before its cell or paragraph does reads like a whole one, and what it left out asks nobody. A text
    that slipped into another row asks another agency.

    Before: the page has "should meet monthly", and the text "must meet monthly"

    After: the text as the page has it, or a waiver that says why it was corrected

    Note: Capitals, ligatures, blanks between words and signs outside figures do not count; nor do words of the cell
    that another recommendation of the record holds, as after a division. It is a warning where the page goes on in the
    middle of a sentence, and the text has no full stop that would show a decision to end it there; and where the page
    has texts under each other's numbers, or one of two recommendations has the other's text and its own is nowhere.
    Other numbers than the page's are no difference where the texts are in its order.
    """
    for r, number in _exchanged(context):
        found = differs_from_source.finding(
            f"the source page has this text under number {number}", path=text_path(r), about=r
        )
        yield replace(found, severity=Severity.WARNING)
    for r, rest, sure in _parts(context):
        found = differs_from_source.finding(f"the text is not the whole passage: {rest}", path=text_path(r), about=r)
        yield replace(found, severity=Severity.WARNING) if sure else found
    for r, stray in _strays(context):
        if stray.score >= NEAR:
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


def _first_difference(text: str, passage: str) -> tuple[str, Span | None]:
    """The first difference from a passage, with the number of further ones, and its span unless words are missing."""
    ours, theirs = list(WORD.finditer(text)), list(WORD.finditer(passage))
    said = [[match.group().lower() for match in words] for words in (ours, theirs)]
    # The edges of the passage are approximate: further words there are the page's own, such as a number.
    places = [
        op
        for op in Levenshtein.opcodes(*said)
        if op.tag != "equal" and not (op.tag == "insert" and op.src_start in {0, len(ours)})
    ]
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
    reads = _without_marks(there)
    # Where the marks of a print were taken out, the places of cells would be those of another text.
    cells = cells_of(page, name) if reads == there else ()
    furniture = _furniture(context)
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
    under = exchanged(told, _without_marks(page_text(page, name)), _furniture(context))
    yield from ((r, under[r.key]) for r in rows if r.key in under)


def is_whole_on_page(context: RuleContext, r: Recommendation) -> bool:
    """Return whether the page that the record claims to have plainly shows a text to end where its cell ends."""
    page = claimed_page(context)
    return page is not None and _whole_cells(without_hidden(page, context.record.source.page or ""), [r])[0]


@lru_cache(maxsize=2)  # two rules in a row need it for one record
def _without_marks(page: str) -> str:
    """The page without what its print repeats on each of its pages, which a text was put together over."""
    return "\n".join(without_marks(page.split("\n")))


def _whole_cells(page: str, rows: Sequence[Recommendation]) -> list[bool]:
    """Whether each text plainly has all of its cell of the page."""
    whole, behind = [], 0
    for r in rows:
        text, number, title = r.text.strip(), r.number or "", r.title or ""
        at = _find(page, text, behind) if text else -1
        if at < 0 < behind:
            at = _find(page, text, 0)
        labels = {number, f"{number}.", title, f"{number} {title}"}
        whole.append(at >= 0 and is_plainly_whole(page, at, at + len(text), r.addressed_to.strip(), labels))
        behind = at + len(text) if at >= 0 else behind
    return whole


def _furniture(context: RuleContext) -> frozenset[str]:
    return frozenset(part for r in context.recommendations for part in (r.addressed_to, r.title) if part)


def _strays(context: RuleContext) -> Iterator[tuple[Recommendation, _Stray]]:
    page = claimed_page(context)
    if page is None:
        return
    name = context.record.source.page or ""
    texts = tuple(r.text for r in context.recommendations)
    for stray in _strays_on(page, name, texts, _furniture(context)):
        yield context.recommendations[stray.row], stray


@lru_cache(maxsize=4)  # two rules in a row need it for one record
def _strays_on(page: str, name: str, texts: tuple[str, ...], furniture: frozenset[str]) -> tuple[_Stray, ...]:
    """The texts that are not on a page, searched in three steps: as they are, with any blanks, word for word."""
    left = _missing(without_hidden(page, name), texts, range(len(texts)))
    if left:
        page = page_text(page, name)
        left = _missing(" ".join(page.split()), [" ".join(t.split()) for t in texts], left)
    left = [i for i in left if not word_for_word(texts[i], page, furniture)]
    if left:
        page = _without_marks(page)
        left = [i for i in left if not word_for_word(texts[i], page, furniture)]
    if not left:
        return ()
    page = without_ligatures(page)
    on_page = letters(page)
    parts = {i: _differing_line(texts[i], page, furniture) for i in left}
    wanted = {i: letters(texts[i][start:end]) for i, (start, end) in parts.items()}
    nearest = [_nearest(i, wanted[i], on_page, page) for i in left if wanted[i]]
    return tuple(stray._replace(start=parts[stray.row][0], end=parts[stray.row][1]) for stray in nearest)


def _differing_line(text: str, page: str, furniture: frozenset[str]) -> tuple[int, int]:
    """The part of a text that differs from the page: its one line that is not there, else all of it.

    Rows that were joined have a line each, and on the page a cell and a number between them.
    """
    missing, at = [], 0
    for line in text.split("\n"):
        if line.strip() and not word_for_word(line, page, furniture):
            missing.append((at, at + len(line)))
        at += len(line) + 1
    return missing[0] if len(missing) == 1 else (0, len(text))


def _missing(page: str, texts: Sequence[str], asked: Iterable[int]) -> list[int]:
    """The positions of the texts that are not on the page.

    Texts are mostly there in their own order, so each is searched for after the one before first.
    """
    missing, behind = [], 0
    for i in asked:
        text = texts[i].strip()
        at = _find(page, text, behind)
        if at < 0 < behind:
            at = _find(page, text, 0)
        if at < 0:
            missing.append(i)
        else:
            behind = at + len(text)
    return missing


def _find(page: str, text: str, start: int) -> int:
    """`page.find(text, start)`, but faster for a long text, which is found by its opening."""
    opening = text[:32]
    at = page.find(opening, start)
    while at >= 0 and not page.startswith(text, at):
        at = page.find(opening, at + 1)
    return at


def _nearest(row: int, wanted: str, on_page: str, page: str) -> _Stray:
    """The passage with most traces of a text, and its similarity."""
    step = max(1, (len(wanted) - CHUNK) // CHUNKS)
    found = ((p, on_page.find(wanted[p : p + CHUNK])) for p in range(0, max(1, len(wanted) - CHUNK + 1), step))
    offsets = [at - p for p, at in found if at >= 0]
    if not offsets:
        return _Stray(row)
    spare = len(wanted) // 8 + CHUNK
    start = max(0, median_low(offsets) - spare)
    window = on_page[start : start + len(wanted) + 2 * spare]
    alignment = partial_ratio_alignment(wanted, window)
    if alignment is None:
        return _Stray(row)
    first = start + alignment.dest_start
    return _Stray(row, alignment.score, _shown(page, first, start + alignment.dest_end))


def _shown(page: str, start: int, end: int) -> str:
    """The passage of a page from one of its letters and digits to another, on one line and masked."""
    place, first, last = 0, None, len(page)
    for match in WORD.finditer(page):
        if first is None and place + len(match.group()) > start:
            first = match.start()
        place += len(match.group())
        if place >= end:
            last = match.end()
            break
    return mask(" ".join(page[first or 0 : last].split()))
