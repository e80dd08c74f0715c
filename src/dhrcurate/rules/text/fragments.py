"""Items of a list whose introducing sentence is gone, told once for each list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dhrcurate.domain.finding import Finding, Severity, Span
from dhrcurate.domain.item_marks import BULLETS
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.verb_words import ALSO_ATTRIBUTES, AMBIGUOUS, FINITE
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.language import is_english
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.edits import text_path
from dhrcurate.rules.text.orders import is_small_order
from dhrcurate.rules.text.verbs import OBJECTS, has_verb, may_open_with_task, names_a_task

_ITEM_END = re.compile(r"[;,]\s*(?:and|or)?\s*\Z|;\s*(?:and|or)\s*\Z")
_MARKUP_END = re.compile(r"(?:\s|&(?:#\d{1,5}|#x[0-9a-fA-F]{1,4}|[a-zA-Z]{2,8});|<[^<>\n]{1,30}>)+\Z")
_FIRST = re.compile(r"[“‘\"'(]?([a-z][^\W\d_A-Z]*)(?![\w@)]|-?[A-Z])")
"""A first word in small letters; one with a capital in it is a name of its own, as "eConsult" is."""
_MOST_BEHIND = 40
"""The length of an end with the tags and entities behind it."""


def _end(text: str) -> str:
    """The end of a text, without the tags and entities of a page, which are no punctuation: "...;<br/>&nbsp;"."""
    return _MARKUP_END.sub("", text[-_MOST_BEHIND:])


def opens_small(text: str) -> bool:
    """True if a text opens with a small letter, as no sentence does."""
    return _FIRST.match(text.lstrip()) is not None


def ends_as_item(text: str) -> bool:
    """True if a text ends as an item of a list does: "; and"."""
    return _ITEM_END.search(_end(text)) is not None


@record_rule("DHR325", "fragment-without-introduction", Severity.WARNING)
def fragment_without_introduction(context: RuleContext) -> Iterator[Finding]:
    """A text is an item of a list whose introducing sentence is gone.

    Why: "staff are trained;" says neither who should see to it nor how surely. The sentence before the list did, and
    was left out when each item became a row, or the list became one.

    Before: "staff in the unit are trained in risk assessment;" and "each form is checked;"

    After: each with the introducing sentence before it, as the report has it

    Note: A list is told once: the finding is about its first item and names the others. A text that has the sentence
    is none of them; after a division the next one is the first. If the kept page has the sentence, the message shows
    it. Three texts in a row that begin with a small letter are such items. So are three phrases without a verb and a
    full stop, of which one is no task ("Training records"), where most texts are sentences.
    """
    rows = context.recommendations
    # The commonest record first: no text ends or begins like an item.
    marked = [_is_marked(r.text) for r in rows]
    lists = [_is_bare_list(r.text) for r in rows]
    small = [not r.text[:1].isupper() and _is_small_item(r.text) for r in rows]
    phrases = [len(r.text) <= _LONGEST_PHRASE and _looks_like_phrase(r.text) for r in rows]
    if not any(marked) and not any(lists) and sum(small) < _RUN and sum(phrases) < _RUN:
        return
    small = _unless_printed_so(small, rows)
    at = 0
    while at < len(rows):
        end = max(_marked_run(rows, marked, at), _run(small, at), _run_of_phrases(rows, phrases, at))
        if end == at or lists[at]:
            if lists[at]:
                yield _finding(context, rows[at : at + 1], whole=True)
            at += 1
            continue
        yield _finding(context, rows[at:end], parted=_is_opened(rows, marked, at))
        at = end


def in_lists(context: RuleContext) -> frozenset[str]:
    """The keys of all texts that are told as items of a list."""
    found = list(fragment_without_introduction.check(context))
    related = (place.rpartition("#")[2] for f in found for place in f.related)
    return frozenset((*related, *(f.key for f in found if f.key)))


_RUN = 3
"""The fewest texts in a row that are a list without signs at their ends."""
_LABEL = re.compile(r"\(?(?:[ivx]{1,4}|[a-h])[.)]\s+")
_THAT = "that "


def _without_label(text: str) -> str:
    text = text.lstrip()
    label = _LABEL.match(text)
    return text[label.end() :] if label else text


def _is_small_item(text: str) -> bool:
    if text[:2] == text[:2].upper():  # the commonest opening, told without a search: capitals, "A "
        return False
    text = _without_label(text)
    return opens_small(text) and not is_small_order(text)


def _unless_printed_so(small: list[bool], rows: Sequence[Recommendation]) -> list[bool]:
    """None where most texts begin so, and none of those with "that" where several do: they were printed that way."""
    if 2 * sum(small) > len(rows):
        return [False] * len(rows)
    clauses = [is_small and r.text.startswith(_THAT) for is_small, r in zip(small, rows, strict=True)]
    if sum(clauses) < _RUN:
        return small
    return [is_small and not clause for is_small, clause in zip(small, clauses, strict=True)]


def _marked_run(rows: Sequence[Recommendation], marked: Sequence[bool], at: int) -> int:
    """The end of a list whose items have signs behind them, all but the last.

    The text before the list may have its introduction and first item, as after a division: then it has no number of its
    own, or opens like an item.
    """
    opened = _is_opened(rows, marked, at)
    end = at
    while end < len(rows) and not (marked[end] and has_introduction(rows[end].text)):
        behind = (end > at or opened) and marked[end - 1]
        parted = not rows[end].number and bool(rows[end - 1].number or (opened and rows[at - 1].number))
        last = behind and (parted or opens_small(_without_label(rows[end].text)))
        if not (last or _is_item(rows[end], marked[end])):
            break
        end += 1
    return end


def _is_opened(rows: Sequence[Recommendation], marked: Sequence[bool], at: int) -> bool:
    """True if the text before one ends as an item and has the introduction of its list in it."""
    return at > 0 and marked[at - 1] and has_introduction(rows[at - 1].text)


_INTRODUCES = re.compile(
    r"\b(?:that|to|should|must|shall|will|follows?|following|below|actions?|steps?|points?|measures?|includ(?:es?|ing)|by"
    r"|ensure|recommend(?:s|ed)?)\Z"
)
_COLON = re.compile(r":\s+(?=\S)")
_LEAST_INTRODUCTION, _MOST_BEFORE = 3, 300


def has_introduction(text: str) -> bool:
    """True if a sentence of a text opens a list with a colon: "The force should: train its staff;"."""
    if opens_small(_without_label(text)):
        return False
    return any(_introduces(text[max(0, text.rfind(". ", 0, m.start()) + 1) : m.start()]) for m in _COLON.finditer(text))


def _introduces(words: str) -> bool:
    if len(words.split()) < _LEAST_INTRODUCTION:
        return False
    return _INTRODUCES.search(words) is not None or (len(words) <= _MOST_BEFORE and has_verb(words))


def _run(listed: Sequence[bool], at: int) -> int:
    """The end of a run of items, or its start where they are too few."""
    end = at
    while end < len(listed) and listed[end]:
        end += 1
    return end if end - at >= _RUN else at


_LONGEST_PHRASE = 90
_MOST_IN_PHRASE = 10


def _looks_like_phrase(text: str) -> bool:
    """True for a short text with a capital and without a full stop; a verb has still to be looked for."""
    text = text.rstrip()
    if not text or text[-1] in ".!?:;,":
        return False
    return len(text.split()) <= _MOST_IN_PHRASE and _without_label(text)[:1].isupper()


def _run_of_phrases(rows: Sequence[Recommendation], phrases: Sequence[bool], at: int) -> int:
    """The end of a run of phrases without a verb of which one is surely no task, where most texts are others."""
    if not phrases[at] or _run(phrases, at) == at or 2 * sum(phrases) > len(phrases):
        return at
    end = at
    no_task = False
    sure = 0
    while end < len(rows) and phrases[end]:
        text = _without_label(rows[end].text.strip())
        plain = _NOUNS.sub("", text)
        verbless = not (has_verb(plain) or may_open_with_task(plain)) and is_english(text)
        if not verbless and not _may_be_noun(text):
            break
        sure += verbless
        no_task = no_task or (verbless and (len(text.split()) <= _TWO or names_a_task(text) is False))
        end += 1
    return end if no_task and sure >= _TWO and end - at >= _RUN else at


def _may_be_noun(text: str) -> bool:
    """True if the first word may be a noun as well as an order, and no article says which: "Contact details"."""
    words = text.casefold().split()
    noun = words[0] in AMBIGUOUS or words[0] in ALSO_ATTRIBUTES
    return noun and len(words) > 1 and OBJECTS.isdisjoint(words) and FINITE.isdisjoint(words)


_NOUNS = re.compile(
    r"\A(?:Access to|(?:Contact|Support) (?:with|from|for|by)|Change (?:of|in)) "
    r"|(?<=\bthe )[a-z]+|(?<=\btheir )[a-z]+|(?<=\beach )[a-z]+|\b(?:known|likely|able|unable|due|linked|related) to "
)
"""Nouns that are verbs as well, which the words beside them tell, and "to" behind what is no actor."""
_TWO = 2


def _is_marked(text: str) -> bool:
    tail = text[-12:]
    return (";" in tail or "," in tail) and ends_as_item(text)


_SIGNS = f"{BULLETS}-–*·"


def _is_bare_list(text: str) -> bool:
    """True for a list of several items of which the first one's sign opens the text."""
    return text[:1] in _SIGNS and text[1:2].isspace() and f"\n{text[0]}" in text


