"""The next recommendation, run into a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dhrcurate.domain.finding import Finding, Severity, Span
from dhrcurate.domain.number import normalised
from dhrcurate.domain.patterns import rare
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
    bulleted_task,
    lost_numbers,
    marked_task,
    roman_task,
    with_signs,
)
from dhrcurate.rules.text.other_task import Actors, labelled_task, task_of_another
from dhrcurate.rules.text.second_task import second_task, seconds_in_style
from dhrcurate.rules.text.sentence_starts import sentence_starts
from dhrcurate.rules.text.siblings import texts_within
from dhrcurate.rules.text.titles import title_within, titles_of

_HEADING_WORDS = frozenset(
    {"Recommendation", "RECOMMENDATION", "Rec", "Rec.", "REC", "REC.", "Recommendation:", "recommendation"}
)
_NUMBER = re.compile(
    r"(?:(?<=[.!?;:”’)]\s)|\A)(?:[A-Z]{1,5}[-./ ]?)?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?[.):]?"
    r"(?=\s+[‘“]?(?:[A-Z][a-z]*|[A-Z]{2,}s?)\b)"
)
_AFTER_NUMBER = rare(
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
    texts = _Texts(context)
    for i, r in enumerate(context.recommendations):
        if told := texts.told(r, i):
            yield recommendation_run_in.finding(
                told.message,
                path=text_path(r),
                span=told.span,
                about=r,
                related=(f"{context.record.id}#{told.other.key}",) if told.other else (),
            )


class _Told(NamedTuple):
    """What shows another recommendation: in words, where, and its own row where it has one."""

    message: str
    span: Span
    other: Recommendation | None = None


class _Texts:
    """The texts of a record, with what all of them show, worked out once."""

    def __init__(self, context: RuleContext) -> None:
        rows, text = context.recommendations, context.published_text
        self._context = context
        self._count = len(rows)
        self._headed = not _HEADING_WORDS.isdisjoint(text.vocabulary)
        self._digits = _with_digits(context)
        self._numbered = _with_number(context) if self._digits else set()
        self._seamed = with_seam(text)
        self._halved = with_halves(text) | self._seamed
        self._actors = Actors({r.addressed_to.strip(): r for r in reversed(rows)})
        self._starts = sentence_starts([r.text for r in rows])
        self._shapes = {_shape(r.number) for r in rows if r.number}
        self._printed = {normalised(r.number): i for i, r in enumerate(rows) if r.number}
        self._siblings = texts_within(rows, self._starts)
        self._lost = lost_numbers(rows)
        self._titles = titles_of(rows)
        self._signs = with_signs(text)
        self._again = seconds_in_style(rows)

    def told(self, r: Recommendation, at: int) -> _Told | None:
        """What shows another recommendation in a text, the surest first."""
        return (
            self._number(r, at)
            or self._label(r)
            or self._bullet(r)
            or self._heading(r)
            or self._whole(r)
            or self._of_another(r, at)
            or self._behind_gap(r)
            or self._in_style(r)
            or self._joined(r)
        )

    def _number(self, r: Recommendation, at: int) -> _Told | None:
        match = heading_in(r.text, self._printed, self._count) if self._headed else None
        if match is None and r.key in self._numbered:
            match = _own_number(r, at, self._shapes, self._printed)
        if match is None:
            return None
        where = "begins with" if match.start() <= 2 else "holds"
        span = Span(match.end() - len(match.group().lstrip()), match.end())
        return _Told(f"the text {where} “{match.group().strip()}”, the number of a recommendation", span)

    def _label(self, r: Recommendation) -> _Told | None:
        """The number of another recommendation, told by its brackets, its task or the numbers of the record."""
        lost = self._lost.get(r.key, NONE_LOST)
        found = labelled_task(r.text) or loose_number(r) or marked_task(r, lost) if r.key in self._digits else None
        found = found or roman_task(r, lost)
        return _Told(f"the text holds “{_words(r, found)}”, the number of a recommendation", found) if found else None

    def _bullet(self, r: Recommendation) -> _Told | None:
        signs = self._signs.get(r.key)
        found = bulleted_task(r.text, signs, self._lost.get(r.key, NONE_LOST)) if signs else None
        return _Told(f"behind “{_words(r, found)}” another recommendation begins", found) if found else None

    def _heading(self, r: Recommendation) -> _Told | None:
        found = title_within(r, self._titles) if self._titles else None
        if found is None:
            return None
        span, other = found
        return _Told(f"“{_words(r, span)}” is the heading of {named(other)}, run into the text", span, other)

    def _whole(self, r: Recommendation) -> _Told | None:
        found = self._siblings.get(r.key)
        if found is None:
            return None
        part = "whole" if found[0].end - found[0].start >= len(found[1].text.strip(".!?;, ")) else "beginning"
        return _Told(f"the text holds the {part} of {named(found[1])} as well", *found)

    def _of_another(self, r: Recommendation, at: int) -> _Told | None:
        found = task_of_another(self._context, r, self._actors, self._starts[at])
        if found is None:
            return None
        span, body = found
        return _Told(f"the text gives a task of its own to “{body}”, which the row is not addressed to", span)

    def _behind_gap(self, r: Recommendation) -> _Told | None:
        found = second_task(r.text) if self._lost.get(r.key, NONE_LOST).behind else None
        return self._seems(r, found, "the record lacks the number behind this one")

    def _in_style(self, r: Recommendation) -> _Told | None:
        return self._seems(r, self._again.get(r.key), "it opens as the others do")

    @staticmethod
    def _seems(r: Recommendation, found: Span | None, why: str) -> _Told | None:
        if found is None:
            return None
        return _Told(f"at “{_words(r, found)}” another recommendation begins, as it seems: {why}", found)

    def _joined(self, r: Recommendation) -> _Told | None:
        found = joined_task(r.text) if r.key in self._seamed else None
        found = found or (enclosed_task(r.text) if r.key in self._halved else None)
        if found is None:
            return None
        words = _words(r, found).strip()
        return _Told(f"at “{words}” another task begins, without a full stop between it and the one before", found)


def _words(r: Recommendation, span: Span) -> str:
    return r.text[span.start : span.end]


_PLACE = rare(r"(?:[.!?;:”’)]\s|\0\n|\A)(?:[A-Z]{1,5}[-./ ]?)?(?:\d{1,3}\.)*\Z")
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
_TASK_AFTER_NUMBER = rare(
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
