"""Columns of an action plan that were run into a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dhrcurate.domain.finding import Finding, Severity, Span
from dhrcurate.domain.patterns import rare
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.edits import text_path
from dhrcurate.rules.text.plan_cells import plan_cells
from dhrcurate.rules.text.plan_signs import PLAN_WORDS, STATES, cells_at_end, state_at_start
from dhrcurate.rules.text.whole import is_whole

_LABEL = re.compile(r"(?<![\w’'-])[A-Z][A-Za-z]*(?: [A-Za-z]+){0,6}\Z")
_LABEL_HEADS = word_set(
    "who when whom date deadline timescale timescales timeframe timeline time due owner lead agency officer person"
    " director professional manager level progress status update start end completion outcome outcomes impact"
    " evidence milestone milestones measure measures monitoring assigned responsible responsibility rag brag rating"
    " target action actions priority comments resources cost scope success delivery achieved complete completed"
    " rationale scale frame accountable position governance kpi criteria point delivered frequency notes"
)
"""Words that name a column of an action plan."""
_LABEL_WORDS = _LABEL_HEADS | word_set(
    "the of by to be for which it will is are taken required expected intended planned desired key current overall"
    " plan learning implementation review recommendation arrangements local national what how done measured we do"
    " agreed nov dec jan feb mar apr may jun jul aug sep oct"
)
_QUESTION = word_set("who what when how by")
"""Words with which the heading of a column asks for what is in it."""
_STATE_AFTER = rare(
    r"(?:(?:In progress|On track|Complete[d]?|Ongoing|Closed|Accepted|Local|National|Regional|Green|Amber|Red|Blue"
    r"|Outstanding|Achieved|Done|Deadline|Due(?: [Dd]ate)?(?: by| on)?|Overall|RAG|BRAG|[Aa]ction|[Cc]omplete|[Ss]tatus"
    r"|Progress"
    r"|(?:\d{1,2}(?:st|nd|rd|th)? )?[A-Z][a-z]{2,8} \d{4}"
    r"|\d{1,2}/\d{1,2}/\d{2,4}|\d{4})[\W_]*)+\Z"
)
_DATE = (
    r"(?:\d{1,2}(?:st|nd|rd|th)? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6} \d{4}"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}"
)
_DATE_CELL = re.compile(rf"\s*(?:{_DATE})\.?\s*\Z")
_STATE_CELL = re.compile(
    r"\s*(?:Done|Completed?|Ongoing|Closed|In progress|On track|Green|Amber|Red|Blue|Achieved)\.?\s*\Z"
)
_LONGEST_COLUMN = 40
_LONGEST_STATE = 90
_PLAIN_COLUMNS = rare(
    r"(?<=[.!?]\s)(?:Target [Dd]ate|Completion [Dd]ate|Due [Dd]ate|Date of [Cc]ompletion|Lead [Oo]fficer|Lead [Aa]gency"
    r"|RAG [Ss]tatus|RAG [Rr]ating|Timescales?|Timeframe|By [Ww]hen"
    r"|Responsible (?:[Ll]ead|[Oo]fficer|[Aa]gency|[Pp]erson)"
    r"|Key [Mm]ilestones?(?: [Aa]chieved)?(?: in enacting (?:the )?recommendations?)?|Scope of [Rr]ecommendation"
    r"|Action to (?:[Tt]ake|be [Tt]aken)|(?:Success [Mm]easure|(?:Expected|Desired|Intended) [Oo]utcome)s?"
    r"|Progress (?:[Uu]pdate|to [Dd]ate)|Current [Pp]osition"
    r"|TARGET DATE|COMPLETION DATE|DUE DATE|DATE OF COMPLETION|LEAD OFFICER|LEAD AGENCY|RAG STATUS|RAG RATING"
    r"|TIMESCALES?|TIMEFRAME|BY WHEN|OWNER|STATUS|RESPONSIBLE (?:LEAD|OFFICER|AGENCY|PERSON))\s+(?=[A-Z\d])"
)
_PLAIN_WORDS = word_set(
    "Target Completion Due Date Lead RAG Timescale Timescales Timeframe Responsible TARGET COMPLETION DUE DATE LEAD"
    " TIMESCALE TIMESCALES TIMEFRAME OWNER STATUS RESPONSIBLE Key Scope Action Success Expected Desired Intended"
    " Progress Current"
)
_BY_WHEN = ("By when ", "By When ", "BY WHEN ")
_STATE_FIRST = (
    *("Complete", "Ongoing", "Closed", "Accepted", "Local", "National", "Regional", "Green", "Amber", "Red", "Blue"),
    *(
        "Outstanding",
        "Achieved",
        "Done",
        "Deadline",
        "Due",
        "In progress",
        "On track",
        "RAG",
        "Status",
        "Progress",
        "Overall",
        "Action complete",
    ),
)
_STATE_WORDS = frozenset({"Completed"}.union(*(words.split() for words in _STATE_FIRST)) - {"In", "On", "Action"})


@record_rule("DHR322", "action-plan-in-text", Severity.WARNING)
def action_plan_in_text(context: RuleContext) -> Iterator[Finding]:
    """Other columns of an action plan were run into the text.

    Why: The target date, the lead and the state of an action were cells of their own. They change while the text of a
    recommendation stays, and are not what was recommended.

    Before: text = "The trust should revise its policy. Target date: June 2019 RAG: Green"

    After: text = "The trust should revise its policy."

    Note: One heading with a colon counts after a sentence, with or without its full stop; two count wherever they are.
    Cells between "|" count where one of them is a date, or the last the state of an action. Without a heading, a date
    or a state counts that ends a text behind a full stop, by itself or with a few words that are no sentence ("Head of
    Care, June 2019"), and behind an office or an agency where the full stop is missing. Without a date either, two
    cells count that hold different things: whose the action is, its state, a time, what proves it ("Practice Manager
    Complete", "Audit report Matron"); and a state before the first sentence.
    """
    joined = context.published_text.joined
    vocabulary = context.published_text.vocabulary
    plain = not _PLAIN_WORDS.isdisjoint(vocabulary) or any(words in joined for words in _BY_WHEN)
    stated = not _STATE_WORDS.isdisjoint(vocabulary)
    # A dash between blanks is one of the words, which is far quicker to find out.
    signs = [sign for sign in _SIGNS if (sign == sign.strip() or sign.strip() in vocabulary) and sign in joined]
    signed = not PLAN_WORDS.isdisjoint(vocabulary)
    barred = "|" in joined
    for r in context.recommendations:
        found = _columns(r.text, signs, plain=plain) if plain or signs else []
        if stated and not found:
            found = _state(r.text)
        column = (_first_cell(r.text) if barred else None) or _first(r.text, found) or plan_cells(context, r.text)
        if signed and (cells := cells_at_end(r.text)):
            column = min(column or cells, cells)
        if column is None:
            if r.text[: r.text.find(" ")] in STATES and (state := state_at_start(context, r.text)):
                yield _state_before(r, Span(*state))
            continue
        first, heading = column
        yield action_plan_in_text.finding(
            f"from “{heading}” on, columns of an action plan were run into the text",
            path=text_path(r),
            span=Span(first, len(r.text.rstrip())),
            about=r,
        )


def _state_before(r: Recommendation, span: Span) -> Finding:
    return action_plan_in_text.finding(
        f"“{r.text[span.start : span.end]}” before the text is the state of an action, a column of an action plan",
        path=text_path(r),
        span=span,
        about=r,
    )


_SIGNS = (":", " - ", " – ", "?")
"""What stands behind the heading of a column."""


def _first(text: str, found: Sequence[tuple[int, str]]) -> tuple[int, str] | None:
    """The first of some headings behind which nothing belongs to the text."""
    first = next((column for column in found if column[0] and _ends_sentence(text, column[0])), None)
    if first is None and len(found) > 1 and found[0][0]:
        first = found[0]
    if first is None:
        first = next((column for column in found if column[0] and _lost_its_stop(text, *column)), None)
    if first is None or len(found) > 1 or _is_sure(found[0][1]):
        return first
    told = _RESULTS.isdisjoint(first[1].casefold().split()) or _TASK.search(text, first[0])
    return None if told else first


_RESULTS = word_set("outcome outcomes evidence actions")
"""Words of headings with which a sentence may open as well: "Outcomes: fewer missed calls should follow."."""
_TASK = re.compile(r"\b(?:should|must|shall|needs? to|ought to)\b")


def _lost_its_stop(text: str, start: int, heading: str) -> bool:
    """True for a heading with a capital and a colon behind a sentence that is whole without it."""
    return text.startswith(":", start + len(heading)) and is_whole(text[:start], apposed=True)


def _first_cell(text: str) -> tuple[int, str] | None:
    """The first cell behind that of the text, if one of the cells is a date, or the last the state of an action."""
    own, *cells = text.split("|")
    if cells and (_STATE_CELL.match(cells[-1]) or any(map(_DATE_CELL.match, cells))):
        return len(own), cells[0].strip()
    return None


def _columns(text: str, signs: Sequence[str], *, plain: bool) -> list[tuple[int, str]]:
    """The headings of columns in a text, each with its start.

    Args:
        text: The text.
        signs: Those of `_SIGNS` that may be in it.
        plain: Whether headings without a sign may be in it.
    """
    found: list[tuple[int, str]] = []
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            if label := _label(text, at, sign):
                found.append(label)
            at = text.find(sign, at + 1)
    if plain:
        found += [(m.start(), m.group().strip()) for m in _PLAIN_COLUMNS.finditer(text)]
    return sorted(found)


def _label(text: str, end: int, sign: str) -> tuple[int, str] | None:
    """The heading of a column that ends before a sign, with its start."""
    match = _LABEL.search(text, max(0, end - _LONGEST_COLUMN), end)
    if not match:
        return None
    words = match.group().split()
    # What stands before a heading may be in capitals too: "Head of Student Services When:".
    for i, word in enumerate(words):
        if not word[0].isupper() or any(w.casefold() not in _LABEL_WORDS for w in words[i:]):
            continue
        heading = " ".join(words[i:])
        start = end - len(heading)
        if _LABEL_HEADS.isdisjoint(heading.casefold().split()):
            return None
        asks = word.casefold() in _QUESTION and _ends_sentence(text, start)
        return (start, heading) if asks or sign != "?" else None
    return None


def _state(text: str) -> list[tuple[int, str]]:
    """The state of an action that stands behind the last sentence: "Completed March 2021 Green"."""
    end = len(text.rstrip(" ."))
    start = text.rfind(". ", max(0, end - _LONGEST_STATE), end) + 2
    # Most texts are one sentence, or end in one that opens otherwise.
    if start <= 2 or not text[start:end].lstrip().startswith(_STATE_FIRST):
        return []
    return [(start, text[start:end])] if _STATE_AFTER.match(text[start:end]) else []


_SURE = word_set(
    "date deadline timescale timescales timeframe timeline due owner progress status update completion milestone"
    " milestones achieved rag brag officer responsible assigned completed complete measured done when whom"
    " kpi governance frame lead"
)
"""Words of headings with which no sentence of a recommendation opens."""


def _is_sure(heading: str) -> bool:
    words = {w.casefold() for w in re.findall(r"[A-Za-z]+", heading)}
    led = "lead" in words and len(words) > 1
    return led or not _SURE.isdisjoint(words) or not _STATE_WORDS.isdisjoint(heading.split()) or len(words) > 2


def _ends_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip()
    return before.endswith((".", "!", "?", ";", ".”", ".’", ")"))
