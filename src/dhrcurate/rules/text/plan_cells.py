"""Cells of an action plan behind a text, without their headings: a date, the state of an action, whose it is."""

from __future__ import annotations

import re

from dhrcurate.domain.patterns import rare
from dhrcurate.domain.verb_words import FINITE
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.name_shapes import Shape, shape_of
from dhrcurate.rules.text.addressee_names import is_body, is_matched
from dhrcurate.rules.text.orders import is_order, words_of
from dhrcurate.rules.text.whole import is_whole

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}"
_DATE = (
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_MONTH}[ -]?(?:20\d\d|[’']?\d\d)|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:20)?\d\d"
    rf"|\d{{1,2}}-{_MONTH}-(?:20)?\d\d|Q[1-4](?: 20\d\d(?:/\d\d)?)?)"
)
_STATE = (
    r"(?:(?i:(?:partially |partly |not yet |fully |now )?(?:completed?|started|implemented|achieved)|in progress"
    r"|on track|on-?going|under ?way|closed|outstanding|overdue|pending|done|green|amber|red|blue))"
)
_LINK = r"(?:[Dd]ue(?: by| on)?|[Bb]y|[Ss]ince|[Ff]rom|[Rr]eviewed|[Aa]s (?:at|of)|RAG|BRAG|[Aa]nd|[Oo]n|[Ss]tatus)"
_CELLS = rare(rf"(?P<first>{_DATE}|{_STATE})(?:[\s–—|,;:/()-]+(?:{_LINK}[\s:–—-]+)?(?:{_DATE}|{_STATE}))*[\s.)]*\Z")
_ONLY_STATE = rare(rf"{_STATE}[\s.)]*\Z")
_LAST_WORDS = word_set(
    "complete completed started implemented achieved progress track ongoing on-going underway way closed outstanding"
    " overdue pending done green amber red blue"
)
_OFFICE = rare(r"[A-Z][\w’'&/-]*(?:,? (?:(?:of|and|for|the|&) )*[A-Z][\w’'&/-]*)*[\s,–—-]+\Z")
_STOP = re.compile(r"[.!?][”’)]?\s+(?=[A-Z\d])|\n\s*(?=[A-Z\d])")
_BELONGS = word_set(
    "by in from before until till of since than at on to the a an for after during between and or end is are was were"
    " be been as not early late mid dated published issued version"
)
"""Words that a date or a state behind them belongs to."""
_OPENS_A_SENTENCE = word_set("to by in from this these it the that a an all each for if when where such they")
_LONGEST = 120
_LONGEST_WORD = 24
_MOST_WORDS = 12


def plan_cells(context: RuleContext, text: str) -> tuple[int, str] | None:
    """The start of the cells that end a text, and their words: "In progress – due 31.03.18", "Head of Care Mar-20".

    They count behind a full stop, where they are all or stand behind words without a verb; and behind a sentence
    without one where an office or a body is among them.
    """
    tail = text[-_LONGEST_WORD:].rstrip(" .)\n")
    if not (tail[-1:].isdigit() or tail.rpartition(" ")[2].casefold() in _LAST_WORDS):
        return None
    end = len(text.rstrip(" .)\n"))
    floor = max(0, end - _LONGEST)
    stops = [m.end() for m in _STOP.finditer(text, floor, end)]
    start = _first_cell(text, max(stops, default=floor))
    if start is None:
        return None
    if stops and start == stops[-1]:
        return (start, text[start:end]) if text[start].isupper() or text[start].isdigit() else None
    before = text[stops[-1] if stops else 0 : start]
    if not before.endswith(" ") or before.split()[-1].strip(".,;:(").casefold() in _BELONGS:
        return None
    if stops and _is_a_cell(before):
        return stops[-1], text[stops[-1] : end]
    return _behind_sentence(context, text, start, end)


def _first_cell(text: str, start: int) -> int | None:
    """The first place from which nothing but dates and states follow."""
    for match in _PLACES.finditer(text, start):
        if _CELLS.match(text, match.start()):
            return match.start()
    return None


_PLACES = re.compile(r"(?<![\w’'/.-])[A-Za-z\d]")


def _is_a_cell(before: str) -> bool:
    """True if words behind a full stop are no sentence, as what was done is noted: "Post advertised and filled"."""
    words = words_of(before)
    if not 0 < len(words) < _MOST_WORDS or words[0] in _OPENS_A_SENTENCE or not FINITE.isdisjoint(words):
        return False
    return not is_order(words, FINITE)


def _behind_sentence(context: RuleContext, text: str, start: int, end: int) -> tuple[int, str] | None:
    office = _OFFICE.search(text, max(0, start - _LONGEST), start)
    if office is None:
        return None
    name = office.group().rstrip(" ,–—-\n")
    if office.start() == 0 or not is_whole(text[: office.start()], apposed=False):
        return None
    if shape_of(name) is Shape.ROLE or is_body(context, name) or is_matched(context, name):
        return office.start(), text[office.start() : end]
    return None
