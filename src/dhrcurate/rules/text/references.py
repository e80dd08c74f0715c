"""The rule about words that point to something which is not in the record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.subject import Subject

_TOLD = (
    "set out|listed|described|outlined|mentioned|noted|identified|detailed|referred to|covered|stated|discussed|given"
    "|shown|summarised|explained|highlighted|specified|provided|made|cited|defined|issues|actions|recommendations|points|areas"
    "|the|as|see|recommendation|paragraph|section|table|list"
)
_PLACE = re.compile(
    rf"\b(?:{_TOLD}) (?:in (?:the )?(?:table|list|section|paragraph|text|recommendations?) )?(?:above|below|overleaf)\b"
    r"(?![ -](?:average|the level|standard|inflation))|\babove-?mentioned\b|\baforementioned\b"
    r"|(?<=[a-z,(] )(?:see |at |in |as per )?(?:[Pp]aragraphs?|[Ss]ections?|[Aa]ppendix|[Aa]ppendices|[Aa]nnex(?:es)?) "
    r"(?:\d{1,2}(?:\.\d{1,3})+|[A-Z]\b(?![a-z]))",
)
_WORDS = ("above", "below", "overleaf", "forementioned", "aragraph", "ection", "ppendi", "nnex")
_LAW = re.compile(
    r"\A\W{0,3}(?:\([0-9a-z]+\) ?)*(?:,? ?(?:of|under) the [A-Z]|[^.;]{0,60}\b(?:Act|Code|Regulations|Guidance)\b)"
)


@record_rule("DHR317", "dangling-reference", Severity.INFO)
def dangling_reference(subject: Subject) -> Iterator[Finding]:
    """A text refers to something that is not there.

    Why: "As set out above" was clear where it stood in the report. In a table of recommendations, sorted anew, nobody
    can tell what stood above.

    Before: text = "To carry out the actions listed above within a year."

    After: the recommendations joined, or a note that says what is referred to

    Note: A section of an Act of Parliament is found by its name, and is left alone.
    """
    joined = subject.prose.joined
    if not any(word in joined for word in _WORDS):
        return
    for match in _PLACE.finditer(joined):
        passage, span = subject.prose.spot(*match.span())
        if passage.kind != "text" or _LAW.match(passage.text, span.end):
            continue
        yield dangling_reference.finding(
            f"“{match.group()}” refers to something that may not be here",
            path=passage.path,
            span=span,
            about=passage.about,
        )
