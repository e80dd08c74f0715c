"""Texts without their beginning: items of a list whose introduction is gone, and sentences that begin in the middle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dhrcurate.domain.finding import Finding, Severity, Span
from dhrcurate.domain.item_marks import BULLETS
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.verb_words import ACTIONS, AMBIGUOUS
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.disclosure.masking import mask
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.edits import text_path

_ITEM_END = re.compile(r"[;,]\s*(?:and|or)?\s*\Z|;\s*(?:and|or)\s*\Z")
_MARKUP_END = re.compile(r"(?:\s|&(?:#\d{1,5}|#x[0-9a-fA-F]{1,4}|[a-zA-Z]{2,8});|<[^<>\n]{1,30}>)+\Z")
_FIRST = re.compile(r"[“‘\"'(]?([a-z][^\W\d_]*)(?![\w@)]|-?[A-Z])")
_OPENS_A_NOUN = word_set("the a an all any each every its their his her our your these those this both")
"""Words after which "to" is no order: "to the board, where the case is closed"."""
_CLAUSE = "that "
_SEVERAL = 3
"""The number of texts that open with a small "that" from which they were printed so, below one "It is recommended"."""
_TENTH = 10
_MOST = 5
"""The most of its words that a message shows."""
_MOST_BEHIND = 40
"""The length of an end with the tags and entities behind it."""


def _end(text: str) -> str:
    """The end of a text, without the tags and entities of a page, which are no punctuation: "...;<br/>&nbsp;"."""
    return _MARKUP_END.sub("", text[-_MOST_BEHIND:])


def _opens_small(r: Recommendation) -> bool:
    """True if a text opens with a small letter, as no sentence does."""
    return _FIRST.match(r.text.lstrip()) is not None


def _is_order(text: str) -> bool:
    """True if a text in small letters is whole: `to audit twenty files`, `review the policy`."""
    text = text.lstrip(" “‘\"'(")
    first, _, rest = text.partition(" ")
    if first == "to":
        return rest.split(" ", 1)[0] not in _OPENS_A_NOUN
    first = first.rstrip(",:")
    return first in ACTIONS or first in AMBIGUOUS


@record_rule("DHR325", "fragment-without-introduction", Severity.WARNING)
def fragment_without_introduction(context: RuleContext) -> Iterator[Finding]:
    """A text is an item of a list whose introducing sentence is gone.

    Why: "staff are trained;" says neither who should see to it nor how surely. The sentence before the list did, and
    was left out when each item became a row, or the list became one.

    Before: "staff in the unit are trained in risk assessment;" and "each form is checked;"

    After: each with the introducing sentence before it, as the report has it

    Note: A list is told once: the finding is about its first item and names the others. If the kept page has the
    sentence, the message shows it.
    """
    rows = context.recommendations
    # The commonest record first: no text ends or begins like an item.
    marked = [_is_marked(r.text) for r in rows]
    lists = [_is_bare_list(r.text) for r in rows]
    if not any(marked) and not any(lists):
        return
    at = 0
    while at < len(rows):
        if lists[at] or not _is_item(rows[at], marked[at]):
            if lists[at]:
                yield _finding(context, rows[at : at + 1], whole=True)
            at += 1
            continue
        end = at + 1
        while end < len(rows) and (_is_item(rows[end], marked[end]) or (_opens_small(rows[end]) and marked[end - 1])):
            end += 1
        yield _finding(context, rows[at:end])
        at = end


def _is_marked(text: str) -> bool:
    tail = text[-12:]
    return (";" in tail or "," in tail) and _ITEM_END.search(_end(text)) is not None


_SIGNS = f"{BULLETS}-–*·"


def _is_bare_list(text: str) -> bool:
    """True for a list of several items of which the first one's sign opens the text."""
    return text[:1] in _SIGNS and text[1:2].isspace() and f"\n{text[0]}" in text


def _is_item(r: Recommendation, marked: bool) -> bool:
    return marked and (_opens_small(r) or _end(r.text).rstrip(" andor").endswith(";"))


def _finding(context: RuleContext, run: tuple[Recommendation, ...], *, whole: bool = False) -> Finding:
    first = run[0]
    introduction = _introduction(context.page, first.text)
    shown = f": the page has “{introduction}” before it" if introduction else ""
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


@record_rule("DHR326", "beginning-lost", Severity.WARNING)
def beginning_lost(context: RuleContext) -> Iterator[Finding]:
    """A text begins in the middle of a sentence.

    Why: Its first words are in the cell before it, on the page before, or were lost; they say who should act.

    Before: text = "should review how it records calls from neighbours."

    After: text = "Exampleshire Police should review how it records calls from neighbours."

    Note: A text in small letters that begins with an order ("to review", "ensure") is whole, unless it stands alone
    among texts of which nine in ten begin with a capital. Where most texts of a
    record begin so, or several with "that", they were printed that way.
    """
    rows = context.recommendations
    small = [r for r in rows if r.text[:2] != r.text[:2].upper() and _opens_small(r)]
    bare = (
        [r for r in rows if _BARE.match(r.text)]
        if "hould" in context.published_text.joined or "SHOULD" in context.published_text.joined
        else []
    )
    if 2 * len(small) > len(rows) and len(small) > 2:
        small = [r for r in small if _verb_first(r.text)]
    elif sum(r.text.startswith(_CLAUSE) for r in small) >= _SEVERAL:
        small = [r for r in small if not r.text.startswith(_CLAUSE)]
    odd = _alone(rows, small) if len(small) * _TENTH <= len(rows) else ()
    for r in sorted({r.key: r for r in (*small, *bare)}.values(), key=lambda r: r.key):
        if r in small and (_ITEM_END.search(_end(r.text)) or (_is_order(r.text) and r not in odd)):
            continue
        if r in small and _connects(r.text):
            continue
        words = r.text.split()[:_MOST]
        yield beginning_lost.finding(
            f"the text begins in the middle of a sentence, with “{' '.join(mask(r.text).split()[:_MOST])}”",
            path=text_path(r),
            span=Span(len(r.text) - len(r.text.lstrip()), len(r.text) - len(r.text.lstrip()) + len(words[0])),
            about=r,
        )


def _alone(rows: Sequence[Recommendation], small: Sequence[Recommendation]) -> list[Recommendation]:
    """Those of some rows beside which none of them stands, as the items of a list do."""
    found = [i for i, r in enumerate(rows) if r in small]
    return [rows[i] for i in found if i - 1 not in found and i + 1 not in found]


_BARE = re.compile(
    r"\s*(?:(?:Should|Must|Shall|SHOULD|MUST|SHALL)\s+(?!(?:a|an|the|any|there|this|it|they|he|she|staff|someone|A|AN"
    r"|THE|ANY|THERE)\b)[a-zA-Z]"
    r"|(?:Force|Trust|Council|Board|Service|Partnership|Panel|Surgery|Practice|FORCE|TRUST|COUNCIL|BOARD|PARTNERSHIP"
    r"|PRACTICE|SURGERY)\s+(?:should|must|SHOULD|MUST)\b)"
)
_VERB_FIRST = re.compile(r"\s*(?:should|must|shall|will|is|are|to be|needs?|has|have|be)\b")
_CONNECTORS = re.compile(
    r"\W{0,2}(?:and|or|but|nor|which|who|whose|of|than|because|however|therefore|although|with|from|as well as)(?= )"
)


def _verb_first(text: str) -> bool:
    return _VERB_FIRST.match(text) is not None


def _connects(text: str) -> bool:
    """True if `starts-in-mid-thought` tells of a text."""
    return _CONNECTORS.match(text) is not None
