"""The next recommendation, run into a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Severity, Span
from dhrcurate.domain.number import normalised
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.printed_numbers import parse_number
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.edits import named, text_path
from dhrcurate.rules.text.enclosed import enclosed_task, with_halves
from dhrcurate.rules.text.headings import heading_in
from dhrcurate.rules.text.joins import MODAL, joined_task, loose_number, with_seam
from dhrcurate.rules.text.marked import (
    NONE_LOST,
    Lost,
    bulleted_task,
    lost_numbers,
    marked_task,
    roman_task,
    with_signs,
)
from dhrcurate.rules.text.other_task import labelled_task, task_of_another
from dhrcurate.rules.text.second_task import second_task, seconds_in_style
from dhrcurate.rules.text.siblings import texts_within
from dhrcurate.rules.text.titles import title_within, titles_of

_HEADING_WORDS = frozenset(
    {"Recommendation", "RECOMMENDATION", "Rec", "Rec.", "REC", "REC.", "Recommendation:", "recommendation"}
)
_NUMBER = re.compile(
    r"(?:(?<=[.!?;:”’)]\s)|\A)(?:[A-Z]{1,5}[-./ ]?)?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?[.):]?"
    r"(?=\s+[‘“]?(?:[A-Z][a-z]*|[A-Z]{2,}s?)\b)"
)
_AFTER_NUMBER = re.compile(
    r"\s+(?:(?:January|February|March|April|May|June|July|August|September|October|November|December|Act|Section)\b"
    rf"|[A-Z]{{2,}}s?\b(?!(?: [\w’'&-]+){{0,5}}? (?:{MODAL}|to [a-z])))"
)
"""What shows that a number is no recommendation's: a month, or an acronym without a task ("3 GPs replied")."""


@record_rule("DHR321", "recommendation-run-in", Severity.WARNING)
def recommendation_run_in(context: RuleContext) -> Iterator[Finding]:
    """Another recommendation is in the text: its printed number, heading or words, or a task of another agency.

    Why: In the middle of a text it is where the next recommendation begins, which has no row of its own then. At the
    start the number belongs into its own field, where it can be sorted and cited.

    Before: text = "The force should test its policy. 4.2 The force should train its officers."

    After: two recommendations, 4.1 and 4.2, each with its own text

    Note: A number counts in the middle of a text if it is written like the numbers of the record, and follows or is one
    of them, or if it has a dot or an R and a new subject with its task stands behind it; a heading
    ("Recommendation 7:") always, unless it points at another review's recommendation. A number in brackets counts
    before a task, where no label of a list stands before it. A number that the record lacks right behind or before
    the text's own counts in any form, and the text's own where a task is before it and behind it; so does the only
    bullet of a text between two tasks, and the heading of another row. Where the record lacks the next number, a
    later sentence counts that opens as the first did, and so does one that opens as nearly all texts of the record do
    where no other text does so twice.
    Without a full stop before it, a number counts before a task if it follows the text's own, or has a dot. An agency
    counts where a sentence opens with it and its task: by its name in the register or in another cell, or as "the
    force", "the trust" or "all agencies" in the row of a body of another kind. A subject with its task that no full
    stop, or no blank, parts from the task before it counts as well, and so does a task
    between two halves of a sentence, the second of which goes on with a small letter.
    """
    headed = not _HEADING_WORDS.isdisjoint(context.published_text.vocabulary)
    digits = _with_digits(context)
    numbered = _with_number(context) if digits else set()
    seamed = with_seam(context.published_text)
    halved = with_halves(context.published_text) | seamed
    cells = {r.addressed_to.strip(): r for r in reversed(context.recommendations)}
    shapes = {_shape(r.number) for r in context.recommendations if r.number}
    printed = {normalised(r.number): i for i, r in enumerate(context.recommendations) if r.number}
    siblings = texts_within(context.recommendations)
    lost = lost_numbers(context.recommendations)
    titles = titles_of(context.recommendations)
    all_titles = tuple(titles)
    signs = with_signs(context.published_text)
    again = seconds_in_style(context.recommendations)
    for i, r in enumerate(context.recommendations):
        match = heading_in(r.text, printed, len(context.recommendations)) if headed else None
        if match is None and r.key in numbered:
            match = _own_number(r, i, shapes, printed)
        if match:
            where = "begins with" if match.start() <= 2 else "holds"
            yield recommendation_run_in.finding(
                f"the text {where} “{match.group().strip()}”, the number of a recommendation",
                path=text_path(r),
                span=Span(match.end() - len(match.group().lstrip()), match.end()),
                about=r,
            )
        elif label := _label(r, lost.get(r.key, NONE_LOST), has_digits=r.key in digits):
            yield recommendation_run_in.finding(
                f"the text holds “{r.text[label.start : label.end]}”, the number of a recommendation",
                path=text_path(r),
                span=label,
                about=r,
            )
        elif r.key in signs and (bullet := bulleted_task(r.text, signs[r.key], lost.get(r.key, NONE_LOST))):
            yield recommendation_run_in.finding(
                f"behind “{r.text[bullet.start : bullet.end]}” another recommendation begins",
                path=text_path(r),
                span=bullet,
                about=r,
            )
        elif titles and (heading := title_within(r, titles, all_titles)):
            span, other = heading
            yield recommendation_run_in.finding(
                f"“{r.text[span.start : span.end]}” is the heading of {named(other)}, run into the text",
                path=text_path(r),
                span=span,
                about=r,
                related=(f"{context.record.id}#{other.key}",),
            )
        elif sibling := siblings.get(r.key):
            span, other = sibling
            yield recommendation_run_in.finding(
                f"the text holds the whole of {named(other)} as well",
                path=text_path(r),
                span=span,
                about=r,
                related=(f"{context.record.id}#{other.key}",),
            )
        elif another := task_of_another(context, r, cells):
            span, body = another
            yield recommendation_run_in.finding(
                f"the text gives a task of its own to “{body}”, which the row is not addressed to",
                path=text_path(r),
                span=span,
                about=r,
            )
        elif r.key in lost and lost[r.key].behind and (second := second_task(r.text)):
            words = r.text[second.start : second.end]
            yield recommendation_run_in.finding(
                f"at “{words}” another recommendation begins, as it seems: the record lacks the number behind this one",
                path=text_path(r),
                span=second,
                about=r,
            )
        elif second := again.get(r.key):
            words = r.text[second.start : second.end]
            yield recommendation_run_in.finding(
                f"at “{words}” another recommendation begins, as it seems: it opens as the others do",
                path=text_path(r),
                span=second,
                about=r,
            )
        elif (r.key in seamed and (task := joined_task(r.text))) or (
            r.key in halved and (task := enclosed_task(r.text))
        ):
            words = r.text[task.start : task.end].strip()
            yield recommendation_run_in.finding(
                f"at “{words}” another task begins, without a full stop between it and the one before",
                path=text_path(r),
                span=task,
                about=r,
            )


