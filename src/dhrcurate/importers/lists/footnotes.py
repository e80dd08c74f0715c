"""Footnotes of a printed page, which stand where it ended: between recommendations as well."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.asking import begins_with_command, says_should, wishes
from dhrcurate.importers.wording.numbers import is_counted, printed_number
from dhrcurate.importers.wording.paragraphs import is_open

FOOTNOTES = "Footnotes"
"""How a record of an import names what it left out of them."""
_NOTE = re.compile(r"(?P<figure>\d{1,3}|[¹²³⁴-⁹⁰]{1,3}|\[\d{1,3}\])(?P<mark>[.)]?)\s+(?P<rest>\S.*)", re.DOTALL)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\W*", re.IGNORECASE)
_CITES = re.compile(
    r"\b(?:https?://|www\.)|\b(?:pp?|paras?|ch|vol|op)\.\s|\bibid\b|\b(?:pages?|paragraphs?|sections?|chapters?) \d"
    r"|\A(?:see|cf\.?)\s|[,(]\s*(?:[A-Z][a-z]+\s+)?(?:19|20)\d\d\b",
    re.IGNORECASE,
)
"""What a footnote cites: a page, an address, the year of a publication."""
_MARKED = re.compile(r"(?:\d{1,3}[.):]|[A-Za-z]+\.?\s*\d{1,3}[.:)]?(?=\s|$)|\d+\.\d)")
"""A number that no footnote has."""
_AT_FOOT = re.compile(r"[(\[]?(?P<figure>\d{1,3})[.)\]]*\s+(?P<rest>\S.*)", re.DOTALL)
"""A note below the last recommendation, whose figure is written as those of recommendations may be."""
_BRACKETED = re.compile(r"(?<=[A-Za-z.,;’”)])[(\[](\d{1,3})[)\]]")
_MARK = re.compile(r"(?<=[A-Za-z.,;’”)])(\d{1,3})(?!\.*+\w)")
"""The figure of a footnote, set behind a word."""


def are_footnotes(
    lines: Sequence[Line], asks: Callable[[str], bool], introduction: Sequence[str] = ()
) -> frozenset[int]:
    """The places of the lines that are footnotes.

    An address behind a figure is one, and what cites something with a number of another kind than the recommendations
    have, or one that does not count on from theirs. Other words are where the recommendations have numbers of another
    kind, and the figure stands behind a word above; so are those below the last recommendation that are counted from 1
    again.

    Args:
        lines: The paragraphs of a section.
        asks: Tells if words ask somebody to act.
        introduction: Paragraphs above them, which may have the figures of footnotes.
    """
    marked = any(_MARKED.match(line.full) for line in lines)
    counted = any(is_counted(line.text) for line in lines)
    bulleted = sum(line.item and printed_number(line.full) is None for line in lines) > 1
    marks = {figure for text in introduction for figure in _MARK.findall(text)}
    found: set[int] = set()
    above = note_above = 0  # the last number of a recommendation, and that of a footnote right above
    for i, line in enumerate(lines):
        note = _NOTE.fullmatch(line.full)
        figure = int(note["figure"]) if note and note["figure"].isdecimal() else 0
        bare = note is not None and not note["mark"] and not line.item
        cites = note is not None and _CITES.search(note["rest"]) is not None and _is_plain(note["rest"])
        apart = line.gap and not line.item and not (i and is_open(lines[i - 1].text))  # and not in a list of a text
        other = not figure or (counted and apart) or (bare and (bulleted or figure != above + 1))
        if note and (
            (bare and _ADDRESS.fullmatch(note["rest"]))
            or (bare and marked and note["figure"] in marks and not asks(note["rest"]))
            or (cites and other)
            or (bare and figure and figure == note_above + 1 and i - 1 in found and not says_should(note["rest"]))
        ):
            found.add(i)
            note_above = figure
        else:
            marks.update(_MARK.findall(line.text))
            above = figure or above
    return frozenset(found) | _at_foot(lines)


def _is_plain(text: str) -> bool:
    """True if words begin a sentence or are an address, and ask for nothing."""
    return not text[:1].islower() and not wishes(text)


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
