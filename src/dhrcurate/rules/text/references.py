"""References to something that is not in the record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.patterns import rare
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.free_text import FreeText
from dhrcurate.rules.registry import record_rule

_LEAD = (
    "set out|listed|described|outlined|mentioned|noted|identified|detailed|referred to|covered|stated|discussed|given"
    "|shown|summarised|explained|highlighted|specified|provided|made|cited|defined|issues|actions"
    "|recommendations|points|areas"
    "|the|as|see|recommendation|paragraph|section|table|list"
)
_PLACE = rare(
    rf"\b(?:{_LEAD}) (?:in (?:the )?(?:table|list|section|paragraph|text|recommendations?) )?(?:above|below|overleaf)\b"
    r"(?![ -](?:average|the level|standard|inflation))|\babove-?mentioned\b|\baforementioned\b"
)
_PART = re.compile(
    r"(?<=[a-z,(] )(?:in |at |as per |from )?(?:[Pp]aragraphs?|[Ss]ections?|[Aa]ppendi(?:x|ces)|[Aa]nnex(?:es)?) "
    r"(?:\d{1,2}(?:\.\d{1,3})+|[A-Z]\b)"
)
_PLACE_WORDS = "above below overleaf above-mentioned abovementioned aforementioned Above-mentioned Aforementioned"
_PART_WORDS = "paragraph paragraphs section sections appendix appendices annex annexes"
_SOUGHT = (
    (
        frozenset(word + mark for word in _PLACE_WORDS.split() for mark in ("", *".,;:)’”")),
        (("above", _PLACE, 80), ("below", _PLACE, 80), ("overleaf", _PLACE, 80), ("forementioned", _PLACE, 80)),
    ),
    (
        frozenset(
            mark + form for word in _PART_WORDS.split() for form in (word, word.capitalize()) for mark in ("", "(", "[")
        ),
        (("aragraph", _PART, 12), ("ection", _PART, 12), ("ppendi", _PART, 12), ("nnex", _PART, 12)),
    ),
)
"""Words of which one must be in the record; then the letters to search for, the pattern that they may be part of, and
how many characters before them it may begin."""

_LAW = re.compile(
    r"\W{0,3}(?:\([0-9a-z]+\) ?)*(?:,? ?(?:of|under) the [A-Z]|[^.;]{0,60}\b(?:Act|Code|Regulations|Guidance)\b)"
)


@record_rule("DHR317", "dangling-reference", Severity.INFO)
def dangling_reference(context: RuleContext) -> Iterator[Finding]:
    """A text refers to something that is not in the record.

    Why: "As set out above" was clear in the report. In a table of recommendations, perhaps in another order, nobody can
    tell what was above.

    Before: text = "To carry out the actions listed above within a year."

    After: the recommendations joined, or a note that explains the reference

    Note: A section of an Act of Parliament can be found by its name, and is skipped.
    """
    for start, end in _references(context.published_text):
        passage, span = context.published_text.spot(start, end)
        if passage.kind != "text" or _LAW.match(passage.text, span.end):
            continue
        yield dangling_reference.finding(
            f"“{passage.text[span.start : span.end]}” refers to something that may not be here",
            path=passage.path,
            span=span,
            about=passage.about,
        )


def _references(free_text: FreeText) -> list[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for words, signs in _SOUGHT:
        if words.isdisjoint(free_text.vocabulary):
            continue
        for sign, pattern, before in signs:
            for at in free_text.occurrences(sign):
                for match in pattern.finditer(free_text.joined, max(0, at - before), at + len(sign) + 12):
                    if match.start() <= at < match.end():
                        found.add(match.span())
    return sorted(found)


_WITHIN = re.compile(
    r"\b[Ww]ithin (?:the next |a period of |a |an |one |\d{1,2}[- ]|(?:two|three|four|five|six|seven|eight|nine|ten"
    r"|twelve|eighteen) )"
    r"(?:calendar )?(?:weeks?|months?|years?)\b"
)
_WITHIN_WORDS = frozenset({"within", "Within"})
_BASE = re.compile(
    r" (?:of|after|from|following|before|prior) (?!(?:today|now|this date)\b)|(?:’|')|,? of (?:the|its"
    r"|this) (?!date\b)| (?:to|and) \d"
)


_NO_TASK = re.compile(
    r"\b(?:in which|where|who|whose|whenever|when|if|unless|whether|once)\b[^.;:!?]*\Z"
    r"|\b(?:patients|victims|survivors|perpetrators|offenders|children|families|clients|tenants|callers|people|referrals"
    r"|cases|calls|incidents|complaints|disclosures|requests|applications|assessments|each|every|any|always|routinely)\b"
    r"[^.;:!?]*\Z"
)
"""What stands before a time within which a clause says that something happened, or how soon each of many is dealt
with: it runs from what each clause or case tells."""
_LONGEST_SENTENCE = 200


@record_rule("DHR330", "deadline-without-date", Severity.INFO)
def deadline_without_date(context: RuleContext) -> Iterator[Finding]:
    """A deadline does not say from when it runs.

    Why: "Within three months" of what? Whoever checks later whether it was kept needs the date of the report or of the
    decision.

    Before: text = "The board should publish its plan within three months."

    After: the same, with a note that says from which date the three months run

    Note: It is told once in a record, at the first of such deadlines. A time in a clause ("cases in which ... within a
    year"), or in which each of many cases is to be dealt with, is no deadline of the task.
    """
    free_text = context.published_text
    if _WITHIN_WORDS.isdisjoint(free_text.vocabulary):
        return
    for at in free_text.occurrences("ithin "):
        match = _WITHIN.match(free_text.joined, at - 1)
        if not match or _BASE.match(free_text.joined, match.end()):
            continue
        passage, span = free_text.spot(*match.span())
        told = _NO_TASK.search(passage.text, max(0, span.start - _LONGEST_SENTENCE), span.start)
        if passage.kind == "text" and not told:
            yield deadline_without_date.finding(
                f"“{match.group()}” does not say from when", path=passage.path, span=span, about=passage.about
            )
            return
