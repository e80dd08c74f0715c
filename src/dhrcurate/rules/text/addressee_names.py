"""What is the name of an addressee: that of a cell, of an agency in the register, of many or of any one."""

from __future__ import annotations

import re

from dhrcurate.domain.agency import NO_BODIES
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.name_shapes import Shape, shape_of
from dhrcurate.rules.text.verb_words import FINITE
from dhrcurate.rules.vocabulary import word_set

NAME_LENGTH = 90
"""The most characters of an addressee's name at the end or the start of a text."""


def is_body(context: RuleContext, name: str) -> bool:
    """True for exactly the name of one body of the register."""
    entries = context.names.named(name)
    return len(entries) == 1 and entries[0].kind not in NO_BODIES


def is_name(context: RuleContext, text: str, known: tuple[str, ...], *, listed: bool) -> bool:
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
    if not listed and means_agencies(context, text):
        return True
    pieces = [text] if context.names.named(text) else re.split(r"\s*[|;/,&]\s*|\s+and\s+", text)
    return all(
        piece.casefold() in known
        or any(e.kind not in NO_BODIES for e in context.names.named(piece))
        or (not listed and (means_agencies(context, piece) or is_short_for(piece, known)))
        for piece in pieces
        if piece
    )


_OFFICE = re.compile(r"(?:[A-Z][\w’'-]*(?: (?:of|and|the|&))*(?: |$))+")
"""A name in capitals, as columns write an office, and not "Training for all officers"."""
_AGENCIES = frozenset({"collective", "relative", "meeting"})
_MOST_WORDS = 7


def means_agencies(context: RuleContext, name: str) -> bool:
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


def is_short_for(capitals: str, known: tuple[str, ...]) -> bool:
    """True for the initials of the name of a cell."""
    if not (capitals.isupper() and len(capitals) > 2):
        return False
    letters = capitals.casefold()
    return any(letters == "".join(w[0] for w in name.split() if w not in _SMALL) for name in known)


_SMALL = word_set("and of the for & in")
