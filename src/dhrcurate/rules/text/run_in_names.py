"""The name of an addressee, of a cell or a heading of its own, that was run into a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.agency import NO_BODIES
from dhrcurate.domain.finding import Finding, Severity, Span
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.name_shapes import Shape, shape_of
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.action_plan import action_plan_in_text
from dhrcurate.rules.text.edits import text_path
from dhrcurate.rules.text.short_forms import SHORT_FORMS
from dhrcurate.rules.text.verb_words import FINITE
from dhrcurate.rules.vocabulary import word_set

_NAME_LENGTH = 90
"""The most characters of an addressee's name at the end of a text."""
_AFTER_NAME = re.compile(
    r"\s+(?P<opening>The|To|That|It|All|Each|Every|A|An|In|For|Ensure|Review|Develop|Provide|Consider)\s+\w"
)
_SUBJECTS = word_set("The To That It All Each Every A An In For Ensure Review Develop Provide Consider")


@record_rule("DHR320", "addressee-in-text", Severity.WARNING)
def addressee_in_text(context: RuleContext) -> Iterator[Finding]:
    """The name of an addressee was run into a text.

    Why: The name was a cell or a heading of its own. In the text it reads as part of the recommendation, and if it is
    not the name in the cell, the cell may be that of another row.

    Before: text = "The force should keep a record of each call. Exampleshire Police"

    After: text = "The force should keep a record of each call.", addressed_to = "Exampleshire Police"

    Note: It finds the name of a cell, of an agency in the register, or of many or any one agency as a column of
    addressees has it ("All agencies", "GPs"), after the last sentence or before the first; without a full stop, the
    name of the row's own cell, and "All agencies", where nothing joins it to the sentence.
    """
    cells = {r.addressed_to for r in context.recommendations}
    parts = {part.strip().casefold().rstrip(".") for cell in cells for part in (cell, *cell.split("|"))}
    known = tuple(sorted(parts - {""}))
    columns: dict[str | None, int] | None = None
    for r in context.recommendations:
        span = _name_at_end(context, r.text, known) or _name_at_start(context, r.text, known)
        span = span or _unstopped_name(context, r)
        if span and columns is None:
            columns = {f.key: f.span.start for f in action_plan_in_text.check(context) if f.span}
        if span and columns is not None and span.start >= columns.get(r.key, len(r.text)):
            continue  # the rule of columns tells where they begin
        if span:
            yield addressee_in_text.finding(
                f"“{r.text[span.start : span.end]}” is the name of an addressee, run into the text",
                path=text_path(r),
                span=span,
                about=r,
            )


_STOPS = (". ", "! ", "? ", "; ", ".\n", "\n", ".” ", ".’ ", ".) ")
_ABBREVIATED = word_set("e.g i.e eg ie incl inc esp cf vs st dr mr mrs ms prof no")
"""Words whose full stop ends no sentence."""
_COLUMN = re.compile(r"(?:Lead(?: [Aa]gency)?|Agency|Owner|Organisation|Responsible|Addressee|For|By|To)\s*[:–-]\s*")
"""What may stand before the name where its column was run in as well."""


def _name_at_end(context: RuleContext, text: str, known: tuple[str, ...]) -> Span | None:
    """The name after the last full stop, or at the end of a text without one."""
    end = len(text.rstrip(" \n\t."))
    tail = max(0, end - _NAME_LENGTH)
    if not (text[end - 1 : end].isalnum() or text[end - 1 : end] in {")", "]"}):
        return None
    stop = max(text.rfind(sign, tail, end) for sign in _STOPS)
    if stop <= 0:
        return _fused_name(text, end, known)
    start = stop + 1
    while start < end and not (text[start].isalnum() or text[start] in "‘“'\"(["):
        start += 1
    if column := _COLUMN.match(text, start, end):
        start = column.end()
    if text[start : start + 1] + text[end - 1] in {"()", "[]"}:
        start, end = start + 1, end - 1
    if not (text[start : start + 1].isupper() or text[start : start + 1] in {"‘", "“", "'", '"'}):
        return None
    if _goes_on(text, stop) or not _is_name(context, text[start:end], known, listed=text[stop] == ";"):
        return None
    return Span(start, end)


def _goes_on(text: str, stop: int) -> bool:
    """True if the sentence goes on after a stop: "e.g. Exampleshire Police", or one more item of a list."""
    before = text[max(0, stop - _NAME_LENGTH) : stop]
    if text[stop] == ";":
        sentence = before[before.rfind(". ") + 1 :]
        return ":" in sentence or ";" in sentence
    return text[stop] == "." and before.rpartition(" ")[2].lstrip("(").casefold() in _ABBREVIATED


_LEAST_SENTENCE = 20
"""The fewest characters before a name that no full stop parts from them."""


def _fused_name(text: str, end: int, known: tuple[str, ...]) -> Span | None:
    """The cell's own name behind a sentence that has no full stop, where nothing joins it to the sentence."""
    tail = text[max(0, end - _NAME_LENGTH) : end].casefold()
    if not tail.endswith(known):
        return None
    for name in known:
        start = end - len(name)
        at_a_word = start > _LEAST_SENTENCE and text[start - 1].isspace() and text[start].isupper()
        if tail.endswith(name) and " " in name and at_a_word and _is_whole(text[:start]):
            return Span(start, end)
    return None


