"""The name of an addressee behind the last sentence of a text, with or without a full stop between them."""

from __future__ import annotations

import re

from dhrcurate.domain.finding import Span
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.text.addressee_names import (
    NAME_LENGTH,
    are_several,
    is_body,
    is_matched,
    is_name,
    means_agencies,
    stands_for_known,
)
from dhrcurate.rules.text.short_forms import SHORT_FORMS
from dhrcurate.rules.text.unstopped import (
    HEADS_OF_COLUMN,
    behind_capitals,
    ends_a_phrase,
    is_one_name,
    unstopped_names,
)
from dhrcurate.rules.text.whole import is_whole, leads_on

_STOPS = (". ", "! ", "? ", "; ", ".\n", "\n", ".” ", ".’ ", ".) ")
_SEVERAL_LENGTH = 2 * NAME_LENGTH
"""The most characters of the names of two or three addressees."""
_ABBREVIATED = word_set("e.g i.e eg ie incl inc esp cf vs st dr mr mrs ms prof no")
"""Words whose full stop ends no sentence."""
_GLUED_STOP = re.compile(r"(?<=[a-z)])[.;](?=[A-Z][A-Za-z])")
COLUMN = re.compile(rf"(?:{HEADS_OF_COLUMN}(?:\s*[:–-]\s*|\s+(?=[A-Z]))|(?:For|By|To)\s*[:–-]\s*)")
"""What may stand before the name where its column was run in as well."""


def name_at_end(
    context: RuleContext, r: Recommendation, known: tuple[str, ...], last_words: frozenset[str]
) -> Span | None:
    """The name after the last full stop, or behind a sentence without one that is whole without it.

    Args:
        context: The record.
        r: One of its recommendations.
        known: The names of the record's cells, case folded.
        last_words: The last words of these.
    """
    text = r.text
    end = len(text.rstrip(" \n\t."))
    last = text[text.rfind(" ", 0, end) + 1 : end]
    tail = max(0, end - (_SEVERAL_LENGTH if last.casefold() in last_words else NAME_LENGTH))
    if not (text[end - 1 : end].isalnum() or text[end - 1 : end] in {")", "]"}):
        return None
    stop = max(text.rfind(sign, tail, end) for sign in _STOPS)
    if (text.find(".", tail, end) >= 0 or text.find(";", tail, end) >= 0) and (
        glued := _last(_GLUED_STOP, text, max(tail, stop + 1), end)
    ):
        stop = glued
    found = _listed(context, text, tail, end, known) if stop > 0 and text[stop] == ";" else None
    found = found or (_behind_stop(context, text, stop, end, known) if stop > 0 else None)
    if found:
        return found
    ends_known = last.casefold() in last_words and _ends_with_known(text, end, known)
    if not (ends_known or last[:1].isupper() or last[-1:] in ")]"):
        return None
    return (
        (_known_at_end(context, r, end, known) if ends_known else None)
        or _unstopped(context, text, end, known)
        or unstopped_names(context, text, end, known)
    )


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    """The start of the last place where a pattern matches, 0 if there is none."""
    return max((m.start() for m in pattern.finditer(text, start, end)), default=0)


def _behind_stop(context: RuleContext, text: str, stop: int, end: int, known: tuple[str, ...]) -> Span | None:
    start = stop + 1
    while start < end and not (text[start].isalnum() or text[start] in "‘“'\"(["):
        start += 1
    if column := COLUMN.match(text, start, end):
        start = column.end()
    if text[start : start + 1] + text[end - 1] in {"()", "[]"}:
        start, end = start + 1, end - 1
    if not (text[start : start + 1].isupper() or text[start : start + 1] in {"‘", "“", "'", '"'}):
        return None
    if end - start > NAME_LENGTH:
        return Span(start, end) if are_several(text[start:end].casefold(), known) else None
    if _goes_on(text, stop) or not is_name(context, text[start:end], known, listed=text[stop] == ";"):
        return None
    return Span(start, end)


_SENTENCE_STOPS = tuple(sign for sign in _STOPS if sign[0] != ";")


def _listed(context: RuleContext, text: str, tail: int, end: int, known: tuple[str, ...]) -> Span | None:
    """The names behind the last full stop that semicolons part."""
    stop = max(text.rfind(sign, tail, end) for sign in _SENTENCE_STOPS)
    if stop < 0:
        return None
    start = stop + 1 + len(text[stop + 1 : end]) - len(text[stop + 1 : end].lstrip())
    parts = [part.strip() for part in text[start:end].split(";")]
    named = (is_one_name(context, part, known) or part.casefold() in known for part in parts)
    return Span(start, end) if len(parts) > 1 and all(named) else None


