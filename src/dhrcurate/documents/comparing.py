"""How a text of the record differs from a passage of a report: in characters, in words, or in neither."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from dhrcurate.documents.stream import Term, joined, letters, terms_of
from dhrcurate.domain.evidence import Difference

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": None}
)
_HYPHENS = re.compile(r"[-\u2010\u2011]")
_BLANKS = re.compile(r"\s+")
_APART = re.compile(r"(?<=\d)\s+(?=\d)(?!(?:\d{3})+(?!\d))")
"""Blanks that part two figures; those in front of thousands are within one."""
_BROKEN = re.compile(r"(?<=[^\W\d])[-\u2010\u2011]\s+(?=[^\W\d])")
_MARKER = re.compile(r"(?:[a-z]|[ivx]{1,4}|\d{1,2})\Z")
_REFERENCE = re.compile(
    r"\s*[(\[](?:(?:recommendation|conclusion),?\s+)?paragraphs?\s+[\d., and–-]+[)\]]?\s*\Z", re.IGNORECASE
)
_LONGEST = 4
"""The number or letter of an item within a passage has no more letters."""
_NEAR = 2
"""Differences with no more words between them are told as one."""


def same_characters(record: str, document: str) -> bool:
    """Whether two texts have the same characters but for blanks, ligatures, soft hyphens and hyphens at line ends.

    A report is read with the hyphens at line ends undone; where that went the other way in the record, either is right.
    """
    a, b = (_APART.sub("\0", text.translate(_LIGATURES)) for text in (record, document))
    if _BLANKS.sub("", a) == _BLANKS.sub("", b):
        return True
    if _HYPHENS.sub("", _BLANKS.sub("", a)) != _HYPHENS.sub("", _BLANKS.sub("", b)):
        return False
    a, b = (_BLANKS.sub("", _BROKEN.sub("", text)) for text in (a, b))
    return a == b


def same_words(record: str, document: str) -> bool:
    """Whether two texts have the same letters and figures, whatever their case, punctuation, blanks and hyphens."""
    return letters(record) == letters(document) and words_of(record) == words_of(document)


def words_of(text: str) -> tuple[str, str]:
    """Return what two texts have in common that say the same in this sense: their letters, and their figures."""
    return letters(text), joined(text, terms_of(text))


def without_reference(document: str) -> str:
    """Return a passage without the paragraph of the report that it points to at its end: `(Paragraph 13)`."""
    return _REFERENCE.sub("", document)


def without_title(document: str, title: str) -> str:
    """Return a passage without the title in front of it, if it has that one there."""
    wanted = letters(title)
    at = 0
    for term in terms_of(document):
        said = letters(term.said)
        if not wanted.startswith(said, at):
            break
        at += len(said)
        if at == len(wanted):
            return document[term.end :].lstrip(" \t\n.:;–—-")
    return document


def differences(record: str, document: str) -> tuple[Difference, ...]:
    """Return the words that differ, in reading order; those that stand close together are one difference.

    Case, punctuation, hyphens, quotes and the numbers of items within a text are no difference; the point, the dash and
    the sign of a figure are one.

    Args:
        record: The record's text.
        document: The passage; its paragraphs are lines.
    """
    return tuple(
        Difference(_between(record, *run.record), _between(document, *run.document))
        for run in runs_of(record, document)
    )


class Run(NamedTuple):
    """Where words differ: a stretch of each text in code points, which is empty where words were added or left out."""

    record: tuple[int, int]
    document: tuple[int, int]


def runs_of(record: str, document: str) -> list[Run]:
    """Return where two texts differ; see `differences`."""
    a, b = _words(record), _words(document)
    runs: list[tuple[int, int, int, int]] = []
    for op in Indel.opcodes([term.said for term in a], [term.said for term in b]):
        if op.tag == "equal":
            continue
        run = (op.src_start, op.src_end, op.dest_start, op.dest_end)
        if runs and run[0] - runs[-1][1] <= _NEAR and run[2] - runs[-1][3] <= _NEAR:
            runs[-1] = (runs[-1][0], run[1], runs[-1][2], run[3])
        else:
            runs.append(run)
    return [
        Run(_stretch(record, a, a0, a1), _stretch(document, b, b0, b1))
        for run in runs
        for a0, a1, b0, b1 in _told(run, (record, a), (document, b))
    ]


def _words(text: str) -> list[Term]:
    """The words of a text without the numbers of the items within it: `(a)`, `ii.`, `2)`."""
    terms, seen = [], {""}
    for term in terms_of(text):
        if _is_marker(text, term, seen):
            seen.add(term.said)
        else:
            terms.append(term)
    return terms


def _is_marker(text: str, term: Term, seen: Collection[str]) -> bool:
    """Whether a term numbers an item: at the beginning of a line, or within one the first number or the next.

    Without its text behind it, it numbers nothing, as in `the level is: 4.`, nor does it right behind a figure or
    without an item before it: `six (6) months`.
    """
    if term.end - term.start > _LONGEST or text[term.end : term.end + 1] not in {")", ".", ":"}:
        return False
    if _MARKER.match(term.said) is None or not text[term.end + 1 :].strip():
        return False
    before = text[: term.start].rstrip(" \t(")
    if before[-1:] == "\n":
        return True
    bracketed = text[term.start - 1 : term.start] == "(" and text[term.end] == ")"
    if bracketed:
        apart = text[: term.start - 1]
        follows = not apart or (not apart[-1].isalnum() and not before[-1:].isdigit())
    else:
        follows = before[-1:] in {":", ";"}
    return follows and _is_next(term.said, seen, at_start=not before)


def _is_next(number: str, seen: Collection[str], *, at_start: bool) -> bool:
    """Whether an item may have a number within a line, behind those that were there before."""
    if at_start or number in {"1", "a", "i"}:
        return True
    # A letter in brackets behind others is one of theirs; a figure may be what a word before it means.
    return str(int(number) - 1) in seen if number.isdigit() else len(seen) > 1


def _told(
    run: tuple[int, int, int, int], record: tuple[str, Sequence[Term]], document: tuple[str, Sequence[Term]]
) -> Iterator[tuple[int, int, int, int]]:
    """The run, without what is the same in other parts: `multi agency` is `multi-agency`."""
    a0, a1, b0, b1 = run
    (ours, a), (theirs, b) = record, document
    if joined(ours, a[a0:a1]) == joined(theirs, b[b0:b1]):
        return
    while a0 < a1 and b0 < b1 and a[a0].said == b[b0].said:
        a0, b0 = a0 + 1, b0 + 1
    while a0 < a1 and b0 < b1 and a[a1 - 1].said == b[b1 - 1].said:
        a1, b1 = a1 - 1, b1 - 1
    yield a0, a1, b0, b1


def _stretch(text: str, terms: Sequence[Term], first: int, last: int) -> tuple[int, int]:
    if last > first:
        return terms[first].start, terms[last - 1].end
    at = terms[first].start if first < len(terms) else len(text)
    return at, at


def _between(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())
