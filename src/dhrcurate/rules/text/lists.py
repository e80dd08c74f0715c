"""Lists that were run into one text, so that several recommendations are one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dhrcurate.domain.finding import Finding, Severity, Span
from dhrcurate.domain.item_marks import BULLETS, marks_in_line
from dhrcurate.domain.patterns import rare
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.verb_words import ALSO_ATTRIBUTES, AMBIGUOUS
from dhrcurate.domain.words import enumerated
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.disclosure.masking import mask
from dhrcurate.rules.language import is_english
from dhrcurate.rules.registry import Rule, record_rule
from dhrcurate.rules.telling_words import TellingWords
from dhrcurate.rules.text.edits import text_path
from dhrcurate.rules.text.verbs import has_verb, may_open_with_task

_SIGN = rare(rf"[{BULLETS}]+\s*")
_WORD_BULLET = rare(r"(?:(?<=[.:;,•])\s|\n[^\S\n]*+)o\s+(?=[A-Z])|\n[^\S\n]*+[-–*·]\s+(?=\w)")
_LABEL = re.compile(r"(?:(?<=\s)|^)\(?(?:([ivx]{1,4})|([a-h])|(\d{1,2}))\)\s+(?=[“‘\"']?[^\W\d_])")
_COUNTED = re.compile(r"(?:\A|\n|(?<=[.:;!?]\s))(\d{1,2})\.\s+(?=[“‘\"']?[A-Z])")
"""A number with a full stop, where a sentence may begin."""
_IN_SENTENCE = re.compile(r"[^;.]\s(?:and|or)\s+\Z")
"""The end of an item that a sentence joins to the last: "(a) name a lead and (b) train its staff"."""
_LETTER = " o "
"""The letter that Word's second bullet becomes."""
_FIRST_LABELS = ("a)", "i)", "1)")
_FIRST_COUNTED, _SECOND_COUNTED = "1.", "2."
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_SENTENCE_ENDS = re.compile(r"[.!?]\s+[A-Z]")
ITEM_WORDS = 3
"""A list item with fewer words is a thing, not a task."""


def _signs(context: RuleContext) -> list[str]:
    """The bullets that are anywhere in the record, including the letter."""
    letter = [_LETTER] if _LETTER.strip() in context.published_text.vocabulary else []
    return letter + [sign for sign in BULLETS if sign in context.published_text.joined]


_CLAUSE = re.compile(r"[^\w“‘]*(?:\(?\w{1,4}[).]\s+)?(?:whether|if|how|why|who|what|when|where|which|that)\b")
"""An item that says what a task is about, and is none: "whether the form was used"."""
_LINE_SIGNS = frozenset("o-–*·")
_LABELLED = TellingWords(lambda word: any(label in word for label in _FIRST_LABELS))


def _holds_marks(context: RuleContext) -> bool:
    """True if the words of the record, or the lines of its texts, hold a mark of an item at all."""
    words = context.published_text.vocabulary
    return (
        not words.isdisjoint(_LINE_SIGNS)
        or (_FIRST_COUNTED in words and _SECOND_COUNTED in words)
        or any(_LABELLED.among(words))
        or any("\n" in r.text for r in context.recommendations)
    )


def _items(text: str, signs: list[str]) -> list[Span]:
    """The items of a bulleted or labelled list, each from its sign to the next."""
    starts: list[int] = []
    if signs and any(sign in text for sign in signs):
        starts = [m.start() for m in _SIGN.finditer(text)]
    if (_LETTER in signs and _LETTER in text) or "\n" in text:
        starts += [m.start() + len(m.group()) - len(m.group().lstrip()) for m in _WORD_BULLET.finditer(text)]
    if len(starts) < 2 and text.count(")") > 1 and any(label in text for label in _FIRST_LABELS):
        starts = _labels(text)
    if len(starts) < 2 and _SECOND_COUNTED in text and _FIRST_COUNTED in text:
        starts = _counted(text)
    if len(starts) < 2 and (in_line := marks_in_line(text)) and is_english(text):
        starts = in_line  # in Welsh, "o" is a word
    return _spans(text, sorted(starts)) if starts else []


def _labels(text: str) -> list[int]:
    """The positions of the labels `(a) ... (b)`, `i) ... ii)` or `1) ... 2)`, if they are in order from the first."""
    for kind, run in ((1, _ROMAN), (2, tuple("abcdefgh")), (3, tuple(str(n) for n in range(1, 40)))):
        starts: list[int] = []
        for m in _LABEL.finditer(text):
            label = m.group(kind) or (m.group(1) if kind == 2 else None)
            if label is not None and len(starts) < len(run) and label == run[len(starts)]:
                starts.append(m.start())
        if len(starts) > 1:
            return [] if _is_one_sentence(text, starts) else starts
    return []


def _counted(text: str) -> list[int]:
    """The positions of the numbers `1. ... 2. ...`, each where a sentence may begin, if they count from the first."""
    starts: list[int] = []
    for m in _COUNTED.finditer(text):
        if int(m.group(1)) == len(starts) + 1:
            starts.append(m.start(1))
    return starts


def _is_one_sentence(text: str, starts: list[int]) -> bool:
    """True if commas and a last "and" join all items: "(a) name a lead, (b) train its staff and (c) report"."""
    *others, last = pairwise(starts)
    return _IN_SENTENCE.search(text, *last) is not None and all(
        text[a:b].rstrip().endswith(",") and ";" not in text[a:b] and not _SENTENCE_ENDS.search(text, a, b)
        for a, b in others
    )


