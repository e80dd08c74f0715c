"""Footnotes of a printed page, which stand where it ended: between recommendations as well."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.asking import begins_with_command, says_should

_NOTE = re.compile(r"(?P<figure>\d{1,3})\s+(?P<rest>\S.*)", re.DOTALL)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\W*", re.IGNORECASE)
_MARKED = re.compile(r"(?:\d{1,3}[.):]|[A-Za-z]+\.?\s*\d{1,3}[.:)]?(?=\s|$)|\d+\.\d)")
"""A number that no footnote has."""
_AT_FOOT = re.compile(r"[(\[]?(?P<figure>\d{1,3})[.)\]]*\s+(?P<rest>\S.*)", re.DOTALL)
"""A note below the last recommendation, whose figure is written as those of recommendations may be."""
_BRACKETED = re.compile(r"(?<=[A-Za-z.,;’”)])[(\[](\d{1,3})[)\]]")
_MARK = re.compile(r"(?<=[A-Za-z.,;’”)])(\d{1,3})(?![\w.]*\w)")
"""The figure of a footnote, set behind a word."""


def are_footnotes(lines: Sequence[Line], asks: Callable[[str], bool]) -> frozenset[int]:
    """The places of the lines that are footnotes.

    An address behind a figure is one. Other words are where the recommendations have numbers of another kind, and the
    figure stands behind a word above; so are those below the last recommendation that are counted from 1 again.

    Args:
        lines: The paragraphs of a section.
        asks: Tells if words ask somebody to act.
    """
    marked = any(_MARKED.match(line.full) for line in lines)
    marks: set[str] = set()
    found: set[int] = set()
    for i, line in enumerate(lines):
        note = None if line.item else _NOTE.fullmatch(line.text)
        if note and (
            _ADDRESS.fullmatch(note["rest"]) or (marked and note["figure"] in marks and not asks(note["rest"]))
        ):
            found.add(i)
        else:
            marks.update(_MARK.findall(line.text))
    return frozenset(found) | _at_foot(lines)


def _at_foot(lines: Sequence[Line]) -> frozenset[int]:
    """The places of notes below the last recommendation: counted from 1 again, each figure set behind a word above."""
    start = len(lines)
    figures: list[int] = []
    while start and figures[-1:] != [1]:
        note = None if lines[start - 1].item else _AT_FOOT.fullmatch(lines[start - 1].text)
        asked = note is not None and (says_should(note["rest"]) or begins_with_command(note["rest"]))
        if note is None or asked or (figures and int(note["figure"]) != figures[-1] - 1):
            return frozenset()
        figures.append(int(note["figure"]))
        start -= 1
    above = " ".join(line.text for line in lines[:start])
    marks = {*_MARK.findall(above), *_BRACKETED.findall(above)}
    return (
        frozenset(range(start, len(lines))) if figures and {str(figure) for figure in figures} <= marks else frozenset()
    )
