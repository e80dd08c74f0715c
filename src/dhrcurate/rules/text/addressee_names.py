"""What is the name of an addressee: that of a cell, of an agency in the register, of many or of any one."""

from __future__ import annotations

import re

from dhrcurate.domain.agency import NO_BODIES, Agency, Decision
from dhrcurate.domain.verb_words import ACTIONS, FINITE
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.cells import NameType, WrittenName, read_cell
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.name_shapes import Shape, shape_of
from dhrcurate.rules.text.short_forms import SHORT_FORMS
from dhrcurate.rules.vocabulary import is_word

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
    if not listed and is_written_otherwise(context, text, known):
        return True
    pieces = [text] if context.names.named(text) else re.split(r"\s*[|;/,&]\s*|\s+and\s+", text)
    return all(
        piece.casefold() in known
        or any(e.kind not in NO_BODIES for e in context.names.named(piece))
        or (
            not listed
            and (
                means_agencies(context, piece)
                or is_short_for(piece, known)
                or is_written_otherwise(context, piece, known)
            )
        )
        for piece in pieces
        if piece
    )


_CAPITALS = re.compile(
    r"[A-Z][\w’'()-]*(?:(?: [/&|–-]|[,;/])? (?:(?:of|and|for|the|in|on|upon) )*[A-Z(][\w’'()-]*|/[A-Z][\w’'-]*)*\.?"
)
"""Words with capitals, as names have; a sentence has others."""
_MOST_IN_NAME = 9
"""The most words of a name, or of two, that the register is asked about: its answer costs more than all other tests."""


def is_written_otherwise(context: RuleContext, text: str, known: tuple[str, ...]) -> bool:
    """True if a piece is a name, or several, in another form than the register or the cells have it.

    Args:
        context: The record.
        text: The piece.
        known: The names of the record's cells, case folded.
    """
    words = text.casefold().split()
    if are_several(text.casefold(), known) or (len(words) == 1 and _is_a_place(text, known)):
        return True
    if len(words) > _MOST_IN_NAME or not (len(words) > 1 or _is_acronym(text)) or _CAPITALS.fullmatch(text) is None:
        return False
    if not (FINITE | ACTIONS).isdisjoint(words) or shape_of(text) in {Shape.ROLE, Shape.MEETING}:
        return False
    if len(words) > 1 and is_shortened(words, known):
        return True
    names = read_cell(text, context.names, context.name_context).names
    return any(_is_told(name) for name in names) and all(_is_told(name) or name.sort in _MANY for name in names)


def are_several(text: str, known: tuple[str, ...]) -> bool:
    """True for two or more names of cells in a row, or joined."""
    if not text.startswith(known):
        return False
    for name in known:
        if " " in name and text.startswith(name) and (joint := _JOINT.match(text, len(name))):
            rest = text[joint.end() :]
            if rest in known or are_several(rest, known):
                return True
    return False


_JOINT = re.compile(r"\s*[/|,;&]\s*|\s+and\s+|\s+")


def _is_a_place(word: str, known: tuple[str, ...]) -> bool:
    """True for the first word of a cell's name, where it is none of English: "Exampleton"."""
    folded = word.casefold()
    return word[:1].isupper() and any(name.startswith(f"{folded} ") for name in known) and not is_word(folded)


_MANY = frozenset({NameType.COLLECTIVE, NameType.UNSPECIFIC})


def _is_told(name: WrittenName) -> bool:
    """True if the register tells which body is meant, or which is likely."""
    if " " in name.text.strip():
        return bool(name.stands_for) or name.proposed is not None
    return bool(name.stands_for) and _is_acronym(name.text)


def _is_acronym(word: str) -> bool:
    return word.isupper() and len(word) >= _LEAST_LETTERS and word not in SHORT_FORMS


_LEAST_LETTERS = 3


def is_shortened(words: list[str], known: tuple[str, ...]) -> bool:
    """True for the first words of a cell's name, or these with the initials of the others.

    Args:
        words: At least two words, case folded.
        known: The names of the record's cells, case folded.
    """
    *first, last = words
    for name in known:
        full = name.split()
        if full[: len(first)] != first or len(full) <= len(first):
            continue
        rest = full[len(first) :]
        if (rest[0] == last and last not in _SMALL) or (
            len(rest) > 1 and last == "".join(w[0] for w in rest if w not in _SMALL)
        ):
            return True
    return False


def is_matched(context: RuleContext, name: str) -> bool:
    """True if the register takes a name of several words for one body."""
    if not 1 < len(name.split()) <= _MOST_IN_NAME or _CAPITALS.fullmatch(name) is None:
        return False
    suggestion = context.names.classify(name, context.name_context)
    best = suggestion.best
    if suggestion.decision is not Decision.MATCH or best is None or best.office:
        return False
    entry = context.names.entry(best.name)
    return entry is not None and entry.kind not in NO_BODIES


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


def stands_for_known(context: RuleContext, capitals: str, known: tuple[str, ...]) -> bool:
    """True for a short form of the name of a cell: its initials, or what the register has for that body."""
    if not (capitals.isupper() and len(capitals) > 2):
        return False
    if any(_is_drawn_from(capitals.casefold(), name) for name in known):
        return True
    return any(
        entry.kind not in NO_BODIES and not _written(entry).isdisjoint(known) for entry in context.names.named(capitals)
    )


_FEWEST_DRAWN = 4


def _is_drawn_from(letters: str, name: str) -> bool:
    """True for the initials of a name, or for four or more of them in order, from the first to the last: "KMPT"."""
    initials = "".join(word[0] for word in name.split() if word not in _SMALL)
    if letters == initials:
        return True
    if len(letters) < _FEWEST_DRAWN or letters[0] != initials[:1] or letters[-1] != initials[-1:]:
        return False
    left = iter(initials)
    return all(letter in left for letter in letters)


def _written(entry: Agency) -> frozenset[str]:
    return frozenset(name.casefold() for name in (entry.name, *(alias.name for alias in entry.aliases)))


_SMALL = word_set("and of the for & in")
