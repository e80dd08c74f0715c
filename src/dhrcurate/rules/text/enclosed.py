"""Another recommendation between the two halves of a sentence, where a page or a table was read across."""

from __future__ import annotations

import re

from dhrcurate.domain.finding import Span
from dhrcurate.domain.patterns import rare
from dhrcurate.domain.verb_words import ACTIONS, AMBIGUOUS
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.free_text import FreeText
from dhrcurate.rules.text.joins import MODAL
from dhrcurate.rules.text.orders import is_order, words_of
from dhrcurate.rules.text.verbs import OBJECTS
from dhrcurate.rules.text.words import NUMBERED_THINGS

_GOES_ON = re.compile(r"\. (?=[a-z])")
"""A full stop behind which a sentence goes on with a small letter."""
_ABBREVIATED = word_set(
    "e.g i.e eg ie etc incl inc esp cf vs st dr mr mrs ms prof no nos para paras sec ltd co approx viz al ch pp rev est"
    " min max dept ref fig vol ed am pm a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec"
)
"""Words whose full stop ends no sentence."""
_NUMBER = r"(?:[(\[]?(?:[A-Z]{1,3}[-. ]?)?\d{1,3}(?:\.\d{1,3}){0,3}[)\]]?[.):]? )"
_OPENING = rare(
    rf"(?<=[a-z,;:)’”] )(?P<number>{_NUMBER})?(?P<task>(?P<first>[A-Z][\w’'-]*)(?: (?P<following>[a-z][\w’'-]*))?)"
)
_SUBJECT = re.compile(rf"[A-Z][\w’'-]*(?:,? [\w’'&-]+){{0,12}}? {MODAL}")
_HAS_TASK = re.compile(rf"\b{MODAL}|\A(?:To|That) [a-z]")
_NAMES_BEHIND = word_set(
    "that if when where which who whom whose whether how what why and or but as than because while whilst until unless"
    " once so then before after since although though"
)
"""Words behind which a clause may have a subject with a capital."""
_NO_CAPITAL = re.compile(
    r"(?<= )(?:the|a|an|its|their|each|every|any|this|these|should|must|shall|will|has|have|had|with|by|from|into|at"
    r"|in) (?P<task>To (?P<verb>[a-z-]+)|That [a-z]+)(?= )"
)
"""A word that no sentence ends with, and an opening that is part of no name: "the To ensure"."""
_LEAST_WORDS = 5
"""The fewest words of a recommendation."""
_LONGEST = 500
"""The most characters of a recommendation within another one, and of what stands before it, that are looked at."""
_SHOWN = 60


def with_halves(free_text: FreeText) -> set[str]:
    """The keys of the recommendations that may hold another one between two halves of a sentence."""
    joined = free_text.joined
    places = [m.start() for m in _GOES_ON.finditer(joined)]
    if "That" in free_text.vocabulary:
        places += [at for at in free_text.occurrences(" That ") if joined[at - 1].islower()]
    passages = (free_text.spot(at, at + 1)[0] for at in places)
    return {passage.about.key for passage in passages if passage.kind == "text" and passage.about}


def enclosed_task(text: str) -> Span | None:
    """The opening of a recommendation behind whose full stop the sentence before it goes on, or that breaks into one.

    A small letter behind a full stop is a slip of the pen as well, so that it shows little without such an opening.
    """
    start = 0
    for stop in _GOES_ON.finditer(text):
        word = text[text.rfind(" ", 0, stop.start()) + 1 : stop.start()].strip("()“‘\"'").casefold()
        if word in _ABBREVIATED or len(word) == 1:
            continue
        start = max(start, stop.start() - _LONGEST, text.rfind("\n", start, stop.start()) + 1)
        for opening in _OPENING.finditer(text, start, stop.start()):
            enclosed = text[opening.start("task") : stop.start()]
            if len(enclosed.split()) >= _LEAST_WORDS and _opens(text, opening):
                return Span(opening.start(), opening.end())
        start = stop.end()
    broken = _NO_CAPITAL.search(text)
    if broken and (broken["verb"] is None or broken["verb"] in ACTIONS or broken["verb"] in AMBIGUOUS):
        return Span(*broken.span("task"))
    return None


def _opens(text: str, opening: re.Match[str]) -> bool:
    """True if a capital within a sentence opens a recommendation, and no name."""
    before = text[max(0, opening.start() - _LONGEST) : opening.start()].rstrip()
    word = before.rpartition(" ")[2].strip("(“‘,;:’”)").casefold()
    first, following = opening["first"], opening["following"] or ""
    at = opening.start("task")
    if opening["number"]:
        numbered = word.removesuffix("s") in NUMBERED_THINGS
        asks = _SUBJECT.match(text, at) or is_order(words_of(text[at : at + _SHOWN]), frozenset())
        return not numbered and (bool(asks) or first in {"To", "That"})
    if first in {"To", "That"}:
        return bool(following)
    if before.rpartition(" ")[2][:1].isupper():
        return False  # in the middle of a name: "and The Trust should"
    order = first.casefold()
    if order in ACTIONS or order in AMBIGUOUS:
        return following in OBJECTS
    leads_on = word in _NAMES_BEHIND or before.endswith((",", ";", ":"))
    return not leads_on and _SUBJECT.match(text, at) is not None and _HAS_TASK.search(before) is not None
