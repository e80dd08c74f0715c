"""Rows that recommend nothing: entries such as "N/A", and headings of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Severity, Span
from dhrcurate.domain.patterns import rare
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.edits import text_path
from dhrcurate.rules.text.verbs import has_verb

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_TAIL = r"(?:\W{1,3}(?:to|for|by|from|in|at|see|no|as) [^.;:,]{1,60})?"
"""Where, by whom or why an entry says so."""
_NOTHING = (
    r"(?:n\W?/?\W?a|not (?:applicable|stated|specified|known|provided|given|relevant)|nil|tbc|tba|unknown"
    r"|none(?: (?:made|identified|given|stated|noted|at (?:this time|present)))?|to be (?:confirmed|agreed|advised)"
    r"|nothing to (?:report|add))" + _TAIL + r"|(?:intentionally|left|this page) (?:left )?blank|blank|\W*"
    r"|no (?:further )?(?:recommendations?|actions?|comments?|learning|change)(?: (?:is|are|was|were|has been"
    r"|have been))?(?: (?:made|needed|required|identified|necessary|proposed|given|taken|recorded|arising))?" + _TAIL
)
_ELSEWHERE = (
    r"(?:please )?(?:see|as|same as|refer to) (?:the )?(?:above|below|previous(?:ly)?|overleaf|before|attached"
    r"|(?:recommendation|rec|action|number|no\.?) ?\w[\w.]{0,6}(?: (?:above|below))?)"
    r"|ditto|idem|duplicate(?: (?:of )?(?:above|(?:recommendation|number|no\.?) \w{1,5}))?|repeated?(?: above)?"
    r"|same as [^.;:,]{1,40}|(?:same )?(?:recommendation )?as (?:per|for|in) [^.;:,]{1,40}"
    r"|(?:covered|included) (?:under|in|by) [^.;:,]{1,40}|awaiting [^.;:]{1,40}|recommendation \(cont[a-z.’']*\)"
    r"|(?:please )?see (?:the |our |separate |overview |attached )*(?:action plan|recommendations?|report|page|section"
    r"|appendix|under|update)(?: [^.;:,]{1,40})?"
)
_STATE = (
    r"(?:(?:this|the|now|already|fully|actions?|all|is|was|not) )*(?:completed?|done|closed|achieved|implemented"
    r"|in progress|on-?going|on track|outstanding|green|amber|red|superseded|withdrawn|rejected|accepted|noted|agreed"
    r"|actioned|pending|progressed|deferred|(?:no longer )?required|(?:action plan )?to follow|awaited|on hold)"
    r"(?:\W+(?:see (?:update|above|below|action plan|(?:the )?minutes(?: of [^.;:]{1,40})?)|by|in"
    r"|at the time of writing|to the board|and signed off"
    r"|by recommendation|(?-i:[A-Z][a-z]{2,8})|\d{1,4}|\d\d?/\d\d?/\d{2,4}))*"
)
_GONE = (
    r"(?:this|the) (?:recommendation|action) (?:was|is|has been|had been) (?:later |since |subsequently |now )?"
    r"(?:withdrawn|deleted|removed|superseded|completed?|closed|merged|rejected|dropped|combined)"
    r"(?: (?:by|with|into|at|from|in|as) [^.;:]{1,80})?"
)
_ENTRY = rare(rf"\W*(?:{_NOTHING}|{_ELSEWHERE}|{_STATE}|{_GONE})\W*", re.IGNORECASE)
_TABLE_WORDS = word_set(
    "recommendation recommendations action actions lead agency agencies officer no number ref reference target date"
    " completion outcome outcomes rag status scope milestones milestone key progress update the of to be taken owner"
    " responsible person timescale timescales evidence comments desired achieved and level national local by when"
    " who how what will it required source theme priority addressee organisation body rating deadline success"
    " measures learning"
)
_HEADS = word_set("recommendation recommendations action lead agency target date rag status milestones outcome owner")


@record_rule("DHR324", "entry-not-recommendation", Severity.WARNING)
def entry_not_recommendation(context: RuleContext) -> Iterator[Finding]:
    """A text is an entry of a form or the heading of a table, and not a recommendation.

    Why: "N/A", "See above" or "Completed" filled a cell of the report's table, and a row of headings stood above it.
    They
    are counted as recommendations that nobody can carry out.

    Before: text = "See above."

    After: the row rejected, or the text that it refers to in its place
    """
    for r in context.recommendations:
        text = r.text.strip()
        kind = kind_of_entry(text)
        if kind is None:
            continue
        yield entry_not_recommendation.finding(
            f"“{text}” is {kind}, and not a recommendation", path=text_path(r), span=Span(0, len(r.text)), about=r
        )


HEADINGS_LENGTH = 140


def kind_of_entry(text: str) -> str | None:
    """What a text is that fills a form ("N/A", "Agreed.", "See above") or heads a table, in words; else `None`."""
    if not text or len(text) > HEADINGS_LENGTH:
        return None
    if _ENTRY.fullmatch(text) and " should " not in text and " must " not in text:
        return "an entry of a form"
    return "the headings of a table" if _is_headings(text) else None


def _is_headings(text: str) -> bool:
    words = [w.casefold() for w in _WORD.findall(text)]
    return (
        len(words) > 1
        and all(w in _TABLE_WORDS for w in words)
        and sum(1 for w in words if w in _HEADS) >= 2
        and not has_verb(
            text.casefold()
            .replace("target", "")
            .replace("lead", "")
            .replace("be taken", "")
            .replace("required", "")
            .replace("update", "")
            .replace("will", "")
            .replace("progress", "")
        )
    )
