"""Texts that stand in a report as they stand in the record: what is printed there is not told to be changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import Indel, Levenshtein

from dhrcurate.domain.evidence import Status
from dhrcurate.domain.finding import Finding
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.documents.shared import claims_wording, located
from dhrcurate.rules.text.edits import text_path
from dhrcurate.rules.text.misread import may_be_read_as
from dhrcurate.rules.vocabulary import is_word

_ABOUT_TEXT = "DHR3"
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_DIGITS = re.compile(r"\d+")
_SMALL, _CAPITAL = 3, 6
"""A word in small letters, and one with a capital, has so many letters before another letter may be a misread one."""
_PER_SLIP = 5
"""One letter in so many may be another than those that are known to be misread."""
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
    """Return whether one text differs from another only in words that were misread, which have other letters like them.

    Args:
        damaged: The text with such words as `rnust`, which are none.
        sound: The text with the words.
    """
    before, after = _WORD.findall(damaged), _WORD.findall(sound)
    ops = Indel.opcodes(before, after)
    lost = [word for op in ops if op.tag == "delete" for word in before[op.src_start : op.src_end]]
    made = [word for op in ops if op.tag == "insert" for word in after[op.dest_start : op.dest_end]]
    return bool(lost) and len(lost) == len(made) and all(map(_is_misread, lost, made))


def _is_misread(word: str, printed: str) -> bool:
    """Whether a word that is none may be another one whose letters were read as others; a name is no such word."""
    read, meant = word.casefold(), printed.casefold()
    if is_word(read) or not is_word(meant) or _DIGITS.sub("", word) == _DIGITS.sub("", printed):
        return False
    if word[:1].isupper() != printed[:1].isupper() and word[:1].isalpha():
        return False
    letters = min(len(read), len(meant))
    near = Levenshtein.distance(read, meant) <= max(1, letters // _PER_SLIP)
    if near and not word.isupper() and letters >= (_SMALL if word.islower() else _CAPITAL):
        return True
    return may_be_read_as(meant, read)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, _MARKER.sub(" ", text).casefold()))
