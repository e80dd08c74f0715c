"""Texts that begin in the middle of a sentence, because its first words were lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dhrcurate.domain.finding import Finding, Severity, Span
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.disclosure.masking import mask
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.edits import text_path
from dhrcurate.rules.text.fragments import ends_as_item, in_lists, opens_small
from dhrcurate.rules.text.orders import is_small_order

_CLAUSE = "that "
_SEVERAL = 3
"""The number of texts that open with a small "that" from which they were printed so, below one "It is recommended"."""
_TENTH = 10
_MOST = 5
"""The most of its words that a message shows."""


@record_rule("DHR326", "beginning-lost", Severity.WARNING)
def beginning_lost(context: RuleContext) -> Iterator[Finding]:
    """A text begins in the middle of a sentence.

    Why: Its first words are in the cell before it, on the page before, or were lost; they say who should act.

    Before: text = "should review how it records calls from neighbours."

    After: text = "Exampleshire Police should review how it records calls from neighbours."

    Note: A text in small letters that begins with an order ("to review", "ensure") is whole, unless it stands alone
    among texts of which nine in ten begin with a capital. Where most texts of a record begin so, or several with
    "that", they were printed that way. Several in a row are told as a list without its introduction.
    """
    rows = context.recommendations
    small = [r for r in rows if r.text[:2] != r.text[:2].upper() and opens_small(r.text) and not _opens_with_name(r)]
    bare = (
        [r for r in rows if _BARE.match(r.text)]
        if "hould" in context.published_text.joined or "SHOULD" in context.published_text.joined
        else []
    )
    bare += [r for r in rows if r.text.lstrip()[:1] in _NEVER_FIRST and _SIGN_FIRST.match(r.text)]
    if 2 * len(small) > len(rows) and len(small) > 2:
        small = [r for r in small if _verb_first(r.text)]
    elif sum(r.text.startswith(_CLAUSE) for r in small) >= _SEVERAL:
        small = [r for r in small if not r.text.startswith(_CLAUSE)]
    odd = _alone(rows, small) if len(small) * _TENTH <= len(rows) else ()
    listed: frozenset[str] | None = None
    for r in sorted({r.key: r for r in (*small, *bare)}.values(), key=lambda r: r.key):
        if r in small and (ends_as_item(r.text) or (is_small_order(r.text) and r not in odd)):
            continue
        if r in small and _connects(r.text):
            continue
        if listed is None:
            listed = in_lists(context)
        if r.key in listed:
            continue  # told once for the whole list
        words = r.text.split()[:_MOST]
        yield beginning_lost.finding(
            f"the text begins in the middle of a sentence, with “{' '.join(mask(r.text).split()[:_MOST])}”",
            path=text_path(r),
            span=Span(len(r.text) - len(r.text.lstrip()), len(r.text) - len(r.text.lstrip()) + len(words[0])),
            about=r,
        )


def _opens_with_name(r: Recommendation) -> bool:
    """True if a text opens with the first word of its own addressee, which is written in small letters there too."""
    first = _FIRST_WORD.match(r.text)
    return first is not None and (own := _FIRST_WORD.match(r.addressed_to)) is not None and own[1] == first[1]


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
_FIRST_WORD = re.compile(r"\s*(\w+)")
_NEVER_FIRST = ",;:)"
_SIGN_FIRST = re.compile(r"\s*[,;:)]\s*[^\W\d_]")
"""A sign that stands behind a word: ", including private fostering"."""
_VERB_FIRST = re.compile(r"\s*(?:should|must|shall|will|is|are|to be|needs?|has|have|be)\b")
_CONNECTORS = re.compile(
    r"\W{0,2}(?:and|or|but|nor|which|who|whose|of|than|because|however|therefore|although|with|from|as well as)(?= )"
)


def _verb_first(text: str) -> bool:
    return _VERB_FIRST.match(text) is not None


def _connects(text: str) -> bool:
    """True if `starts-in-mid-thought` tells of a text."""
    return _CONNECTORS.match(text) is not None
