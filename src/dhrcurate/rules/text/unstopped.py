"""Names at the end of a text that no full stop parts from it: behind a word in capitals, or several that are joined."""

from __future__ import annotations

import re

from dhrcurate.domain.finding import Span
from dhrcurate.domain.patterns import rare
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.text.addressee_names import is_body, is_short_for
from dhrcurate.rules.text.short_forms import SHORT_FORMS
from dhrcurate.rules.text.whole import ITEM, is_whole

_OF_PEOPLE = word_set("AMHP CPN DA GP GPS IDVA IDVAS ISVA LADO NHS PCC VIT")
"""Short forms of people, who may stand before the name of their body, and what names of bodies begin with."""
_ENDS_A_PHRASE = rare(
    rf"(?:\b(?:{'|'.join(sorted(SHORT_FORMS - _OF_PEOPLE))})"
    r"|[a-z] (?:[A-Z][\w’'-]* )+"
    r"(?:Plan|Protocol|Policy|Strategy|Framework|Procedures?|Guidance|Pathway|Toolkit|Act|Charter)"
    r"|\b(?:by|before|from|since|until|in) (?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)"
    r"|\w[)”]"
    r"|\b(?:the|this|each|its|their) (?:Trust|Board|Partnership|Council|Force|Panel|Service|Hospital))\s+\Z"
)
"""What a sentence may end with, and no name of a body begins with: a document, a month, the end of an aside."""
_LONGEST_PHRASE = 60


def ends_a_phrase(text: str, end: int) -> bool:
    """True if what stands before a name may end a sentence, and begins no name of a body."""
    item = ITEM.match(text[:end].rpartition(" ")[0].rpartition(" ")[2]) if text[end - 2 : end - 1] == ")" else None
    return item is None and _ENDS_A_PHRASE.search(text, max(0, end - _LONGEST_PHRASE), end) is not None


_GAP = re.compile(r" (?=[A-Z])")


def behind_capitals(context: RuleContext, text: str, match: re.Match[str]) -> Span | None:
    """The name behind a word in capitals with which the sentence ends: "... to the MARAC Exampleshire Police".

    Such a word is a short form, the name of a document or of another body, or the place with which the name begins.

    Args:
        context: The record.
        text: The text.
        match: The words in capitals at its end.
    """
    for gap in _GAP.finditer(text, match.start(), match.end() - 1):
        start, before = gap.end(), text[match.start() : gap.start()]
        name = text[start : match.end()]
        parted = ends_a_phrase(text, start) or before.rpartition(" ")[2] == name.partition(" ")[0]
        if (parted or is_body(context, before)) and " " in name and is_body(context, name):
            return Span(start, match.end())
    return None


HEADS_OF_COLUMN = "(?:Lead(?: [Aa]gency)?|(?:Responsible )?[Aa]gency|Owner|Organisation|Responsible|Addressee)"
_WORD = r"[A-Z][\w’'-]*"
_NAMES = rare(rf"(?<=\s)(?P<names>{_WORD}(?:(?: |, ?| ?[/|;&] ?)(?:(?:of|and|for|the|&|in) )?{_WORD})*)\.?\Z")
_IN_SENTENCE = re.compile(rf"(?<![\w’'-])(?P<before>\w+[)”]?) (?P<head>{HEADS_OF_COLUMN}(?:\s*[:–-]\s*|\s+))(?=[A-Z])")
"""The heading of a column behind a sentence that has no full stop."""
_LEADS_TO_NOUN = word_set(
    "a an the this that each every any no its their our his her in of for on at to by with into from and or as named"
    " single"
)
"""Words behind which an owner or an agency with a capital belongs to the sentence."""
_LONGEST_NAMES = 140
_JOINT = re.compile(r"\s*[/|;,&]\s*|\s+and\s+")
_LEAST_SENTENCE = 20


def unstopped_names(context: RuleContext, text: str, end: int, known: tuple[str, ...]) -> Span | None:
    """Several joined names behind a sentence that has no full stop, or one behind the heading of its column.

    Args:
        context: The record.
        text: The text.
        end: Where its last name ends.
        known: The names of the record's cells, case folded.
    """
    from_here = max(_LEAST_SENTENCE, end - _LONGEST_NAMES)
    for column in _IN_SENTENCE.finditer(text, from_here, end):
        start, before = column.end(), column["before"]
        parted = not before[:1].isupper() or ends_a_phrase(text, column.start("head"))
        if parted and before not in _LEADS_TO_NOUN and are_names(context, text[start:end], known):
            return Span(start, end)
    match = _NAMES.search(text, from_here, end)
    if match is None or _JOINT.search(match["names"]) is None:
        return None
    starts = (match.start(), *(gap.end() for gap in _GAP.finditer(text, match.start(), end)))
    start = next((at for at in starts if are_names(context, text[at:end], known)), end)
    if _JOINT.search(text, start, end) is None or is_body(context, text[start:end]):
        return None
    whole = is_whole(text[:start], apposed=False) or ends_a_phrase(text, start)
    return Span(start, end) if whole else None


def are_names(context: RuleContext, text: str, known: tuple[str, ...]) -> bool:
    """True for the name of a cell or a body, or for several that are joined."""
    if is_one_name(context, text, known):
        return True
    return any(  # a name may hold an "and" of its own
        is_one_name(context, text[: joint.start()], known) and are_names(context, text[joint.end() :], known)
        for joint in _JOINT.finditer(text)
    )


def is_one_name(context: RuleContext, name: str, known: tuple[str, ...]) -> bool:
    """True for the name of a cell or a body in several words, or for the initials of a cell's."""
    if " " not in name:
        return is_short_for(name, known) or (name.isupper() and len(name) > 2 and name.casefold() in known)
    return name.casefold() in known or is_body(context, name)