def _goes_on(text: str, stop: int) -> bool:
    """True if the sentence goes on after a stop: "e.g. Exampleshire Police", or one more item of a list."""
    before = text[max(0, stop - NAME_LENGTH) : stop]
    if text[stop] == ";":
        sentence = before[before.rfind(". ") + 1 :]
        return ":" in sentence or ";" in sentence
    return text[stop] == "." and before.rpartition(" ")[2].lstrip("(").casefold() in _ABBREVIATED


_MANY = re.compile(r"\s(?P<name>(?:All|Each|Every) [a-z]+(?: [a-z]+){0,3})\.?\s*\Z")
_BEHIND_BODY = re.compile(r"\b(?:the|its|their|a|each) (?:[A-Z][\w’'-]* )+(?:Group|Forum|Committee|Panel|Executive) \Z")
"""A body at the end of a sentence, behind which no other name belongs."""
_END = " \n\t."


def unstopped_name(context: RuleContext, r: Recommendation) -> Span | None:
    """The name of the row's own body, or of many, behind a short form or a body with a capital, without a full stop."""
    text, name = r.text.rstrip(_END), r.addressed_to.strip()
    start = len(text) - len(name)
    if start > 0 and " " in name and text.endswith(name) and _is_parted(text, start):
        names = context.cell(r).names
        return Span(start, len(text)) if len(names) == 1 and names[0].canonical else None
    if start > _LEAST_SENTENCE and " " in name and text.endswith(f" {name}") and _begins_with_part(text, name):
        before = text[:start].split()[-1]
        if not leads_on(text[:start]) and before not in name.split():
            return Span(start, len(text))
    many = _MANY.search(text, max(0, len(text) - NAME_LENGTH))
    if many and (ends_a_phrase(text, many.start("name")) or not leads_on(text[: many.start()])):
        return Span(*many.span("name")) if means_agencies(context, many["name"]) else None
    return None


def _is_parted(text: str, start: int) -> bool:
    return ends_a_phrase(text, start) or _BEHIND_BODY.search(text, max(0, start - NAME_LENGTH), start) is not None


def _begins_with_part(text: str, name: str) -> bool:
    """True if a text begins with a name, or with its last words, so that the name at its end is a cell's."""
    words = name.split()
    return any(text.startswith(f"{' '.join(words[at:])} ") for at in range(len(words) - 1))


_LEAST_SENTENCE = 20
"""The fewest characters before a name that no full stop parts from them."""
_NAME_IN_CAPITALS = re.compile(
    r"(?P<square>\[)?(?P<name>[A-Z][\w’'&-]*(?: (?:(?:of|and|for|the|&|in) )?[A-Z(&][\w’'&()-]*)*)(?(square)\])\Z"
)
_MOST_IN_ACRONYM = 9
_JOINED = re.compile(r" and |[,/|;&]")


def _known_at_end(context: RuleContext, r: Recommendation, end: int, known: tuple[str, ...]) -> Span | None:
    """The name of a cell behind a sentence that has no full stop, where nothing joins it to the sentence."""
    text = r.text
    for name in known:
        start = end - len(name)
        at_a_word = start > _LEAST_SENTENCE and text[start - 1].isspace() and text[start].isupper()
        if at_a_word and " " in name and text[start:end].casefold() == name:
            own = name == r.addressed_to.strip().casefold()
            several = _JOINED.search(name) is not None and not is_body(context, name)
            whole = is_whole(text[:start], apposed=own, several=several or means_agencies(context, name))
            if whole or _is_behind_dash(text, start):
                return Span(start, end)
    return None


def _unstopped(context: RuleContext, text: str, end: int, known: tuple[str, ...]) -> Span | None:
    """The name of an agency in the register, or the initials of a cell's, behind a sentence that has no full stop."""
    match = _NAME_IN_CAPITALS.search(text, max(_LEAST_SENTENCE, end - NAME_LENGTH), end)
    if match is None or not text[match.start() - 1].isspace():
        return None
    name = match["name"]
    if match["square"]:
        named = name.casefold() in known or is_body(context, name)
    elif " " in name:
        whole = is_whole(text[: match.start()], apposed=False, several=False)
        if not (is_body(context, name) or (whole and is_matched(context, name))):
            return behind_capitals(context, text, match)
        named = whole
    else:
        short = name.isupper() and len(name) < _MOST_IN_ACRONYM and name not in SHORT_FORMS
        meant = short and (stands_for_known(context, name, known) or text.startswith(f"{name} "))
        named = meant and is_whole(text[: match.start()], apposed=False, several=False)
    return Span(*match.span("name")) if named else None


def _ends_with_known(text: str, end: int, known: tuple[str, ...]) -> bool:
    return text[max(0, end - NAME_LENGTH) : end].casefold().endswith(known)


def _is_behind_dash(text: str, start: int) -> bool:
    """True for a name behind a dash that opens no aside and no list."""
    before = text[:start].rstrip()
    sentence = before[before.rfind(". ") + 1 : -1]
    return before.endswith((" -", " –", " —")) and ":" not in sentence and not re.search(r" [-–—] ", sentence)
