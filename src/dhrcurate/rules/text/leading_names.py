"""The name of an addressee before the first word of a text."""

from __future__ import annotations

import re

from dhrcurate.domain.finding import Span
from dhrcurate.domain.verb_words import ACTIONS, ALSO_ATTRIBUTES, AMBIGUOUS
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.name_shapes import Shape, shape_of
from dhrcurate.rules.text.addressee_names import (
    NAME_LENGTH,
    is_body,
    is_matched,
    is_short_for,
    is_shortened,
    means_agencies,
)
from dhrcurate.rules.text.verbs import OBJECTS
from dhrcurate.rules.vocabulary import word_set

_OPENINGS = word_set("The To That All Each Every Ensure")
"""Openings behind which hardly anything but a heading or a cell can stand."""
_FIRST_WORDS = (
    _OPENINGS
    | word_set(
        "It A An In For When Where Whenever Wherever While Whilst If As There No Having More Any By On At After Before"
        " Following This These Those They Both Some Such Should Until Once Although Because Since Review Consider We"
    )
    | frozenset(form.capitalize() for word in ACTIONS for form in (word, f"{word}s"))
)
"""Words with a capital that open a sentence and are no part of a name."""
_ORDERS = frozenset(word.capitalize() for word in AMBIGUOUS | ALSO_ATTRIBUTES)
"""Orders that are nouns as well, unless an object follows: "Audit a sample"."""
_OPENING_WORDS = _FIRST_WORDS | _ORDERS
_AFTER_NAME = re.compile(r"[\s.](?P<opening>[A-Z][\w’'-]*)(?=,?\s+(?P<following>\w+))")
_IN_BRACKETS = re.compile(r"[(\[](?P<name>[A-Z][^()\[\]]{2,80})[)\]][:.]?\s+(?=[‘“]?[A-Z])")
_WITH_COLON = re.compile(r"(?P<name>[A-Z][^:.;]{2,80}):\s+(?=[‘“]?[A-Z])")
_CAPITALS = re.compile(r"(?P<name>[A-Z][A-Z’'&,-]+(?: [A-Z’'&,-]{2,})+)[.:]?\s+(?=[‘“]?(?:[A-Z][a-z]|A ))")
_LEAST_OF_TWO = 3
"""The fewest words of the names of two bodies, of which one may be short."""


def leading_name(
    context: RuleContext, text: str, known: tuple[str, ...], opening: tuple[int, int] | None
) -> Span | None:
    """The name before the first word of a text that has a subject of its own, or begins with an order.

    Args:
        context: The record.
        text: The text.
        known: The names of the record's cells, case folded.
        opening: The name-like opening of the text, if what its bearer should do follows at once.
    """
    first = text[:1]
    if first in "([" and first:
        return _named_part(context, _IN_BRACKETS.match(text), known)
    if not first.isupper():
        return None
    start = text[:NAME_LENGTH]
    if ":" in start and (span := _named_part(context, _WITH_COLON.match(text), known)):
        return span
    if text[1:2].isupper() and (span := _named_part(context, _CAPITALS.match(text), known)):
        return span
    if not _OPENING_WORDS.isdisjoint(start.split()[1:]):
        for after in _AFTER_NAME.finditer(text, 0, NAME_LENGTH):
            opens = after["opening"] in _FIRST_WORDS or (after["opening"] in _ORDERS and after["following"] in OBJECTS)
            if opens and (span := _before(context, text, after, known)):
                return span
    return _of_two(context, text, opening, known) if opening else None


def _named_part(context: RuleContext, match: re.Match[str] | None, known: tuple[str, ...]) -> Span | None:
    if match is None or not (
        _is_known(context, match["name"], known) or _is_form_of_known(context, match["name"], known)
    ):
        return None
    return Span(*match.span("name"))


def _is_known(context: RuleContext, name: str, known: tuple[str, ...]) -> bool:
    return name.casefold() in known or (" " in name and is_body(context, name))


def _is_form_of_known(context: RuleContext, name: str, known: tuple[str, ...]) -> bool:
    words = name.casefold().split()
    return len(words) > 1 and words[0] != "the" and (is_shortened(words, known) or is_matched(context, name))


def _before(context: RuleContext, text: str, after: re.Match[str], known: tuple[str, ...]) -> Span | None:
    name = text[: after.start()].rstrip(" :.-–—")
    if len(name) > 3 and (_is_known(context, name, known) or _is_form_of_known(context, name, known)):
        return Span(0, len(name))
    if len(name) == after.start() and is_short_for(name, known):
        return Span(0, len(name))
    several = " " in name or shape_of(name) is Shape.COLLECTIVE
    if several and after["opening"] in _OPENINGS and means_agencies(context, name):
        return Span(0, len(name))
    return None


def _of_two(context: RuleContext, text: str, opening: tuple[int, int], known: tuple[str, ...]) -> Span | None:
    """The first of two names that stand together as no name of one body does: "Home Office Kent Police should"."""
    start, end = opening
    words = text[start:end].split(" ")
    if start or len(words) < _LEAST_OF_TWO or _is_known(context, text[start:end], known):
        return None
    for at in range(1, len(words)):
        if words[at][:1].isupper() and words[at - 1][:1].isupper() and words[at - 1].isalpha():
            name, other = " ".join(words[:at]), " ".join(words[at:])
            if _is_known(context, other, known) and (
                _is_known(context, name, known) or is_short_for(name, known) or _is_form_of_known(context, name, known)
            ):
                return Span(0, len(name))
    return None
