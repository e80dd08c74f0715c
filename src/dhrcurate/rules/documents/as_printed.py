"""Texts that stand in a report as they stand in the record: what is printed there is not told to be changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from rapidfuzz.distance import Indel

from dhrcurate.domain.evidence import Status
from dhrcurate.domain.finding import Finding
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.documents.shared import claims_wording, located
from dhrcurate.rules.text.edits import text_path
from dhrcurate.rules.vocabulary import is_word

_ABOUT_TEXT = "DHR3"
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_DIGITS = re.compile(r"\d+")
_MARKER = re.compile(r"(?<![\w])\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[).:](?!\w)")
"""The letter or number of an item within a text, which is no word of it."""


def without_changes_of_print(context: RuleContext, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings without those of which the fix would make a text differ from the report that it agrees with.

    A report may print a word twice, or a code that looks like a footnote. That is what was published: once it was
    changed, `differs-from-document` would ask for it again. Words that a text layer misreads are mended all the same.
    """
    if context.evidence is None or not claims_wording(context):
        yield from findings
        return
    agreeing = {text_path(r) for r, found in located(context) if found.status in {Status.EXACT, Status.SAME_WORDS}}
    for finding in findings:
        if not (finding.rule.startswith(_ABOUT_TEXT) and finding.fix and _leads_away(finding, agreeing)):
            yield finding


def _leads_away(finding: Finding, agreeing: set[str]) -> bool:
    edits = finding.fix.edits if finding.fix else ()
    return any(
        edit.path in agreeing
        and isinstance(edit.old, str)
        and isinstance(edit.new, str)
        and _letters(edit.new) not in _letters(edit.old)
        and not mends(edit.old, edit.new)
        for edit in edits
    )


def mends(damaged: str, sound: str) -> bool:
    """Return whether one text differs from another only in words of which other letters make words.

    Args:
        damaged: The text with such words as `rnust`, which are none.
        sound: The text with the words.
    """
    before, after = _WORD.findall(damaged), _WORD.findall(sound)
    pairs = [
        pair
        for op in Indel.opcodes(before, after)
        if op.tag != "equal"
        for pair in zip_longest(before[op.src_start : op.src_end], after[op.dest_start : op.dest_end], fillvalue="")
    ]
    lost = [one for one, _ in pairs if one]
    made = [other for _, other in pairs if other]
    return (
        bool(lost)
        and len(lost) == len(made)
        and all(
            not is_word(one.casefold()) and is_word(other.casefold()) for one, other in zip(lost, made, strict=True)
        )
        and all(_DIGITS.sub("", one) != _DIGITS.sub("", other) for one, other in zip(lost, made, strict=True))
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, _MARKER.sub(" ", text).casefold()))