def _spans(text: str, starts: list[int]) -> list[Span]:
    ends = [*starts[1:], len(text)]
    return [Span(a, a + len(text[a:b].rstrip())) for a, b in zip(starts, ends, strict=True)]


def _finding(rule: Rule, r: Recommendation, items: list[Span], message: str) -> Finding:
    return rule.finding(
        message,
        path=text_path(r),
        span=Span(items[0].start, items[-1].end),
        marks=tuple(items),
        about=r,
    )


@record_rule("DHR305", "flattened-list", Severity.WARNING)
def flattened_list(context: RuleContext) -> Iterator[Finding]:
    """One text holds a list of several recommendations.

    Why: Each item asks for a different thing, perhaps of a different agency, and is done or not done by itself. With
    one number for all, nobody can say which.

    Before: text = "The partnership should: • publish its protocol; • train its chairs."

    After: two recommendations, split at the second bullet

    Note: It recognises bullets, the letter o that Word's second bullet leaves, dashes in one line after a colon, and
    labels in order such as (a), (b) or 1., 2. before sentences.
    Items that one sentence joins with commas and a last "and" are parts of one task, and so are clauses: "whether ...".
    """
    signs = _signs(context)
    for r in context.recommendations if signs or _holds_marks(context) else ():
        items = _items(r.text, signs)
        if len(items) > 1 and not all(_CLAUSE.match(r.text, item.start) for item in items):
            yield _finding(flattened_list, r, items, f"a list of {len(items)} items was run into one recommendation")


@record_rule("DHR306", "semicolon-list", Severity.WARNING)
def semicolon_list(context: RuleContext) -> Iterator[Finding]:
    """One text holds several recommendations, separated by semicolons.

    Why: Bullets that were lost in the extraction leave a sentence of semicolons. Each part asks for a different thing,
    but cannot be decided or followed up by itself.

    Before: text = "Officers are to: arrest where they can; record what was said; tell the victim what happens next."

    After: three recommendations, split at the semicolons, or a waiver if the parts are one task

    Note: A part of one or two words ("age; sex; faith") is a thing and not a task, and does not count. Where a part is
    a thing of more words ("a place in a group"), a relative clause or a question, all of them are parts of one task.
    """
    signs = _signs(context)
    for r in context.recommendations:
        if ";" not in r.text or len(_items(r.text, signs)) > 1:
            continue
        items = _semicolon_items(r.text)
        if len(items) > 1:
            begin = f"they begin with {_beginnings(r.text, items)}"
            yield _finding(semicolon_list, r, items, f"a list of {len(items)} items stands between semicolons; {begin}")


def _beginnings(text: str, items: Sequence[Span]) -> str:
    """The first words of the items, masked; of many those of the first ones."""
    masked = mask(text)
    words = [f"“{' '.join(masked[item.start : item.end].split()[:_FIRST_WORDS])}”" for item in items]
    return enumerated(words) if len(words) <= _SHOWN else f"{', '.join(words[:_SHOWN])}, ..."


_FIRST_WORDS = 3
_SHOWN = 4
"""So many words of an item, and so many items, are shown in a message."""


def _semicolon_items(text: str) -> list[Span]:
    """The parts between the semicolons of the sentence with the most of them."""
    best: list[Span] = []
    start = 0
    for end in (*(m.start() + 1 for m in _SENTENCE_ENDS.finditer(text)), len(text)):
        if ";" in text[start:end]:
            best = max(best, _parts(text, start, end), key=len)
        start = end
    return best


_NO_TASK = re.compile(
    r"\W*(?:(?:and|or)\W+)?(?:who|whom|whose|which|where|when|if|unless|whether|how|what|why)\b", re.IGNORECASE
)
"""The opening of a relative clause or a question."""
_MOST_WORDS = 60
"""A longer part is no thing, and is not looked at word by word."""


def _is_no_task(part: str) -> bool:
    """True if a part of a sentence is a clause that needs the others, or a thing of some words: no verb is in it."""
    if _NO_TASK.match(part):
        return True
    words = part.casefold().split()
    if len(words) > _MOST_WORDS:
        return False
    if words[:1] in (["and"], ["or"]):
        words = words[1:]
    plain = [w.strip(".,;:") for w in words]
    perhaps = any(w.endswith("s") and w[:-1] in AMBIGUOUS | ALSO_ATTRIBUTES for w in plain[1:])
    task = perhaps or has_verb(" ".join(words)) or may_open_with_task(" ".join(words))
    return len(words) > 1 and not task and is_english(part)


def _parts(text: str, start: int, end: int) -> list[Span]:
    """The parts of one sentence, from the colon that opens the list, or else from its start.

    Without a colon a list needs three parts; two clauses often share one semicolon.
    """
    colon = text.rfind(": ", start, text.index(";", start))
    cuts = [colon + 1 if colon >= 0 else start]
    at = text.find(";", start, end)
    while at >= 0:
        cuts.append(at + 1)
        at = text.find(";", at + 1, end)
    items = []
    for a, b in zip(cuts, [*(c - 1 for c in cuts[1:]), end], strict=True):
        part = text[a:b]
        if (a > start or colon >= 0) and _is_no_task(part):
            return []
        if len(part.split()) >= ITEM_WORDS:
            items.append(Span(a + len(part) - len(part.lstrip()), a + len(part.rstrip())))
    return items if len(items) >= (2 if colon >= 0 else 3) else []