_OF_PEOPLE = word_set("AMHP CPN DA GP GPS IDVA IDVAS ISVA LADO NHS PCC VIT")
"""Short forms of people, who may stand before the name of their body, and what names of bodies begin with."""
_JOINING = word_set(
    "the a an of and or by to with for from in at on as than between via within across through into that which is are"
    " both including against towards like about under over when where while all any each every our their its his her"
    " tell tells inform asks ask advise notify remind urge request invite support help assist contact"
    " local former new current this these those other upon behind alongside outside inside toward without per"
)


_ENDS_A_PHRASE = re.compile(
    rf"(?:\b(?:{'|'.join(sorted(SHORT_FORMS - _OF_PEOPLE))})"
    r"|\b(?:the|this|each|its|their) (?:Trust|Board|Partnership|Council|Force|Panel|Service|Hospital))\s+\Z"
)
"""What a sentence may end with, and no name of a body begins with."""
_LONGEST_PHRASE = 30
_MANY = re.compile(r"\s(?P<name>(?:All|Each|Every) [a-z]+(?: [a-z]+){0,3})\.?\s*\Z")
_END = " \n\t."


def _unstopped_name(context: RuleContext, r: Recommendation) -> Span | None:
    """The name of the row's own body, or of many, behind a short form or a body with a capital, without a full stop."""
    text, name = r.text.rstrip(_END), r.addressed_to.strip()
    start = len(text) - len(name)
    if start > 0 and " " in name and text.endswith(name) and _ends_a_phrase(text, start):
        names = context.cell(r).names
        return Span(start, len(text)) if len(names) == 1 and names[0].canonical else None
    many = _MANY.search(text, max(0, len(text) - _NAME_LENGTH))
    if many and (_ends_a_phrase(text, many.start("name")) or _is_whole(text[: many.start()])):
        return Span(*many.span("name")) if _means_agencies(context, many["name"]) else None
    return None


def _ends_a_phrase(text: str, end: int) -> bool:
    return _ENDS_A_PHRASE.search(text, max(0, end - _LONGEST_PHRASE), end) is not None


def _is_whole(text: str) -> bool:
    """True if a sentence may end with its last word, in small letters."""
    words = text.split()
    return len(words) > 1 and words[-1].isalpha() and words[-1].islower() and words[-1] not in _JOINING


def _is_name(context: RuleContext, text: str, known: tuple[str, ...], *, listed: bool) -> bool:
    """True if a piece is a name, or several that are joined.

    Args:
        context: The record.
        text: The piece.
        known: The names of the record's cells, case folded.
        listed: Whether it may be an item of a list, which a name of many or of any one agency often is.
    """
    plain = text.casefold().strip(" .:‘’“”'\"()")
    if plain in known or text.casefold() in known:
        return len(plain) > 2
    if not text.strip():
        return False
    if not listed and _means_agencies(context, text):
        return True
    pieces = [text] if context.names.named(text) else re.split(r"\s*[|;/,&]\s*|\s+and\s+", text)
    return all(
        piece.casefold() in known
        or any(e.kind not in NO_BODIES for e in context.names.named(piece))
        or (not listed and (_means_agencies(context, piece) or _is_short_for(piece, known)))
        for piece in pieces
        if piece
    )


_OFFICE = re.compile(r"(?:[A-Z][\w’'-]*(?: (?:of|and|the|&))*(?: |$))+")
"""A name in capitals, as columns write an office, and not "Training for all officers"."""
_AGENCIES = frozenset({"collective", "relative", "meeting"})
_MOST_WORDS = 7


def _means_agencies(context: RuleContext, name: str) -> bool:
    """True for many agencies, any one of a kind or an office, as a column of addressees has it: "All agencies"."""
    if any(e.kind in _AGENCIES for e in context.names.named(name)):
        return True
    words = name.casefold().split()
    if len(words) > _MOST_WORDS or not FINITE.isdisjoint(words) or any(w.endswith((".", ":", "]")) for w in words):
        return False
    shape = shape_of(name)
    return shape in {Shape.COLLECTIVE, Shape.UNSPECIFIC} or (
        shape is Shape.ROLE and _OFFICE.fullmatch(name) is not None
    )


def _is_short_for(capitals: str, known: tuple[str, ...]) -> bool:
    """True for the initials of the name of a cell."""
    if not (capitals.isupper() and len(capitals) > 2):
        return False
    letters = capitals.casefold()
    return any(letters == "".join(w[0] for w in name.split() if w not in _SMALL) for name in known)


_SMALL = word_set("and of the for & in")


def _name_at_start(context: RuleContext, text: str, known: tuple[str, ...]) -> Span | None:
    """The name before the first word of a text that has a subject of its own, or begins with an order."""
    if not text[:1].isupper() or _SUBJECTS.isdisjoint(text[:_NAME_LENGTH].split()[1:]):
        return None
    for after in _AFTER_NAME.finditer(text, 0, _NAME_LENGTH):
        name = text[: after.start()].rstrip(" :-–—")
        if len(name) > 3 and (name.casefold() in known or (" " in name and _is_body(context, name))):
            return Span(0, len(name))
        several = " " in name or shape_of(name) is Shape.COLLECTIVE
        if several and after["opening"] in _OPENINGS and _means_agencies(context, name):
            return Span(0, len(name))
    return None


_OPENINGS = word_set("The To That All Each Every Ensure")


def _is_body(context: RuleContext, name: str) -> bool:
    entries = context.names.named(name)
    return len(entries) == 1 and entries[0].kind not in NO_BODIES