def _label(r: Recommendation, lost: Lost, *, has_digits: bool) -> Span | None:
    """The number of another recommendation, told by its brackets, by its task or by the numbers of the record."""
    if has_digits and (label := labelled_task(r.text) or loose_number(r) or marked_task(r, lost)):
        return label
    return roman_task(r, lost)


_PLACE = re.compile(r"(?:[.!?;:”’)]\s|\0\n|\A)(?:[A-Z]{1,5}[-./ ]?)?(?:\d{1,3}\.)*\Z")
"""What stands before the number of a recommendation: the end of a sentence, or the start of the text."""
_WINDOW = 20


def _with_digits(context: RuleContext) -> set[str]:
    """The keys of the recommendations with digits in their texts."""
    spots = (context.published_text.spot(start, start + 1)[0] for start, _ in context.published_text.digit_runs)
    return {passage.about.key for passage in spots if passage.kind == "text" and passage.about}


def _with_number(context: RuleContext) -> set[str]:
    """The keys of the recommendations with a number at the start of a sentence."""
    joined = context.published_text.joined
    found: set[str] = set()
    for start, _ in context.published_text.digit_runs:
        if _PLACE.search(joined, max(0, start - _WINDOW), start):
            passage, _ = context.published_text.spot(start, start + 1)
            if passage.kind == "text" and passage.about:
                found.add(passage.about.key)
    return found


def _own_number(r: Recommendation, at: int, shapes: set[str], printed: dict[str, int]) -> re.Match[str] | None:
    """A number after a sentence, or at the start, that is one of the record's or would be the next."""
    counted = 0
    for match in _NUMBER.finditer(r.text):
        number = match.group().rstrip(".):")
        if match.start() and number == str(counted + 1):
            counted += 1
            if counted > 1:
                continue  # an item of a list that counts from 1 within the text
        if _AFTER_NUMBER.match(r.text, match.end()):
            continue
        parsed = parse_number(number)
        if parsed is None:
            continue
        own = parse_number(r.number) if r.number else None
        if match.start() == 0:
            if normalised(number) == normalised(r.number or "") or number[0].isalpha() or len(parsed.groups) > 1:
                return match
            continue
        if own is None:
            if len(parsed.groups) > 1 or match.group()[-1] in ".):":
                return match
            continue
        if normalised(number) == normalised(r.number or ""):
            continue
        same = own.label == parsed.label
        follows = same and own.groups < parsed.groups and _near(own.groups, parsed.groups)
        follows = follows or (same and own.groups == parsed.groups and own.letter < parsed.letter)
        like = _shape(number) in shapes
        place = printed.get(normalised(number))
        lost = place is None and (bool(parsed.label) or len(parsed.groups) > 1 or parsed.groups[0] <= len(printed) + 1)
        if (like and (follows or lost or (place is not None and place > at))) or (len(parsed.groups) > 1 and follows):
            return match
        if _OTHER_SCHEME.fullmatch(number) and _TASK_AFTER_NUMBER.match(r.text, match.end()):
            return match
    return None


_OTHER_SCHEME = re.compile(r"(?:R|Rec)[-. ]?[1-9]\d?(?:\.(?:[1-9]|[12]\d)){0,3}|[1-9]\d?(?:\.(?:[1-9]|[12]\d)){1,3}")
"""Numbers that hardly anything but a recommendation or a paragraph bears; a bare one may be an item of a list."""
_TASK_AFTER_NUMBER = re.compile(
    r"\s+[‘“]?[A-Z][\w’'-]*(?:,? [\w’'&-]+){0,9}? (?:should|must|shall|needs? to|ought to|(?:is|are) to)\b"
    r"|\s+[A-Z]{2,}s? to [a-z]"
    r"|\s+[A-Z][\w’'-]*(?: (?:of|and|for|&|[A-Z][\w’'-]*)){1,6} to [a-z]"
)
"""A subject with its task, as a recommendation opens."""


def _near(own: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """True if a number may follow another one: the last part of one of its levels counts on by a few."""
    for mine, theirs in zip(own, other, strict=False):
        if mine != theirs:
            return 0 < theirs - mine <= 3
    return len(other) > len(own)


def _shape(number: str | None) -> str:
    """The form of a number: its letters, and a 9 for each run of digits."""
    return re.sub(r"\d+", "9", (number or "").strip().rstrip(".):"))
