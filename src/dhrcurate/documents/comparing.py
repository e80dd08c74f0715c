"""How a text of the record differs from a passage of a report: in characters, in words, or in neither."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from dhrcurate.documents.stream import Term, letters, terms_of
from dhrcurate.domain.evidence import Difference

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": None}
)
_HYPHENS = re.compile(r"[-\u2010\u2011]")
_BLANKS = re.compile(r"\s+")
_BROKEN = re.compile(r"(?<=\w)[-\u2010\u2011]\s+(?=\w)")
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
    a, b = (text.translate(_LIGATURES) for text in (record, document))
    if _BLANKS.sub("", a) == _BLANKS.sub("", b):
        return True
    if _HYPHENS.sub("", _BLANKS.sub("", a)) != _HYPHENS.sub("", _BLANKS.sub("", b)):
        return False
    a, b = (_BLANKS.sub("", _BROKEN.sub("", text)) for text in (a, b))
    return a == b


def without_reference(document: str) -> str:
    """Return a passage without the paragraph of the report that it points to at its end: `(Paragraph 13)`."""
    return _REFERENCE.sub("", document)


def without_title(document: str, title: str) -> str:
    """Return a passage without the title in front of it, if it has that one there."""
    wanted = letters(title)
    at = 0
    for term in terms_of(document):
        if not wanted.startswith(term.said, at):
            break
        at += len(term.said)
        if at == len(wanted):
            return document[term.end :].lstrip(" \t\n.:;–—-")
    return document


def differences(record: str, document: str) -> tuple[Difference, ...]:
    """Return the words that differ, in reading order; those that stand close together are one difference.

    Case, punctuation, hyphens, quotes and the numbers of items within a text are no difference.

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
        for a0, a1, b0, b1 in _told(run, a, b)
    ]


def _words(text: str) -> list[Term]:
    """The words of a text without the numbers of the items within it: `(a)`, `ii.`, `2)`."""
    return [term for term in terms_of(text) if not _is_marker(text, term)]


def _is_marker(text: str, term: Term) -> bool:
    if term.end - term.start > _LONGEST or text[term.end : term.end + 1] not in {")", ".", ":"}:
        return False
    before = text[: term.start].rstrip(" \t(")
    bracketed = text[term.start - 1 : term.start] == "(" and text[term.end] == ")"
    return _MARKER.match(term.said) is not None and (bracketed or before[-1:] in {"\n", ":", ";"})


def _told(run: tuple[int, int, int, int], a: Sequence[Term], b: Sequence[Term]) -> Iterator[tuple[int, int, int, int]]:
    """The run, without what is the same in other parts: `multi agency` is `multi-agency`."""
    a0, a1, b0, b1 = run
    if "".join(term.said for term in a[a0:a1]) == "".join(term.said for term in b[b0:b1]):
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
