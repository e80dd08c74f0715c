"""The shape of a text: empty, too short, without its beginning or its end, or a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dhrcurate.domain.finding import Finding, Severity, Span
from dhrcurate.domain.patterns import rare
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.verb_words import ACTIONS, ALSO_ATTRIBUTES, AMBIGUOUS, FINITE
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.language import is_english
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.action_plan import action_plan_in_text
from dhrcurate.rules.text.as_meant import as_meant
from dhrcurate.rules.text.beginnings import beginning_lost
from dhrcurate.rules.text.connected import CONNECTED
from dhrcurate.rules.text.edits import text_path
from dhrcurate.rules.text.endings import breaks_off, may_go_on
from dhrcurate.rules.text.entries import kind_of_entry
from dhrcurate.rules.text.fragments import in_lists
from dhrcurate.rules.text.halves import capital_half_at_end, half_at_end
from dhrcurate.rules.text.narrative import narrative
from dhrcurate.rules.text.peeled import peeled
from dhrcurate.rules.text.run_in_names import addressee_in_text
from dhrcurate.rules.text.source import is_whole_on_page
from dhrcurate.rules.text.verbs import has_verb, may_open_with_task, names_a_task, names_a_topic

FEW_WORDS = 3
"""A text with fewer words says too little to act on; one with exactly as many may be an instruction."""
HEADING_WORDS = 15
"""A longer text without a verb is more likely a damaged sentence than a heading."""
HEADING_CHARACTERS = 160
"""The length of fifteen long words; a longer text is not checked word by word."""

_POINTING = re.compile(r"\W{0,2}(?:They|Such)\b")
_ASKS = rare(
    r"(?: [\w’'-]+){0,4}? (?:should|must|shall|ought|needs?|are to|is to|to)\b"
    r"|[^.!?]{0,120}? (?:should|must|shall|ought to)\b"
)
"""A sentence that points back but asks for something is most often read with the title or the row before."""
_OPEN_END = rare(
    r"(?<!\w)(?:the|an?|of(?=[ ,;:])|and|or|nor|than|into|their|its|our|your|whose|every|such as|as well as|due to"
    r"|because|(?:in order|need|needs|able|unable|how|whether|required|expected|asked|likely|continues?|ought|due) to"
    r"|including|(?:in|with) (?:relation|respect|regard) to|in accordance with|as part of|e\.g\.?|i\.e\.?|if|should"
    r"|must|will be|ensure|ensure that|so that|and that)[ ,;:]*\Z"
    r"|[,:(\[{‘“–—/&-][ ]*\Z|(?:…|\.\.\.+)[ ]*\Z"
)
_ASKED_BEFORE = re.compile(r"\b(?:what|how|who|when|where)\b[\w’' -]* will be\Z")
"""A question within a sentence, which may end so: "what the plan will be"."""
_WHOLE = (".", "!", "?", ".”", ".’", '."', ".)")
_ABBREVIATED = ("...", "e.g.", "i.e.")
_TASKS = ACTIONS | AMBIGUOUS | ALSO_ATTRIBUTES | {"build"}
_HEADING_DASH = rare(r"[A-Z][\w’'&/-]*(?: [\w’'&/-]+){0,4}- (?=\S)|[A-Z][\w’'&/]*(?: [\w’'&/]+){0,3} [–—] (?=\S)")


@record_rule("DHR301", "empty-text", Severity.ERROR)
def empty_text(context: RuleContext) -> Iterator[Finding]:
    """A recommendation has no text.

    Why: There is nothing to act on. The words were lost in the extraction, or the row was never a recommendation.

    Before: `text = ""`, where the page has a sentence

    After: the words from the source page, or the recommendation removed
    """
    for r in context.recommendations:
        if not r.text or r.text.isspace():
            yield empty_text.finding("the text is empty", path=text_path(r), about=r)


@record_rule("DHR302", "too-short", Severity.WARNING)
def too_short(context: RuleContext) -> Iterator[Finding]:
    """A text is too short to be a recommendation.

    Why: Two words, or three without a verb, are a heading, the label of a table or a fragment of a sentence. If the
    first may be a verb ("Train staff", "Model respectful language"), or three name something new ("A night porter"), it
    is a hint. An entry of a form, an item of a list, and a text whose beginning was lost, are told as such.

    Before: text = "Staff training."

    After: text = "Exampleshire Police should train its call takers to ask about weapons.", title = "Staff training"
    """
    lost: set[str | None] | None = None
    listed: frozenset[str] | None = None
    for r in context.recommendations:
        if len(r.text) > HEADING_CHARACTERS:
            continue
        words = r.text.split()
        if len(words) > FEW_WORDS or kind_of_entry(r.text.strip()):
            continue  # or another rule tells what the text is
        if lost is None and r.text[:1] != r.text[:1].upper():
            lost = {f.key for f in beginning_lost.check(context)}
        if lost is not None and r.key in lost:
            continue
        if 0 < len(words) < FEW_WORDS or (len(words) == FEW_WORDS and not _may_ask(r.text)):
            if listed is None:
                listed = in_lists(context)
            if r.key in listed:
                continue
            count = f"{len(words)} word{'s' if len(words) > 1 else ''}"
            found = too_short.finding(
                f"the text is too short to be a recommendation: {count}", path=text_path(r), about=r
            )
            new = len(words) == FEW_WORDS and names_a_task(r.text)
            doubtful = new or (len(words) > 1 and may_open_with_task(r.text))
            yield replace(found, severity=Severity.INFO) if doubtful else found


@record_rule("DHR303", "starts-in-mid-thought", Severity.WARNING)
def starts_in_mid_thought(context: RuleContext) -> Iterator[Finding]:
    """A text starts in the middle of a thought.

    Why: A word such as "However" refers to a sentence before it. That sentence was lost, or is in the recommendation
    before.

    Before: text = "However, the panel found that nobody held the plan."

    After: the sentence before it restored from the source page, or both joined into one recommendation

    Note: A text that tells what was found and recommends nothing ("This was a missed opportunity") is told as such.
    """
    stories: set[str | None] | None = None
    for r in context.recommendations:
        if match := CONNECTED.match(r.text):
            if stories is None:
                stories = {f.key for f in narrative.check(context)} | in_lists(context)
            if r.key in stories:
                continue
            start = next(i for i, c in enumerate(r.text) if c.isalnum())
            word = r.text[start : match.end()]
            found = starts_in_mid_thought.finding(
                f"the text starts in mid-thought, with “{word.rstrip(',')}”: what it refers to is not in this text",
                path=text_path(r),
                span=Span(start, match.end()),
                about=r,
            )
            asks = _POINTING.match(r.text) and _ASKS.match(r.text, match.end())
            yield replace(found, severity=Severity.INFO) if asks else found


@record_rule("DHR304", "heading-not-recommendation", Severity.WARNING)
def heading_not_recommendation(context: RuleContext) -> Iterator[Finding]:
    """A text is a heading and not a recommendation.

    Why: It names a topic and asks nobody to do anything. It was a heading above recommendations, or an item of a list.

    Before: text = "Quality of risk assessments in custody."

    After: the heading as the `title` of the recommendation beneath it, or the recommendation rejected

    Note: A short text is a heading if it has no verb, or if it opens with a topic and a dash and no sentence follows.
    A noun may name a task as well ("Creation of a register", "Closer working between the two teams"); where that is in
    doubt ("Funding for a refuge"), the finding is a hint, and left to the rules that tell of a story or of a lost
    beginning where they do. In a list of headings all of them are told alike, also what reads like one between two.
    """
    told = dict(_headings(context))
    sure = sum(found.severity is Severity.WARNING for found in told.values())
    if sure < _LEAST_SURE - 1:  # the commonest record first: one more may be too short for a heading
        yield from told.values()
        return
    rows = context.recommendations
    among, likely = _among_headings(rows, told)
    for i, r in enumerate(rows):
        if i in told:
            yield replace(told[i], severity=Severity.WARNING) if i in among else told[i]
        elif i in likely:
            yield heading_not_recommendation.finding(
                "this stands among headings and reads like one of them", path=text_path(r), about=r
            )


_LEAST_SURE = 4
"""The fewest headings in a row that are a list of them."""


def _among_headings(rows: Sequence[Recommendation], told: Mapping[int, Finding]) -> tuple[set[int], set[int]]:
    """The places of all rows in lists of headings, and of those between two of them that read like one."""
    sure = [_is_sure_heading(r, told.get(i)) for i, r in enumerate(rows)]
    among: set[int] = set()
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and (sure[end] or end in told or _reads_like_heading(rows[end].text.strip())):
            end += 1
        of_list = sum(sure[start:end])
        if of_list >= _LEAST_SURE and 2 * of_list > end - start:
            among.update(range(start, end))
        start = end + 1
    between = {at for at in among if {at - 1, at + 1} <= among and sure[at - 1] and sure[at + 1]}
    return among, {at for at in between if _reads_like_heading(rows[at].text.strip())}


def _is_sure_heading(r: Recommendation, found: Finding | None) -> bool:
    """True for what is told as a heading without a doubt, and for a few words without a verb."""
    few = found is None and len(r.text.split()) <= FEW_WORDS
    return (few and bool(r.text.strip()) and not _may_ask(r.text)) or (
        found is not None and found.severity is Severity.WARNING
    )


def _reads_like_heading(text: str) -> bool:
    """True for a short text without a verb that names a topic, or a label and a dash before words without one."""
    if len(text) > HEADING_CHARACTERS or not FEW_WORDS < len(text.split()) <= HEADING_WORDS:
        return False
    if not _may_ask(text):
        return names_a_topic(text)
    dash = _HEADING_DASH.match(text)
    return dash is not None and len(text[dash.end() :].split()) > 1 and not _may_ask(text[dash.end() :])


def _headings(context: RuleContext) -> Iterator[tuple[int, Finding]]:
    """What each text tells by itself, with its place."""
    told_better: set[str | None] | None = None
    listed: frozenset[str] | None = None
    for at, r in enumerate(context.recommendations):
        text = r.text.strip()
        if len(text) > HEADING_CHARACTERS:
            continue
        count = len(text.split())
        if count <= FEW_WORDS or count > HEADING_WORDS:
            continue
        task = _may_ask(text) or names_a_task(text)
        themed = _is_themed_fragment(text)
        # A verb may be there and damaged: "shouldreview", "shou1d".
        if themed or not (task or _may_ask(as_meant(text, context.published_text)) or kind_of_entry(text)):
            if listed is None:
                listed = in_lists(context)
            if r.key in listed:
                continue
            found = heading_not_recommendation.finding(
                "this is a heading and not a recommendation: it asks nothing of anybody", path=text_path(r), about=r
            )
            if task is not None or themed:
                yield at, found
                continue
            if told_better is None:
                told_better = {
                    f.key for rule in (narrative, beginning_lost, starts_in_mid_thought) for f in rule.check(context)
                }
            if r.key not in told_better:
                yield at, replace(found, severity=Severity.INFO)


def _may_ask(text: str) -> bool:
    return has_verb(text) or not is_english(text)


def _is_themed_fragment(text: str) -> bool:
    dash = _HEADING_DASH.match(text)
    if not dash or has_verb(dash.group()):
        return False
    rest = text[dash.end() :].split()
    first = rest[0].casefold() if rest else ""
    if first == "to" and rest[1:2] and rest[1] in _TASKS:  # "Managers – to check each form"
        return False
    return not has_verb(first) and FINITE.isdisjoint(w.strip(".,;:").casefold() for w in rest)


@record_rule("DHR307", "cut-off", Severity.WARNING)
def cut_off(context: RuleContext) -> Iterator[Finding]:
    """A text breaks off before its end.

    Why: Its last word needs another one after it. The rest is in the next cell, on the next page of the report, or was
    lost.

    Before: text = "The board should agree with its partners how to share the"

    After: text = "The board should agree with its partners how to share the minutes."

    Note: A missing full stop is not a fault: many published recommendations have none. Where nearly all others of the
    record have one, it is told as a hint; where all others have one and the last word seldom ends a sentence ("can",
    "earlier"), as a warning, unless the page shows that the text ends there.
    """
    rows = context.recommendations
    stopped = sum(1 for r in rows if r.text.rstrip().endswith(_WHOLE))
    odd_one = len(rows) > _ENOUGH and stopped >= _NEARLY_ALL * (len(rows) - 1) and stopped < len(rows)
    longer: set[str | None] | None = None
    for r in rows:
        within = peeled(r.text)
        text = r.text[: within.start + len(within.text)].rstrip() if within else r.text.rstrip()
        if (text.endswith(_WHOLE) and not text.endswith(_ABBREVIATED)) or not is_english(text):
            continue
        match = _OPEN_END.search(text, max(0, len(text) - 40))
        if match and match.start() > 0 and not _ASKED_BEFORE.search(text, max(0, len(text) - 60)):
            start, end = match.span()
            yield cut_off.finding(
                f"the text breaks off after “{match.group().strip()}”",
                path=text_path(r),
                span=Span(start, end),
                about=r,
            )
        elif last := breaks_off(text):
            span = Span(len(text) - len(last), len(text))
            yield cut_off.finding(f"the text breaks off after “{last}”", path=text_path(r), span=span, about=r)
        elif half := half_at_end(text, context.published_text):
            span = Span(len(text) - len(half), len(text))
            yield cut_off.finding(f"the text breaks off in a word: “{half}”", path=text_path(r), span=span, about=r)
        elif odd_one and text and text[-1].isalpha() and not within:
            if longer is None:
                longer = {f.key for rule in (addressee_in_text, action_plan_in_text) for f in rule.check(context)}
            if r.key in longer:
                continue  # the text ends before what was run into it
            span = Span(len(text) - len(text.split()[-1]), len(text))
            found = cut_off.finding(
                "the text has no full stop, as nearly all others of the record have: it may break off",
                path=text_path(r),
                span=span,
                about=r,
            )
            others_stop = stopped == len(rows) - 1
            goes_on = may_go_on(text) or capital_half_at_end(text, context.published_text) is not None
            sure = others_stop and goes_on and _is_a_sentence(text) and not is_whole_on_page(context, r)
            yield found if sure else replace(found, severity=Severity.INFO)


def _is_a_sentence(text: str) -> bool:
    """True if the last sentence of a text has a verb: else it is a heading, or a name that was run in."""
    last = _STOP.split(text)[-1]
    return len(last.split()) > FEW_WORDS and has_verb(last)


_STOP = re.compile(r"[.!?]\s+(?=[A-Z])")
_ENOUGH = 7
_NEARLY_ALL = 0.95
"""The share of texts with a full stop from which one without is odd."""