def _is_item(r: Recommendation, marked: bool) -> bool:
    return marked and (opens_small(_without_label(r.text)) or _end(r.text).rstrip(" andor").endswith(";"))


def _finding(
    context: RuleContext, run: tuple[Recommendation, ...], *, whole: bool = False, parted: bool = False
) -> Finding:
    first = run[0]
    introduction = _introduction(context.page, first.text)
    shown = f": the page has “{introduction}” before it" if introduction else ""
    shown = ": the text before has it" if parted else shown
    count = "is an item of" if len(run) == 1 else f"and the next {len(run) - 1} are items of"
    return fragment_without_introduction.finding(
        f"the text {'is' if whole else count} a list whose introduction is gone{shown}",
        path=text_path(first),
        span=Span(0, len(first.text.rstrip())),
        about=first,
        related=tuple(f"{context.record.id}#{r.key}" for r in run[1:]),
    )


_BEFORE = 400


def _introduction(page: str | None, text: str) -> str | None:
    """The sentence with a colon right before an item on the kept page."""
    if not page:
        return None
    at = page.find(text.strip()[:60])
    before = page[max(0, at - _BEFORE) : at].rstrip(" \n\t\r•-–*·o") if at > 0 else ""
    if not before.endswith(":"):
        return None
    start = max(at + len(sign) if (at := before.rfind(sign)) >= 0 else 0 for sign in ("\n\n", ". ", "| ", "\n"))
    found = " ".join(before[start:].split())
    return found if len(found.split()) > 2 and found[:1].isupper() else None
